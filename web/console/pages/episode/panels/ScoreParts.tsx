/** The parts of a hook's score as small bars, each with its figure. */
import type { Hook } from '../../../../../src/modules/studio/contract.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';

const parts = ['words', 'sound', 'picture', 'story', 'opening'] as const;

export function ScoreParts({ parts: values }: { parts: Hook['parts'] }) {
  const { t, format } = useI18n();
  return (
    <dl className="score-parts">
      {parts.map((part) => (
        <div key={part}>
          <dt title={t(`hook_part.${part}_why`)}>{t(`hook_part.${part}`)}</dt>
          <dd>
            <span className="score-bar" aria-hidden="true">
              <span style={{ width: `${Math.round(values[part] * 100)}%` }} />
            </span>
            <b>{format.number(values[part] * 100)}</b>
          </dd>
        </div>
      ))}
    </dl>
  );
}
