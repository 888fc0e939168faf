/** Codes with parameters as sentences: evidence, and why there are no words. */
import type { Cue, Evidence } from '../../../../src/modules/studio/contract.ts';
import type { Translate } from '../../../shared/i18n/i18n.ts';

/** A reason in the reader's language; `quote` is the first cue that it rests on, for sentences that want to cite it. */
export function evidenceSentence(t: Translate, evidence: Evidence, cues: readonly Cue[]): string {
  const first = evidence.cueIds?.[0];
  const quote = first === undefined ? '' : (cues.find((cue) => cue.id === first)?.text ?? '');
  const key = `evidence.${evidence.code}`;
  return t.exists(key) ? t(key, { quote, ...evidence.params }) : t('evidence.unknown', { code: evidence.code });
}

/** The stretch that evidence points at: its own, else that of its cues; null where it points nowhere. */
export function evidenceSpan(evidence: Evidence, cues: readonly Cue[]): { startMs: number; endMs: number } | null {
  if (evidence.startMs !== undefined)
    return { startMs: evidence.startMs, endMs: Math.max(evidence.startMs, evidence.endMs ?? evidence.startMs) };
  const named = cues.filter((cue) => evidence.cueIds?.includes(cue.id));
  if (named.length === 0) return null;
  return { startMs: Math.min(...named.map((cue) => cue.startMs)), endMs: Math.max(...named.map((cue) => cue.endMs)) };
}
