// Drafts keep an agent's notes on this computer until the server has them, so
// that a crash, a reload or an expired session loses nothing.

const prefix = 'civicline.note.';
const day = 24 * 60 * 60 * 1000;

export interface Draft {
  note: string;
  outcome: string;
}

export function draftOf(call: string, shelf: Storage = localStorage): Draft {
  try {
    const d = JSON.parse(shelf.getItem(prefix + call) ?? 'null') as (Draft & { at: number }) | null;
    return { note: d?.note ?? '', outcome: d?.outcome ?? '' };
  } catch {
    return { note: '', outcome: '' };
  }
}

export function keepDraft(call: string, draft: Draft, shelf: Storage = localStorage, now = Date.now()): void {
  try {
    shelf.setItem(prefix + call, JSON.stringify({ ...draft, at: now }));
  } catch {
    // A full or forbidden shelf: the form itself still has the words.
  }
}

export function dropDraft(call: string, shelf: Storage = localStorage): void {
  shelf.removeItem(prefix + call);
}

// sweepDrafts drops what nobody came back for in a day: it is personal.
export function sweepDrafts(shelf: Storage = localStorage, now = Date.now()): void {
  for (const key of Object.keys(shelf)) {
    if (!key.startsWith(prefix)) continue;
    try {
      const { at } = JSON.parse(shelf.getItem(key) ?? '{}') as { at?: number };
      if (!at || now - at > day) shelf.removeItem(key);
    } catch {
      shelf.removeItem(key);
    }
  }
}
