/** Puts a cited sentence into one of the latest briefings. */
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Citation } from '../../../../../src/modules/intelligence/citations/contract.ts';
import { call } from '../../../../shared/api/client.ts';
import { useDenied } from '../../../../shared/ui/PermissionGate.tsx';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { itemsOf } from '../../../../shared/table/Listing.tsx';
import { Choice } from '../../../../shared/ui/Choice.tsx';
import { toast } from '../../../../shared/ui/toast.tsx';
import { briefsQuery, refreshBriefs, routes } from './queries.ts';
import './briefs.css';

export function AddToBrief({ text, citations }: { text: string; citations: readonly Citation[] }) {
  const { t } = useI18n();
  const [open, setOpen] = useState(false);
  const denied = useDenied(routes.addToBrief.access);
  if (denied || citations.some(({ intact }) => !intact)) return null;
  if (!open)
    return (
      <button type="button" className="add-to-brief" onClick={() => setOpen(true)}>
        {t('market.briefs.add')}
      </button>
    );
  return <Pick text={text} citations={citations} onDone={() => setOpen(false)} />;
}

function Pick({ text, citations, onDone }: { text: string; citations: readonly Citation[]; onDone: () => void }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const briefs = useInfiniteQuery(briefsQuery(false));
  const add = useMutation({
    mutationFn: (briefId: string) => {
      const keys = citations.map(({ documentId, anchor, start, end }) => ({ documentId, anchor, start, end }));
      return call(routes.addToBrief, { params: { briefId }, body: { kind: 'insights', item: { text, citations: keys } } });
    },
    onError: toast.failed,
    onSuccess: async ({ title }) => {
      onDone();
      await refreshBriefs(client);
      toast.done(t('market.briefs.added', { title }));
    },
  });
  const items = itemsOf(briefs);
  if (briefs.isSuccess && items.length === 0) return <span>{t('market.briefs.none_to_add')}</span>;
  return (
    <Choice
      label={t('market.briefs.add')}
      value=""
      disabled={add.isPending || briefs.isPending}
      options={[{ value: '', label: t('market.briefs.which') }, ...items.map(({ id, title }) => ({ value: id, label: title }))]}
      onChange={(briefId) => briefId !== '' && add.mutate(briefId)}
    />
  );
}
