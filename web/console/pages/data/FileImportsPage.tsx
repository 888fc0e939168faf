/** Files of conversions: those that came, and the place to send the next. */
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { attributionContract, type FileImport } from '../../../../src/modules/attribution/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { sentence } from '../../../shared/api/errors.ts';
import { useI18n, type I18n } from '../../../shared/i18n/i18n.ts';
import { DataTable, type Column } from '../../../shared/table/DataTable.tsx';
import { Listing } from '../../../shared/table/Listing.tsx';
import { Choice } from '../../../shared/ui/Choice.tsx';
import { FileDrop } from '../../../shared/ui/FileDrop.tsx';
import { LinkButton } from '../../../shared/ui/LinkButton.tsx';
import { Badge, Field, PageFrame, Panel, type Tone } from '../../../shared/ui/PageFrame.tsx';
import { PermissionGate, useDenied } from '../../../shared/ui/PermissionGate.tsx';
import { EmptyState, Notice } from '../../../shared/ui/states.tsx';
import { SavedMappings } from './imports/SavedMappings.tsx';
import { fileImportQuery, fileImportsQuery, mappingsQuery, sourcesQuery } from './queries.ts';
import './imports/imports.css';

const { routes } = attributionContract;
type Listed = Omit<FileImport, 'preview' | 'errors'>;
const tones: Record<FileImport['state'], Tone> = {
  mapping: 'warn',
  checking: 'active',
  checked: 'active',
  importing: 'active',
  done: 'good',
  cancelled: 'plain',
  failed: 'bad',
};

export function ImportStateBadge({ state }: { state: FileImport['state'] }) {
  const { t } = useI18n();
  return <Badge tone={tones[state]}>{t(`attribution.import.state.${state}`)}</Badge>;
}

export function Component() {
  const i18n = useI18n();
  const { t } = i18n;
  const denied = useDenied(routes.listFileImports.access);
  const imports = useInfiniteQuery({ ...fileImportsQuery, enabled: !denied });
  return (
    <PageFrame title={t('nav.file_imports')} lead={t('attribution.imports_lead')}>
      {denied ? (
        <Notice tone="warn">{denied}</Notice>
      ) : (
        <div className="stack">
          <SendFile />
          <Listing
            query={imports}
            title={t('attribution.import.former')}
            empty={<EmptyState icon="sheet" title={t('attribution.import.none')} text={t('attribution.import.none_text')} />}
          >
            {(items) => <DataTable label={t('nav.file_imports')} columns={columnsOf(i18n)} rows={items} rowKey={(one) => one.id} />}
          </Listing>
          <SavedMappings />
        </div>
      )}
    </PageFrame>
  );
}

function columnsOf({ t, format }: I18n): Column<Listed>[] {
  return [
    {
      key: 'file',
      head: t('attribution.import.file'),
      lead: true,
      cell: (one) => (
        <span className="cell-two">
          <Link to={`/file-imports/${one.id}`}>{one.filename}</Link>
          <small>
            {format.dateTime(one.createdAt)} · {format.bytes(one.sizeBytes)}
          </small>
        </span>
      ),
    },
    { key: 'state', head: t('promotion.column.state'), cell: (one) => <ImportStateBadge state={one.state} /> },
    { key: 'rows', head: t('attribution.import.rows'), figure: true, cell: (one) => (one.totals ? format.number(one.totals.rows) : '–') },
    {
      key: 'bad',
      head: t('attribution.import.bad'),
      figure: true,
      cell: (one) => (one.totals ? <span className={one.totals.bad > 0 ? 'count-bad' : ''}>{format.number(one.totals.bad)}</span> : '–'),
    },
    {
      key: 'accepted',
      head: t('attribution.import.accepted'),
      figure: true,
      cell: (one) => (one.outcome ? format.number(one.outcome.accepted) : '–'),
    },
    {
      key: 'unchanged',
      head: t('attribution.import.unchanged'),
      figure: true,
      cell: (one) => (one.outcome ? format.number(one.outcome.unchanged) : '–'),
    },
  ];
}

/** A file is dropped or chosen; nothing is taken in before it was looked at. */
function SendFile() {
  const { t } = useI18n();
  const navigate = useNavigate();
  const client = useQueryClient();
  const sources = useQuery(sourcesQuery);
  const mappings = useQuery(mappingsQuery);
  const [picked, setPicked] = useState('');
  const [mappingName, setMappingName] = useState('');
  const denied = useDenied(routes.createFileImport.access);
  const usable = sources.data?.items.filter((one) => one.kind === 'file') ?? [];
  const sourceId = usable.some((one) => one.id === picked) ? picked : (usable[0]?.id ?? '');
  const fitting = (mappings.data?.items ?? []).filter((one) => one.sourceId === sourceId);
  const mapping = fitting.find((one) => one.name === mappingName);
  const send = useMutation({
    mutationFn: async (file: File) => {
      const answer = await call(
        routes.createFileImport,
        { query: { sourceId, filename: file.name, ...(mapping && { mappingName: mapping.name }) } },
        {
          raw: new Blob([file], { type: 'application/octet-stream' }),
        },
      );
      return (await answer.json()) as FileImport;
    },
    onSuccess: async (made) => {
      client.setQueryData(fileImportQuery(made.id).queryKey, made);
      void client.invalidateQueries({ queryKey: ['file-imports'] });
      await navigate(`/file-imports/${made.id}`);
    },
  });
  const none = sources.isSuccess && usable.length === 0;
  const because = denied ?? (none ? t('attribution.import.no_source') : undefined);
  const take = (file: File): void => {
    if (!because) send.mutate(file);
  };
  if (none)
    return (
      <Panel>
        <EmptyState
          icon="sheet"
          title={t('attribution.import.no_source')}
          text={t('attribution.import.no_source_text')}
          action={
            <PermissionGate permission="attribution.manage_sources">
              <LinkButton type="primary" to="/sources?dialog=new&kind=file">
                {t('attribution.source_new')}
              </LinkButton>
            </PermissionGate>
          }
        />
      </Panel>
    );
  return (
    <Panel title={t('attribution.import.send')}>
      {send.error && <Notice tone="bad">{sentence(t, send.error)}</Notice>}
      <div className="fields">
        <Field id="import-source" label={t('attribution.source')}>
          <Choice
            id="import-source"
            value={sourceId}
            options={usable.map((one) => ({ value: one.id, label: one.name }))}
            onChange={setPicked}
          />
        </Field>
        <Field id="import-mapping" label={t('attribution.import.mapping')} hint={t('attribution.import.mapping_hint')}>
          <Choice
            id="import-mapping"
            value={mapping?.name ?? ''}
            options={[
              { value: '', label: t('attribution.import.suggested') },
              ...fitting.map((one) => ({ value: one.name, label: one.name })),
            ]}
            onChange={setMappingName}
          />
        </Field>
      </div>
      <FileDrop label={t('attribution.import.choose')} onFile={take}>
        {(choose) => (
          <>
            <span>{t('attribution.import.drop')}</span>
            <PermissionGate permission={routes.createFileImport.access} because={because}>
              <Button type="primary" loading={send.isPending} disabled={sourceId === ''} onClick={choose}>
                {t('attribution.import.choose')}
              </Button>
            </PermissionGate>
            <small>{t('attribution.import.formats')}</small>
          </>
        )}
      </FileDrop>
    </Panel>
  );
}
