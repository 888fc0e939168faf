/** One file: its columns, what its rows would become, what is wrong by line; then it is taken in, all or nothing. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useEffect, useState } from 'react';
import { useParams } from 'react-router';
import { attributionContract, type ColumnMapping, type FileImport } from '../../../../src/modules/attribution/contract.ts';
import { call, hrefOf } from '../../../shared/api/client.ts';
import { sentence, sentenceOf } from '../../../shared/api/errors.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Icon } from '../../../shared/ui/Icon.tsx';
import { LinkButton } from '../../../shared/ui/LinkButton.tsx';
import { PageFrame } from '../../../shared/ui/PageFrame.tsx';
import { PermissionGate, useDenied } from '../../../shared/ui/PermissionGate.tsx';
import { ErrorState, LoadingLines, Notice } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { ImportStateBadge } from './FileImportsPage.tsx';
import { MappingEditor } from './imports/MappingEditor.tsx';
import { PreviewTable } from './imports/PreviewTable.tsx';
import { fileImportQuery } from './queries.ts';
import './imports/imports.css';

const { routes } = attributionContract;
const importing = routes.confirmFileImport.access;

export function Component() {
  const { t, format } = useI18n();
  const fileImportId = useParams()['fileImportId']!;
  const query = useQuery(fileImportQuery(fileImportId));
  const back = { to: '/file-imports', label: t('nav.file_imports') };
  const one = query.data;
  if (!one)
    return (
      <PageFrame title={t('nav.file_imports')} back={back}>
        {query.error ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : <LoadingLines lines={8} height={26} />}
      </PageFrame>
    );
  return (
    <PageFrame
      title={one.filename}
      back={back}
      lead={
        <>
          <ImportStateBadge state={one.state} />{' '}
          {[one.format.toUpperCase(), one.encoding, format.bytes(one.sizeBytes)].filter(Boolean).join(' · ')}
        </>
      }
      actions={<Cancel file={one} />}
    >
      <div className="stack">
        {one.failure && <Notice tone="bad">{sentenceOf(t, one.failure)}</Notice>}
        {(one.state === 'checking' || one.state === 'importing') && <Running file={one} />}
        {one.state === 'done' && one.outcome && (
          <Notice tone="good" action={<LinkButton to="/conversions">{t('attribution.import.see')}</LinkButton>}>
            {t('attribution.import.done', { count: one.outcome.accepted, unchanged: format.number(one.outcome.unchanged) })}
          </Notice>
        )}
        {one.totals && <Totals file={one} />}
        <Mapping key={one.id} file={one} />
        {one.preview.length > 0 && <PreviewTable file={one} />}
      </div>
      {one.state === 'checked' && <Confirm file={one} />}
    </PageFrame>
  );
}

function Running({ file }: { file: FileImport }) {
  const { t, format } = useI18n();
  const words = t(`attribution.import.running.${file.state}`, { part: format.percent(file.progress) });
  return (
    <div className="panel panel-body">
      <div className="progress">
        <div className="progress-words">
          <span>{words}</span>
        </div>
        <div
          className="progress-track"
          role="progressbar"
          aria-label={words}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={Math.round(file.progress * 100)}
        >
          <div className="progress-fill" style={{ width: `${file.progress * 100}%` }} />
        </div>
      </div>
    </div>
  );
}

function Totals({ file }: { file: FileImport }) {
  const { t, format } = useI18n();
  const totals = file.totals!;
  const money = (sums: Record<string, string>) =>
    Object.entries(sums)
      .map(([currency, minor]) => format.money(minor, currency))
      .join(' · ') || '–';
  const rows: [string, string, boolean?][] = [
    [t('attribution.import.rows'), format.number(totals.rows)],
    [t('attribution.import.good'), format.number(totals.good)],
    [t('attribution.import.bad'), format.number(totals.bad), totals.bad > 0],
    [t('attribution.import.known'), format.number(totals.known + totals.repeated)],
    [t('attribution.amount'), money(totals.amounts)],
    [t('attribution.refunded'), money(totals.refunded)],
  ];
  return (
    <dl className="tiles">
      {rows.map(([name, value, bad]) => (
        <div key={name} className={bad ? 'tile is-bad' : 'tile'}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function useChanged(fileId: string) {
  const client = useQueryClient();
  return (saved: FileImport) => {
    client.setQueryData(fileImportQuery(fileId).queryKey, saved);
    void client.invalidateQueries({ queryKey: ['file-imports'] });
  };
}

/** The mapping is tried on the whole file a moment after the last change, so that the preview is always of what is seen here. */
function Mapping({ file }: { file: FileImport }) {
  const { t } = useI18n();
  const changed = useChanged(file.id);
  const client = useQueryClient();
  const denied = useDenied(importing);
  const [mapping, setMapping] = useState<ColumnMapping>(file.mapping);
  const [name, setName] = useState(file.mappingName ?? '');
  const open = file.state === 'mapping' || file.state === 'checked';
  const apply = useMutation({
    mutationFn: (body: { mapping: ColumnMapping; saveAs: string | null }) =>
      call(routes.mapFileImport, { params: { importId: file.id }, body }),
    onSuccess: (saved, { saveAs }) => {
      changed(saved);
      if (!saveAs) return;
      void client.invalidateQueries({ queryKey: ['import-mappings'] });
      toast.done(t('attribution.import.mapping_saved', { name: saveAs }));
    },
  });
  const { mutate } = apply;
  const [sent, setSent] = useState(mapping);
  useEffect(() => {
    if (mapping === sent) return;
    const timer = window.setTimeout(() => {
      setSent(mapping);
      mutate({ mapping, saveAs: null });
    }, 700);
    return () => window.clearTimeout(timer);
  }, [mapping, sent, mutate]);
  const [first] = useState(open && (file.missing.length > 0 || file.state === 'mapping'));
  return (
    <details className="panel" open={first || file.missing.length > 0}>
      <summary className="panel-summary">{t('attribution.import.columns')}</summary>
      <div className="panel-body">
        {apply.error && <Notice tone="bad">{sentence(t, apply.error)}</Notice>}
        <MappingEditor
          mapping={mapping}
          header={file.header}
          missing={file.missing}
          disabled={!open || denied !== undefined}
          onChange={setMapping}
        />
        {open && (
          <div className="word-form">
            <Input
              aria-label={t('attribution.import.mapping_name')}
              placeholder={t('attribution.import.mapping_name')}
              maxLength={80}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
            <PermissionGate permission={importing}>
              <Button loading={apply.isPending} disabled={!name.trim()} onClick={() => apply.mutate({ mapping, saveAs: name.trim() })}>
                {t('attribution.import.save_mapping')}
              </Button>
            </PermissionGate>
          </div>
        )}
      </div>
    </details>
  );
}

function Confirm({ file }: { file: FileImport }) {
  const { t, format } = useI18n();
  const changed = useChanged(file.id);
  const totals = file.totals!;
  const [without, setWithout] = useState(false);
  const confirm = useMutation({
    mutationFn: () => call(routes.confirmFileImport, { params: { importId: file.id }, body: { withoutBadRows: without } }),
    onSuccess: changed,
    onError: toast.failed,
  });
  const fresh = totals.good - totals.known - totals.repeated;
  const because =
    file.missing.length > 0
      ? t('attribution.import.missing', { fields: format.list(file.missing.map((field) => t(`attribution.field.${field}`))) })
      : totals.good === 0
        ? t('attribution.import.nothing_good')
        : totals.bad > 0 && !without
          ? t('attribution.import.bad_rows', { count: totals.bad })
          : undefined;
  return (
    <div className="bulk-bar">
      <span>{fresh > 0 ? t('attribution.import.will_take', { count: fresh }) : t('attribution.import.changes_nothing')}</span>
      {totals.bad > 0 && (
        <label className="check-line">
          <input type="checkbox" checked={without} onChange={(event) => setWithout(event.target.checked)} />{' '}
          {t('attribution.import.leave_out', { count: totals.bad })}
        </label>
      )}
      <PermissionGate permission={importing} because={because}>
        <Button type="primary" loading={confirm.isPending} onClick={() => confirm.mutate()}>
          {t('attribution.import.confirm')}
        </Button>
      </PermissionGate>
    </div>
  );
}

function Cancel({ file }: { file: FileImport }) {
  const { t } = useI18n();
  const changed = useChanged(file.id);
  const cancel = useMutation({
    mutationFn: () => call(routes.cancelFileImport, { params: { importId: file.id } }),
    onSuccess: changed,
    onError: toast.failed,
  });
  const { language } = useI18n();
  const over = file.state === 'done' || file.state === 'cancelled' || file.state === 'failed';
  return (
    <>
      {(file.totals?.bad ?? 0) > 0 && (
        <Button
          icon={<Icon name="download" size={16} />}
          href={hrefOf(routes.downloadImportErrors, {
            params: { importId: file.id },
            query: { language: language === 'zh-CN' ? 'zh-CN' : 'en' },
          })}
        >
          {t('attribution.import.errors_file')}
        </Button>
      )}
      {!over && (
        <PermissionGate permission={importing}>
          <Button loading={cancel.isPending} onClick={() => cancel.mutate()}>
            {t('attribution.import.cancel')}
          </Button>
        </PermissionGate>
      )}
    </>
  );
}
