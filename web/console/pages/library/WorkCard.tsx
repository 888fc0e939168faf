import { Link } from 'react-router';
import type { WorkSummary } from '../../../../src/modules/catalog/contract.ts';
import { textFor } from '../../../shared/api/words.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Cover } from '../../../shared/ui/Cover.tsx';
import { Badge } from '../../../shared/ui/PageFrame.tsx';
import { useNow } from '../../../shared/ui/use-now.ts';
import { FilingBadge, StatusBadge } from '../../../shared/ui/work-badges.tsx';

function useFacts(work: WorkSummary) {
  const { t, language, format } = useI18n();
  const text = textFor(work.texts, language);
  const episodes =
    work.plannedEpisodes && work.plannedEpisodes > work.episodeCount
      ? t('work.episodes_of', { count: work.plannedEpisodes, have: format.number(work.episodeCount) })
      : t('work.episodes', { count: work.episodeCount });
  const length = work.totalDurationMs > 0 ? format.span(work.totalDurationMs) : null;
  return { t, format, text, episodes, length };
}

export function WorkCard({ work, eager }: { work: WorkSummary; eager: boolean }) {
  const { t, text, episodes, length } = useFacts(work);
  return (
    <li className="work-card">
      <Link to={`/works/${work.id}`}>
        <span className="work-card-cover">
          <Cover id={work.id} title={text.title} assetId={work.coverAssetId} eager={eager} />
          {work.kind !== 'micro_drama' && <span className="work-card-kind">{t(`work.kind.${work.kind}`)}</span>}
        </span>
        <strong lang={text.language}>{text.title}</strong>
      </Link>
      <span className="work-card-facts">{[episodes, length].filter(Boolean).join(' · ')}</span>
      <span className="work-card-badges">
        <StatusBadge status={work.status} />
        <FilingBadge work={work} quiet />
      </span>
    </li>
  );
}

export function WorkRow({ work }: { work: WorkSummary }) {
  const { t, format, text, length } = useFacts(work);
  const now = useNow();
  return (
    <div className="work-row" role="row">
      <span role="cell" className="work-row-title">
        <span className="work-row-cover">
          <Cover id={work.id} title={text.title} assetId={work.coverAssetId} />
        </span>
        <span>
          <Link to={`/works/${work.id}`} lang={text.language}>
            {text.title}
          </Link>
          <small>{[t(`work.kind.${work.kind}`), ...work.genres.slice(0, 3).map((genre) => t(`genre.${genre}`))].join(' · ')}</small>
        </span>
      </span>
      <span role="cell" className="work-row-badges">
        <StatusBadge status={work.status} />
        <FilingBadge work={work} quiet />
      </span>
      <span role="cell" data-label={t('library.column.episodes')}>
        {work.plannedEpisodes
          ? `${format.number(work.episodeCount)} / ${format.number(work.plannedEpisodes)}`
          : format.number(work.episodeCount)}
      </span>
      <span role="cell" data-label={t('library.column.length')}>
        {length ?? '–'}
      </span>
      <span role="cell" data-label={t('library.column.updated')}>
        {work.trashedAt ? <Badge tone="warn">{t('work.in_trash')}</Badge> : format.ago(work.updatedAt, now)}
      </span>
    </div>
  );
}
