// What the API says, as it says it. See /api/openapi.json.

export type Language = 'en' | 'es';
export type Speaker = 'caller' | 'bot' | 'agent';

export interface Me {
  id: string;
  name: string;
  role: 'representative' | 'supervisor';
  tier: string;
  speaks: Language[];
  state: 'signed out' | 'not ready' | 'ready' | 'reserved' | 'ringing' | 'talking' | 'on hold' | 'wrapping up' | 'connection lost';
  since: string;
  reason?: string;
  call?: string;
  consult?: boolean;
  until?: string;
  began?: string;
  busy: number;
  may: string[];
  outcomes: string[];
  line: Record<Language, string>;
}

export interface Sheet {
  id: string;
  reference: string;
  from: string;
  channel: 'phone' | 'web';
  language: Language;
  state: string;
  since: string;
  arrived: string;
  reason: string;
  facts: Record<string, string>;
  queue?: string;
  entered?: string;
  until?: string;
  because?: string;
  agent?: string;
  answered?: string;
  ended?: string;
  why?: string;
  note?: string;
  outcome?: string;
  recorded: boolean;
  callback?: Back;
  consult?: Consult;
  item?: Item;
}

// An officer being asked in a call.
export interface Consult {
  state: 'ringing' | 'joined' | 'over';
  role: 'asker' | 'officer' | 'other';
  officer: string;
  asker: string;
  note: string;
  until?: string;
  words?: Record<string, string>;
}

// A service item: an officer will ring the caller.
export interface Item {
  code: string;
  state: string;
  since: string;
  urgent: boolean;
  topic: string;
  note: string;
  language: Language;
  number: string;
  opened: string;
  due: string;
  overdue: boolean;
  from?: string;
  until?: string;
  outcome?: string;
  officer_note?: string;
  existed?: boolean;
  may: string[];
}

export interface Window {
  from: string;
  until: string;
}

// How far we are with ringing a caller back.
export interface Back {
  reference: string;
  attempt?: number;
  of: number;
  kept?: boolean;
  reached?: boolean;
  miss?: string;
  again?: string;
  over?: boolean;
}

export interface Line {
  seq: number;
  who: Speaker;
  language: Language;
  text: string;
  keys?: string;
  began: number;
  interrupted?: boolean;
}

export interface Happening {
  at: string;
  kind: string;
  who?: string;
  data?: string;
  language?: string;
}

export interface Receipt {
  reference: string;
  agent: string;
  name: string;
  at: string;
  seconds: number;
  language: Language;
}

export interface Story {
  call: Sheet;
  lines: Line[];
  happenings: Happening[];
  receipt?: Receipt;
  may_hear: boolean;
}

export interface Waiter {
  call: string;
  from: string;
  entered: string;
  present: boolean;
  callback?: boolean;
  until?: string;
  offered?: string;
  returned?: boolean;
  position?: number;
  low?: number;
  high?: number;
}

export interface Day {
  offered: number;
  answered: number;
  within: number;
  abandoned: number;
  promised: number;
  left: number;
  waiting: number;
  asa: number;
  level?: number;
}

export interface Estimates {
  count: number;
  coverage: number;
  nominal: number;
  error: number;
  last: number;
  oldest: number;
}

export interface Queue {
  id: string;
  name: Record<string, string>;
  language: Language;
  tier: string;
  target: number;
  goal: number;
  waiting: Waiter[];
  today: Day;
  estimates?: Estimates;
}

export interface BoardAgent {
  id: string;
  name: string;
  tier: string;
  speaks: Language[];
  skills?: Record<string, number>;
  state: Me['state'];
  since: string;
  until?: string;
  reason?: string;
  busy: number;
}

export interface Pledge {
  reference: string;
  number: string;
  language: Language;
  reason?: string;
  due: string;
  until?: string;
  state: string;
  attempts: number;
}

export interface Closing {
  queue?: string;
  from: string;
  until?: string;
  why: Record<string, string>;
  who: string;
}

export interface Board {
  open: boolean;
  next?: string;
  queues: Queue[];
  agents: BoardAgent[];
  callbacks: Pledge[];
  closings: Closing[];
  cannot_ring?: string;
  items: { owed: number; urgent: number; overdue: number };
  offers: { at: string; call: string; agent: string; queue: string; waited: number; because: string }[];
  repairs: { at: string; rule: string; call?: string; agent?: string }[];
}

export interface Problem {
  kind: string;
  message: string;
}
