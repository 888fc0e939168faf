/** Deciding about matches, one or many, with a way back; and opening the dialog that makes cases of them. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { protectionContract } from '../../../../src/modules/protection/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { useDenied } from '../../../shared/ui/PermissionGate.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { refreshCopies } from './queries.ts';

const { routes } = protectionContract;
/** As many as the server takes at once. */
const atOnce = 200;

export type Decision = 'allowed' | 'ignored' | 'open';
export type Decisions = {
  readonly busy: boolean;
  readonly denied: string | undefined;
  decide(matchIds: readonly string[], decision: Decision, reason?: string): void;
  /** What the dialog of cases is asked to take; empty while it is closed. */
  readonly forCase: readonly string[];
  toCase(matchIds: readonly string[]): void;
};

export function useDecisions(onDone?: () => void): Decisions {
  const { t } = useI18n();
  const client = useQueryClient();
  const denied = useDenied(routes.decideMatches.access);
  const [forCase, setForCase] = useState<readonly string[]>([]);
  const after = { onError: toast.failed, onSettled: () => refreshCopies(client) };
  const undo = useMutation({
    mutationFn: (matchIds: readonly string[]) => inPortions(matchIds, (ids) => call(routes.undoDecisions, { body: { matchIds: ids } })),
    ...after,
    onSuccess: (_, ids) => toast.done(t('protection.undone', { count: ids.length })),
  });
  const decide = useMutation({
    mutationFn: ({ matchIds, decision, reason }: { matchIds: readonly string[]; decision: Decision; reason: string }) =>
      inPortions(matchIds, (ids) => call(routes.decideMatches, { body: { matchIds: ids, decision, reason } })),
    ...after,
    onSuccess: (_, { matchIds, decision }) => {
      onDone?.();
      toast.done(t(`protection.decided.${decision}`, { count: matchIds.length }), {
        label: t('protection.undo'),
        run: () => undo.mutate(matchIds),
      });
    },
  });
  return {
    busy: decide.isPending || undo.isPending,
    denied,
    decide: (matchIds, decision, reason = '') => {
      if (!denied && matchIds.length > 0) decide.mutate({ matchIds, decision, reason });
    },
    forCase,
    toCase: (matchIds) => setForCase(matchIds),
  };
}

async function inPortions(ids: readonly string[], send: (ids: string[]) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < ids.length; from += atOnce) await send(ids.slice(from, from + atOnce));
}
