/** What the pages of cases say: states with their colours, clocks, reasons, and the laws' sentences in the reader's language. */
import type { CaseClock, CaseState, LinkState, NoticeState, Reason } from '../../../../src/modules/takedown/cases/contract.ts';
import type { IncomingState } from '../../../../src/modules/takedown/incoming/contract.ts';
import type { Bilingual, Law, Source } from '../../../../src/modules/takedown/law/contract.ts';
import { sentenceOf } from '../../../shared/api/errors.ts';
import type { I18n } from '../../../shared/i18n/i18n.ts';
import type { Tone } from '../../../shared/ui/PageFrame.tsx';

export const caseTones: Record<CaseState, Tone> = {
  draft: 'plain',
  notice_sent: 'active',
  acknowledged: 'active',
  removed: 'good',
  refused: 'bad',
  counter_notice: 'warn',
  waiting: 'warn',
  reinstated: 'bad',
  suit: 'bad',
  closed: 'plain',
};
export const linkTones: Record<LinkState, Tone> = {
  listed: 'plain',
  noticed: 'active',
  removed: 'good',
  refused: 'bad',
  reinstated: 'bad',
  withdrawn: 'plain',
};
export const noticeTones: Record<NoticeState, Tone> = {
  draft: 'plain',
  sending: 'active',
  sent: 'good',
  unknown: 'warn',
  handed_out: 'warn',
  failed: 'bad',
  cancelled: 'plain',
};
export const incomingTones: Record<IncomingState, Tone> = {
  received: 'warn',
  incomplete: 'warn',
  acknowledged: 'active',
  measure_taken: 'bad',
  rejected: 'plain',
  countered: 'warn',
  waiting: 'warn',
  restored: 'good',
  suit: 'bad',
  closed: 'plain',
};

/** The laws' own sentences come in two languages; a reader of a third gets English. */
export const inWords = ({ language }: Pick<I18n, 'language'>, text: Bilingual): string =>
  language.startsWith('zh') ? text['zh-CN'] : text.en;

/** A stored reason in words; a code from a newer server still names itself. */
export function reasonWords({ t }: I18n, reason: Reason): string {
  for (const key of [`takedown.reason.${reason.code}`, `takedown.skipped.${reason.code}`])
    if (t.exists(key, reason.params)) return t(key, reason.params);
  return sentenceOf(t, reason);
}

/** Where a clock's length is said. */
export function articleOf(laws: readonly Law[] | undefined, law: string, clock: string): Source | null {
  return laws?.find((one) => one.id === law)?.clocks.find((one) => one.code === clock)?.source ?? null;
}

/** How near a clock's end is: over, within three days, later. */
export function nearness(clock: Pick<CaseClock, 'dueAt' | 'state'>, nowMs: number): 'over' | 'near' | 'later' | 'ended' {
  if (clock.state === 'passed') return 'over';
  if (clock.state !== 'running') return 'ended';
  const leftMs = Date.parse(clock.dueAt) - nowMs;
  return leftMs < 0 ? 'over' : leftMs < 3 * 86_400_000 ? 'near' : 'later';
}

/** `in 2 days`, `5 hours ago`: of a clock that runs, beside its date. */
export function leftWords({ language }: Pick<I18n, 'language'>, dueAt: string, nowMs: number): string {
  const hours = (Date.parse(dueAt) - nowMs) / 3_600_000;
  const words = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  return Math.abs(hours) < 36 ? words.format(Math.trunc(hours), 'hour') : words.format(Math.trunc(hours / 24), 'day');
}

/** What is missing, by the field where it stands. Several may stand at one. */
export function missingByField(i18n: I18n, missing: readonly { label: Bilingual; field: string }[]): Record<string, string> {
  const byField: Record<string, string[]> = {};
  for (const one of missing) (byField[one.field] ??= []).push(inWords(i18n, one.label));
  return Object.fromEntries(Object.entries(byField).map(([field, labels]) => [field, i18n.format.list(labels)]));
}
