/** The documents of a topic, with what a person may say of each: keep it in, keep it out, leave it to the query. */
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { Link } from 'react-router';
import type { TopicDocument } from '../../../../../src/modules/intelligence/topics/contract.ts';
import { call } from '../../../../shared/api/client.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { Listing } from '../../../../shared/table/Listing.tsx';
import { LinkButton } from '../../../../shared/ui/LinkButton.tsx';
import { Badge } from '../../../../shared/ui/PageFrame.tsx';
import { PermissionGate } from '../../../../shared/ui/PermissionGate.tsx';
import { EmptyState } from '../../../../shared/ui/states.tsx';
import { toast } from '../../../../shared/ui/toast.tsx';
import { publishedText } from '../kit/published.ts';
import { refreshTopics, routes, topicDocumentsQuery } from './queries.ts';

type Placed = TopicDocument['placed'];

export function TopicDocuments({ topicId, placed }: { topicId: string; placed: 'in' | 'pinned' | 'excluded' }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const documents = useInfiniteQuery(topicDocumentsQuery(topicId, placed));
  const place = useMutation({
    mutationFn: ({ documentId, to }: { documentId: string; from: Placed; to: Placed }) =>
      call(routes.placeTopicDocument, { params: { topicId, documentId }, body: { placed: to } }),
    onError: toast.failed,
    onSuccess: async (_, { documentId, from, to }) => {
      await refreshTopics(client);
      // What was done is taken back by saying what was said before.
      toast.done(t(`market.topics.placed.${to}`), { label: t('action.undo'), run: () => place.mutate({ documentId, from: to, to: from }) });
    },
  });
  return (
    <Listing
      query={documents}
      empty={
        <EmptyState
          icon="text"
          title={t(`market.topics.no_documents.${placed}`)}
          {...(placed === 'in' && {
            text: t('market.topics.no_documents_text'),
            action: <LinkButton to="/market/documents?add=files">{t('market.collect.do')}</LinkButton>,
          })}
        />
      }
    >
      {(items) => (
        <ul className="topic-documents">
          {items.map((item) => (
            <Row
              key={item.document.id}
              item={item}
              busy={place.isPending}
              onPlace={(to) => place.mutate({ documentId: item.document.id, from: item.placed, to })}
            />
          ))}
        </ul>
      )}
    </Listing>
  );
}

function Row({ item: { document, placed, fresh }, busy, onPlace }: { item: TopicDocument; busy: boolean; onPlace: (to: Placed) => void }) {
  const i18n = useI18n();
  const { t } = i18n;
  const acts: readonly Placed[] = placed === 'query' ? ['pinned', 'excluded'] : ['query'];
  return (
    <li>
      <div>
        <Link to={`/market/documents/${document.id}`}>{document.title}</Link>
        <small>
          {[document.source, publishedText(i18n, document.publishedAt)].filter(Boolean).join(' · ')}
          {document.familySize > 1 && ` · ${t('market.topics.copies', { count: document.familySize - 1 })}`}
        </small>
        {document.lead !== '' && <p>{document.lead}</p>}
      </div>
      <span className="topic-document-acts">
        {fresh && <Badge tone="good">{t('market.topics.new')}</Badge>}
        {placed !== 'query' && <Badge tone={placed === 'pinned' ? 'active' : 'warn'}>{t(`market.topics.is.${placed}`)}</Badge>}
        {acts.map((to) => (
          <PermissionGate key={to} permission={routes.placeTopicDocument.access}>
            <Button size="small" disabled={busy} onClick={() => onPlace(to)}>
              {t(`market.topics.place.${to}`)}
            </Button>
          </PermissionGate>
        ))}
      </span>
    </li>
  );
}
