// A caller on the public's pages. Usage: site.mjs SITE_URL STAGE_URL REFERENCE LINK_TOKEN
import { accessible, browser, done, equal, step, until, watched } from './steps.mjs';

const [base, stage, reference, token] = process.argv.slice(2);
const shots = process.env.SHOTS;
const get = async (path) => (await fetch(stage + path)).json();

const chromium = await browser();
const context = await chromium.newContext({ viewport: { width: 1100, height: 900 } });
await context.grantPermissions(['microphone'], { origin: base });
const page = await context.newPage();
page.setDefaultTimeout(8000);
const wrong = watched(page, base);
const shot = async (name, fullPage = true) => shots && page.screenshot({ path: `${shots}/${name}.png`, fullPage });

async function narrow() {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  if (wide > 360) throw new Error(`the page is ${wide} wide on a phone of 360`);
}

for (const [path, lang, title] of [['/', 'en', 'Call us'], ['/es', 'es', 'Llámenos']]) {
  await step(`the caller page in ${lang}`, async () => {
    await page.goto(base + path);
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    equal(await page.evaluate(() => document.documentElement.lang), lang, 'lang');
    await page.getByRole('link', { name: '800-555-0100' }).first().waitFor();
    await accessible(page);
    await shot(`site-${lang}`);
  });
}

await step('a call from the browser: sound, captions, keys, mute', async () => {
  await page.goto(base + '/');
  await page.getByRole('button', { name: 'Call now' }).click();
  await page.getByText('You are connected. Just talk.').waitFor();
  await until('the caller is heard', async () => (await get('/sound')).loud > 10);
  await page.getByText('Thank you for calling.').waitFor();
  await page.getByRole('button', { name: '5', exact: true }).click();
  await page.getByRole('button', { name: '0, a person' }).click();
  await page.keyboard.press('7');
  await until('the keys arrive', async () => (await get('/sound')).keys === '507');
  await accessible(page);
  await shot('site-call');
  await page.getByRole('button', { name: 'Mute' }).click();
  await page.getByText('Your microphone is off.').waitFor();
  await page.setViewportSize({ width: 360, height: 740 });
  await narrow();
  await accessible(page);
  await shot('site-call-phone');
  await page.setViewportSize({ width: 1100, height: 900 });
});

await step('hanging up says goodbye to the line', async () => {
  await page.getByRole('button', { name: 'Hang up' }).click();
  await page.getByText('You hung up.').waitFor();
  await until('the goodbye arrives', async () => (await get('/sound')).keys === '507bye');
  await accessible(page);
});

await step('a receipt by its reference, en and es', async () => {
  await page.goto(base + '/receipt');
  await accessible(page);
  await page.getByLabel('Reference number').fill(reference.replace(/^(...)(...)(...)$/, '$1-$2-$3'));
  await page.getByRole('button', { name: 'Show the receipt' }).click();
  await page.getByText('Maria R.').waitFor();
  await page.getByText('Monday, November 23, 2026').waitFor();
  await page.getByText('10:04 a.m. Eastern time').waitFor();
  await page.getByText('4 minutes 12 seconds').waitFor();
  await accessible(page);
  await shot('site-receipt');
  await page.getByRole('link', { name: 'Español' }).click();
  await page.getByText('lunes 23 de noviembre de 2026').waitFor();
  await page.getByText('10:04 a. m. (hora del Este)').waitFor();
  await accessible(page);
});

await step('a slip in the number is told apart from a number we do not have', async () => {
  await page.goto(`${base}/receipt?ref=482-771-300`);
  await page.getByText('One of these digits is not right').waitFor();
  await page.goto(`${base}/receipt?ref=hello`);
  await page.getByText('nine digits').first().waitFor();
  await shot('site-receipt-wrong');
  await accessible(page);
});

await step('the pages work without script', async () => {
  const plain = await chromium.newContext({ javaScriptEnabled: false });
  const p = await plain.newPage();
  await p.goto(base + '/es');
  await p.getByText('hace falta JavaScript').waitFor();
  await p.getByLabel('Número de referencia').fill(reference);
  await p.getByRole('button', { name: 'Ver el comprobante' }).click();
  await p.getByText('Maria R.').waitFor();
  await plain.close();
});

await step('how good the estimates are, en and es, on a phone', async () => {
  await page.setViewportSize({ width: 360, height: 740 });
  for (const [path, title, figure] of [['/waits', 'How good are our estimates?', '81 of 100'], ['/es/esperas', '¿Qué tan buenas', '81 de cada 100']]) {
    await page.goto(base + path);
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    await page.getByText(figure).waitFor();
    await narrow();
    await accessible(page);
    await shot(path === '/waits' ? 'site-waits-phone' : 'site-waits-es-phone');
  }
});

await step('a link to a callback, on a phone, without script: another time', async () => {
  const plain = await chromium.newContext({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
  const p = await plain.newPage();
  p.setDefaultTimeout(8000);
  wrong.push(...watched(p, base));
  await p.goto(`${base}/callback/${token}`);
  await p.getByText('We called you twice and did not reach you.').waitFor();
  await p.getByText('At the number that ends in 43.').waitFor();
  if (shots) await p.screenshot({ path: `${shots}/site-callback-phone.png`, fullPage: true });
  const choice = p.getByLabel('When shall we call?');
  await choice.selectOption({ index: 3 });
  await p.getByRole('button', { name: 'Call me then' }).click();
  await p.getByRole('status').getByText('Done.').waitFor();
  await p.getByText(/We will call you on .*, from .* to .* Eastern time\./).waitFor();
  if (shots) await p.screenshot({ path: `${shots}/site-callback-chosen.png`, fullPage: true });
  await plain.close();
});

await step('the page of a callback is accessible, in en and es', async () => {
  for (const path of [`/callback/${token}`, `/es/callback/${token}`]) {
    await page.goto(base + path);
    await page.getByRole('combobox').waitFor();
    await narrow();
    await accessible(page);
  }
  await shot('site-callback-es-phone');
  await page.setViewportSize({ width: 1100, height: 900 });
  await shot('site-callback-es');
  await accessible(page);
});

await step('a callback is withdrawn by keyboard, and asked about first; then the link is not good', async () => {
  await page.goto(`${base}/callback/${token}`);
  await page.getByText('I do not need this call any more').focus();
  await page.keyboard.press('Enter');
  await page.getByText('This cannot be undone.').waitFor();
  await accessible(page);
  await page.getByRole('button', { name: 'Do not call me' }).click();
  await page.getByText('We will not call you.').waitFor();
  await accessible(page);
  await page.goto(`${base}/callback/${token}`);
  await page.getByText('This link is not good any more').waitFor();
  await page.getByRole('link', { name: '800-555-0100' }).first().waitFor();
  await accessible(page);
  await shot('site-callback-stale');
});

await step('a microphone that is denied is explained', async () => {
  await page.goto(base + '/');
  await page.evaluate(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
  });
  await page.getByRole('button', { name: 'Call now' }).click();
  await page.getByText('The browser does not let us use the microphone.').waitFor();
});

await step('no script error, no blocked file, no request to another site', async () => {
  equal(wrong, []);
});

await chromium.close();
done();
