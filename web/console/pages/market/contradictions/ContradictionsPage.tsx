/** What cannot all be true, the gravest first; what was settled; and what differs and may. */
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useSearchParams } from 'react-router';
import { findingKinds } from '../../../../../src/modules/intelligence/contradictions/words/contract.ts';
import { call } from '../../../../shared/api/client.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { FilterChoice } from '../../../../shared/table/filters.tsx';
import { Listing } from '../../../../shared/table/Listing.tsx';
import { Icon } from '../../../../shared/ui/Icon.tsx';
import { LinkButton } from '../../../../shared/ui/LinkButton.tsx';
import { LinkTabs, PageFrame } from '../../../../shared/ui/PageFrame.tsx';
import { PermissionGate } from '../../../../shared/ui/PermissionGate.tsx';
import { EmptyState, Notice } from '../../../../shared/ui/states.tsx';
import { toast } from '../../../../shared/ui/toast.tsx';
import { useMarketNames } from '../kit/metrics.ts';
import { TopicChoice } from '../topics/TopicChoice.tsx';
import { Cuts } from './Cuts.tsx';
import { FindingRow } from './FindingRow.tsx';
import { findingsQuery, routes, type FindingFilter } from './queries.ts';
import './contradictions.css';

const tabs = ['open', 'settled', 'notes', 'dismissed'] as const;
const place = '/market/contradictions';

export function Component() {
  const { t, format } = useI18n();
  const [search] = useSearchParams();
  const show = tabs.find((one) => one === search.get('show')) ?? 'open';
  const text = (name: string) => search.get(name) || undefined;
  const narrowing = {
    ...(text('kind') && { kind: text('kind') as FindingFilter['kind'] }),
    ...(text('metric') && { metric: text('metric') as FindingFilter['metric'] }),
    ...(text('source') && { source: text('source')! }),
    ...(text('topic') && { topicId: text('topic')! }),
    ...(text('document') && { documentId: text('document')! }),
  };
  const findings = useInfiniteQuery(findingsQuery({ show, ...narrowing }));
  const first = findings.data?.pages[0];
  const narrowed = Object.keys(narrowing).length > 0;
  const tabTo = (key: string): string => {
    const next = new URLSearchParams(search);
    if (key === 'open') next.delete('show');
    else next.set('show', key);
    return next.size === 0 ? place : `${place}?${next}`;
  };
  return (
    <PageFrame title={t('nav.market_contradictions')} lead={t('market.contradictions.lead')} actions={<Recheck />}>
      {first?.waiting && <Notice>{t('market.contradictions.waiting')}</Notice>}
      <Cuts cuts={first?.cuts ?? []} />
      <LinkTabs
        label={t('nav.market_contradictions')}
        current={show}
        tabs={tabs.map((key) => ({ key, to: tabTo(key), label: t(`market.contradictions.tab.${key}`), count: first?.counts[key] }))}
      />
      <Filters sources={first?.sources ?? []} metrics={first?.metrics ?? []} />
      {show === 'notes' && <p className="contradiction-about">{t('market.contradictions.notes_about')}</p>}
      <Listing
        query={findings}
        empty={
          <EmptyState
            icon={narrowed ? 'search' : 'check'}
            title={t(narrowed ? 'market.contradictions.none_so' : `market.contradictions.none.${show}`)}
            {...(!narrowed && { text: t(`market.contradictions.none_text.${show}`) })}
            {...(narrowed && {
              action: <LinkButton to={show === 'open' ? place : `${place}?show=${show}`}>{t('library.clear')}</LinkButton>,
            })}
          />
        }
      >
        {(items) => (
          <ol className="contradiction-list">
            {items.map((one) => (
              <FindingRow key={one.id} finding={one} />
            ))}
          </ol>
        )}
      </Listing>
      {first?.checkedAt && (
        <p className="contradiction-checked">{t('market.contradictions.checked', { at: format.dateTime(first.checkedAt) })}</p>
      )}
    </PageFrame>
  );
}

function Filters({ sources, metrics }: { sources: readonly string[]; metrics: readonly string[] }) {
  const { t } = useI18n();
  const names = useMarketNames();
  return (
    <div className="filters-row">
      <FilterChoice
        name="kind"
        label={t('market.contradictions.kind')}
        all={t('market.contradictions.any_kind')}
        options={findingKinds.map((value) => ({ value, label: t(`market.contradictions.kind.${value}`) }))}
      />
      <FilterChoice
        name="metric"
        label={t('market.documents.metric')}
        all={t('market.documents.any_metric')}
        options={metrics.map((value) => ({ value, label: names.metric(value) }))}
      />
      <FilterChoice
        name="source"
        label={t('market.contradictions.source')}
        all={t('market.contradictions.any_source')}
        options={sources.map((value) => ({ value, label: value }))}
      />
      <TopicChoice />
    </div>
  );
}

function Recheck() {
  const { t } = useI18n();
  const recheck = useMutation({
    mutationFn: () => call(routes.recheckFindings),
    onError: toast.failed,
    onSuccess: () => toast.done(t('market.contradictions.rechecking')),
  });
  return (
    <PermissionGate permission={routes.recheckFindings.access}>
      <Button icon={<Icon name="restore" size={16} />} loading={recheck.isPending} onClick={() => recheck.mutate()}>
        {t('market.contradictions.recheck')}
      </Button>
    </PermissionGate>
  );
}
