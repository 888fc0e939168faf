/** Deleting is two steps: aside first, for good only from the trash. Both show what hangs on the work. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Input } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { catalogContract, type Work } from '../../../../src/modules/catalog/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { sentence } from '../../../shared/api/errors.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { ConfirmDialog } from '../../../shared/ui/ConfirmDialog.tsx';
import { Field } from '../../../shared/ui/PageFrame.tsx';
import { ErrorState, LoadingLines, Notice } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';

export default function DeleteWorkDialog({
  work,
  title,
  step,
  onClose,
}: {
  work: Work;
  title: string;
  step: 'trash' | 'delete';
  onClose: () => void;
}) {
  const { t } = useI18n();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const params = { workId: work.id };
  const trash = useMutation({
    mutationFn: () => call(catalogContract.routes.trashWork, { params }),
    onSuccess: (trashed) => {
      client.setQueryData(['work', work.id], trashed);
      void client.invalidateQueries({ queryKey: ['works'] });
      toast.done(t('work.trashed'));
      onClose();
    },
  });
  const remove = useMutation({
    mutationFn: () => call(catalogContract.routes.deleteWork, { params, body: { confirmTitle: typed.trim() } }),
    onSuccess: async () => {
      toast.done(t('work.deleted', { title }));
      await navigate('/', { replace: true });
      client.removeQueries({ queryKey: ['work', work.id] });
      void client.invalidateQueries({ queryKey: ['works'] });
    },
  });
  const error = trash.error ?? remove.error;
  const forGood = step === 'delete';
  return (
    <ConfirmDialog
      open
      title={forGood ? t('work.delete_title', { title }) : t('work.trash_title', { title })}
      confirm={forGood ? t('work.delete') : t('work.trash')}
      busy={trash.isPending || remove.isPending}
      disabled={forGood && typed.normalize('NFC').trim() !== title.normalize('NFC').trim()}
      onConfirm={() => (forGood ? remove.mutate() : trash.mutate())}
      onClose={onClose}
    >
      {error && <Notice tone="bad">{sentence(t, error)}</Notice>}
      <p>{forGood ? t('work.delete_text') : t('work.trash_text')}</p>
      <Dependents workId={work.id} />
      {forGood && (
        <Field id="confirm-title" label={t('work.type_title', { title })}>
          <Input id="confirm-title" value={typed} autoComplete="off" onChange={(event) => setTyped(event.target.value)} />
        </Field>
      )}
    </ConfirmDialog>
  );
}

function Dependents({ workId }: { workId: string }) {
  const { t, format } = useI18n();
  const { data, error, refetch } = useQuery({
    queryKey: ['dependents', workId],
    queryFn: () => call(catalogContract.routes.getDependents, { params: { workId } }),
    staleTime: 0,
  });
  if (error) return <ErrorState compact error={error} onRetry={() => void refetch()} />;
  if (!data) return <LoadingLines lines={3} />;
  const items = data.items.filter((item) => item.count > 0);
  if (items.length === 0) return <p className="quiet dependents">{t('work.no_dependents')}</p>;
  return (
    <ul className="dependents">
      {items.map((item) => (
        <li key={item.kind}>
          <strong>{t(`dependent.${item.kind}`, { count: item.count })}</strong>
          {item.sizeBytes > 0 && <span>{format.bytes(item.sizeBytes)}</span>}
          {item.examples.length > 0 && <small>{format.list(item.examples.slice(0, 3))}</small>}
        </li>
      ))}
    </ul>
  );
}
