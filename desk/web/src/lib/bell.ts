// The Bell rings by WebAudio: no sound file, and no stale ring after a reload.
// Browsers keep it silent until the person has clicked once on the page.

export class Bell {
  private ctx: AudioContext | undefined;
  private again: ReturnType<typeof setInterval> | undefined;

  // wake is called from a click, so that a later ring may sound.
  async wake(): Promise<boolean> {
    this.ctx ??= new AudioContext();
    if (this.ctx.state === 'suspended') await Promise.race([this.ctx.resume(), new Promise((r) => setTimeout(r, 200))]);
    return this.ctx.state === 'running';
  }

  get silent(): boolean {
    return this.ctx?.state !== 'running';
  }

  ring(): void {
    if (this.again !== undefined) return;
    void this.wake().then(() => this.strike());
    this.again = setInterval(() => this.strike(), 2600);
  }

  stop(): void {
    clearInterval(this.again);
    this.again = undefined;
  }

  // strike plays two soft falling notes, twice.
  private strike(): void {
    const ctx = this.ctx;
    if (!ctx || ctx.state !== 'running' || this.again === undefined) return;
    for (const [at, hz] of [[0, 784], [0.18, 659], [0.5, 784], [0.68, 659]] as const) {
      const begin = ctx.currentTime + at;
      const tone = new OscillatorNode(ctx, { frequency: hz, type: 'triangle' });
      const level = new GainNode(ctx, { gain: 0 });
      level.gain.setValueAtTime(0, begin);
      level.gain.linearRampToValueAtTime(0.22, begin + 0.015);
      level.gain.exponentialRampToValueAtTime(0.001, begin + 0.42);
      tone.connect(level).connect(ctx.destination);
      tone.start(begin);
      tone.stop(begin + 0.45);
    }
  }
}
