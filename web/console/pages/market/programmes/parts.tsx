/** Small pieces that the pages of programmes share: state, phase, answer, and the passages behind a value. */
import type { Citation, CitationKey } from '../../../../../src/modules/intelligence/citations/contract.ts';
import type { ProgrammeSummary } from '../../../../../src/modules/intelligence/programmes/contract.ts';
import type { MatchAnswer } from '../../../../../src/modules/intelligence/programmes/words/contract.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { dayIn } from '../../../../shared/table/filters.tsx';
import { Icon, type IconName } from '../../../../shared/ui/Icon.tsx';
import { Badge, type Tone } from '../../../../shared/ui/PageFrame.tsx';
import { Citations } from '../kit/Citations.tsx';
import { useProgrammeWords } from './words.ts';
import './parts.css';

const phases: Readonly<Record<ProgrammeSummary['phase'], Tone>> = {
  open: 'good',
  upcoming: 'active',
  between: 'active',
  closed: 'plain',
  undated: 'warn',
};
export function PhaseBadge({ phase }: { phase: ProgrammeSummary['phase'] }) {
  const { t } = useI18n();
  return <Badge tone={phases[phase]}>{t(`market.programmes.phase.${phase}`)}</Badge>;
}
export function StateBadge({ state }: { state: ProgrammeSummary['state'] }) {
  const { t } = useI18n();
  return (
    <Badge tone={state === 'suggested' ? 'warn' : state === 'confirmed' ? 'good' : 'plain'}>
      {t(`intelligence.programmes.state.${state}`)}
    </Badge>
  );
}

const answers: Readonly<Record<MatchAnswer, { tone: Tone; icon: IconName }>> = {
  yes: { tone: 'good', icon: 'check' },
  unknown: { tone: 'warn', icon: 'info' },
  not_yet: { tone: 'active', icon: 'bell' },
  no: { tone: 'bad', icon: 'close' },
  expired: { tone: 'plain', icon: 'lock' },
};
export function AnswerBadge({ answer }: { answer: MatchAnswer }) {
  const { t } = useI18n();
  return <Badge tone={answers[answer].tone}>{t(`market.programmes.answer.${answer}`)}</Badge>;
}
export function AnswerIcon({ answer }: { answer: MatchAnswer }) {
  const { t } = useI18n();
  return (
    <span className={`programme-answer is-${answer}`} role="img" aria-label={t(`market.programmes.answer.${answer}`)}>
      <Icon name={answers[answer].icon} size={14} />
    </span>
  );
}

/** The last day, and how near it is. */
export function DeadlineText({ programme }: { programme: Pick<ProgrammeSummary, 'nextDeadline' | 'phase' | 'validUntil'> }) {
  const words = useProgrammeWords();
  const { t } = words.i18n;
  const { nextDeadline } = programme;
  if (nextDeadline === null)
    return (
      <span className="programme-quiet">
        {programme.phase === 'closed' ? words.day(programme.validUntil) : t('market.programmes.no_deadline')}
      </span>
    );
  const left = Math.round((Date.parse(nextDeadline) - Date.parse(dayIn('Asia/Shanghai'))) / 86_400_000);
  return (
    <span className={left <= 30 ? 'programme-deadline is-near' : 'programme-deadline'}>
      {words.day(nextDeadline)}
      {left <= 120 && left >= 0 && <small>{t('market.programmes.days_left', { count: left })}</small>}
    </span>
  );
}

const keyText = ({ documentId, anchor, start, end }: CitationKey): string => `${documentId} ${anchor} ${start} ${end}`;
/** Looks citations up by the keys that fields carry. */
export function citationsBy(citations: readonly Citation[]): (keys: readonly CitationKey[]) => Citation[] {
  const known = new Map(citations.map((one) => [keyText(one), one]));
  return (keys) => [...new Map(keys.map((key) => [keyText(key), known.get(keyText(key))])).values()].filter((one) => one !== undefined);
}
export function Passages({ keys, look }: { keys: readonly CitationKey[]; look: ReturnType<typeof citationsBy> }) {
  return <Citations items={look(keys).slice(0, 6)} />;
}
