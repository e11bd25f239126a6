// An agent's day at the desk. Usage: desk.mjs DESK_URL STAGE_URL [SHOTS_DIR]
import { accessible, browser, done, equal, step, until, watched } from './steps.mjs';

const [base, stage] = process.argv.slice(2);
const shots = process.argv[4] ?? process.env.SHOTS;
const post = async (path, form = {}) => (await fetch(stage + path, { method: 'POST', body: new URLSearchParams(form) })).text();
const get = async (path) => (await fetch(stage + path)).json();

const chromium = await browser();
const context = await chromium.newContext({ viewport: { width: 1024, height: 700 } });
await context.grantPermissions(['microphone'], { origin: base });
const page = await context.newPage();
page.setDefaultTimeout(8000);
const wrong = watched(page, base);
const shot = async (name) => shots && page.screenshot({ path: `${shots}/${name}.png` });
const button = (name) => page.getByRole('button', { name });
const title = (text) => page.getByRole('heading', { level: 1, name: text }).waitFor();

async function signIn(p, name) {
  await p.goto(`${base}/desk/`);
  await p.getByLabel('Name').fill(name);
  await p.getByLabel('Password').fill('open sesame');
  await p.getByRole('button', { name: 'Sign in' }).click();
}

await step('a wrong password is refused in words', async () => {
  await page.goto(`${base}/desk/`);
  await page.getByLabel('Name').fill('maria');
  await page.getByLabel('Password').fill('wrong');
  await button('Sign in').click();
  await page.getByRole('alert').getByText('do not match').waitFor();
  await shot('desk-sign-in-refused');
});

await step('sign-in page has no axe violations, en and es', async () => {
  await accessible(page);
  await button('Español').click();
  await page.getByRole('heading', { name: 'Entrar al puesto' }).waitFor();
  equal(await page.evaluate(() => document.documentElement.lang), 'es', 'lang');
  await accessible(page);
  await button('English').click();
});

await step('sign in', async () => {
  await page.reload();
  await shot('desk-sign-in');
  await signIn(page, 'maria');
  await title('You are not taking calls');
  await shot('desk-not-ready');
  await accessible(page);
});

await step('ready asks for the microphone, then waits', async () => {
  await button('Take calls').click();
  await title('You are ready');
  equal((await get('/state?agent=maria')).state, 'ready', 'the centre knows');
  await shot('desk-ready');
  await accessible(page);
});

let call;
await step('a call rings, with what is known of it', async () => {
  await page.goto(`${base}/desk/#/calls`);
  await page.getByText('No calls yet.').waitFor();
  call = await post('/ring', { agent: 'maria' });
  await title('Incoming call'); // it came to the front
  await page.getByText('Quiero saber por qué mi caso no se ha movido desde marzo.').first().waitFor();
  await page.getByText('Receipt number').waitFor();
  await page.getByText('Quiero hablar con una persona.').waitFor();
  equal(await page.evaluate(() => document.activeElement?.textContent?.includes('Answer')), true, 'the keyboard is on Answer');
  const said = await page.locator('[aria-live=assertive]').first().textContent();
  if (!/Incoming call\. Spanish\. Waiting for 1 min/.test(said ?? '')) throw new Error(`announced: ${said}`);
  await shot('desk-ringing');
  await accessible(page);
});

await step('answer by keyboard, and there is sound both ways', async () => {
  await page.keyboard.press('Alt+KeyA');
  await title('In a call');
  await until('the microphone is heard', async () => (await get('/sound')).loud > 10);
});

await step('mute stops the microphone, unmute lets it through', async () => {
  await page.keyboard.press('Alt+KeyM');
  await page.getByText('Your microphone is off').waitFor();
  const quiet = (await get('/sound')).quiet;
  await until('silence', async () => (await get('/sound')).quiet > quiet + 25);
  const { loud } = await get('/sound');
  await until('more silence', async () => (await get('/sound')).quiet > quiet + 60);
  if ((await get('/sound')).loud > loud) throw new Error('the microphone is heard while muted');
  await button('Unmute').click();
  await until('heard again', async () => (await get('/sound')).loud > loud + 10);
});

await step('the transcript grows as they talk', async () => {
  await post('/talk', { call });
  await page.getByText('Buenas tardes, le atiende María.').waitFor();
  await page.getByText('keys 9900104').waitFor();
  await page.getByRole('textbox', { name: 'Note for this call' }).fill('Asked about a case without news since March.');
  await shot('desk-talking');
  await accessible(page);
});

await step('hold and resume', async () => {
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('Alt+KeyH');
  await title('On hold');
  await shot('desk-held');
  await accessible(page);
  await button('Resume').click();
  await title('In a call');
});

await step('the note outlives the page', async () => {
  page.once('dialog', (d) => void d.accept());
  await post('/caller-hangs-up', { call });
  await title('Finish the call');
  await page.reload();
  await title('Finish the call');
  equal(await page.getByRole('textbox', { name: 'Note' }).inputValue(), 'Asked about a case without news since March.', 'note');
});

await step('wrap-up wants an outcome, then saves', async () => {
  await button('Save, then pause').click();
  await page.getByText('Choose an outcome.').waitFor();
  await accessible(page);
  await page.getByLabel('Question answered').check();
  await shot('desk-wrap-up');
  await button('Save, then pause').click();
  await title('You are not taking calls');
  equal(await page.evaluate(() => Object.keys(localStorage).filter((k) => k.startsWith('civicline.note'))), [], 'drafts');
});

await step('history shows the call, its transcript, its receipt, its recording', async () => {
  await page.getByRole('link', { name: 'Call history' }).click();
  await page.getByRole('cell', { name: 'Question answered' }).waitFor();
  await shot('desk-history');
  await accessible(page);
  await page.getByRole('rowheader').getByRole('link').first().click();
  await page.getByText('Asked about a case without news since March.').waitFor();
  await page.getByText('Maria R. (maria)').waitFor();
  await until('the recording can be played', () => page.evaluate(() => document.querySelector('audio')?.readyState >= 1));
  await shot('desk-call');
  await accessible(page);
});

await step('declining puts the agent on pause', async () => {
  await page.goto(`${base}/desk/#/`);
  await page.keyboard.press('Alt+KeyR');
  await title('You are ready');
  await post('/ring', { agent: 'maria', language: 'en' });
  await title('Incoming call');
  await button('Decline').click();
  await title('You are not taking calls');
});

await step('a caller who leaves while it rings is told of', async () => {
  await button('Take calls').click();
  await title('You are ready');
});

await step('at 200% zoom nothing is lost', async () => {
  const id = await post('/ring', { agent: 'maria' });
  await title('Incoming call');
  await page.setViewportSize({ width: 512, height: 350 });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  if (wide > 512) throw new Error(`the page is ${wide} wide in a window of 512`);
  await button('Answer').click();
  await title('In a call');
  await shot('desk-zoomed');
  await accessible(page);
  await button('Hang up').click();
  await title('Finish the call');
  await page.setViewportSize({ width: 1024, height: 700 });
  await page.getByLabel('Something else').check();
  await button('Save, then pause').click();
  await title('You are not taking calls');
  if (!id) throw new Error('no call');
});

await step('the desk in Spanish', async () => {
  await button('Español').click();
  await title('No está recibiendo llamadas');
  await accessible(page);
  await page.getByRole('link', { name: 'Historial' }).click();
  await page.getByRole('cell', { name: 'Pregunta contestada' }).waitFor();
  await accessible(page);
  await button('Atajos de teclado').click();
  await page.getByRole('dialog').waitFor();
  await shot('desk-shortcuts-es');
  await accessible(page);
  await page.keyboard.press('Escape');
  await button('English').click();
});

await step('a supervisor sees who waits, who works and what is promised, live', async () => {
  const other = await chromium.newContext({ viewport: { width: 1280, height: 800 } });
  const boss = await other.newPage();
  boss.setDefaultTimeout(8000);
  wrong.push(...watched(boss, base));
  await signIn(boss, 'sam');
  await boss.getByRole('heading', { name: 'Live view' }).waitFor();
  await boss.getByText('Nobody is waiting.').first().waitFor();
  await post('/crowd');
  await boss.getByText('+12025550188').waitFor();
  await boss.getByText('place kept').waitFor({ timeout: 500 }).catch(() => {});
  await boss.getByRole('row', { name: /James T/ }).getByText('In a call').waitFor();
  if (shots) await boss.screenshot({ path: `${shots}/desk-board.png` });
  await accessible(boss);
  await boss.getByRole('link', { name: 'Call history' }).click();
  await boss.getByText('All calls of the line.').waitFor();
  await other.close();
});

await step('signing out ends the session', async () => {
  await button('Sign out').click();
  await page.getByRole('heading', { name: 'Sign in to the desk' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'Sign in to the desk' }).waitFor();
});

await step('no script error, no blocked file, no request to another site', async () => {
  equal(wrong, []);
});

await chromium.close();
done();
