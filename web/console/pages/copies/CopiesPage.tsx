/** The protection desk: suspects come in, matches come out strongest first, and each is decided. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useSearchParams } from 'react-router';
import type { Desk } from '../../../../src/modules/protection/suspects/contract.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { LinkTabs, PageFrame } from '../../../shared/ui/PageFrame.tsx';
import { CoverageTab } from './CoverageTab.tsx';
import { Intake } from './Intake.tsx';
import { LinksTab } from './LinksTab.tsx';
import { MatchesTab } from './MatchesTab.tsx';
import { deskQuery, refreshLists } from './queries.ts';
import { ReportsTab } from './ReportsTab.tsx';
import { SuspectsTab } from './SuspectsTab.tsx';
import '../campaigns/campaigns.css';
import './copies.css';

const tabs = ['matches', 'suspects', 'links', 'coverage', 'reports'] as const;

export function Component() {
  const { t } = useI18n();
  const [search] = useSearchParams();
  const tab = tabs.find((one) => one === search.get('tab')) ?? 'matches';
  const desk = useQuery(deskQuery).data;
  useNews(desk);
  const counts: Partial<Record<(typeof tabs)[number], number | undefined>> = {
    matches: desk?.matches.open,
    suspects: desk?.suspects.total,
    reports: desk?.reportsWaiting || undefined,
  };
  return (
    <PageFrame title={t('nav.copies')} lead={t('protection.lead')}>
      {tab !== 'coverage' && tab !== 'reports' && <Intake desk={desk} />}
      <LinkTabs
        label={t('nav.copies')}
        current={tab}
        tabs={tabs.map((key) => ({
          key,
          to: key === 'matches' ? '/copies' : `/copies?tab=${key}`,
          label: t(`protection.tab.${key}`),
          count: counts[key],
        }))}
      />
      {tab === 'matches' && <MatchesTab desk={desk} />}
      {tab === 'suspects' && <SuspectsTab />}
      {tab === 'links' && <LinksTab />}
      {tab === 'coverage' && <CoverageTab />}
      {tab === 'reports' && <ReportsTab />}
    </PageFrame>
  );
}

/** What the desk counts has changed: the lists that it counts are asked for at once, also when nothing runs any more. */
function useNews(desk: Desk | undefined): void {
  const client = useQueryClient();
  const { suspects, matches, links, reportsWaiting } = desk ?? {};
  const counted = desk ? JSON.stringify([suspects, matches, links, reportsWaiting]) : null;
  useEffect(() => {
    if (counted !== null) void refreshLists(client);
  }, [counted, client]);
}
