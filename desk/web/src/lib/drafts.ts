// Drafts keep an agent's notes on this computer until the server has them, so
// that a crash, a reload or an expired session loses nothing.

const prefix = 'civicline.note.';
const day = 24 * 60 * 60 * 1000;

export interface Draft {
  note: string;
  outcome: string;
}

interface Shelved extends Draft {
  at: number;
  had?: string; // the note as the server had it last
}

function read(call: string, shelf: Storage): Shelved | null {
  try {
    return JSON.parse(shelf.getItem(prefix + call) ?? 'null') as Shelved | null;
  } catch {
    return null;
  }
}

// draftOf is what to go on writing from. The server's note counts, for it may
// have been written on another computer since, unless this one wrote something
// that the server never had.
export function draftOf(call: string, server = '', shelf: Storage = localStorage): Draft {
  const d = read(call, shelf);
  const unsent = d && d.note !== (d.had ?? '');
  return { note: unsent ? d.note : server, outcome: d?.outcome ?? '' };
}

export function keepDraft(call: string, draft: Draft, had: string, shelf: Storage = localStorage, now = Date.now()): void {
  try {
    shelf.setItem(prefix + call, JSON.stringify({ ...draft, had, at: now }));
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
