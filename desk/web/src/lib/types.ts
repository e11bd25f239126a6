// What the API says, as it says it. See /api/openapi.json.

export type Language = 'en' | 'es';
export type Speaker = 'caller' | 'bot' | 'agent';

export interface Me {
  id: string;
  name: string;
  role: 'representative' | 'supervisor';
  tier: string;
  speaks: Language[];
  state: 'signed out' | 'not ready' | 'ready' | 'ringing' | 'talking' | 'wrapping up';
  since: string;
  reason?: string;
  call?: string;
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
  until?: string;
  offered?: string;
  returned?: boolean;
  position?: number;
  low?: number;
  high?: number;
}

export interface Board {
  open: boolean;
  next?: string;
  queues: { id: string; name: Record<string, string>; language: Language; target: number; waiting: Waiter[] }[];
  agents: { id: string; name: string; tier: string; speaks: Language[]; state: Me['state']; since: string; reason?: string }[];
  callbacks: { reference: string; number: string; language: Language; reason: string; due: string; state: string }[];
}

export interface Problem {
  kind: string;
  message: string;
}
