/** Reasons in sentences; those that point at a moment lead there. */
import type { Cue, Evidence } from '../../../../../src/modules/studio/contract.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import type { Span } from '../../../../shared/timeline/intervals.ts';
import { clock } from '../../../../shared/timeline/timecode.ts';
import { evidenceSentence, evidenceSpan } from '../words.ts';

export function EvidenceList({
  evidence,
  cues,
  onGo,
}: {
  evidence: readonly Evidence[];
  cues: readonly Cue[];
  onGo?: (span: Span) => void;
}) {
  const { t } = useI18n();
  return (
    <ul className="evidence">
      {evidence.map((one, index) => {
        const span = evidenceSpan(one, cues);
        const quotes = cues.filter((cue) => one.cueIds?.includes(cue.id)).slice(0, 3);
        const sentence = evidenceSentence(t, one, cues);
        return (
          <li key={index}>
            {span && onGo ? (
              <button type="button" className="evidence-go" onClick={() => onGo(span)}>
                <span>{sentence}</span>
                <time>{clock(span.startMs, 1)}</time>
              </button>
            ) : (
              <span>{sentence}</span>
            )}
            {quotes
              .filter((cue) => !sentence.includes(cue.text))
              .map((cue) => (
                <q key={cue.id}>{cue.text}</q>
              ))}
          </li>
        );
      })}
    </ul>
  );
}
