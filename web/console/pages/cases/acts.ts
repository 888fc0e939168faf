/** What a person may write down of a case: which fields each act asks for. Pure. */
import type { CaseAct } from '../../../../src/modules/takedown/cases/contract.ts';

export type ActName = CaseAct['act'];
export type ActField = 'at' | 'reference' | 'note' | 'note!' | 'court' | 'number' | 'outcome' | 'step' | 'user' | 'amount';

/** `note!` has to be said; all other notes may stay empty. */
export const actFields: Record<ActName, readonly ActField[]> = {
  acknowledge: ['at', 'reference', 'note'],
  remove: ['at', 'note'],
  refuse: ['at', 'note!'],
  wait: ['at', 'note'],
  reinstate: ['at', 'note'],
  sue: ['at', 'court', 'number', 'note'],
  close: ['outcome', 'note'],
  reopen: ['note'],
  undo: ['note'],
  escalate: ['step', 'note'],
  note: ['note!'],
  assign: ['user'],
  recover: ['amount', 'note'],
};
export const actNames = Object.keys(actFields) as ActName[];

export type ActDraft = {
  at: string;
  reference: string;
  note: string;
  court: string;
  number: string;
  outcome: string;
  step: string;
  userId: string;
  amountMinor: string | null;
  currency: string;
};
export const emptyAct: ActDraft = {
  at: '',
  reference: '',
  note: '',
  court: '',
  number: '',
  outcome: 'removed',
  step: '',
  userId: '',
  amountMinor: null,
  currency: 'CNY',
};

/** Whether everything that the act needs is said. */
export function isWhole(act: ActName, draft: ActDraft): boolean {
  return actFields[act].every((field) => {
    if (field === 'note!') return draft.note.trim() !== '';
    if (field === 'court') return draft.court.trim() !== '';
    if (field === 'step') return draft.step.trim() !== '';
    if (field === 'amount') return draft.amountMinor !== null && draft.amountMinor !== '0';
    return true;
  });
}

/** The act as it is sent: only its own fields, times as instants. */
export function actOf(act: ActName, draft: ActDraft): CaseAct {
  const body: Record<string, unknown> = { act };
  for (const field of actFields[act]) {
    if (field === 'at') {
      if (draft.at) body['at'] = new Date(draft.at).toISOString();
    } else if (field === 'note' || field === 'note!') body['note'] = draft.note.trim();
    else if (field === 'user') body['userId'] = draft.userId || null;
    else if (field === 'amount') {
      body['amountMinor'] = draft.amountMinor;
      body['currency'] = draft.currency;
    } else body[field] = draft[field].trim();
  }
  return body as CaseAct;
}
