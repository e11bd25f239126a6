// stopwatch writes seconds as people read them on a clock: 0:07, 12:03, 1:02:03.
export function stopwatch(seconds: number): string {
  const s = Math.max(0, Math.floor(seconds));
  const two = (n: number) => String(n).padStart(2, '0');
  const h = Math.floor(s / 3600);
  const m = Math.floor(s / 60) % 60;
  return h > 0 ? `${h}:${two(m)}:${two(s % 60)}` : `${m}:${two(s % 60)}`;
}

// spoken writes seconds in words, for a voice to read: "1 min 35 s".
export function spoken(seconds: number): string {
  const s = Math.max(0, Math.floor(seconds));
  return s < 60 ? `${s} s` : `${Math.floor(s / 60)} min ${s % 60} s`;
}

// share writes a part of one as people read it: 83%.
export function share(of: number): string {
  return `${Math.round(of * 100)}%`;
}

// endOfDay is the next midnight by the agency's clock, in ms.
export function endOfDay(now: number, zone = 'America/New_York'): number {
  const parts = new Intl.DateTimeFormat('en', { hour: 'numeric', minute: 'numeric', second: 'numeric', hourCycle: 'h23', timeZone: zone }).formatToParts(now);
  const part = (name: string) => Number(parts.find((p) => p.type === name)?.value ?? 0);
  return now - (now % 1000) + (86_400 - (part('hour') * 3600 + part('minute') * 60 + part('second'))) * 1000;
}
