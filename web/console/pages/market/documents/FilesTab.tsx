/** Files as they came: what was made of each, and what to do where one could not be read. */
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { Link, useSearchParams } from 'react-router';
import { intelligenceContract } from '../../../../../src/modules/intelligence/contract.ts';
import { fileStates, type MarketFile } from '../../../../../src/modules/intelligence/library/contract.ts';
import { call } from '../../../../shared/api/client.ts';
import { sentenceOf } from '../../../../shared/api/errors.ts';
import { useI18n, type I18n } from '../../../../shared/i18n/i18n.ts';
import { DataTable, type Column } from '../../../../shared/table/DataTable.tsx';
import { FilterChoice } from '../../../../shared/table/filters.tsx';
import { Listing } from '../../../../shared/table/Listing.tsx';
import { Badge, type Tone } from '../../../../shared/ui/PageFrame.tsx';
import { PermissionGate } from '../../../../shared/ui/PermissionGate.tsx';
import { EmptyState } from '../../../../shared/ui/states.tsx';
import { toast } from '../../../../shared/ui/toast.tsx';
import { useTasksStarted } from '../../../shell/tasks.ts';
import { filesQuery, refreshDocuments } from './queries.ts';

const { routes } = intelligenceContract;
const tones: Readonly<Record<MarketFile['state'], Tone>> = {
  waiting: 'plain',
  reading: 'active',
  read: 'good',
  failed: 'bad',
  cancelled: 'plain',
};

export function FilesTab() {
  const i18n = useI18n();
  const { t } = i18n;
  const [search] = useSearchParams();
  const state = fileStates.find((one) => one === search.get('state'));
  const files = useInfiniteQuery(filesQuery({ ...(state && { state }) }));
  const columns = columnsOf(i18n);
  return (
    <>
      <div className="filters-row">
        <FilterChoice
          name="state"
          label={t('market.file.state')}
          all={t('market.file.any_state')}
          options={fileStates.map((value) => ({ value, label: t(`market.file.state_of.${value}`) }))}
        />
      </div>
      <Listing query={files} empty={<EmptyState icon="text" title={t('market.file.none')} text={t('market.documents.none_text')} />}>
        {(rows) => <DataTable label={t('market.documents.tab.files')} columns={columns} rows={rows} rowKey={(one) => one.id} />}
      </Listing>
    </>
  );
}

function columnsOf({ t, format }: I18n): Column<MarketFile>[] {
  return [
    {
      key: 'name',
      head: t('market.file.name'),
      lead: true,
      cell: (one) => (
        <span className="cell-two">
          <span>{one.name}</span>
          <small>
            {[one.readAs && t(`market.file.kind.${one.readAs}`), format.bytes(one.sizeBytes), format.dateTime(one.createdAt)]
              .filter(Boolean)
              .join(' · ')}
          </small>
        </span>
      ),
    },
    { key: 'state', head: t('market.file.state'), cell: (one) => <FileState file={one} /> },
    {
      key: 'documents',
      head: t('market.file.documents'),
      cell: (one) => (
        <span className="market-file-documents">
          {one.documents.slice(0, 5).map(({ id, title }) => (
            <Link key={id} to={`/market/documents/${id}`}>
              {title}
            </Link>
          ))}
          {one.documents.length > 5 && <small>{t('market.file.more', { count: one.documents.length - 5 })}</small>}
        </span>
      ),
    },
  ];
}

function FileState({ file }: { file: MarketFile }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const started = useTasksStarted();
  const again = useMutation({
    mutationFn: () => call(routes.readMarketFileAgain, { params: { fileId: file.id } }),
    onSuccess: started,
    onError: toast.failed,
    onSettled: () => refreshDocuments(client),
  });
  return (
    <span className="market-file-state">
      <Badge tone={tones[file.state]}>{t(`market.file.state_of.${file.state}`)}</Badge>
      {file.state === 'failed' && file.error && <small>{sentenceOf(t, file.error)}</small>}
      {(file.state === 'failed' || file.state === 'cancelled') && (
        <PermissionGate permission={routes.readMarketFileAgain.access}>
          <Button size="small" loading={again.isPending} onClick={() => again.mutate()}>
            {t('market.file.again')}
          </Button>
        </PermissionGate>
      )}
    </span>
  );
}
