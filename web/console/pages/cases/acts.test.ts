import { expect, test } from 'vitest';
import { caseAct } from '../../../../src/modules/takedown/cases/contract.ts';
import { actFields, actNames, actOf, emptyAct, isWhole, type ActDraft } from './acts.ts';

const whole: ActDraft = {
  ...emptyAct,
  at: '2026-06-08T10:30',
  reference: 'TICKET-88213',
  note: ' 平台已答复 ',
  court: '杭州互联网法院',
  number: '（2026）浙 0192 民初 1 号',
  step: '向版权行政部门投诉',
  userId: 'usr_1',
  amountMinor: '1200000',
};

test.each(actNames)('%s is sent with its own fields and no other, as its contract takes them', (act) => {
  expect(isWhole(act, whole)).toBe(true);
  const sent = actOf(act, whole);
  expect(caseAct.parse(sent).act).toBe(act);
  expect(Object.keys(sent)).not.toContain('note!');
  if ((actFields[act] as readonly string[]).includes('at')) expect(sent).toMatchObject({ at: new Date(whole.at).toISOString() });
});

test('what an act needs is asked for before it is sent', () => {
  expect(actNames.filter((act) => !isWhole(act, emptyAct))).toEqual(['refuse', 'sue', 'escalate', 'note', 'recover']);
  expect(isWhole('recover', { ...emptyAct, amountMinor: '0' })).toBe(false);
});

test('an act whose time nobody said happens now: none is sent', () => {
  expect(actOf('acknowledge', emptyAct)).not.toHaveProperty('at');
  expect(actOf('assign', emptyAct)).toEqual({ act: 'assign', userId: null });
});
