import type { Language } from './types';

// What the flow keeps for itself, or is shown elsewhere.
const inner = new Set(['reason', 'yes or no', 'digits', 'language', 'open', 'why closed', 'next opening or closing', 'source', 'source date', 'meaning', 'danger']);

export interface Fact {
  name: string;
  value: string;
}

// tellFacts chooses what an agent is told of what the assistant learned: one
// line a fact, in the page's language where there are words in both.
export function tellFacts(facts: Record<string, string>, language: Language): Fact[] {
  const out: Fact[] = [];
  for (const [whole, value] of Object.entries(facts)) {
    const twin = / (en|es)$/.exec(whole);
    if (twin && twin[1] !== language) continue;
    const name = twin ? whole.slice(0, -3) : whole;
    if (value !== '' && !inner.has(name)) out.push({ name, value });
  }
  return out;
}
