/** One import: its plan before, its progress while, and what came of it after. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect } from 'react';
import { catalogContract, type ImportRun as Run } from '../../../../src/modules/catalog/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { ConfirmDialog } from '../../../shared/ui/ConfirmDialog.tsx';
import { Icon } from '../../../shared/ui/Icon.tsx';
import { LinkButton } from '../../../shared/ui/LinkButton.tsx';
import { Panel } from '../../../shared/ui/PageFrame.tsx';
import { ErrorState, LoadingLines, Notice } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { useUrlState } from '../../../shared/ui/url-state.ts';
import { Drop } from './Drop.tsx';
import { FileList } from './FileList.tsx';
import type { Selection } from './folder.ts';
import { forgetImport } from './remembered.ts';
import { holds, pause, prepare, start, stop, useUploader } from './uploader.ts';

export function ImportRun({ importId }: { importId: string }) {
  const uploader = useUploader();
  const run = useQuery({
    queryKey: ['import', importId],
    queryFn: ({ signal }) => call(catalogContract.routes.getImport, { params: { importId } }, { signal }),
    // The server still reads a file after its last byte has come.
    refetchInterval: (query) =>
      query.state.data?.state === 'open' && uploader.importId === importId && uploader.phase !== 'idle' ? 2000 : false,
  });
  const state = run.data?.state;
  useEffect(() => {
    if (state !== undefined && state !== 'open') forgetImport(importId);
  }, [state, importId]);
  if (run.isPending) return <LoadingLines lines={8} height={26} />;
  if (run.error) return <ErrorState error={run.error} onRetry={() => void run.refetch()} />;
  return <RunView run={run.data} here={uploader.importId === importId} />;
}

function missingOf(run: Run): Run['files'] {
  return run.files.filter(
    (file) => file.role !== 'ignored' && (file.state === 'waiting' || file.state === 'receiving' || file.state === 'failed'),
  );
}

function RunView({ run, here }: { run: Run; here: boolean }) {
  const { t, format } = useI18n();
  const client = useQueryClient();
  const [dialog, setDialog] = useUrlState<string>('dialog', '', true);
  const uploader = useUploader();
  const missing = missingOf(run);
  const cancel = useMutation({
    mutationFn: () => {
      stop();
      return call(catalogContract.routes.cancelImport, { params: { importId: run.id } });
    },
    onSuccess: (cancelled) => {
      client.setQueryData(['import', run.id], cancelled);
      setDialog(null);
    },
    onError: toast.failed,
  });
  const chooseAgain = (selection: Selection) => {
    const sizes = new Map(missing.map((file) => [file.path, file.sizeBytes]));
    const files = selection.files.filter(({ path, file }) => sizes.get(path) === file.size);
    if (files.length === 0) return toast.done(t('import.no_match'));
    prepare(run.id, files);
    start();
  };
  const open = run.state === 'open';
  const ready = here && holds(run.id);
  return (
    <div className="import">
      {run.state === 'done' && <Done run={run} />}
      {run.state === 'cancelled' && (
        <Notice
          tone="warn"
          action={
            <LinkButton size="small" to={`/works/${run.workId}`}>
              {t('import.to_work')}
            </LinkButton>
          }
        >
          {t('import.cancelled')}
        </Notice>
      )}
      {open && ready && <SendBar run={run} onCancel={() => setDialog('cancel')} />}
      {open && !ready && missing.length > 0 && (
        <Drop
          title={t('import.again')}
          text={t('import.again_text', {
            count: missing.length,
            size: format.bytes(missing.reduce((sum, file) => sum + file.sizeBytes, 0)),
          })}
          onSelect={chooseAgain}
        />
      )}
      {open && !ready && (
        <div className="page-actions">
          <Button onClick={() => setDialog('cancel')}>{t('import.cancel')}</Button>
        </div>
      )}
      {open &&
        run.notes.map((note, index) => (
          <Notice key={index} tone={note.code === 'catalog.files_ignored' ? 'info' : 'warn'}>
            {t.exists(`note.${note.code}`, note.params) ? t(`note.${note.code}`, note.params) : note.code}
          </Notice>
        ))}
      <Panel title={t('import.files')} actions={<Counts run={run} />} flush>
        <FileList run={run} progress={here ? uploader.files : new Map()} />
      </Panel>
      <ConfirmDialog
        open={dialog === 'cancel'}
        title={t('import.cancel_title')}
        confirm={t('import.cancel')}
        busy={cancel.isPending}
        onConfirm={() => cancel.mutate()}
        onClose={() => setDialog(null)}
      >
        <p>{t('import.cancel_text')}</p>
      </ConfirmDialog>
    </div>
  );
}

function Counts({ run }: { run: Run }) {
  const { t } = useI18n();
  const episodes = run.files.filter((file) => file.role === 'episode').length;
  const subtitles = run.files.filter((file) => file.role === 'subtitle').length;
  return (
    <span className="quiet">
      {[
        t('import.episodes', { count: episodes }),
        t('import.subtitles', { count: subtitles }),
        run.counts.ignored ? t('import.ignored', { count: run.counts.ignored }) : '',
      ]
        .filter(Boolean)
        .join(' · ')}
    </span>
  );
}

/** How far the sending is, and its three buttons. */
function SendBar({ run, onCancel }: { run: Run; onCancel: () => void }) {
  const { t, format } = useI18n();
  const { phase, sentBytes, totalBytes, bytesPerSecond, files } = useUploader();
  const failed = [...files.values()].filter((file) => file.state === 'failed').length;
  const share = totalBytes ? sentBytes / totalBytes : 0;
  const left = bytesPerSecond ? ((totalBytes - sentBytes) / bytesPerSecond) * 1000 : null;
  const reading = phase === 'ended' && failed === 0;
  return (
    <section className="panel panel-body send" aria-label={t('import.progress')}>
      <div className="send-head">
        <strong>
          {phase === 'idle'
            ? t('import.ready', { size: format.bytes(totalBytes) })
            : reading
              ? t('import.reading')
              : failed && phase === 'ended'
                ? t('import.some_failed', { count: failed })
                : format.percent(share)}
        </strong>
        {(phase === 'sending' || phase === 'paused') && (
          <span className="quiet">
            {t('import.sent_of', { sent: format.bytes(sentBytes), total: format.bytes(totalBytes) })}
            {phase === 'paused'
              ? ` · ${t('import.paused')}`
              : bytesPerSecond
                ? ` · ${format.bytes(bytesPerSecond)}/s · ${t('task.left', { span: format.span(left!) })}`
                : ''}
          </span>
        )}
      </div>
      {phase !== 'idle' && (
        <div
          className="progress-track send-track"
          role="progressbar"
          aria-label={t('import.progress')}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={Math.round(share * 100)}
        >
          <div className="progress-fill" style={{ width: `${share * 100}%` }} />
        </div>
      )}
      <div className="page-actions">
        {phase === 'idle' && (
          <Button type="primary" size="large" onClick={start}>
            {t('import.start')}
          </Button>
        )}
        {phase === 'sending' && (
          <Button icon={<Icon name="pause" size={16} />} onClick={pause}>
            {t('import.pause')}
          </Button>
        )}
        {phase === 'paused' && (
          <Button type="primary" icon={<Icon name="play" size={16} />} onClick={start}>
            {t('import.resume')}
          </Button>
        )}
        {phase === 'ended' && failed > 0 && (
          <Button type="primary" onClick={start}>
            {t('import.retry_failed')}
          </Button>
        )}
        {run.state === 'open' && (
          <Button size={phase === 'idle' ? 'large' : 'middle'} onClick={onCancel}>
            {t('import.cancel')}
          </Button>
        )}
      </div>
      {phase === 'sending' && <p className="field-hint">{t('import.stay')}</p>}
    </section>
  );
}

function Done({ run }: { run: Run }) {
  const { t } = useI18n();
  const { stored, unchanged, failed } = run.counts;
  return (
    <section className="panel panel-body done-card">
      <span className={failed ? 'state-icon state-icon-bad' : 'state-icon'}>
        <Icon name={failed ? 'warn' : 'check'} size={26} />
      </span>
      <div>
        <h2>{failed ? t('import.done_with_failures', { count: failed }) : t('import.done')}</h2>
        <p>
          {[stored ? t('import.stored', { count: stored }) : '', unchanged ? t('import.unchanged', { count: unchanged }) : '']
            .filter(Boolean)
            .join(' · ')}
        </p>
      </div>
      <LinkButton type="primary" size="large" to={`/works/${run.workId}`}>
        {t('import.to_work')}
      </LinkButton>
    </section>
  );
}
