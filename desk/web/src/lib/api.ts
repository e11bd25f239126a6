import type { Consult, Item, Me, Problem, Sheet, Story, Window } from './types';

// A Refusal is an answer that says no, in words for the person.
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly problem: Problem,
  ) {
    super(problem.message);
  }
}

const unreachable: Problem = { kind: 'unavailable', message: 'The server cannot be reached. Please check the network and try again.' };

async function ask<T>(method: string, path: string, body?: unknown, keepalive = false): Promise<T> {
  let answer: Response;
  try {
    answer = await fetch(`/api${path}`, {
      method,
      credentials: 'same-origin',
      keepalive, // it is sent though the page goes
      headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch {
    throw new Refusal(0, unreachable);
  }
  const text = await answer.text();
  let said: unknown;
  try {
    said = text ? JSON.parse(text) : undefined;
  } catch {
    said = undefined;
  }
  if (!answer.ok) throw new Refusal(answer.status, (said as Problem) ?? unreachable);
  return said as T;
}

const at = (call: string, what: string) => `/calls/${encodeURIComponent(call)}${what}`;

const item = (code: string, what: string) => `/items/${encodeURIComponent(code)}${what}`;

export const api = {
  signIn: (name: string, password: string) => ask<Me>('POST', '/session', { name, password }),
  signOut: () => ask<void>('DELETE', '/session'),
  me: () => ask<Me>('GET', '/me'),
  ready: () => ask<Me>('POST', '/me/ready'),
  notReady: (reason: string) => ask<Me>('POST', '/me/not-ready', { reason }),
  extend: () => ask<Me>('POST', '/me/extend'),
  answer: (call: string, sdp: string) => ask<{ sdp: string }>('POST', at(call, '/answer'), { sdp }),
  decline: (call: string) => ask<void>('POST', at(call, '/decline')),
  hold: (call: string) => ask<void>('POST', at(call, '/hold')),
  unhold: (call: string) => ask<void>('POST', at(call, '/unhold')),
  leave: (call: string) => ask<void>('POST', at(call, '/leave')),
  draft: (call: string, note: string, going: boolean) => ask<void>('POST', at(call, '/draft'), { note }, going),
  wrapUp: (call: string, note: string, outcome: string, ready: boolean) =>
    ask<void>('POST', at(call, '/wrap-up'), { note, outcome, ready }),
  calls: (before?: string) => ask<{ calls: Sheet[]; all: boolean }>('GET', `/calls${before ? `?before=${encodeURIComponent(before)}` : ''}`),
  story: (call: string) => ask<Story>('GET', at(call, '')),
  why: (call: string) => ask<{ why: string }>('GET', at(call, '/why')),
  consult: (call: string, note: string) => ask<Consult>('POST', at(call, '/consult'), { note }),
  endConsult: (call: string) => ask<void>('POST', at(call, '/end-consult')),
  transfer: (call: string) => ask<void>('POST', at(call, '/transfer')),
  windows: (call: string, urgent: boolean) => ask<{ windows: Window[] }>('GET', at(call, `/windows?urgent=${urgent}`)),
  openItem: (call: string, item: { urgent: boolean; topic: string; note: string; window?: string; texts: boolean }) => ask<Item>('POST', at(call, '/item'), item),
  items: (which: string) => ask<{ items: Item[]; overdue: number }>('GET', `/items?which=${which}`),
  itemWindows: (code: string) => ask<{ windows: Window[] }>('GET', item(code, '/windows')),
  planItem: (code: string, from?: string) => ask<Item>('POST', item(code, '/window'), { from }),
  withdrawItem: (code: string) => ask<Item>('POST', item(code, '/withdraw')),
  closeItem: (code: string, outcome: string, note: string) => ask<Item>('POST', item(code, '/close'), { outcome, note }),
  closeLines: (queue: string, until: string | undefined, why: Record<string, string>) => ask<void>('POST', '/lines/close', { queue, until, why }),
  openLines: (queue: string) => ask<void>('POST', '/lines/open', { queue }),
  recording: (call: string) => `/api${at(call, '/recording')}`,
};
