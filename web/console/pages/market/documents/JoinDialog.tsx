/** Which document tells the same story: those of the same days with the same figures first, else whatever is found by its words. */
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import type { ReactNode } from 'react';
import { intelligenceContract } from '../../../../../src/modules/intelligence/contract.ts';
import type { MarketDocumentDetail, RelatedDocument } from '../../../../../src/modules/intelligence/library/contract.ts';
import { call } from '../../../../shared/api/client.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { SearchBox } from '../../../../shared/ui/SearchBox.tsx';
import { ErrorState, LoadingLines } from '../../../../shared/ui/states.tsx';
import { toast } from '../../../../shared/ui/toast.tsx';
import { useUrlChange, useUrlState } from '../../../../shared/ui/url-state.ts';
import { Related } from './Related.tsx';
import { refreshMarket, searchQuery } from './queries.ts';

const { routes } = intelligenceContract;

export function JoinDialog({ document }: { document: MarketDocumentDetail }) {
  const { t } = useI18n();
  const [q] = useUrlState<string>('find', '');
  const change = useUrlChange();
  const close = () => change({ act: null, find: null });
  const join = useJoin(document.id, close);
  const row = (one: RelatedDocument, shared?: number) => (
    <li key={one.id}>
      <Related one={one} />
      {shared !== undefined && <small className="market-quiet">{t('market.translation.shared', { count: shared })}</small>}
      <Button
        size="small"
        disabled={document.family.members.some(({ id }) => id === one.id)}
        loading={join.isPending && join.variables === one.id}
        onClick={() => join.mutate(one.id)}
      >
        {document.family.members.some(({ id }) => id === one.id) ? t('market.family.already') : t('market.family.join_do')}
      </Button>
    </li>
  );
  const { suggested } = document.family;
  return (
    <Modal
      open
      title={t('market.family.join_title')}
      onCancel={close}
      footer={null}
      width={600}
      closable={{ 'aria-label': t('action.close') }}
    >
      <p className="market-quiet">{t('market.family.join_text')}</p>
      <div className="filters-row">
        <SearchBox name="find" label={t('market.family.search')} />
      </div>
      {q !== '' ? (
        <Found q={q} except={document.id} row={row} />
      ) : (
        suggested.length > 0 && (
          <section className="market-join">
            <h3>{t('market.family.suggested')}</h3>
            <ul className="market-related">{suggested.map((one) => row(one, one.sharedFigures))}</ul>
          </section>
        )
      )}
    </Modal>
  );
}

function Found({ q, except, row }: { q: string; except: string; row: (one: RelatedDocument) => ReactNode }) {
  const { t } = useI18n();
  const found = useInfiniteQuery(searchQuery(q, {}));
  if (found.isPending) return <LoadingLines lines={3} />;
  if (found.error) return <ErrorState compact error={found.error} onRetry={() => void found.refetch()} />;
  const items = found.data.pages.flatMap((page) => page.items).filter(({ document }) => document.id !== except);
  if (items.length === 0) return <p className="market-quiet">{t('market.family.search_none')}</p>;
  return <ul className="market-related market-join">{items.slice(0, 12).map(({ document }) => row(document))}</ul>;
}

function useJoin(documentId: string, onDone: () => void) {
  const { t } = useI18n();
  const client = useQueryClient();
  const after = { onError: toast.failed, onSettled: () => refreshMarket(client) };
  const restore = useMutation({
    mutationFn: (moves: { documentId: string; familyId: string }[]) => call(routes.moveMarketFamily, { body: { moves } }),
    ...after,
  });
  return useMutation({
    mutationFn: (otherId: string) => call(routes.joinMarketFamily, { params: { documentId }, body: { otherId } }),
    onSuccess: ({ previous }) => {
      toast.done(t('market.family.joined'), { label: t('action.undo'), run: () => restore.mutate(previous) });
      onDone();
    },
    ...after,
  });
}
