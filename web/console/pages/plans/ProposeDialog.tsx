/** Before a draft is put before its parties: who will be asked, and that nothing in it changes from then on. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { revenueContract, type PlanVersionView, type SharePlanDetail } from '../../../../src/modules/revenue/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { sentence } from '../../../shared/api/errors.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { ConfirmDialog } from '../../../shared/ui/ConfirmDialog.tsx';
import { Notice } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { keepPlan } from './queries.ts';
import { daysWords } from './words.ts';

export function ProposeDialog({
  open,
  plan,
  version,
  onClose,
  onDone,
}: {
  open: boolean;
  plan: SharePlanDetail;
  version: PlanVersionView;
  onClose: () => void;
  onDone: () => void;
}) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const client = useQueryClient();
  const propose = useMutation({
    mutationFn: () => call(revenueContract.routes.proposeVersion, { params: { planId: plan.id, version: version.version } }),
    onSuccess: (after) => {
      keepPlan(client, after);
      toast.done(t('share_plan.proposed'));
      onDone();
    },
  });
  return (
    <ConfirmDialog
      open={open}
      danger={false}
      title={t('share_plan.propose_title', { version: version.version })}
      confirm={t('share_plan.propose')}
      busy={propose.isPending}
      onConfirm={() => propose.mutate()}
      onClose={onClose}
    >
      <p>{daysWords(i18n, version)}</p>
      <p>
        {version.payees.length === 0
          ? t('share_plan.propose_alone')
          : t('share_plan.propose_with', { names: format.list(version.payees.map(({ name }) => name)) })}
      </p>
      <p>{t('share_plan.propose_text')}</p>
      {propose.error && <Notice tone="bad">{sentence(t, propose.error)}</Notice>}
    </ConfirmDialog>
  );
}
