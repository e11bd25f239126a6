// A Webphone is one WebRTC call from this page to the server: our microphone
// out, their sound in, keys and goodbyes over the data channel "keys", and
// captions, where they are wanted, over "captions". We offer, the server
// answers; all addresses are gathered first, so one request does it.

export interface Hears {
  connected?(): void;
  lost?(): void;
  ended?(why: string): void;
  caption?(text: string): void;
}

export type MicTrouble = 'micDenied' | 'micMissing' | 'micFailed' | 'micInsecure';

export class NoMicrophone extends Error {
  constructor(readonly trouble: MicTrouble) {
    super(trouble);
  }
}

// openMicrophone asks for the microphone, or throws NoMicrophone saying why not.
export async function openMicrophone(): Promise<MediaStream> {
  if (!navigator.mediaDevices?.getUserMedia) throw new NoMicrophone('micInsecure');
  try {
    return await navigator.mediaDevices.getUserMedia({
      audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1 },
    });
  } catch (e) {
    const name = e instanceof DOMException ? e.name : '';
    if (name === 'NotAllowedError' || name === 'SecurityError') throw new NoMicrophone('micDenied');
    if (name === 'NotFoundError' || name === 'OverconstrainedError') throw new NoMicrophone('micMissing');
    throw new NoMicrophone('micFailed');
  }
}

const gatherTime = 1500;

export class Webphone {
  private readonly pc = new RTCPeerConnection();
  private readonly keys: RTCDataChannel;
  private readonly audio = new Audio();
  private readonly sender: RTCRtpSender;
  private over = false;

  constructor(
    private readonly mic: MediaStream,
    private readonly hears: Hears = {},
    captions = false,
  ) {
    this.audio.autoplay = true;
    const [track] = mic.getAudioTracks();
    if (!track) throw new NoMicrophone('micMissing');
    this.sender = this.pc.addTransceiver(track, { direction: 'sendrecv', streams: [mic] }).sender;
    this.keys = this.pc.createDataChannel('keys');
    this.keys.onmessage = (m) => {
      const text = String(m.data);
      if (text === 'bye' || text.startsWith('bye:')) this.finish(text.slice(4));
    };
    if (captions) {
      this.pc.createDataChannel('captions').onmessage = (m) => hears.caption?.(String(m.data));
    }
    this.pc.ontrack = (e) => {
      this.audio.srcObject = e.streams[0] ?? new MediaStream([e.track]);
      void this.audio.play().catch(() => {});
    };
    this.pc.onconnectionstatechange = () => {
      if (this.over) return;
      if (this.pc.connectionState === 'connected') hears.connected?.();
      if (this.pc.connectionState === 'failed') hears.lost?.();
      if (this.pc.connectionState === 'closed') this.finish('');
    };
  }

  // offer gathers our addresses and returns the whole offer.
  async offer(): Promise<string> {
    await this.pc.setLocalDescription(await this.pc.createOffer());
    if (this.pc.iceGatheringState !== 'complete') {
      await new Promise<void>((done) => {
        const late = setTimeout(done, gatherTime);
        this.pc.onicegatheringstatechange = () => {
          if (this.pc.iceGatheringState !== 'complete') return;
          clearTimeout(late);
          done();
        };
      });
    }
    return this.pc.localDescription?.sdp ?? '';
  }

  async answered(sdp: string): Promise<void> {
    if (this.over) return;
    await this.pc.setRemoteDescription({ type: 'answer', sdp });
  }

  mute(muted: boolean): void {
    for (const track of this.mic.getAudioTracks()) track.enabled = !muted;
  }

  // press sends one key, by the data channel, or as a tone if that is not open.
  press(key: string): void {
    if (this.keys.readyState === 'open') this.keys.send(key);
    else if (this.sender.dtmf?.canInsertDTMF) this.sender.dtmf.insertDTMF(key, 160, 60);
  }

  // hangUp says goodbye and closes. The microphone stays the caller's to stop.
  hangUp(): void {
    if (this.over) return;
    this.over = true;
    if (this.keys.readyState === 'open') this.keys.send('bye');
    this.audio.srcObject = null;
    // The goodbye needs a moment to be on its way.
    setTimeout(() => this.pc.close(), 150);
  }

  private finish(why: string): void {
    if (this.over) return;
    this.over = true;
    this.audio.srcObject = null;
    this.pc.close();
    this.hears.ended?.(why);
  }
}
