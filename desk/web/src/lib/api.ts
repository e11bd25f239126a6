import type { Me, Problem, Sheet, Story } from './types';

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

async function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
  let answer: Response;
  try {
    answer = await fetch(`/api${path}`, {
      method,
      credentials: 'same-origin',
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

export const api = {
  signIn: (name: string, password: string) => ask<Me>('POST', '/session', { name, password }),
  signOut: () => ask<void>('DELETE', '/session'),
  me: () => ask<Me>('GET', '/me'),
  ready: () => ask<Me>('POST', '/me/ready'),
  notReady: (reason: string) => ask<Me>('POST', '/me/not-ready', { reason }),
  answer: (call: string, sdp: string) => ask<{ sdp: string }>('POST', at(call, '/answer'), { sdp }),
  decline: (call: string) => ask<void>('POST', at(call, '/decline')),
  hold: (call: string) => ask<void>('POST', at(call, '/hold')),
  unhold: (call: string) => ask<void>('POST', at(call, '/unhold')),
  leave: (call: string) => ask<void>('POST', at(call, '/leave')),
  wrapUp: (call: string, note: string, outcome: string, ready: boolean) =>
    ask<void>('POST', at(call, '/wrap-up'), { note, outcome, ready }),
  calls: (before?: string) => ask<{ calls: Sheet[]; all: boolean }>('GET', `/calls${before ? `?before=${encodeURIComponent(before)}` : ''}`),
  story: (call: string) => ask<Story>('GET', at(call, '')),
  recording: (call: string) => `/api${at(call, '/recording')}`,
};
