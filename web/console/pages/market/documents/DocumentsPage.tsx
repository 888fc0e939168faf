/** The library: what was collected, found by its words, and where it comes from. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect } from 'react';
import { useSearchParams } from 'react-router';
import { intelligenceContract } from '../../../../../src/modules/intelligence/contract.ts';
import type { LibraryDesk } from '../../../../../src/modules/intelligence/library/contract.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { Icon } from '../../../../shared/ui/Icon.tsx';
import { LinkTabs, PageFrame } from '../../../../shared/ui/PageFrame.tsx';
import { PermissionGate } from '../../../../shared/ui/PermissionGate.tsx';
import { useUrlState } from '../../../../shared/ui/url-state.ts';
import { CollectDrawer } from './CollectDrawer.tsx';
import { FilesTab } from './FilesTab.tsx';
import { ListTab } from './ListTab.tsx';
import { deskQuery, refreshLists } from './queries.ts';
import { ReadingLine } from './ReadingLine.tsx';
import { SourcesTab } from './SourcesTab.tsx';
import './documents.css';

const tabs = ['documents', 'sources', 'files'] as const;

export function Component() {
  const { t } = useI18n();
  const [search] = useSearchParams();
  const [add, setAdd] = useUrlState<string>('add', '', true);
  const tab = tabs.find((one) => one === search.get('tab')) ?? 'documents';
  const desk = useQuery(deskQuery).data;
  useNews(desk);
  const failed = desk?.files.failed ?? 0;
  const counts = { documents: desk?.documents, sources: undefined, files: failed > 0 ? failed : undefined };
  return (
    <PageFrame
      title={t('nav.market_documents')}
      lead={t('market.documents.lead')}
      actions={
        <PermissionGate permission={intelligenceContract.routes.uploadMarketFile.access}>
          <Button type="primary" icon={<Icon name="plus" size={16} />} onClick={() => setAdd('files')}>
            {t('market.collect.do')}
          </Button>
        </PermissionGate>
      }
    >
      {desk && <ReadingLine desk={desk} />}
      <LinkTabs
        label={t('nav.market_documents')}
        current={tab}
        tabs={tabs.map((key) => ({
          key,
          to: key === 'documents' ? '/market/documents' : `/market/documents?tab=${key}`,
          label: t(`market.documents.tab.${key}`),
          count: counts[key],
        }))}
      />
      {tab === 'documents' && <ListTab onCollect={() => setAdd('files')} />}
      {tab === 'sources' && <SourcesTab desk={desk} onAdd={() => setAdd('feed')} />}
      {tab === 'files' && <FilesTab />}
      <CollectDrawer way={add} desk={desk} onWay={setAdd} onClose={() => setAdd(null)} />
    </PageFrame>
  );
}

/** What the desk counts has changed: the lists are asked for at once. */
function useNews(desk: LibraryDesk | undefined): void {
  const client = useQueryClient();
  const counted = desk ? JSON.stringify([desk.documents, desk.archived, desk.files]) : null;
  useEffect(() => {
    if (counted !== null) void refreshLists(client);
  }, [counted, client]);
}
