/** Creators see copies first: where one was seen is told here, and what became of it is said below. */
import { infiniteQueryOptions, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { sentence } from '../../../shared/api/errors.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { toast } from '../../../shared/ui/toast.tsx';
import { ask, type Answer } from '../../api.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { Page, RefreshButton, Section } from '../../ui/Page.tsx';
import { Empty, Loaded, Notice } from '../../ui/states.tsx';
import { More } from '../market/MarketPage.tsx';
import '../profile/profile.css';

type Report = Answer<'GET /api/v1/protection/reports'>['items'][number];

const reportsQuery = infiniteQueryOptions({
  queryKey: ['copy-reports'],
  queryFn: ({ pageParam, signal }) =>
    ask('GET /api/v1/protection/reports', { query: { limit: 30, ...(pageParam && { cursor: pageParam }) } }, { signal }),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.nextCursor,
  refetchInterval: (query) => (query.state.data?.pages.some(({ items }) => items.some(({ state }) => state === 'looking')) ? 5000 : false),
});

export default function CopiesPage() {
  const { t } = useI18n();
  const reports = useInfiniteQuery(reportsQuery);
  return (
    <Page
      title={t('creator.copies.title')}
      back="/me"
      actions={<RefreshButton busy={reports.isRefetching} onPress={() => void reports.refetch()} />}
    >
      <ReportForm />
      <Section title={t('creator.copies.mine')}>
        <Loaded query={reports}>
          {({ pages }) => {
            const items = pages.flatMap((page) => page.items);
            if (items.length === 0) return <Empty icon="shield" title={t('creator.copies.none')} text={t('creator.copies.none_text')} />;
            return (
              <>
                <ul className="rows card card-flat">
                  {items.map((one) => (
                    <ReportRow key={one.id} one={one} />
                  ))}
                </ul>
                <More there={reports.hasNextPage} busy={reports.isFetchingNextPage} onMore={() => void reports.fetchNextPage()} />
              </>
            );
          }}
        </Loaded>
      </Section>
    </Page>
  );
}

function ReportForm() {
  const { t } = useI18n();
  const client = useQueryClient();
  const [url, setUrl] = useState('');
  const [title, setTitle] = useState('');
  const [note, setNote] = useState('');
  const send = useMutation({
    mutationFn: () => ask('POST /api/v1/protection/reports', { body: { url: url.trim(), title: title.trim(), note: note.trim() } }),
    onSuccess: async () => {
      setUrl('');
      setNote('');
      toast.done(t('creator.copies.sent'));
      await client.invalidateQueries({ queryKey: reportsQuery.queryKey });
    },
  });
  return (
    <form
      className="card stack stack-wide"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (url.trim()) send.mutate();
      }}
    >
      <p>{t('creator.copies.lead')}</p>
      {send.error && <Notice tone="bad">{sentence(t, send.error)}</Notice>}
      <Field
        label={t('creator.copies.url')}
        hint={t('creator.copies.url_hint')}
        type="url"
        inputMode="url"
        maxLength={2000}
        value={url}
        onChange={(event) => setUrl(event.target.value)}
      />
      <Field label={t('creator.copies.work')} maxLength={200} value={title} onChange={(event) => setTitle(event.target.value)} />
      <Field label={t('creator.copies.note')} maxLength={1000} value={note} onChange={(event) => setNote(event.target.value)} />
      <Button tone="primary" block type="submit" busy={send.isPending} disabled={!url.trim()}>
        {t('creator.copies.send')}
      </Button>
    </form>
  );
}

function ReportRow({ one }: { one: Report }) {
  const { t, format } = useI18n();
  return (
    <li className="list-row">
      <span className="grow">
        <span>{one.title || one.url}</span>
        <br />
        <span className="small muted">
          {one.title && `${one.url} · `}
          {format.date(one.createdAt)}
        </span>
        {one.reason && (
          <>
            <br />
            <span className="small muted">{one.reason}</span>
          </>
        )}
      </span>
      <span className={one.state === 'found' ? 'tag tag-good' : 'tag'}>{t(`creator.copies.state.${one.state}`)}</span>
    </li>
  );
}
