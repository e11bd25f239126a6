import { desk } from './desk.svelte';
import type { Word } from './words';

// The keyboard shortcuts: Alt with a letter, by the key's place on the
// keyboard, so that they are the same in every layout and never a lone letter
// that dictation software might type (WCAG 2.1.4).
export const shortcuts: { code: string; letter: string; word: Word; act: () => void }[] = [
  { code: 'KeyA', letter: 'A', word: 'answer', act: () => void desk.answer() },
  { code: 'KeyX', letter: 'X', word: 'decline', act: () => void desk.decline() },
  { code: 'KeyM', letter: 'M', word: 'mute', act: () => desk.mute() },
  { code: 'KeyH', letter: 'H', word: 'hold', act: () => void desk.hold() },
  { code: 'KeyQ', letter: 'Q', word: 'hangUp', act: () => void desk.hangUp() },
  { code: 'KeyO', letter: 'O', word: 'officer', act: () => document.querySelector<HTMLElement>('#officer-panel :is(textarea, button)')?.focus() },
  { code: 'KeyE', letter: 'E', word: 'moreTime', act: () => void desk.extend() },
  {
    code: 'KeyR',
    letter: 'R',
    word: 'goReady',
    act: () => {
      if (desk.may('take calls') && desk.me?.state === 'not ready') void desk.goReady();
    },
  },
];

export function onKey(e: KeyboardEvent): void {
  if (!e.altKey || e.ctrlKey || e.metaKey || e.shiftKey || e.repeat || !desk.me) return;
  const s = shortcuts.find((one) => one.code === e.code);
  if (!s) return;
  e.preventDefault();
  s.act();
}
