// What the browser tests share: Chromium, steps that report themselves, and axe.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

// browser starts Chromium. Its microphone says what is in the file voice, once,
// from when it is first used; without one it beeps.
export async function browser(voice) {
  return chromium.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    args: [
      '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync', '--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream',
      '--allow-loopback-in-peer-connection', '--autoplay-policy=no-user-gesture-required',
      ...(voice ? [`--use-file-for-fake-audio-capture=${voice}%noloop`] : []),
    ],
  });
}

let failed = false;

// step runs one named step. After a failure none is run: each needs the one before.
export async function step(name, what) {
  if (failed) return;
  try {
    await what();
    console.log(`ok ${name}`);
  } catch (e) {
    failed = true;
    console.log(`not ok ${name}`);
    console.log(JSON.stringify(String(e?.stack ?? e)));
  }
}

export function done() {
  process.exitCode = failed ? 1 : 0;
}

export function equal(got, want, what = '') {
  const [g, w] = [JSON.stringify(got), JSON.stringify(want)];
  if (g !== w) throw new Error(`${what}: got ${g}, want ${w}`);
}

// until asks again until it is so, at most so long.
export async function until(what, so, most = 8000) {
  const end = Date.now() + most;
  let last;
  while (Date.now() < end) {
    last = await so();
    if (last) return last;
    await new Promise((r) => setTimeout(r, 50));
  }
  throw new Error(`${what}: not within ${most} ms`);
}

// accessible fails with what axe finds on the page as it is now.
export async function accessible(page) {
  // Through the debugger, so that the page's own rules for scripts stay in force.
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() =>
    globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }),
  );
  if (violations.length > 0) {
    throw new Error(violations.map((v) => `${v.id}: ${v.help}\n${v.nodes.map((n) => `  ${n.target} ${n.failureSummary}`).join('\n')}`).join('\n'));
  }
}

// watched notes what the page should never do: errors, blocked scripts, other sites.
export function watched(page, base) {
  const wrong = [];
  page.on('pageerror', (e) => wrong.push(`error: ${e}`));
  page.on('console', (m) => {
    if (m.type() === 'error' && !/Failed to load resource/.test(m.text())) wrong.push(`console: ${m.text()}`);
  });
  page.on('request', (r) => {
    const url = r.url();
    if (!url.startsWith(base) && !url.startsWith('data:') && !url.startsWith('blob:')) wrong.push(`request: ${url}`);
  });
  return wrong;
}
