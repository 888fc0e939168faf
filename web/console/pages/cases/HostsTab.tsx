/** Hosts: by which domains they are known, how they take notices, under which law, and what became of ours there. */
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import type { Host } from '../../../../src/modules/takedown/cases/contract.ts';
import { takedownContract } from '../../../../src/modules/takedown/contract.ts';
import { jurisdictions, noticeLanguages, noticeWays, type KnownHost } from '../../../../src/modules/takedown/law/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { sentence } from '../../../shared/api/errors.ts';
import { useI18n, type I18n } from '../../../shared/i18n/i18n.ts';
import { DataTable, type Column } from '../../../shared/table/DataTable.tsx';
import { itemsOf, Listing } from '../../../shared/table/Listing.tsx';
import { Choice } from '../../../shared/ui/Choice.tsx';
import { ConfirmDialog } from '../../../shared/ui/ConfirmDialog.tsx';
import { Badge, Field } from '../../../shared/ui/PageFrame.tsx';
import { PermissionGate } from '../../../shared/ui/PermissionGate.tsx';
import { SearchBox } from '../../../shared/ui/SearchBox.tsx';
import { EmptyState, Notice } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { useUrlState } from '../../../shared/ui/url-state.ts';
import { hostsQuery, lawsQuery, refreshCases } from './queries.ts';
import { inWords } from './words.ts';

const { routes } = takedownContract;

export function HostsTab() {
  const i18n = useI18n();
  const { t } = i18n;
  const [search] = useSearchParams();
  const q = search.get('q') ?? '';
  const hosts = useInfiniteQuery(hostsQuery(q));
  const [open, setOpen] = useUrlState<string>('host', '', true);
  const editing = itemsOf(hosts).find((one) => one.id === open);
  return (
    <>
      <div className="filters-row" role="search">
        <SearchBox label={t('takedown.hosts.search')} />
        <PermissionGate permission={routes.createHost.access}>
          <Button type="primary" onClick={() => setOpen('new')}>
            {t('takedown.hosts.add')}
          </Button>
        </PermissionGate>
      </div>
      <Listing
        query={hosts}
        empty={
          <EmptyState
            icon="globe"
            title={t(q ? 'takedown.none_so' : 'takedown.hosts.none')}
            text={q ? undefined : t('takedown.hosts.none_text')}
          />
        }
      >
        {(rows) => <DataTable label={t('takedown.tab.hosts')} columns={columnsOf(i18n, setOpen)} rows={rows} rowKey={(one) => one.id} />}
      </Listing>
      <Modal
        open={open === 'new' || editing !== undefined}
        title={editing ? editing.name : t('takedown.hosts.add')}
        onCancel={() => setOpen(null)}
        footer={null}
        destroyOnHidden
        width={620}
        closable={{ 'aria-label': t('action.close') }}
      >
        <HostForm key={open} host={editing} onClose={() => setOpen(null)} />
      </Modal>
    </>
  );
}

function columnsOf({ t, format }: I18n, onOpen: (id: string) => void): Column<Host>[] {
  return [
    {
      key: 'name',
      head: t('takedown.column.host'),
      lead: true,
      cell: (one) => (
        <span className="cell-two">
          <button type="button" className="link-button" onClick={() => onOpen(one.id)}>
            {one.name}
          </button>
          <small>{one.domains.join(', ')}</small>
        </span>
      ),
    },
    {
      key: 'way',
      head: t('takedown.column.way'),
      cell: (one) => (
        <span className="cell-two">
          <span>{t(`takedown.way.${one.way}`)}</span>
          {one.ready ? (
            <small>{one.way === 'form' ? one.formUrl : one.address}</small>
          ) : (
            <Badge tone="warn">{t('takedown.hosts.not_ready')}</Badge>
          )}
        </span>
      ),
    },
    {
      key: 'law',
      head: t('takedown.column.law'),
      cell: (one) => (
        <span className="cell-two">
          <span>{t(`takedown.jurisdiction.${one.jurisdiction}`)}</span>
          <small>{format.languageName(one.language)}</small>
        </span>
      ),
    },
    {
      key: 'cases',
      head: t('nav.cases'),
      figure: true,
      cell: (one) => <Link to={`/cases?host=${one.id}&show=all`}>{format.number(one.counts.cases)}</Link>,
    },
    {
      key: 'removed',
      head: t('takedown.link_state.removed'),
      figure: true,
      cell: (one) => `${format.number(one.counts.removed)} / ${format.number(one.counts.links)}`,
    },
    {
      key: 'wrong',
      head: t('takedown.column.wrong'),
      figure: true,
      cell: (one) => (one.counts.wrong > 0 ? format.number(one.counts.wrong) : '–'),
    },
  ];
}

type Draft = Omit<Host, 'id' | 'ready' | 'counts' | 'updatedAt' | 'domains'> & { domains: string };
const fresh: Draft = {
  name: '',
  domains: '',
  way: 'mail',
  address: null,
  formUrl: null,
  jurisdiction: 'cn_network',
  language: 'zh-CN',
  zone: null,
  note: '',
};
const draftOf = (host: Omit<KnownHost, 'source'> & Partial<Pick<Host, 'zone' | 'note'>>): Draft => ({
  ...fresh,
  name: host.name,
  domains: host.domains.join('\n'),
  way: host.way,
  address: host.address,
  formUrl: host.formUrl,
  jurisdiction: host.jurisdiction,
  language: host.language,
  zone: host.zone ?? null,
  note: host.note ?? '',
});

function HostForm({ host, onClose }: { host: Host | undefined; onClose: () => void }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const client = useQueryClient();
  const laws = useQuery(lawsQuery).data;
  const [draft, setDraft] = useState<Draft>(host ? draftOf(host) : fresh);
  const [deleting, setDeleting] = useState(false);
  const set = <K extends keyof Draft>(key: K, value: Draft[K]) => setDraft((before) => ({ ...before, [key]: value }));
  const done = async (words: string) => {
    await refreshCases(client);
    toast.done(words);
    onClose();
  };
  const save = useMutation({
    mutationFn: () => {
      const body = { ...draft, domains: draft.domains.split(/[\s,;，；]+/).filter(Boolean) };
      return host ? call(routes.updateHost, { params: { hostId: host.id }, body }) : call(routes.createHost, { body });
    },
    onSuccess: () => done(t('action.saved')),
  });
  const remove = useMutation({
    mutationFn: () => call(routes.deleteHost, { params: { hostId: host!.id } }),
    onSuccess: () => done(t('takedown.hosts.deleted')),
  });
  const known = laws?.knownHosts ?? [];
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      {save.error && <Notice tone="bad">{sentence(t, save.error)}</Notice>}
      {!host && known.length > 0 && (
        <Field id="host-known" label={t('takedown.hosts.known')} hint={t('takedown.hosts.known_hint')}>
          <Choice
            id="host-known"
            value={known.find((one) => one.name === draft.name)?.name ?? ''}
            options={[{ value: '', label: t('takedown.hosts.other') }, ...known.map((one) => ({ value: one.name, label: one.name }))]}
            onChange={(name) => {
              const one = known.find((each) => each.name === name);
              setDraft(one ? draftOf(one) : fresh);
            }}
          />
        </Field>
      )}
      <div className="fields">
        <Field id="host-name" label={t('takedown.hosts.name')}>
          <Input id="host-name" maxLength={300} value={draft.name} onChange={(event) => set('name', event.target.value)} />
        </Field>
        <Field id="host-domains" label={t('takedown.hosts.domains')} hint={t('takedown.hosts.domains_hint')}>
          <Input.TextArea
            id="host-domains"
            rows={2}
            value={draft.domains}
            aria-describedby="host-domains-hint"
            onChange={(event) => set('domains', event.target.value)}
          />
        </Field>
      </div>
      <div className="fields">
        <Field id="host-way" label={t('takedown.column.way')}>
          <Choice
            id="host-way"
            value={draft.way}
            options={noticeWays.map((value) => ({ value, label: t(`takedown.way.${value}`) }))}
            onChange={(value) => set('way', value as Draft['way'])}
          />
        </Field>
        {draft.way === 'mail' && (
          <Field id="host-address" label={t('takedown.hosts.address')}>
            <Input
              id="host-address"
              type="email"
              maxLength={254}
              value={draft.address ?? ''}
              onChange={(event) => set('address', event.target.value || null)}
            />
          </Field>
        )}
        {draft.way === 'form' && (
          <Field id="host-form" label={t('takedown.hosts.form')}>
            <Input
              id="host-form"
              type="url"
              maxLength={2000}
              value={draft.formUrl ?? ''}
              onChange={(event) => set('formUrl', event.target.value || null)}
            />
          </Field>
        )}
      </div>
      <div className="fields">
        <Field id="host-law" label={t('takedown.column.law')}>
          <Choice
            id="host-law"
            value={draft.jurisdiction}
            options={jurisdictions.map((value) => ({ value, label: lawName(i18n, value, laws) }))}
            onChange={(value) => set('jurisdiction', value as Draft['jurisdiction'])}
          />
        </Field>
        <Field id="host-language" label={t('takedown.hosts.language')}>
          <Choice
            id="host-language"
            value={draft.language}
            options={noticeLanguages.map((value) => ({ value, label: format.languageName(value) }))}
            onChange={(value) => set('language', value as Draft['language'])}
          />
        </Field>
        <Field id="host-zone" label={t('takedown.hosts.zone')} hint={t('takedown.hosts.zone_hint')}>
          <Input
            id="host-zone"
            maxLength={60}
            placeholder={laws?.items.find((one) => one.id === draft.jurisdiction)?.zone}
            value={draft.zone ?? ''}
            aria-describedby="host-zone-hint"
            onChange={(event) => set('zone', event.target.value || null)}
          />
        </Field>
      </div>
      <Field id="host-note" label={t('takedown.note')}>
        <Input.TextArea id="host-note" rows={2} maxLength={2000} value={draft.note} onChange={(event) => set('note', event.target.value)} />
      </Field>
      <div className="dialog-actions">
        {host && (
          <PermissionGate permission={routes.deleteHost.access} because={host.counts.cases > 0 ? t('takedown.hosts.in_use') : undefined}>
            <Button danger onClick={() => setDeleting(true)}>
              {t('action.delete')}
            </Button>
          </PermissionGate>
        )}
        <Button onClick={onClose}>{t('action.cancel')}</Button>
        <PermissionGate permission={routes.updateHost.access}>
          <Button
            type="primary"
            htmlType="submit"
            loading={save.isPending}
            disabled={draft.name.trim() === '' || draft.domains.trim() === ''}
          >
            {t('action.save')}
          </Button>
        </PermissionGate>
      </div>
      <ConfirmDialog
        open={deleting}
        title={t('takedown.hosts.delete_title', { name: host?.name ?? '' })}
        confirm={t('action.delete')}
        busy={remove.isPending}
        onConfirm={() => remove.mutate()}
        onClose={() => setDeleting(false)}
      >
        {remove.error && <Notice tone="bad">{sentence(t, remove.error)}</Notice>}
      </ConfirmDialog>
    </form>
  );
}

function lawName(
  i18n: I18n,
  id: string,
  laws: { items: readonly { id: string; name: { en: string; 'zh-CN': string } }[] } | undefined,
): string {
  const law = laws?.items.find((one) => one.id === id);
  return law ? inWords(i18n, law.name) : i18n.t(`takedown.jurisdiction.${id}`);
}
