/** What can be done with a document: put aside, brought back, deleted for good. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { intelligenceContract } from '../../../../../src/modules/intelligence/contract.ts';
import type { MarketDocumentDetail } from '../../../../../src/modules/intelligence/library/contract.ts';
import { call } from '../../../../shared/api/client.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { ConfirmDialog } from '../../../../shared/ui/ConfirmDialog.tsx';
import { PermissionGate } from '../../../../shared/ui/PermissionGate.tsx';
import { LoadingLines } from '../../../../shared/ui/states.tsx';
import { toast } from '../../../../shared/ui/toast.tsx';
import { dependentsQuery, refreshDocuments } from './queries.ts';

const { routes } = intelligenceContract;

export function DocumentActs({ document }: { document: MarketDocumentDetail }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const params = { documentId: document.id };
  const after = { onError: toast.failed, onSettled: () => refreshDocuments(client) };
  const restore = useMutation({
    mutationFn: () => call(routes.restoreMarketDocument, { params }),
    onSuccess: () => toast.done(t('market.acts.restored')),
    ...after,
  });
  const archive = useMutation({
    mutationFn: () => call(routes.archiveMarketDocument, { params }),
    onSuccess: () => toast.done(t('market.acts.archived'), { label: t('action.undo'), run: () => restore.mutate() }),
    ...after,
  });
  const remove = useMutation({
    mutationFn: () => call(routes.deleteMarketDocument, { params }),
    onSuccess: () => {
      toast.done(t('market.acts.deleted'));
      void navigate('/market/documents');
    },
    ...after,
  });
  if (document.archivedAt === null)
    return (
      <PermissionGate permission={routes.archiveMarketDocument.access}>
        <Button loading={archive.isPending} onClick={() => archive.mutate()}>
          {t('market.acts.archive')}
        </Button>
      </PermissionGate>
    );
  return (
    <>
      <PermissionGate permission={routes.restoreMarketDocument.access}>
        <Button type="primary" loading={restore.isPending} onClick={() => restore.mutate()}>
          {t('market.acts.restore')}
        </Button>
      </PermissionGate>
      <PermissionGate permission={routes.deleteMarketDocument.access}>
        <Button danger onClick={() => setAsking(true)}>
          {t('market.acts.delete')}
        </Button>
      </PermissionGate>
      <ConfirmDialog
        open={asking}
        title={t('market.acts.delete_title', { title: document.title })}
        confirm={t('market.acts.delete')}
        busy={remove.isPending}
        onConfirm={() => remove.mutate()}
        onClose={() => setAsking(false)}
      >
        <Dependents documentId={document.id} />
      </ConfirmDialog>
    </>
  );
}

/** What goes with it, or loses what it rests on. */
function Dependents({ documentId }: { documentId: string }) {
  const { t } = useI18n();
  const dependents = useQuery(dependentsQuery(documentId));
  if (dependents.isPending) return <LoadingLines lines={2} />;
  const items = dependents.data?.items ?? [];
  if (items.length === 0) return <p>{t('market.acts.delete_alone')}</p>;
  return (
    <>
      <p>{t('market.acts.delete_text')}</p>
      <ul>
        {items.map(({ kind, count, examples }) => (
          <li key={kind}>
            {t(`market.acts.dependent.${kind}`, { count })}
            {examples.length > 0 && <small className="market-quiet"> {examples.join(' · ')}</small>}
          </li>
        ))}
      </ul>
    </>
  );
}
