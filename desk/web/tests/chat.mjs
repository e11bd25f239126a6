// Somebody who types. Usage: chat.mjs SITE_URL [FOLDER_FOR_PICTURES]
import { accessible, browser, done, step, watched } from './steps.mjs';

const [base, shots] = process.argv.slice(2);
const chromium = await browser();
const context = await chromium.newContext({ viewport: { width: 1100, height: 900 } });
const page = await context.newPage();
page.setDefaultTimeout(8000);
const wrong = watched(page, base);
const log = page.getByRole('log');
const shot = async (name) => shots && page.screenshot({ path: `${shots}/${name}.png`, fullPage: true });

async function write(words) {
  await page.getByRole('textbox').fill(words);
  await page.keyboard.press('Enter');
}

await step('the greeting', async () => {
  await page.goto(base + '/');
  await page.getByRole('link', { name: 'Write to us' }).click();
  await log.getByText('not a government service').waitFor();
  await accessible(page);
});

await step('a status, over a reload', async () => {
  await write('check my case status');
  await log.getByText('receipt number').waitFor();
  await page.reload();
  await log.getByText('not a government service').waitFor();
  await write('IOE9999900103');
  await log.getByText('Is that right?').waitFor();
  await write('yes');
  await log.getByText('The status is').waitFor();
  await accessible(page);
  await shot('chat-en');
});

await step('on a phone, in Spanish', async () => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.evaluate(() => sessionStorage.clear());
  await page.goto(base + '/es/chat');
  await log.getByText('asistente automático').waitFor();
  await write('quiero saber el horario');
  await log.getByText('de lunes a viernes').waitFor();
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  if (wide > 360) throw new Error(`the page is ${wide} wide on a phone of 360`);
  await accessible(page);
  await shot('chat-es');
});

await step('nothing the page should not do', async () => {
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
});

await chromium.close();
done();
