import { useMutation, useQueryClient } from '@tanstack/react-query';
import { catalogContract, type Work, type WorkInput } from '../../../src/modules/catalog/contract.ts';
import { call } from '../../shared/api/client.ts';
import { useI18n } from '../../shared/i18n/i18n.ts';
import { toast } from '../../shared/ui/toast.tsx';
import { WorkDialog } from './WorkDialog.tsx';

/** A change of a work. */
export default function EditWorkDialog({ work, onClose }: { work: Work; onClose: () => void }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: (body: WorkInput) =>
      call(catalogContract.routes.updateWork, { params: { workId: work.id }, body: { ...body, expectedUpdatedAt: work.updatedAt } }),
    onSuccess: (changed) => {
      client.setQueryData(['work', work.id], changed);
      void client.invalidateQueries({ queryKey: ['works'] });
      toast.done(t('action.saved'));
      onClose();
    },
  });
  return (
    <WorkDialog
      title={t('work.edit')}
      verb={t('action.save')}
      work={work}
      busy={change.isPending}
      error={change.error}
      onSubmit={change.mutate}
      onClose={onClose}
    />
  );
}
