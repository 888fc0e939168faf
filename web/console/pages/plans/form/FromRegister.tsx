/** Takes the rights holders of a division from the register of rights, exact; where that cannot be, it says what to do first. */
import { useMutation } from '@tanstack/react-query';
import { revenueContract } from '../../../../../src/modules/revenue/contract.ts';
import { call } from '../../../../shared/api/client.ts';
import { sentence } from '../../../../shared/api/errors.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { Notice } from '../../../../shared/ui/states.tsx';
import { withRegistered, type Part } from '../draft.ts';
import { usePlanForm } from './fields.tsx';

export function FromRegister({ parts, onTake }: { parts: readonly Part[]; onTake: (parts: Part[]) => void }) {
  const { t } = useI18n();
  const { workId, addNames } = usePlanForm();
  const taking = useMutation({
    mutationFn: async (): Promise<readonly string[]> => {
      const split = await call(revenueContract.routes.getRegisteredSplit, { query: { workId: workId! } });
      if (split.fault !== null) return [t('share_plan.registered.fault')];
      if (split.missing.length > 0)
        return split.missing.map(({ name, share, why }) =>
          t('share_plan.registered.missing', { name, share, todo: t(`share_plan.registered.${why}`) }),
        );
      const taken = withRegistered(parts, split.parts);
      if (typeof taken === 'string') return [t(`share_plan.registered.${taken}`)];
      const payees = split.parts.filter(({ party }) => party.startsWith('payee:'));
      addNames(payees.map(({ party, name }) => ({ id: party.slice('payee:'.length), name })));
      onTake(taken);
      return split.exact ? [] : [t('share_plan.registered.rounded')];
    },
  });
  if (workId === null) return null;
  const said = taking.error ? [sentence(t, taking.error)] : (taking.data ?? []);
  return (
    <>
      <button type="button" className="chip" disabled={taking.isPending} onClick={() => taking.mutate()}>
        {t('share_plan.registered.take')}
      </button>
      {said.map((line) => (
        <Notice key={line} tone="warn">
          {line}
        </Notice>
      ))}
    </>
  );
}
