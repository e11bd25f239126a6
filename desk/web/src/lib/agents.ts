import type { Me } from './types';
import type { Word } from './words';

// What the states of an agent are called.
export const standing: Record<Me['state'], Word> = {
  'signed out': 'stateSignedOut',
  'not ready': 'notReady',
  ready: 'ready',
  reserved: 'stateReserved',
  ringing: 'stateRinging',
  talking: 'talking',
  'on hold': 'onHold',
  'wrapping up': 'wrapping',
  'connection lost': 'stateLost',
};

// The states in which an agent is at work on a call.
export const working: Me['state'][] = ['reserved', 'ringing', 'talking', 'on hold', 'wrapping up'];
