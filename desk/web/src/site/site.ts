// The call from the public's page. All words are the page's own, from its data
// attributes, so that this script speaks no language.
import { NoMicrophone, openMicrophone, Webphone } from '../lib/webphone';
import { stopwatch } from '../lib/time';
import { chat } from './chat';
import './site.scss';

const kept = 'civicline.call';

function part<T extends HTMLElement>(id: string): T | null {
  return document.getElementById(id) as T | null;
}

function begin(): void {
  const [button, panel, state, time, mute, hangUp, keypad, captions] = [
    part<HTMLButtonElement>('call'), part('panel'), part('state'), part('time'),
    part<HTMLButtonElement>('mute'), part<HTMLButtonElement>('hang-up'), part('keypad'), part('captions'),
  ];
  if (!button || !panel || !state || !time || !mute || !hangUp || !keypad || !captions) return;
  const word = (name: string) => panel.dataset[name] ?? '';

  let phone: Webphone | undefined;
  let mic: MediaStream | undefined;
  let muted = false;
  let clock: ReturnType<typeof setInterval> | undefined;

  const tell = (text: string) => (state.textContent = text);

  function over(text: string): void {
    phone?.hangUp();
    phone = undefined;
    for (const track of mic?.getTracks() ?? []) track.stop();
    mic = undefined;
    clearInterval(clock);
    panel!.dataset.live = 'false';
    button!.hidden = false;
    button!.disabled = false;
    tell(text);
  }

  function caption(text: string): void {
    let [who, words] = ['', text];
    try {
      const said = JSON.parse(text) as { who?: string; text?: string };
      if (typeof said?.text === 'string') [who, words] = [said.who ?? '', said.text];
    } catch {
      const named = /^(bot|agent|caller): ?(.*)$/s.exec(text);
      if (named) [who, words] = [named[1]!, named[2]!];
    }
    if (!words) return;
    part('captions-empty')?.remove();
    const atEnd = captions!.scrollHeight - captions!.scrollTop - captions!.clientHeight < 60;
    const line = document.createElement('p');
    line.className = `caption caption--${/^(bot|agent|caller)$/.test(who) ? who : 'bot'}`;
    const name = who && word(who);
    if (name) {
      const b = document.createElement('b');
      b.textContent = `${name}: `;
      line.append(b);
    }
    line.append(words);
    captions!.append(line);
    if (atEnd) captions!.scrollTop = captions!.scrollHeight;
  }

  async function call(): Promise<void> {
    button!.disabled = true;
    panel!.hidden = false;
    captions!.querySelectorAll('.caption').forEach((c) => c.remove());
    time!.textContent = '';
    tell(word('asking'));
    panel!.focus();
    try {
      mic = await openMicrophone();
    } catch (e) {
      over(word(e instanceof NoMicrophone ? e.trouble : 'micFailed'));
      return;
    }
    tell(word('connecting'));
    setMuted(false);
    panel!.dataset.live = 'true';
    button!.hidden = true;
    const mine: Webphone = new Webphone(
      mic,
      {
        connected() {
          tell(word('talking'));
          const since = Date.now();
          clearInterval(clock);
          clock = setInterval(() => (time!.textContent = stopwatch((Date.now() - since) / 1000)), 500);
        },
        lost: () => phone === mine && over(word('lost')),
        ended: () => phone === mine && over(word('ended')),
        caption,
      },
      true,
    );
    phone = mine;
    try {
      const sdp = await mine.offer();
      const answer = await fetch('/call', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ sdp, language: document.documentElement.lang, resume: sessionStorage.getItem(kept) ?? undefined }),
      });
      const said = (await answer.json()) as { sdp?: string; resume?: string; message?: string };
      if (!answer.ok || !said.sdp) {
        over(said.message ?? word('unreachable'));
        return;
      }
      if (said.resume) sessionStorage.setItem(kept, said.resume);
      await mine.answered(said.sdp);
    } catch {
      if (phone === mine) over(word('unreachable'));
    }
  }

  function setMuted(to: boolean): void {
    muted = to;
    phone?.mute(to);
    mute!.setAttribute('aria-pressed', String(to));
    mute!.textContent = word(to ? 'unmute' : 'mute');
  }

  function press(key: string): void {
    phone?.press(key);
    const pressed = keypad!.querySelector(`[data-key="${CSS.escape(key)}"]`);
    pressed?.classList.add('is-pressed');
    setTimeout(() => pressed?.classList.remove('is-pressed'), 150);
  }

  part('no-script')?.remove();
  button.hidden = false;
  button.addEventListener('click', () => void call());
  mute.addEventListener('click', () => {
    setMuted(!muted);
    if (phone) tell(word(muted ? 'muted' : 'talking'));
  });
  hangUp.addEventListener('click', () => {
    over(word('over'));
    button.focus();
  });
  keypad.addEventListener('click', (e) => {
    const key = (e.target as HTMLElement).closest<HTMLElement>('[data-key]')?.dataset.key;
    if (key) press(key);
  });
  // The digits of the keyboard work too, while the call's panel has the focus.
  panel.addEventListener('keydown', (e) => {
    if (phone && /^[0-9*#]$/.test(e.key) && !e.altKey && !e.ctrlKey && !e.metaKey) press(e.key);
  });
  addEventListener('pagehide', () => phone?.hangUp());
}

begin();
chat();
