import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { catalogContract, type WorkInput } from '../../../src/modules/catalog/contract.ts';
import { call } from '../../shared/api/client.ts';
import { useI18n } from '../../shared/i18n/i18n.ts';
import { WorkDialog } from './WorkDialog.tsx';

/** A new work; afterwards one stands on its page. */
export default function NewWorkDialog({ onClose }: { onClose: () => void }) {
  const { t } = useI18n();
  const navigate = useNavigate();
  const client = useQueryClient();
  const create = useMutation({
    mutationFn: (body: WorkInput) => call(catalogContract.routes.createWork, { body }),
    onSuccess: async (work) => {
      client.setQueryData(['work', work.id], work);
      void client.invalidateQueries({ queryKey: ['works'] });
      await navigate(`/works/${work.id}`);
    },
  });
  return (
    <WorkDialog
      title={t('library.new')}
      verb={t('work.create')}
      work={null}
      busy={create.isPending}
      error={create.error}
      onSubmit={create.mutate}
      onClose={onClose}
    />
  );
}
