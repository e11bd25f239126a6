// Takes pictures of every page of a running centre, for the README and for a
// look before a release. Usage:
//   node scripts/shots.mjs BASE_URL OUTDIR [SIGN-INS]
// SIGN-INS are NAME:PASSWORD pairs; each is signed in and its pages are shown.
import { mkdirSync } from 'node:fs';
import { browser } from '../tests/steps.mjs';

const [base, out = 'shots', ...people] = process.argv.slice(2);
if (!base) {
  console.error('usage: node scripts/shots.mjs BASE_URL OUTDIR [NAME:PASSWORD ...]');
  process.exit(2);
}
mkdirSync(out, { recursive: true });
const chromium = await browser();

async function open(width, height) {
  const context = await chromium.newContext({ viewport: { width, height } });
  await context.grantPermissions(['microphone'], { origin: base });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  return page;
}
async function shot(page, name, fullPage = false) {
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: `${out}/${name}.png`, fullPage });
  console.log(`${out}/${name}.png`);
}

try {
  const site = await open(1100, 900);
  for (const [path, name] of [['/', 'caller-en'], ['/es', 'caller-es'], ['/receipt', 'receipt-en'], ['/es/receipt', 'receipt-es'], ['/waits', 'waits-en'], ['/es/esperas', 'waits-es']]) {
    await site.goto(base + path);
    await shot(site, name, true);
  }
  const front = await open(1024, 700);
  await front.goto(`${base}/desk/`);
  await front.getByRole('heading', { level: 1 }).waitFor();
  await shot(front, 'desk-sign-in');

  for (const person of people) {
    const [name, ...password] = person.split(':');
    const page = await open(1280, 800);
    await page.goto(`${base}/desk/`);
    await page.locator('#name').fill(name);
    await page.locator('#password').fill(password.join(':'));
    await page.locator('form button').click();
    await page.locator('header.bar').waitFor();
    await page.locator('main h1').waitFor();
    await shot(page, `desk-${name}`);
    for (const to of ['/calls', '/items', '/board']) {
      if ((await page.locator(`header a[href="#${to}"]`).count()) === 0) continue;
      await page.locator(`header a[href="#${to}"]`).click();
      await page.locator('main h1').waitFor();
      await page.waitForLoadState('networkidle', { timeout: 1000 }).catch(() => {}); // the stream never idles
      await shot(page, `desk-${name}${to.replace('/', '-')}`);
    }
    if (await page.locator('a[href="#/wall"]').count()) {
      await page.locator('a[href="#/wall"]').click();
      await page.locator('.wall__queues').waitFor();
      await shot(page, `desk-${name}-wall`);
      await page.locator('a[href="#/board"]').click();
    }
    await page.getByRole('button', { name: /^(Sign out|Salir)$/ }).click();
  }
} finally {
  await chromium.close();
}
