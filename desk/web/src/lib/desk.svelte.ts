import { api, Refusal } from './api';
import { Bell } from './bell';
import { dropDraft } from './drafts';
import { clock, t } from './i18n.svelte';
import { spoken } from './time';
import type { Board, Line, Me, Sheet } from './types';
import { type MicTrouble, NoMicrophone, openMicrophone, Webphone } from './webphone';
import { named } from './i18n.svelte';

type Sound = 'none' | 'connecting' | 'connected' | 'lost';

// Desk is all that this page knows: what the server has told it by the live
// stream, and the sound of the call, which is this browser's own.
class Desk {
  me = $state<Me | null>(null);
  known = $state(false); // whether anyone is signed in
  call = $state<Sheet | null>(null);
  lines = $state<Line[]>([]);
  board = $state<Board | null>(null);
  connected = $state(true);
  notice = $state(''); // what went wrong, until it is dismissed
  news = $state(''); // what happened that nobody did wrong, until it is dismissed
  said = $state(''); // for screen readers, at once
  now = $state(Date.now()); // by the server's clock
  mic = $state<'unasked' | 'asking' | 'ok' | MicTrouble>('unasked');
  sound = $state<Sound>('none');
  muted = $state(false);
  answering = $state(false);
  silent = $state(false); // the browser would not let the bell sound

  private stream: EventSource | undefined;
  private skew = 0; // the server's clock, ahead of ours, ms
  private microphone: MediaStream | undefined;
  private phone: Webphone | undefined;
  private offer: Promise<string> | undefined;
  private readonly bell = new Bell();
  private rings = '';
  private finishing = false; // the wrap-up is being saved
  private warning: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    setInterval(() => (this.now = Date.now() + this.skew), 500);
  }

  may(act: string): boolean {
    return this.me?.may.includes(act) ?? false;
  }

  // begin finds out who is signed in.
  async begin(): Promise<void> {
    try {
      this.enter(await api.me());
    } catch (e) {
      if (e instanceof Refusal && e.status === 401) {
        this.known = true;
      } else {
        this.connected = false;
        setTimeout(() => void this.begin(), 2000);
      }
    }
  }

  enter(me: Me): void {
    this.me = me;
    this.known = true;
    this.follow();
  }

  private follow(): void {
    this.stream?.close();
    const s = new EventSource('/api/live');
    this.stream = s;
    const on = <T>(event: string, take: (v: T) => void) =>
      s.addEventListener(event, (m) => {
        this.connected = true;
        take(JSON.parse((m as MessageEvent<string>).data) as T);
      });
    on<string>('now', (at) => (this.skew = Date.parse(at) - Date.now()));
    on<Me>('me', (me) => this.takeMe(me));
    on<Sheet | null>('call', (call) => this.takeCall(call));
    on<{ call: string; lines: Line[] }>('lines', ({ call, lines }) => {
      if (call === this.call?.id) this.lines = [...this.lines.filter((l) => l.seq < (lines[0]?.seq ?? 0)), ...lines];
    });
    on<Sheet>('unreached', (was) => this.takeUnreached(was));
    on<Board>('board', (board) => (this.board = board));
    on<unknown>('bye', () => this.leave(t('signedOut')));
    s.onerror = () => {
      this.connected = false;
      // The browser tries again by itself, unless the answer was a refusal.
      if (s.readyState === EventSource.CLOSED && this.stream === s) setTimeout(() => void this.resume(s), 2000);
    };
  }

  private async resume(was: EventSource): Promise<void> {
    if (this.stream !== was) return;
    try {
      this.enter(await api.me());
    } catch (e) {
      if (e instanceof Refusal && e.status === 401) this.leave(t('signedOut'));
      else setTimeout(() => void this.resume(was), 2000);
    }
  }

  private takeMe(me: Me): void {
    const was = this.me?.state;
    const asked = this.me?.consult;
    this.me = me;
    if (was === 'ringing' && me.state === 'not ready' && !this.answering) this.notice = t('missedCall');
    if (was === 'ringing' && me.state === 'ready') this.notice = t(asked ? 'notNeeded' : 'callerLeft');
    if (was === 'wrapping up' && me.state === 'ready' && !this.finishing) this.tell(t('wrapUpOver'));
    if (was !== 'reserved' && me.state === 'reserved') {
      this.news = '';
      this.said = `${t('reservedTitle')} ${t('reservedText')}`;
    }
    if (me.state !== 'ringing') this.stopRing();
    if (!['ringing', 'talking', 'on hold'].includes(me.state) && !this.answering) this.hush();
    this.warn(me);
    if (me.state === 'not ready' || me.state === 'signed out') this.closeMicrophone();
  }

  // warn says once that a wrap-up is about to end by itself.
  private warn(me: Me): void {
    clearTimeout(this.warning);
    if (me.state !== 'wrapping up' || !me.until) return;
    const left = Date.parse(me.until) - (Date.now() + this.skew) - 15_000;
    if (left > 0) this.warning = setTimeout(() => (this.said = t('soonOver')), left);
  }

  private tell(news: string): void {
    this.news = this.said = news;
  }

  // takeUnreached says what came of a caller who was rung for this agent.
  private takeUnreached(was: Sheet): void {
    const b = was.callback;
    if (!b?.miss) return;
    const then = b.over ? t('lastAttempt') : b.again ? t('ringAgain', { time: clock(b.again) }) : '';
    this.tell([t('unreached', { from: was.from || t('theCaller'), why: named(b.miss).toLowerCase() }), then, t('readyAgain')].filter(Boolean).join(' '));
  }

  private takeCall(call: Sheet | null): void {
    if (call?.id !== this.call?.id) this.lines = [];
    this.call = call;
    if (call && this.me?.state === 'ringing') this.startRing(call);
  }

  private startRing(call: Sheet): void {
    if (this.rings === call.id) return;
    this.rings = call.id;
    this.notice = this.news = '';
    this.bell.ring();
    setTimeout(() => (this.silent = this.bell.silent), 400);
    const waited = call.entered ? (this.now - Date.parse(call.entered)) / 1000 : 0;
    const what = { language: named(call.language), waited: spoken(waited), reason: call.reason || t('noReason') };
    const c = call.consult;
    this.said = this.me?.consult && c
      ? t('consultSaid', { asker: c.asker, note: c.note || t('noReason') })
      : call.callback
      ? t('callbackSaid', { ...what, how: call.callback.reached ? t('callbackOn') : t('callbackFirst') })
      : t('ringSaid', what);
    // The offer is made while it rings, so that answering is one request.
    if (this.microphone) this.prepare();
  }

  private stopRing(): void {
    this.rings = '';
    this.bell.stop();
  }

  private prepare(): void {
    this.phone?.hangUp();
    if (!this.microphone) return;
    this.muted = false;
    const phone = new Webphone(this.microphone, {
      connected: () => (this.sound = 'connected'),
      lost: () => (this.sound = 'lost'),
      ended: () => {
        if (this.phone === phone) this.hush();
      },
    });
    phone.mute(true);
    this.phone = phone;
    this.offer = phone.offer();
    this.offer.catch(() => {});
  }

  // hush ends the sound of a call on our side.
  private hush(): void {
    this.phone?.hangUp();
    this.phone = undefined;
    this.offer = undefined;
    this.sound = 'none';
    this.muted = false;
    for (const track of this.microphone?.getAudioTracks() ?? []) track.enabled = false;
  }

  private async openMicrophone(): Promise<boolean> {
    if (this.microphone?.getAudioTracks().some((track) => track.readyState === 'live')) return true;
    this.mic = 'asking';
    try {
      this.microphone = await openMicrophone();
      for (const track of this.microphone.getAudioTracks()) track.enabled = false;
      this.mic = 'ok';
      return true;
    } catch (e) {
      this.mic = e instanceof NoMicrophone ? e.trouble : 'micFailed';
      return false;
    }
  }

  private closeMicrophone(): void {
    for (const track of this.microphone?.getTracks() ?? []) track.stop();
    this.microphone = undefined;
    if (this.mic === 'ok') this.mic = 'unasked';
  }

  // act does what a button asks, and puts a refusal into words.
  async act<T>(what: () => Promise<T>): Promise<T | undefined> {
    this.notice = '';
    try {
      return await what();
    } catch (e) {
      if (e instanceof Refusal && e.status === 401) this.leave(t('signedOut'));
      else this.notice = e instanceof Refusal ? e.message : t('unexpected');
      return undefined;
    }
  }

  async goReady(): Promise<void> {
    void this.bell.wake().then((ok) => (this.silent = !ok));
    this.notice = '';
    if (!(await this.openMicrophone())) return;
    const me = await this.act(api.ready);
    if (me) this.me = me;
  }

  async goNotReady(reason: string): Promise<void> {
    const me = await this.act(() => api.notReady(reason));
    if (me) this.takeMe(me);
  }

  async answer(): Promise<void> {
    const call = this.call;
    if (!call || this.me?.state !== 'ringing' || this.answering) return;
    this.answering = true;
    this.stopRing();
    try {
      if (!(await this.openMicrophone())) {
        this.notice = t(this.mic as MicTrouble);
        return;
      }
      if (!this.phone) this.prepare();
      this.sound = 'connecting';
      const phone = this.phone;
      const offer = this.offer;
      const answer = await this.act(async () => api.answer(call.id, (await offer) ?? ''));
      if (answer && phone) {
        await phone.answered(answer.sdp);
        phone.mute(this.muted);
      } else {
        this.hush();
      }
    } finally {
      this.answering = false;
    }
  }

  async decline(): Promise<void> {
    const call = this.call;
    if (!call || !['ringing', 'reserved'].includes(this.me?.state ?? '')) return;
    this.stopRing();
    await this.act(() => api.decline(call.id));
    this.notice = '';
  }

  mute(): void {
    if (!this.phone || (this.me?.state !== 'talking' && this.call?.consult?.state !== 'joined')) return;
    this.muted = !this.muted;
    this.phone.mute(this.muted);
  }

  async hold(): Promise<void> {
    const call = this.call;
    if (!call || call.state === 'being rung back' || (call.consult && call.consult.state !== 'over') || !['talking', 'on hold'].includes(this.me?.state ?? '')) return;
    await this.act(() => (call.state === 'on hold' ? api.unhold(call.id) : api.hold(call.id)));
  }

  async hangUp(): Promise<void> {
    const call = this.call;
    if (!call || !['talking', 'on hold'].includes(this.me?.state ?? '')) return;
    await this.act(() => api.leave(call.id));
  }

  // consult asks an officer into the call; the caller hears music meanwhile.
  async consult(note: string): Promise<boolean> {
    const call = this.call;
    if (!call) return false;
    return (await this.act(() => api.consult(call.id, note))) !== undefined;
  }

  async endConsult(): Promise<void> {
    const call = this.call;
    if (call) await this.act(() => api.endConsult(call.id));
  }

  async transfer(): Promise<void> {
    const call = this.call;
    if (call) await this.act(() => api.transfer(call.id));
  }

  async extend(): Promise<void> {
    if (this.me?.state !== 'wrapping up' || !this.me.until) return;
    const me = await this.act(api.extend);
    if (!me) return;
    this.takeMe(me);
    if (me.until) this.said = t('moreTimeSaid', { time: clock(me.until) });
  }

  async wrapUp(call: string, note: string, outcome: string, ready: boolean): Promise<boolean> {
    if (ready && !(await this.openMicrophone())) {
      this.notice = t(this.mic as MicTrouble);
      return false;
    }
    this.finishing = true;
    const done = await this.act(async () => {
      await api.wrapUp(call, note, outcome, ready);
      return true;
    });
    setTimeout(() => (this.finishing = false), 2000); // until the stream has told it too
    if (!done) return false;
    dropDraft(call);
    this.said = t('saved');
    return true;
  }

  async signOut(): Promise<void> {
    const done = await this.act(async () => {
      await api.signOut();
      return true;
    });
    if (done) this.leave('');
  }

  private leave(why: string): void {
    this.stream?.close();
    this.stream = undefined;
    this.stopRing();
    this.hush();
    this.closeMicrophone();
    clearTimeout(this.warning);
    this.news = '';
    this.me = this.call = this.board = null;
    this.lines = [];
    this.known = true;
    this.connected = true;
    this.notice = why;
  }
}

export const desk = new Desk();
