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

await step('the note outlives the page, and the computer', async () => {
  page.once('dialog', (d) => void d.accept());
  await until('the server has the note', async () => (await get(`/state?agent=maria&call=${call}`)).note.startsWith('Asked about a case'));
  await page.getByText('Kept so far.').waitFor();
  await post('/caller-hangs-up', { call });
  await title('Finish the call');
  await page.evaluate(() => Object.keys(localStorage).filter((k) => k.startsWith('civicline.note')).forEach((k) => localStorage.removeItem(k)));
  await page.reload();
  await title('Finish the call');
  equal(await page.getByRole('textbox', { name: 'Note' }).inputValue(), 'Asked about a case without news since March.', 'note');
});

await step('what was typed last is kept when the page goes', async () => {
  await page.getByRole('textbox', { name: 'Note' }).fill('Asked about a case without news since March. Told to wait.');
  await page.reload();
  await title('Finish the call');
  equal(await page.getByRole('textbox', { name: 'Note' }).inputValue(), 'Asked about a case without news since March. Told to wait.', 'note');
  await until('the server has it too', async () => (await get(`/state?agent=maria&call=${call}`)).note.endsWith('Told to wait.'));
});

await step('a wrap-up that would end is extended by keyboard', async () => {
  await page.getByText('Ends by itself in').waitFor();
  const before = (await get('/state?agent=maria')).until;
  await shot('desk-wrap-up-ends');
  await accessible(page);
  await page.keyboard.press('Alt+KeyE');
  await page.getByText(/You have until .* to finish\./).waitFor({ state: 'attached' });
  const after = (await get('/state?agent=maria')).until;
  if (after === before) throw new Error(`it still ends at ${before}`);
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

await step('ready again', async () => {
  await button('Take calls').click();
  await title('You are ready');
});

await step('not ready, for a reason in other words', async () => {
  await page.getByLabel('Why do you stop taking calls?').selectOption('Another reason');
  await page.getByLabel('The reason, in a few words').fill('fire drill');
  await accessible(page);
  await button('Stop taking calls').click();
  await title('You are not taking calls');
  await page.getByText('Fire drill').waitFor();
  equal((await get('/state?agent=maria')).reason, 'fire drill', 'the centre knows');
  await shot('desk-other-reason');
  await accessible(page);
});

await step('a callback, the agent first: announced, rung, reached', async () => {
  await button('Take calls').click();
  await title('You are ready');
  call = await post('/callback', { agent: 'maria' });
  await title('Callback');
  await page.getByText('We will ring the caller when you answer.').first().waitFor();
  await page.getByText(/Callback \d{3}-\d{3}-\d{3}, attempt 1 of 2/).waitFor();
  const said = await page.locator('[aria-live=assertive]').first().textContent();
  if (!/^Callback\. We will ring the caller when you answer\. Spanish\./.test(said ?? '')) throw new Error(`announced: ${said}`);
  await shot('desk-callback-ringing');
  await accessible(page);
  await page.keyboard.press('Alt+KeyA');
  await page.getByRole('heading', { level: 1, name: /^Ringing ••43…/ }).waitFor();
  equal(await button('Hold').count(), 0, 'nobody can be put on hold yet');
  await shot('desk-callback-dialing');
  await accessible(page);
  await post('/dialled', { call });
  await title('In a call');
  await page.locator('[aria-live=assertive]').getByText('The caller is on the line.').waitFor({ state: 'attached' });
  await post('/caller-hangs-up', { call });
  await title('Finish the call');
});

await step('a wrap-up that ends by itself keeps the note, to be finished later', async () => {
  await page.getByRole('textbox', { name: 'Note' }).fill('Half a note.');
  await until('the server has it', async () => (await get(`/state?agent=maria&call=${call}`)).note === 'Half a note.');
  await post('/wrap-up-ends', { agent: 'maria' });
  await title('You are ready');
  await page.getByText('The time for the wrap-up is over').first().waitFor();
  await shot('desk-wrap-up-over');
  await accessible(page);
  await page.getByRole('link', { name: 'Call history' }).click();
  await page.getByRole('rowheader').getByRole('link').first().click();
  await page.getByText('This call still wants its outcome.').waitFor();
  equal(await page.getByRole('textbox', { name: 'Note' }).inputValue(), 'Half a note.', 'note');
});

await step('a callback whose caller is not reached', async () => {
  await page.goto(`${base}/desk/#/`);
  call = await post('/callback', { agent: 'maria' });
  await title('Callback');
  await button('Answer, and ring them').click();
  await page.getByRole('heading', { level: 1, name: /^Ringing/ }).waitFor();
  await post('/dialled', { call, miss: 'voicemail' });
  await title('You are ready');
  await page.getByText(/••43 was not reached: a machine answered\. We ring them again at .* You are ready again\./).first().waitFor();
  await shot('desk-callback-missed');
  await accessible(page);
  await button('Dismiss').click();
});

await step('a callback, the caller first: kept, then it rings', async () => {
  call = await post('/callback', { agent: 'maria', first: 'caller' });
  await title('We are calling someone for you…');
  await shot('desk-reserved');
  await accessible(page);
  await post('/dialled', { call });
  await title('Callback');
  await page.getByText('The caller is on the line.').first().waitFor();
  equal(await page.evaluate(() => document.activeElement?.textContent?.includes('Answer')), true, 'the keyboard is on Answer');
  await button('Decline').click();
  await title('You are not taking calls');
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

let elena;
await step('an officer is asked, and answers beside the representative', async () => {
  const other = await chromium.newContext({ viewport: { width: 1024, height: 700 } });
  await other.grantPermissions(['microphone'], { origin: base });
  elena = await other.newPage();
  elena.setDefaultTimeout(8000);
  wrong.push(...watched(elena, base));
  await page.goto(`${base}/desk/#/`);
  await button('Take calls').click();
  await title('You are ready');
  call = await post('/ring', { agent: 'maria' });
  await title('Incoming call');
  await button('Answer').click();
  await title('In a call');
  await button('Ask an officer').click();
  await page.getByText('No officer is free now. Open a service item.').waitFor();
  await post('/officer');
  await signIn(elena, 'elena');
  await elena.getByRole('button', { name: 'Take calls' }).click();
  await elena.getByRole('heading', { level: 1, name: 'You are ready' }).waitFor();
  await page.keyboard.press('Alt+KeyO');
  equal(await page.evaluate(() => document.activeElement?.id), 'ask-note', 'the keyboard is on the note for the officer');
  await page.getByLabel('What the officer should know').fill('Asks to have a case hurried.');
  await button('Ask an officer').click();
  await title('Asking Elena V.…');
  await shot('desk-asking');
  await accessible(page);
  await elena.getByRole('heading', { level: 1, name: 'Maria R. asks you' }).waitFor();
  await elena.getByText('Asks to have a case hurried.').first().waitFor();
  await elena.keyboard.press('Alt+KeyA');
  await elena.getByRole('heading', { level: 1, name: 'You talk with Maria R.' }).waitFor();
  if (shots) await elena.screenshot({ path: `${shots}/desk-officer.png` });
  await accessible(elena);
  await title('You talk with Elena V.');
  await shot('desk-consult');
  await accessible(page);
  await button('Take the caller back').click();
  await title('In a call');
});

await step('a service item is opened, and its code told', async () => {
  await button('Open a service item').click();
  await page.getByLabel('Urgent').check();
  await page.getByLabel('What it is about').fill('expedite');
  await page.getByLabel('When an officer rings').selectOption({ index: 2 });
  await shot('desk-open-item');
  await accessible(page);
  await page.getByLabel('What it is about').press('Enter');
  await page.getByText(/Tell the caller: an officer rings Dec 2, 7:00.–.9:00.AM ET, and begins with the code \w{4}-\w{4}\./).first().waitFor();
  await accessible(page);
  await button('Hang up').click();
  await title('Finish the call');
  await page.getByLabel('Referred elsewhere').check();
  await button('Save and take the next call').click();
  await title('You are ready');
});

await step('an officer sees what is overdue, and closes an item', async () => {
  await post('/items-late');
  await elena.getByRole('link', { name: 'Service items' }).click();
  await elena.getByText('1 overdue: nobody has called in time.').waitFor();
  await elena.getByRole('button', { name: /^Another time/ }).click();
  await elena.getByLabel('When an officer rings').selectOption({ index: 1 });
  if (shots) await elena.screenshot({ path: `${shots}/desk-items.png` });
  await accessible(elena);
  await elena.getByRole('button', { name: 'Another time', exact: true }).click();
  await elena.getByText('Dec 1, 7:00').first().waitFor();
  await elena.getByRole('button', { name: /^Close/ }).first().click();
  await elena.getByLabel('What came of it').selectOption('Question answered');
  await accessible(elena);
  await elena.locator('form').getByRole('button', { name: 'Close', exact: true }).click();
  await elena.getByText('None.').waitFor();
  await elena.context().close();
});

let boss;
await step('a supervisor sees who waits, who works and what is promised, live', async () => {
  const other = await chromium.newContext({ viewport: { width: 1280, height: 800 } });
  boss = await other.newPage();
  boss.setDefaultTimeout(8000);
  wrong.push(...watched(boss, base));
  await signIn(boss, 'sam');
  await boss.getByRole('heading', { name: 'Live view' }).waitFor();
  await boss.getByText('No line is closed by hand.').waitFor();
  await post('/crowd');
  await boss.getByText('+12025550188').waitFor();
  await boss.getByText('place kept').waitFor({ timeout: 500 }).catch(() => {});
  await boss.getByRole('row', { name: /James T/ }).getByText('In a call').waitFor();
  await boss.getByText('60%').first().waitFor(); // the service level
  await boss.getByText('83% of 212 came true').waitFor();
  await boss.getByText('an agent at whom nothing rings').waitFor();
  await boss.getByRole('row', { name: /James T/ }).getByText('English 4, Military 3').waitFor();
  await boss.getByRole('row', { name: /12025550189/ }).getByText('Not reached').waitFor();
  if (shots) await boss.screenshot({ path: `${shots}/desk-board.png`, fullPage: true });
  await accessible(boss);
  await boss.getByRole('button', { name: /^Why/ }).first().click();
  await boss.getByText('1 is in wrap-up').waitFor();
  await accessible(boss);
});

await step('a supervisor closes the lines, is asked first, and opens them again', async () => {
  const closer = boss.getByRole('button', { name: 'Close the lines now…' });
  await closer.focus();
  await boss.keyboard.press('Enter');
  const dialog = boss.getByRole('dialog');
  await dialog.getByLabel('In English').fill('snow storm');
  await dialog.getByRole('button', { name: 'Continue' }).click();
  await dialog.getByText('Say why in both languages').waitFor();
  await accessible(boss);
  await dialog.getByLabel('In Spanish').fill('tormenta de nieve');
  await dialog.getByLabel('Until when').selectOption('For 2 hours');
  if (shots) await boss.screenshot({ path: `${shots}/desk-close-lines.png` });
  await dialog.getByLabel('In Spanish').press('Enter');
  await dialog.getByText(/All lines, from now on\. Until .*“snow storm” and “tormenta de nieve”/).waitFor();
  equal((await get('/state?agent=sam')).closings, 0, 'nothing is closed before it is confirmed');
  if (shots) await boss.screenshot({ path: `${shots}/desk-close-sure.png` });
  await accessible(boss);
  await dialog.getByRole('button', { name: 'Yes, close now' }).click();
  await boss.getByText(/All lines closed since .* by Sam W\.: snow storm/).waitFor();
  equal((await get('/state?agent=sam')).closings, 1, 'the centre knows');
  equal(await boss.evaluate(() => document.activeElement?.textContent), 'Close the lines now…', 'the keyboard is back');
  if (shots) await boss.screenshot({ path: `${shots}/desk-closed.png` });
  await accessible(boss);
});

await step('the wallboard has the figures, and nobody’s name or number', async () => {
  await boss.getByRole('link', { name: 'Wallboard' }).click();
  await boss.getByText('below the goal').first().waitFor();
  await boss.getByText('Closed: snow storm').first().waitFor();
  const wall = (await boss.locator('main').textContent()) ?? '';
  for (const secret of ['James', 'Maria', 'Sam', '••', '5501', 'marzo']) if (wall.includes(secret)) throw new Error(`"${secret}" is on the wall: ${wall}`);
  if (shots) await boss.screenshot({ path: `${shots}/desk-wall.png` });
  await accessible(boss);
  await boss.getByRole('link', { name: 'Back to the live view' }).click();
  await boss.getByRole('button', { name: 'Open again' }).click();
  await boss.getByText('No line is closed by hand.').waitFor();
  await boss.getByRole('button', { name: 'Español' }).click();
  await boss.getByRole('heading', { level: 1, name: 'En vivo' }).waitFor();
  if (shots) await boss.screenshot({ path: `${shots}/desk-board-es.png`, fullPage: true });
  await accessible(boss);
  await boss.getByRole('button', { name: 'English' }).click();
  await boss.getByRole('link', { name: 'Call history' }).click();
  await boss.getByText('All calls of the line.').waitFor();
  await boss.context().close();
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
