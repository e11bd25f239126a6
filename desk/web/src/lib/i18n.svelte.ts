import type { Language } from './types';
import { fill, nameOf, type Word, words } from './words';

const kept = 'civicline.language';

function first(): Language {
  return localStorage.getItem(kept) === 'es' ? 'es' : 'en';
}

// The language of the page, for all who read it.
export const page = $state({ language: first() });

export function speak(language: Language): void {
  page.language = language;
  localStorage.setItem(kept, language);
  document.documentElement.lang = language;
}

export function t(word: Word, values?: Record<string, string | number>): string {
  return fill(words[page.language][word], values);
}

export function named(said: string): string {
  return nameOf(page.language, said);
}

const zone = 'America/New_York';

export function clock(at: string | number | Date): string {
  return new Intl.DateTimeFormat(page.language, { hour: 'numeric', minute: '2-digit', timeZone: zone }).format(new Date(at));
}

export function moment(at: string | number | Date): string {
  return `${new Intl.DateTimeFormat(page.language, { dateStyle: 'medium', timeStyle: 'short', timeZone: zone }).format(new Date(at))} ET`;
}

// span writes a window of time: "Dec 2, 7:00 – 9:00 AM ET".
export function span(from: string | number | Date, until: string | number | Date): string {
  const form = new Intl.DateTimeFormat(page.language, { month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit', timeZone: zone });
  return `${form.formatRange(new Date(from), new Date(until))} ET`;
}
