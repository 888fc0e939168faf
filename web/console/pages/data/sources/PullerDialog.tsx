/** How a service is asked for what may have changed, and how that went. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import type { z } from 'zod';
import { attributionContract, columnMapping, type Puller, type Source } from '../../../../../src/modules/attribution/contract.ts';
import { ApiError, call } from '../../../../shared/api/client.ts';
import { sentence, sentenceOf } from '../../../../shared/api/errors.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { Choice } from '../../../../shared/ui/Choice.tsx';
import { Field } from '../../../../shared/ui/PageFrame.tsx';
import { ErrorState, LoadingLines, Notice } from '../../../../shared/ui/states.tsx';
import { toast } from '../../../../shared/ui/toast.tsx';
import { MappingEditor } from '../imports/MappingEditor.tsx';

const { routes } = attributionContract;
type Draft = z.input<typeof routes.setPuller.body> & { mapping: z.output<typeof columnMapping> };

const blank: Draft = {
  enabled: true,
  url: '',
  timeFormat: 'iso',
  headerName: null,
  format: 'json',
  itemsPath: 'data.list',
  cursorPath: null,
  mapping: columnMapping.parse({
    columns: { orderId: 'order_id', occurredAt: 'created_at', status: 'status', amount: 'amount', code: 'search_code' },
  }),
  windowHours: 72,
  everyMinutes: 10,
  maxPages: 100,
};

function draftOf(puller: Puller): Draft {
  const { enabled, url, timeFormat, headerName, format, itemsPath, cursorPath, mapping, windowHours, everyMinutes, maxPages } = puller;
  return { enabled, url, timeFormat, headerName, format, itemsPath, cursorPath, mapping, windowHours, everyMinutes, maxPages };
}

export default function PullerDialog({ source, onClose }: { source: Source; onClose: () => void }) {
  const { t } = useI18n();
  const puller = useQuery({
    queryKey: ['puller', source.id],
    queryFn: ({ signal }) =>
      call(routes.getPuller, { params: { sourceId: source.id } }, { signal }).catch((error: unknown) => {
        if (error instanceof ApiError && error.status === 404) return null;
        throw error;
      }),
  });
  return (
    <Modal
      open
      title={`${source.name} · ${t('attribution.puller')}`}
      onCancel={onClose}
      footer={null}
      width={760}
      mask={{ closable: false }}
      closable={{ 'aria-label': t('action.close') }}
    >
      {puller.isPending && <LoadingLines lines={6} />}
      {puller.error && <ErrorState compact error={puller.error} onRetry={() => void puller.refetch()} />}
      {puller.data !== undefined && <PullerForm source={source} puller={puller.data} onClose={onClose} />}
    </Modal>
  );
}

function PullerForm({ source, puller, onClose }: { source: Source; puller: Puller | null; onClose: () => void }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const [draft, setDraft] = useState<Draft>(() => (puller ? draftOf(puller) : blank));
  const [secret, setSecret] = useState('');
  const set = <K extends keyof Draft>(key: K, value: Draft[K]) => setDraft({ ...draft, [key]: value });
  const save = useMutation({
    mutationFn: () =>
      call(routes.setPuller, { params: { sourceId: source.id }, body: { ...draft, ...(secret && { headerValue: secret }) } }),
    onSuccess: (saved) => {
      client.setQueryData(['puller', source.id], saved);
      void client.invalidateQueries({ queryKey: ['sources'] });
      toast.done(t('action.saved'));
      onClose();
    },
  });
  const number = (key: 'windowHours' | 'everyMinutes', most: number) => (
    <Field id={`pull-${key}`} label={t(`attribution.pull.${key}`)} hint={t(`attribution.pull.${key}_hint`)}>
      <Input
        id={`pull-${key}`}
        type="number"
        min={1}
        max={most}
        value={draft[key]}
        onChange={(event) => set(key, Number(event.target.value))}
      />
    </Field>
  );
  const json = draft.format === 'json';
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      {save.error && <Notice tone="bad">{sentence(t, save.error)}</Notice>}
      {puller && <PullerState puller={puller} sourceId={source.id} />}
      <Field id="pull-url" label={t('attribution.pull.url')} hint={t('attribution.pull.url_hint')}>
        <Input
          id="pull-url"
          required
          maxLength={2000}
          inputMode="url"
          placeholder="https://api.example.com/orders?since={from}&until={to}&page={page}"
          value={draft.url}
          onChange={(event) => set('url', event.target.value.trim())}
        />
      </Field>
      <div className="fields">
        <Field id="pull-header" label={t('attribution.pull.header')}>
          <Input
            id="pull-header"
            maxLength={64}
            placeholder="Authorization"
            value={draft.headerName ?? ''}
            onChange={(event) => set('headerName', event.target.value.trim() || null)}
          />
        </Field>
        <Field
          id="pull-secret"
          label={t('attribution.pull.header_value')}
          hint={puller?.hasHeaderValue ? t('attribution.pull.kept') : undefined}
        >
          <Input.Password
            id="pull-secret"
            maxLength={2000}
            autoComplete="off"
            value={secret}
            onChange={(event) => setSecret(event.target.value)}
          />
        </Field>
        <Field id="pull-format" label={t('attribution.pull.format')}>
          <Choice
            id="pull-format"
            value={draft.format ?? 'json'}
            options={[
              { value: 'json', label: 'JSON' },
              { value: 'csv', label: 'CSV' },
            ]}
            onChange={(value) => set('format', value as 'json' | 'csv')}
          />
        </Field>
        <Field id="pull-time" label={t('attribution.pull.time')}>
          <Choice
            id="pull-time"
            value={draft.timeFormat ?? 'iso'}
            options={(['iso', 'unix_s', 'unix_ms', 'date'] as const).map((value) => ({
              value,
              label: t(`attribution.pull.time.${value}`),
            }))}
            onChange={(value) => set('timeFormat', value as Draft['timeFormat'])}
          />
        </Field>
        {json && (
          <>
            <Field id="pull-items" label={t('attribution.pull.items')}>
              <Input
                id="pull-items"
                maxLength={200}
                value={draft.itemsPath}
                onChange={(event) => set('itemsPath', event.target.value.trim())}
              />
            </Field>
            <Field id="pull-cursor" label={t('attribution.pull.cursor')} hint={t('attribution.pull.cursor_hint')}>
              <Input
                id="pull-cursor"
                maxLength={200}
                value={draft.cursorPath ?? ''}
                onChange={(event) => set('cursorPath', event.target.value.trim() || null)}
              />
            </Field>
          </>
        )}
        {number('windowHours', 2160)}
        {number('everyMinutes', 1440)}
      </div>
      <h3 className="sub-head">{t('attribution.import.columns')}</h3>
      <MappingEditor mapping={draft.mapping} header={null} missing={[]} disabled={false} onChange={(mapping) => set('mapping', mapping)} />
      <div className="dialog-actions">
        <label className="check-line">
          <input type="checkbox" checked={draft.enabled} onChange={(event) => set('enabled', event.target.checked)} />{' '}
          {t('attribution.pull.enabled')}
        </label>
        <Button onClick={onClose}>{t('action.cancel')}</Button>
        <Button type="primary" htmlType="submit" loading={save.isPending} disabled={!draft.url}>
          {t('action.save')}
        </Button>
      </div>
    </form>
  );
}

function PullerState({ puller, sourceId }: { puller: Puller; sourceId: string }) {
  const { t, format } = useI18n();
  const client = useQueryClient();
  const ask = useMutation({
    mutationFn: () => call(routes.pullNow, { params: { sourceId } }),
    onSuccess: (saved) => {
      client.setQueryData(['puller', sourceId], saved);
      toast.done(t('attribution.pull.asked'));
    },
    onError: toast.failed,
  });
  const counts = puller.lastCounts;
  return (
    <div className="notices">
      <Notice
        tone={puller.lastError ? 'warn' : 'info'}
        action={
          <Button size="small" loading={ask.isPending} onClick={() => ask.mutate()}>
            {t('attribution.pull.now')}
          </Button>
        }
      >
        {puller.lastError
          ? t('attribution.pull.failing', { count: puller.failures, why: sentenceOf(t, puller.lastError) })
          : puller.lastOkAt
            ? t('attribution.pull.last', {
                at: format.dateTime(puller.lastOkAt),
                rows: format.number(counts?.rows ?? 0),
                accepted: format.number(counts?.accepted ?? 0),
                unchanged: format.number(counts?.unchanged ?? 0),
                bad: format.number(counts?.bad ?? 0),
              })
            : t('attribution.pull.never')}
      </Notice>
    </div>
  );
}
