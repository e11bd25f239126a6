// One whole call on a running centre, both ends in browsers: the caller page
// and the desk. Usage: whole.mjs BASE_URL NAME:PASSWORD [SHOTS_DIR]
//   --voice FILE.wav   the caller says this, and so asks for a person; else they press keys
//   --words a,b        one of these must be among the words that the desk shows then
import { parseArgs } from 'node:util';

import { browser, done, equal, step, until } from './steps.mjs';

const { values, positionals } = parseArgs({ options: { voice: { type: 'string' }, words: { type: 'string' } }, allowPositionals: true });
const [base, person, shots] = positionals;
const [name, password] = person.split(':');
const spoken = values.voice !== undefined;
const words = (values.words ?? '').split(',').filter(Boolean);
const chromium = await browser();
const phone = spoken ? await browser(values.voice) : chromium; // each Chromium has one microphone

// Each page tells how much sound has come to it.
async function open(viewport, inside) {
  const context = await inside.newContext({ viewport });
  await context.grantPermissions(['microphone'], { origin: base });
  await context.addInitScript(() => {
    const Real = globalThis.RTCPeerConnection;
    globalThis.lines = [];
    globalThis.RTCPeerConnection = class extends Real {
      constructor(...args) {
        super(...args);
        globalThis.lines.push(this);
      }
    };
    globalThis.heard = async () => {
      let most = 0;
      for (const pc of globalThis.lines) {
        for (const s of (await pc.getStats()).values()) if (s.type === 'inbound-rtp') most = Math.max(most, s.totalAudioEnergy ?? 0);
      }
      return most;
    };
  });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  return page;
}
const shot = async (page, as) => shots && page.screenshot({ path: `${shots}/${as}.png` });
const heard = (page) => page.evaluate(() => globalThis.heard());

const desk = await open({ width: 1280, height: 800 }, chromium);
const caller = await open({ width: 1100, height: 900 }, phone);
let reference = '';

await step('the representative is ready', async () => {
  await desk.goto(`${base}/desk/`);
  await desk.getByLabel('Name').fill(name);
  await desk.getByLabel('Password').fill(password);
  await desk.getByRole('button', { name: 'Sign in' }).click();
  await desk.getByRole('button', { name: 'Take calls' }).click();
  await desk.getByRole('heading', { name: 'You are ready' }).waitFor();
});

await step(`the caller is greeted, and asks for a person ${spoken ? 'in words' : 'by key'}`, async () => {
  await caller.goto(base);
  await caller.getByRole('button', { name: 'Call now' }).click();
  await caller.getByText('You are connected.').waitFor();
  await until('the greeting is heard', async () => (await heard(caller)) > 0.001, 20_000);
  if (spoken) return;
  await caller.getByRole('button', { name: '0, a person' }).click();
  await caller.getByText('what is it about?').waitFor();
  await caller.getByRole('button', { name: '1', exact: true }).click();
});

await step('it rings at the desk and is answered', async () => {
  await desk.getByRole('heading', { name: 'Incoming call' }).waitFor({ timeout: 90_000 });
  await shot(desk, 'desk-ringing');
  if (words.length > 0) {
    const reason = (await desk.locator('blockquote').textContent()) ?? '';
    if (!words.some((w) => reason.includes(w))) throw new Error(`the reason on the desk is "${reason}"; want one of ${words} in it`);
    const said = await desk.getByRole('group', { name: 'Transcript' }).textContent();
    if (!said?.includes(reason)) throw new Error(`"${reason}" is not in the transcript: ${said}`);
  }
  await desk.keyboard.press('Alt+KeyA');
  await desk.getByRole('heading', { name: 'In a call' }).waitFor();
  const before = await heard(caller);
  await until('the desk hears the caller', async () => (await heard(desk)) > 0.001, 20_000);
  await until('the caller hears the desk', async () => (await heard(caller)) > before, 20_000);
  reference = /Reference (\d{3}-\d{3}-\d{3})/.exec((await desk.locator('.controls').textContent()) ?? '')?.[1] ?? '';
  await shot(desk, 'desk-call');
  await shot(caller, 'caller-call');
});

await step('hold, resume, hang up, wrap up', async () => {
  await desk.keyboard.press('Alt+KeyH');
  await desk.getByRole('heading', { name: 'On hold' }).waitFor();
  await desk.keyboard.press('Alt+KeyH');
  await desk.getByRole('heading', { name: 'In a call' }).waitFor();
  await desk.keyboard.press('Alt+KeyQ');
  await desk.getByRole('heading', { name: 'Finish the call' }).waitFor();
  await caller.getByText('Shall I say that again?').waitFor();
  equal(await caller.getByText(`Your reference number is`).count(), 1, 'receipt');
  await caller.getByRole('button', { name: '2', exact: true }).click();
  await caller.getByText('The call has ended.').waitFor();
  await desk.getByRole('textbox', { name: 'Note' }).fill('A first call.');
  await desk.getByLabel('Question answered').check();
  await desk.getByRole('button', { name: 'Save, then pause' }).click();
  await desk.getByRole('heading', { name: 'You are not taking calls' }).waitFor();
});

await step('the caller finds the receipt, the representative the recording', async () => {
  await caller.goto(`${base}/receipt?ref=${reference}`);
  await caller.getByRole('heading', { name: `Your call ${reference}` }).waitFor();
  await desk.getByRole('link', { name: 'Call history' }).click();
  await desk.getByRole('rowheader').getByRole('link').first().click();
  await until('the recording can be played', () => desk.evaluate(() => (document.querySelector('audio')?.duration ?? 0) > 1));
  equal(await desk.getByText('A first call.').count(), 1, 'note');
  await shot(desk, 'desk-story');
  await shot(caller, 'receipt');
});

if (phone !== chromium) await phone.close();
await chromium.close();
done();
