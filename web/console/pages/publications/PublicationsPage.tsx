/** What was put on channels, by a connection or by hand, and how far it is. */
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Input } from 'antd';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { publicationStates, publishingContract, type Publication } from '../../../../src/modules/publishing/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { sentence, sentenceOf } from '../../../shared/api/errors.ts';
import { useMe } from '../../../shared/api/me.ts';
import { useI18n, type I18n } from '../../../shared/i18n/i18n.ts';
import { DataTable, type Column } from '../../../shared/table/DataTable.tsx';
import { FilterChoice } from '../../../shared/table/filters.tsx';
import { Listing, itemsOf } from '../../../shared/table/Listing.tsx';
import { ConfirmDialog } from '../../../shared/ui/ConfirmDialog.tsx';
import { Icon } from '../../../shared/ui/Icon.tsx';
import { LinkButton } from '../../../shared/ui/LinkButton.tsx';
import { Menu } from '../../../shared/ui/Menu.tsx';
import { Badge, Field, PageFrame, type Tone } from '../../../shared/ui/PageFrame.tsx';
import { useDenied } from '../../../shared/ui/PermissionGate.tsx';
import { EmptyState, Notice } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { useUrlState } from '../../../shared/ui/url-state.ts';

const { routes } = publishingContract;
const moving = new Set<Publication['state']>(['scheduled', 'uploading', 'processing']);
const tones: Record<Publication['state'], Tone> = {
  waiting: 'warn',
  scheduled: 'active',
  uploading: 'active',
  processing: 'active',
  published: 'good',
  failed: 'bad',
  cancelled: 'plain',
};

export function Component() {
  const i18n = useI18n();
  const { t } = i18n;
  const me = useMe();
  const [search] = useSearchParams();
  const [asking, setAsking] = useUrlState<string>('publication', '', true);
  const state = search.get('state') as Publication['state'] | null;
  const denied = useDenied('publishing.publish');
  const publications = useInfiniteQuery({
    queryKey: ['publications', state],
    queryFn: ({ pageParam, signal }) =>
      call(routes.listPublications, { query: { ...(state && { state }), limit: 50, ...(pageParam && { cursor: pageParam }) } }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: (query) => (query.state.data?.pages.some((page) => page.items.some((one) => moving.has(one.state))) ? 3000 : false),
    placeholderData: (before) => before,
  });
  const act = useActs();
  const chosen = itemsOf(publications).find((one) => one.id === asking);
  const columns = columnsOf(i18n, { denied, onUrl: setAsking, act: act.mutate });
  return (
    <PageFrame
      title={t('nav.publications')}
      lead={t('promotion.publications_lead')}
      actions={
        me.permissions.includes('links.read') && (
          <LinkButton to="/integrations?tab=connections">{t('integrations.tab.connections')}</LinkButton>
        )
      }
    >
      <div className="filters-row">
        <FilterChoice
          name="state"
          label={t('promotion.column.state')}
          all={t('promotion.any_state')}
          options={publicationStates.map((value) => ({ value, label: t(`promotion.publication.${value}`) }))}
        />
      </div>
      <Listing
        query={publications}
        empty={<EmptyState icon="send" title={t('promotion.no_publications')} text={t('promotion.no_publications_text')} />}
      >
        {(items) => (
          <DataTable
            label={t('nav.publications')}
            columns={columns}
            rows={items}
            rowKey={(one) => one.id}
            stale={publications.isPlaceholderData}
          />
        )}
      </Listing>
      {chosen && <UrlDialog publication={chosen} onClose={() => setAsking(null)} />}
    </PageFrame>
  );
}

type Act = { id: string; what: 'cancel' | 'retry' };

function useActs() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, what }: Act) =>
      call(what === 'cancel' ? routes.cancelPublication : routes.retryPublication, { params: { publicationId: id } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['publications'] }),
    onError: toast.failed,
  });
}

function Acts({
  publication,
  denied,
  onUrl,
  act,
}: {
  publication: Publication;
  denied: string | undefined;
  onUrl: () => void;
  act: (act: Act) => void;
}) {
  const { t } = useI18n();
  const { id, state } = publication;
  return (
    <Menu
      label={t('promotion.more_of', { name: publication.title || t(`channel.${publication.channel}`) })}
      button={<Icon name="more" />}
      items={[
        ...(publication.url
          ? [{ kind: 'link' as const, key: 'open', label: t('promotion.open_post'), icon: 'globe' as const, href: publication.url }]
          : []),
        {
          kind: 'action',
          key: 'url',
          label: t('promotion.set_url'),
          icon: 'link',
          because: denied ?? (publication.way === 'connected' ? t('promotion.url_by_channel') : undefined),
          onPick: onUrl,
        },
        {
          kind: 'action',
          key: 'retry',
          label: t('action.retry'),
          icon: 'restore',
          because: denied ?? (state === 'failed' ? undefined : t('promotion.not_failed')),
          onPick: () => act({ id, what: 'retry' }),
        },
        {
          kind: 'action',
          key: 'cancel',
          label: t('promotion.cancel_post'),
          icon: 'close',
          danger: true,
          because: denied ?? (state === 'published' || state === 'cancelled' ? t('promotion.post_over') : undefined),
          onPick: () => act({ id, what: 'cancel' }),
        },
      ]}
    />
  );
}

type Doing = { denied: string | undefined; onUrl: (id: string) => void; act: (act: Act) => void };

function columnsOf({ t, format }: I18n, doing: Doing): Column<Publication>[] {
  return [
    {
      key: 'what',
      head: t('promotion.column.post'),
      lead: true,
      cell: (one) => (
        <span className="cell-two">
          <strong>{one.title || one.caption.split('\n')[0]?.slice(0, 60) || t(`channel.${one.channel}`)}</strong>
          <small>
            {t(`channel.${one.channel}`)} · {t(`promotion.way.${one.way}`)} ·{' '}
            <Link to={`/creators/${one.creatorId}`}>{t('role.creator')}</Link>
          </small>
        </span>
      ),
    },
    {
      key: 'state',
      head: t('promotion.column.state'),
      cell: (one) => (
        <span className="cell-two">
          <span>
            <Badge tone={tones[one.state]}>
              {t(`promotion.publication.${one.state}`)}
              {one.state === 'uploading' && ` ${format.percent(one.progressBps / 10_000)}`}
            </Badge>
          </span>
          {one.error && <small className="field-error">{sentenceOf(t, one.error)}</small>}
        </span>
      ),
    },
    {
      key: 'privacy',
      head: t('promotion.column.privacy'),
      cell: (one) => (one.way === 'connected' ? t(`promotion.privacy.${one.privacy}`) : '–'),
    },
    {
      key: 'at',
      head: t('promotion.column.when'),
      cell: (one) => <span className="quiet-figures">{format.dateTime(one.publishedAt ?? one.scheduledAt ?? one.createdAt)}</span>,
    },
    {
      key: 'more',
      head: '',
      bare: true,
      cell: (one) => <Acts publication={one} denied={doing.denied} onUrl={() => doing.onUrl(one.id)} act={doing.act} />,
    },
  ];
}

/** A post that was made by hand becomes known by its address. */
function UrlDialog({ publication, onClose }: { publication: Publication; onClose: () => void }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const [url, setUrl] = useState(publication.url ?? '');
  const save = useMutation({
    mutationFn: () => call(routes.changePublication, { params: { publicationId: publication.id }, body: { url: url.trim() } }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['publications'] });
      toast.done(t('action.saved'));
      onClose();
    },
  });
  return (
    <ConfirmDialog
      open
      danger={false}
      title={t('promotion.set_url')}
      confirm={t('action.save')}
      busy={save.isPending}
      disabled={!/^https?:\/\/\S+$/.test(url.trim())}
      onConfirm={() => save.mutate()}
      onClose={onClose}
    >
      {save.error && <Notice tone="bad">{sentence(t, save.error)}</Notice>}
      <Field
        id="post-url"
        label={t('promotion.post_url')}
        hint={t('promotion.post_url_hint', { channel: t(`channel.${publication.channel}`) })}
      >
        <Input id="post-url" type="url" inputMode="url" maxLength={2000} value={url} onChange={(event) => setUrl(event.target.value)} />
      </Field>
    </ConfirmDialog>
  );
}
