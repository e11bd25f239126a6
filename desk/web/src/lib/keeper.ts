import { api } from './api';

// A Keeper lets the server have a note as it is written: a moment after the
// last key, at once when the field or the page is left, and again after a
// while if it could not be had.

const pause = 1000;
const again = 5000;

export type Kept = 'kept' | 'keeping' | 'unkept';

export class Keeper {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private note: string;
  private over = false;

  constructor(
    private readonly call: string,
    public had: string, // the note as the server has it
    private readonly tell: (how: Kept) => void,
  ) {
    this.note = had;
  }

  write(note: string): void {
    if (this.over || note === this.note) return;
    this.note = note;
    this.later(pause);
  }

  private later(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.send(), ms);
  }

  // send lets the server have it now. Going says that the page may be gone
  // before the answer is there.
  async send(going = false): Promise<void> {
    clearTimeout(this.timer);
    const note = this.note;
    if (this.over || note === this.had) return;
    this.tell('keeping');
    try {
      await api.draft(this.call, note, going);
      this.had = note;
      this.tell(note === this.note ? 'kept' : 'keeping');
    } catch {
      if (this.over) return;
      this.tell('unkept');
      this.later(again);
    }
  }

  // close ends it: the note was saved, or its form is gone.
  close(): void {
    clearTimeout(this.timer);
    this.over = true;
  }
}
