/** The space of search codes: how many there can be, how hard one is to guess; a trial of what viewers type; the codes that are out. */
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import {
  codeForms,
  codeLimits,
  codesContract,
  type CodeAnswer,
  type CodeSettings,
  type CodeSpace,
  type SearchCode,
} from '../../../../src/modules/codes/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { sentence } from '../../../shared/api/errors.ts';
import { useI18n, type I18n } from '../../../shared/i18n/i18n.ts';
import { DataTable, type Column } from '../../../shared/table/DataTable.tsx';
import { Listing } from '../../../shared/table/Listing.tsx';
import { Choice } from '../../../shared/ui/Choice.tsx';
import { ConfirmDialog } from '../../../shared/ui/ConfirmDialog.tsx';
import { CopyText } from '../../../shared/ui/CopyText.tsx';
import { Badge, Field, Panel, type Tone } from '../../../shared/ui/PageFrame.tsx';
import { PermissionGate, useDenied } from '../../../shared/ui/PermissionGate.tsx';
import { SearchBox } from '../../../shared/ui/SearchBox.tsx';
import { EmptyState, ErrorState, LoadingLines, Notice } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { useUrlState } from '../../../shared/ui/url-state.ts';

const { routes } = codesContract;
const tones: Record<SearchCode['state'], Tone> = { active: 'good', expired: 'plain', retired: 'plain' };

export default function CodesTab() {
  const space = useQuery({ queryKey: ['code-space'], queryFn: ({ signal }) => call(routes.getSpace, {}, { signal }) });
  const settings = useQuery({ queryKey: ['code-settings'], queryFn: ({ signal }) => call(routes.getSettings, {}, { signal }) });
  if (!space.data || !settings.data) {
    const error = space.error ?? settings.error;
    return error ? (
      <ErrorState error={error} onRetry={() => void Promise.all([space.refetch(), settings.refetch()])} />
    ) : (
      <LoadingLines lines={8} />
    );
  }
  return (
    <div className="stack">
      <Space space={space.data} />
      <Trial />
      <Settings key={JSON.stringify(settings.data)} settings={settings.data} />
      <Codes />
    </div>
  );
}

function lengthColumns({ t, format }: I18n): Column<CodeSpace['lengths'][number]>[] {
  const odds = (value: number | null) => (value === null ? '–' : t('integrations.one_in', { count: format.number(value) }));
  return [
    {
      key: 'length',
      head: t('integrations.code.length'),
      lead: true,
      cell: (one) => <strong>{t('integrations.characters', { count: one.length })}</strong>,
    },
    { key: 'capacity', head: t('integrations.code.capacity'), figure: true, cell: (one) => format.number(one.capacity) },
    { key: 'active', head: t('integrations.code.active'), figure: true, cell: (one) => format.number(one.active) },
    { key: 'quarantined', head: t('integrations.code.quarantined'), figure: true, cell: (one) => format.number(one.quarantined) },
    { key: 'known', head: t('integrations.code.well_formed'), figure: true, cell: (one) => odds(one.wellFormedGuess) },
    { key: 'blind', head: t('integrations.code.blind'), figure: true, cell: (one) => odds(one.blindGuess) },
  ];
}

function Space({ space }: { space: CodeSpace }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  return (
    <Panel flush title={t('integrations.code.space')}>
      <p className="panel-note">
        {t('integrations.code.space_text', {
          alphabet: space.alphabet,
          length: space.length,
          capacity: format.number(space.capacity),
          odds: format.number(space.oddsBound),
          issued: format.number(space.issued),
          active: format.number(space.active),
        })}
      </p>
      <DataTable
        label={t('integrations.code.space')}
        columns={lengthColumns(i18n)}
        rows={space.lengths}
        rowKey={(one) => String(one.length)}
      />
    </Panel>
  );
}

/** What a viewer would get for what they typed. It is the real resolver: a found code counts as a search. */
function Trial() {
  const { t } = useI18n();
  const [text, setText] = useState('');
  const resolve = useMutation({ mutationFn: (code: string) => call(routes.resolve, { body: { code } }) });
  return (
    <Panel title={t('integrations.code.trial')}>
      <form
        className="inline-form"
        onSubmit={(event) => {
          event.preventDefault();
          resolve.mutate(text);
        }}
      >
        <Input
          aria-label={t('integrations.code.typed')}
          placeholder={t('integrations.code.typed_example')}
          maxLength={codeLimits.typedCharacters}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <PermissionGate permission="codes.resolve">
          <Button htmlType="submit" loading={resolve.isPending} disabled={!text.trim()}>
            {t('integrations.code.resolve')}
          </Button>
        </PermissionGate>
      </form>
      <p className="field-hint">{t('integrations.code.trial_hint')}</p>
      {resolve.error && <Notice tone="bad">{sentence(t, resolve.error)}</Notice>}
      {resolve.data && <Answer answer={resolve.data} onTry={(code) => resolve.mutate(code)} />}
    </Panel>
  );
}

function Answer({ answer, onTry }: { answer: CodeAnswer; onTry: (code: string) => void }) {
  const { t, format } = useI18n();
  if (answer.ended)
    return <Notice tone="warn">{t('integrations.code.ended', { code: answer.shown ?? '', at: format.dateTime(answer.ended.at) })}</Notice>;
  if (answer.status === 'found')
    return (
      <Notice tone="good">
        {t('integrations.code.found', { code: answer.shown ?? '', title: answer.work?.title ?? '–', place: answer.destination ?? '–' })}
      </Notice>
    );
  if (answer.status === 'suggestion')
    return (
      <Notice
        action={
          <Button size="small" onClick={() => onTry(answer.code!)}>
            {answer.shown}
          </Button>
        }
      >
        {t('integrations.code.suggestion')}
      </Notice>
    );
  return <Notice tone="warn">{t('integrations.code.unknown')}</Notice>;
}

function Settings({ settings }: { settings: CodeSettings }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const denied = useDenied('codes.manage');
  const [draft, setDraft] = useState({ ...settings, reserved: settings.reserved.join('\n') });
  const save = useMutation({
    mutationFn: () =>
      call(routes.updateSettings, {
        body: {
          ...draft,
          reserved: draft.reserved
            .split(/[\s,，]+/)
            .map((one) => one.trim())
            .filter(Boolean),
        },
      }),
    onSuccess: (saved) => {
      client.setQueryData(['code-settings'], saved);
      void client.invalidateQueries({ queryKey: ['code-space'] });
      toast.done(t('action.saved'));
    },
  });
  const number = (key: 'planned' | 'quarantineDays', least: number, most: number) => (
    <Field id={`code-${key}`} label={t(`integrations.code.${key}`)} hint={t(`integrations.code.${key}_hint`)}>
      <Input
        id={`code-${key}`}
        type="number"
        disabled={denied !== undefined}
        min={least}
        max={most}
        value={draft[key]}
        onChange={(event) => setDraft({ ...draft, [key]: Number(event.target.value) })}
      />
    </Field>
  );
  return (
    <Panel title={t('integrations.code.settings')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        {save.error && <Notice tone="bad">{sentence(t, save.error)}</Notice>}
        <div className="fields">
          <Field id="code-form" label={t('integrations.code.form')} hint={t(`integrations.code.form.${draft.form}_text`)}>
            <Choice
              id="code-form"
              disabled={denied !== undefined}
              value={draft.form}
              options={codeForms.map((value) => ({ value, label: t(`integrations.code.form.${value}`) }))}
              onChange={(value) => setDraft({ ...draft, form: value as CodeSettings['form'] })}
            />
          </Field>
          {number('planned', 1, codeLimits.plannedMost)}
          {number('quarantineDays', codeLimits.quarantineDaysLeast, 3650)}
        </div>
        <Field id="code-reserved" label={t('integrations.code.reserved')} hint={t('integrations.code.reserved_hint')}>
          <Input.TextArea
            id="code-reserved"
            disabled={denied !== undefined}
            autoSize={{ minRows: 2, maxRows: 8 }}
            spellCheck={false}
            value={draft.reserved}
            onChange={(event) => setDraft({ ...draft, reserved: event.target.value })}
          />
        </Field>
        <PermissionGate permission="codes.manage">
          <Button type="primary" htmlType="submit" loading={save.isPending}>
            {t('action.save')}
          </Button>
        </PermissionGate>
      </form>
    </Panel>
  );
}

function Codes() {
  const i18n = useI18n();
  const { t } = i18n;
  const client = useQueryClient();
  const [code] = useUrlState<string>('q', '');
  const [retiring, setRetiring] = useState<SearchCode | null>(null);
  const codes = useInfiniteQuery({
    queryKey: ['codes', code],
    queryFn: ({ pageParam, signal }) =>
      call(routes.listCodes, { query: { limit: 50, ...(code && { code }), ...(pageParam && { cursor: pageParam }) } }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (before) => before,
  });
  const change = useMutation({
    mutationFn: (one: SearchCode) => call(one.state === 'active' ? routes.retire : routes.reinstate, { params: { codeId: one.id } }),
    onSuccess: () => {
      setRetiring(null);
      void client.invalidateQueries({ queryKey: ['codes'] });
      void client.invalidateQueries({ queryKey: ['code-space'] });
    },
    onError: toast.failed,
  });
  const columns = columnsOf(i18n, (one) => (one.state === 'active' ? setRetiring(one) : change.mutate(one)));
  return (
    <>
      <Listing
        query={codes}
        title={t('integrations.code.list')}
        actions={<SearchBox label={t('integrations.code.search')} />}
        empty={
          <EmptyState
            icon="search"
            title={t(code ? 'integrations.code.none_fits' : 'integrations.code.none')}
            text={t('integrations.code.none_text')}
          />
        }
      >
        {(items) => (
          <DataTable
            label={t('integrations.code.list')}
            columns={columns}
            rows={items}
            rowKey={(one) => one.id}
            stale={codes.isPlaceholderData}
          />
        )}
      </Listing>
      <ConfirmDialog
        open={retiring !== null}
        title={t('integrations.code.retire_ask', { code: retiring?.shown ?? '' })}
        confirm={t('integrations.code.act.active')}
        busy={change.isPending}
        onConfirm={() => retiring && change.mutate(retiring)}
        onClose={() => setRetiring(null)}
      >
        <p>{t('integrations.code.retire_text')}</p>
      </ConfirmDialog>
    </>
  );
}

function columnsOf({ t, format }: I18n, onAct: (one: SearchCode) => void): Column<SearchCode>[] {
  return [
    { key: 'code', head: t('promotion.column.code'), lead: true, cell: (one) => <CopyText text={one.code} shown={one.shown} /> },
    {
      key: 'state',
      head: t('promotion.column.state'),
      cell: (one) => <Badge tone={tones[one.state]}>{t(`integrations.code.state.${one.state}`)}</Badge>,
    },
    {
      key: 'issued',
      head: t('integrations.code.issued_at'),
      cell: (one) => <span className="quiet-figures">{format.dateTime(one.issuedAt)}</span>,
    },
    {
      key: 'ends',
      head: t('integrations.code.ends'),
      cell: (one) => (
        <span className="quiet-figures">{(one.retiredAt ?? one.expiresAt) ? format.dateTime((one.retiredAt ?? one.expiresAt)!) : '–'}</span>
      ),
    },
    {
      key: 'free',
      head: t('integrations.code.free_from'),
      cell: (one) => <span className="quiet-figures">{one.freeFrom ? format.date(one.freeFrom) : '–'}</span>,
    },
    {
      key: 'act',
      head: '',
      bare: true,
      cell: (one) =>
        one.state === 'expired' ? null : (
          <PermissionGate permission="codes.manage">
            <Button
              size="small"
              danger={one.state === 'active'}
              aria-label={`${t(`integrations.code.act.${one.state}`)} · ${one.shown}`}
              onClick={() => onAct(one)}
            >
              {t(`integrations.code.act.${one.state}`)}
            </Button>
          </PermissionGate>
        ),
    },
  ];
}
