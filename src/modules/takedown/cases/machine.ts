/** The state machine of cases: which act is possible when, where it leads, and what becomes of clocks and links. Pure. */
import type { CaseState, LinkState } from './contract.ts';

/** Acts that change a case's state. `send` is a notice that went out; `withdraw` a withdrawal of all that was named. */
export const stateActs = [
  'send',
  'acknowledge',
  'remove',
  'refuse',
  'counter',
  'wait',
  'reinstate',
  'sue',
  'withdraw',
  'close',
  'reopen',
] as const;
export type StateAct = (typeof stateActs)[number];

const open = [
  'draft',
  'notice_sent',
  'acknowledged',
  'removed',
  'refused',
  'counter_notice',
  'waiting',
  'reinstated',
  'suit',
] as const satisfies readonly CaseState[];
const out = open.filter((state) => state !== 'draft');

const from: Readonly<Record<StateAct, readonly CaseState[]>> = {
  // More links of a host that has a notice already may follow in a second one; while a counter-notice is open nothing is sent.
  send: ['draft', 'notice_sent', 'acknowledged', 'removed', 'refused', 'reinstated', 'suit'],
  acknowledge: ['notice_sent'],
  remove: ['notice_sent', 'acknowledged', 'refused', 'waiting', 'reinstated', 'suit'],
  refuse: ['notice_sent', 'acknowledged'],
  counter: ['notice_sent', 'acknowledged', 'removed', 'refused'],
  wait: ['counter_notice'],
  reinstate: ['removed', 'counter_notice', 'waiting', 'suit'],
  sue: ['notice_sent', 'acknowledged', 'removed', 'refused', 'counter_notice', 'waiting', 'reinstated'],
  withdraw: out,
  close: open,
  reopen: ['closed'],
};

const to: Readonly<Record<Exclude<StateAct, 'send' | 'reopen'>, CaseState>> = {
  acknowledge: 'acknowledged',
  remove: 'removed',
  refuse: 'refused',
  counter: 'counter_notice',
  wait: 'waiting',
  reinstate: 'reinstated',
  sue: 'suit',
  withdraw: 'closed',
  close: 'closed',
};

export const mayAct = (state: CaseState, act: StateAct): boolean => from[act].includes(state);

/** Where an act leads; `before` is the state that a closed case had. Null where it is not possible. */
export function nextState(state: CaseState, act: StateAct, before: CaseState | null = null): CaseState | null {
  if (!mayAct(state, act)) return null;
  if (act === 'reopen') return before ?? 'notice_sent';
  if (act !== 'send') return to[act];
  // A second notice is waited for like the first, unless the case is before a court by then.
  return state === 'suit' || state === 'acknowledged' ? state : 'notice_sent';
}

/** Running clocks that an act ends, and how. `null` is every other clock. */
export function clocksEnded(act: StateAct): { met: readonly string[]; stopped: readonly string[] | 'all' } {
  switch (act) {
    case 'acknowledge':
      return { met: ['acknowledgement'], stopped: [] };
    case 'remove':
      return { met: ['acknowledgement', 'removal'], stopped: ['counter_wait', 'suit'] };
    case 'refuse':
      return { met: ['acknowledgement'], stopped: ['removal'] };
    case 'counter':
      return { met: ['acknowledgement'], stopped: ['removal'] };
    case 'reinstate':
      return { met: ['counter_wait'], stopped: 'all' };
    case 'sue':
      return { met: ['suit'], stopped: 'all' };
    case 'withdraw':
    case 'close':
      return { met: [], stopped: 'all' };
    default:
      return { met: [], stopped: [] };
  }
}

/** What an act makes of the links that are in one of these states. */
export function linksMoved(act: StateAct): { from: readonly LinkState[]; to: LinkState } | null {
  if (act === 'remove') return { from: ['noticed', 'refused', 'reinstated'], to: 'removed' };
  if (act === 'refuse') return { from: ['noticed'], to: 'refused' };
  if (act === 'reinstate') return { from: ['noticed', 'removed', 'refused'], to: 'reinstated' };
  return null;
}

/** What went out of the house is not undone by writing it back: a notice is withdrawn by another letter, a suit by a court's. */
export const mayUndo = (act: string): boolean =>
  ['acknowledge', 'remove', 'refuse', 'counter', 'wait', 'reinstate', 'sue', 'close', 'reopen'].includes(act);
