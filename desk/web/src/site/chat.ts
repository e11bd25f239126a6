// The chat page. All words are the page's own, from its data attributes. The
// token of the chat stays in this tab, so that a reload takes it up again.

interface Turn { n: number; who: 'bot' | 'caller'; text: string; language: string }
interface Reply { session?: string; over: boolean; n: number; turns: Turn[] }

const kept = 'civicline.chat';

function part<T extends HTMLElement>(id: string): T | null {
  return document.getElementById(id) as T | null;
}

/** What the server answered, when it was not what was hoped for. */
class Refused extends Error {
  constructor(readonly status: number, message: string) {
    super(message);
  }
}

async function ask(method: string, path: string, token: string, body?: unknown): Promise<Reply> {
  const headers: Record<string, string> = { 'Accept-Language': document.documentElement.lang };
  if (token) headers.Authorization = `Bearer ${token}`;
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  const answer = await fetch(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
  const said = (await answer.json()) as Reply & { message?: string };
  if (!answer.ok) throw new Refused(answer.status, said.message ?? '');
  return said;
}

/** Runs the chat on a page that has one. */
export function chat(): void {
  const [page, log, form, text, state, again] = [
    part('chat'), part('chat-log'), part<HTMLFormElement>('chat-form'), part<HTMLInputElement>('chat-text'), part('chat-state'), part<HTMLButtonElement>('chat-again'),
  ];
  if (!page || !log || !form || !text || !state || !again) return;
  const word = (name: string) => page.dataset[name] ?? '';
  let token = sessionStorage.getItem(kept) ?? '';
  let n = 0;
  let busy = false;

  function show(reply: Reply): void {
    for (const turn of reply.turns) {
      if (turn.n <= n) continue;
      const line = document.createElement('p');
      line.className = `caption caption--${turn.who}`;
      line.lang = turn.language;
      const b = document.createElement('b');
      b.textContent = `${word(turn.who)}: `;
      line.append(b, turn.text);
      log!.append(line);
    }
    n = reply.n;
    log!.scrollTop = log!.scrollHeight;
    state!.textContent = reply.over ? word('over') : '';
    text!.disabled = reply.over;
  }

  async function begin(): Promise<void> {
    log!.replaceChildren();
    n = 0;
    const reply = await ask('POST', '/api/chat', '', { language: document.documentElement.lang });
    token = reply.session ?? '';
    sessionStorage.setItem(kept, token);
    show(reply);
  }

  async function open(): Promise<void> {
    if (!token) return begin();
    try {
      const reply = await ask('GET', '/api/chat', token);
      show(reply);
      if (reply.over) await begin();
    } catch (e) {
      if (!(e instanceof Refused)) throw e;
      await begin(); // it is forgotten
    }
  }

  /** Sends a turn; once more if the line failed: it is answered once all the same. */
  async function send(words: string): Promise<void> {
    const body = { text: words, n };
    try {
      show(await ask('POST', '/api/chat/turns', token, body));
    } catch (e) {
      if (e instanceof Refused && e.status !== 503) throw e;
      await new Promise((r) => setTimeout(r, 800));
      show(await ask('POST', '/api/chat/turns', token, body));
    }
  }

  async function doing(what: () => Promise<void>): Promise<void> {
    if (busy) return;
    busy = true;
    state!.textContent = word('thinking');
    try {
      await what();
    } catch (e) {
      state!.textContent = (e instanceof Refused && e.message) || word('unreachable');
      throw e;
    } finally {
      busy = false;
    }
  }

  part('chat-script')?.remove();
  log.hidden = false;
  form.hidden = false;
  form.addEventListener('submit', (e) => {
    e.preventDefault();
    const words = text.value.trim();
    if (!words || busy) return;
    text.value = '';
    doing(() => send(words)).catch(() => (text.value = words)); // nothing that was written is lost
    text.focus();
  });
  again.addEventListener('click', () => {
    const old = token;
    doing(async () => {
      if (old) await fetch('/api/chat', { method: 'DELETE', headers: { Authorization: `Bearer ${old}` } });
      await begin();
      text.focus();
    }).catch(() => {});
  });
  doing(open).catch(() => {});
}
