import { describe, expect, it } from 'vitest';
import { draftOf, dropDraft, keepDraft, sweepDrafts } from './drafts';
import { tellFacts } from './facts';
import { endOfDay, share, spoken, stopwatch } from './time';
import { fill, nameOf, words } from './words';

// A shelf as the browser's: its keys are its own properties.
function shelf(): Storage {
  const s = {} as Record<string, string>;
  Object.defineProperties(s, {
    getItem: { value: (k: string) => s[k] ?? null },
    setItem: { value: (k: string, v: string) => void (s[k] = v) },
    removeItem: { value: (k: string) => void delete s[k] },
  });
  return s as unknown as Storage;
}

describe('drafts', () => {
  it('come back until they are dropped', () => {
    const s = shelf();
    keepDraft('c1', { note: 'half a', outcome: 'answered' }, '', s);
    expect(draftOf('c1', '', s)).toEqual({ note: 'half a', outcome: 'answered' });
    expect(draftOf('c2', '', s)).toEqual({ note: '', outcome: '' });
    dropDraft('c1', s);
    expect(draftOf('c1', '', s).note).toBe('');
  });
  it('give way to what was written on another computer, unless they were never sent', () => {
    const s = shelf();
    keepDraft('sent', { note: 'here', outcome: 'other' }, 'here', s);
    keepDraft('unsent', { note: 'here, and more', outcome: '' }, 'here', s);
    expect(draftOf('sent', 'here, then there', s)).toEqual({ note: 'here, then there', outcome: 'other' });
    expect(draftOf('unsent', 'here', s).note).toBe('here, and more');
    expect(draftOf('none', 'there', s).note).toBe('there');
  });
  it('are swept after a day, and other things are left', () => {
    const s = shelf();
    keepDraft('old', { note: 'a', outcome: '' }, '', s, 0);
    keepDraft('new', { note: 'b', outcome: '' }, '', s, 80_000_000);
    s.setItem('civicline.language', 'es');
    sweepDrafts(s, 90_000_000);
    expect(Object.keys(s).sort()).toEqual(['civicline.language', 'civicline.note.new']);
  });
  it('survive a broken shelf', () => {
    const s = shelf();
    s.setItem('civicline.note.x', '{');
    expect(draftOf('x', '', s)).toEqual({ note: '', outcome: '' });
  });
});

it('facts are told in the page’s language, and what the flow keeps for itself is not', () => {
  const facts = { 'receipt number': 'IOE1', 'status en': 'Received', 'status es': 'Recibido', reason: 'why', 'source en': 'table', zip: '' };
  expect(tellFacts(facts, 'es')).toEqual([
    { name: 'receipt number', value: 'IOE1' },
    { name: 'status', value: 'Recibido' },
  ]);
});

it('times read as on a clock', () => {
  expect([0, 7.9, 723, 3723, -1].map(stopwatch)).toEqual(['0:00', '0:07', '12:03', '1:02:03', '0:00']);
  expect([9, 95].map(spoken)).toEqual(['9 s', '1 min 35 s']);
});

it('shares, and the end of a day by the agency’s clock', () => {
  expect([0, 0.835, 1].map(share)).toEqual(['0%', '84%', '100%']);
  expect(new Date(endOfDay(Date.parse('2026-11-23T17:30:05Z'))).toISOString()).toBe('2026-11-24T05:00:00.000Z');
  expect(new Date(endOfDay(Date.parse('2026-07-01T03:59:59Z'))).toISOString()).toBe('2026-07-01T04:00:00.000Z');
});

describe('words', () => {
  it('have the same blanks in both languages', () => {
    const blanks = (text: string) => [...text.matchAll(/\{\w+\}/g)].map((m) => m[0]).sort();
    for (const [name, text] of Object.entries(words.en)) {
      expect(blanks(words.es[name as keyof typeof words.es]), name).toEqual(blanks(text));
    }
  });
  it('fill their blanks, and leave an unknown one in sight', () => {
    expect(fill('{n} s, {what}', { n: 3 })).toBe('3 s, {what}');
  });
  it('name what the server says, and what it may say one day', () => {
    expect(nameOf('es', 'answered')).toBe('Pregunta contestada');
    expect(nameOf('en', 'shoe_size')).toBe('Shoe size');
  });
});
