/** The programmes of support that a topic is of, those whose last day is next first. */
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { ProgrammeSummary } from '../../../../../src/modules/intelligence/programmes/contract.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { Panel } from '../../../../shared/ui/PageFrame.tsx';
import { ErrorState, LoadingLines } from '../../../../shared/ui/states.tsx';
import { DeadlineText, PhaseBadge } from '../programmes/parts.tsx';
import { programmesOfTopicQuery } from '../programmes/queries.ts';
import { useProgrammeWords } from '../programmes/words.ts';

const place = '/market/programmes';
const shown = 6;

/** `documents` is how many the topic has: with more of them there may be more programmes. */
export function TopicProgrammes({ topicId, documents }: { topicId: string; documents: number }) {
  const { t } = useI18n();
  const query = useQuery(programmesOfTopicQuery(topicId, shown, documents));
  const total = query.data?.total ?? 0;
  const all = `${place}?topic=${topicId}`;
  return (
    <Panel
      flush
      title={t('nav.market_programmes')}
      actions={total > 0 && <Link to={all}>{t('market.topics.programmes_all', { count: total })}</Link>}
    >
      {query.isPending && (
        <div className="panel-body">
          <LoadingLines lines={3} height={20} />
        </div>
      )}
      {query.error && !query.data && <ErrorState compact error={query.error} onRetry={() => void query.refetch()} />}
      {query.isSuccess && total === 0 && (
        <p className="topic-programmes-none">
          {t('market.topics.no_programmes')} <Link to={place}>{t('market.topics.programmes_elsewhere')}</Link>
        </p>
      )}
      {total > 0 && (
        <ul className="topic-programmes">
          {query.data!.items.map((programme) => (
            <Row key={programme.id} programme={programme} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function Row({ programme }: { programme: ProgrammeSummary }) {
  const words = useProgrammeWords();
  const { topRate, topAmount, topCap } = programme;
  const gives = topAmount ? words.range(topAmount) : topCap ? words.cap(topCap) : topRate ? words.rate(topRate) : null;
  return (
    <li>
      <Link to={`${place}/${programme.id}`}>{programme.name}</Link>
      <small>{[words.region(programme.region), gives].filter(Boolean).join(' · ')}</small>
      <span className="topic-programme-when">
        <PhaseBadge phase={programme.phase} />
        <DeadlineText programme={programme} />
      </span>
    </li>
  );
}
