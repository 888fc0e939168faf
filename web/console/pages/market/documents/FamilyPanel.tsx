/** Who tells the same story: copies count as one source. A person may say otherwise, or put others to it, and take that back. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { intelligenceContract } from '../../../../../src/modules/intelligence/contract.ts';
import type { MarketDocumentDetail } from '../../../../../src/modules/intelligence/library/contract.ts';
import { call } from '../../../../shared/api/client.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { PermissionGate } from '../../../../shared/ui/PermissionGate.tsx';
import { toast } from '../../../../shared/ui/toast.tsx';
import { useUrlState } from '../../../../shared/ui/url-state.ts';
import { useNow } from '../../../../shared/ui/use-now.ts';
import { JoinDialog } from './JoinDialog.tsx';
import { Related } from './Related.tsx';
import { refreshMarket } from './queries.ts';

const { routes } = intelligenceContract;

export function FamilyPanel({ document }: { document: MarketDocumentDetail }) {
  const { t, format } = useI18n();
  const now = useNow();
  const [act, setAct] = useUrlState<string>('act', '', true);
  const { members, reason, said } = document.family;
  const { part, takeBack } = useFamilyActs(document.id);
  const saidKey = members.length > 0 ? 'market.family.said' : 'market.family.said_apart';
  return (
    <section>
      <h2>{t('market.family.title')}</h2>
      <p className="market-quiet">
        {members.length > 0 ? t(`market.family.reason.${reason}`, { count: members.length + 1 }) : t('market.family.none')}{' '}
        {said && t(saidKey, { by: said.by, when: format.ago(said.at, now) })}
      </p>
      {members.length > 0 && (
        <ul className="market-related">
          {members.map((one) => (
            <li key={one.id}>
              <Related one={one} />
              <PermissionGate permission={routes.moveMarketFamily.access}>
                <Button size="small" loading={part.isPending} onClick={() => part.mutate(one.id)}>
                  {t('market.family.part')}
                </Button>
              </PermissionGate>
            </li>
          ))}
        </ul>
      )}
      <div className="market-side-acts">
        <PermissionGate permission={routes.joinMarketFamily.access}>
          <Button size="small" onClick={() => setAct('join')}>
            {t('market.family.join')}
          </Button>
        </PermissionGate>
        {said && (
          <PermissionGate permission={routes.undoMarketFamily.access}>
            <Button size="small" loading={takeBack.isPending} onClick={() => takeBack.mutate()}>
              {t('market.family.take_back')}
            </Button>
          </PermissionGate>
        )}
      </div>
      {act === 'join' && <JoinDialog document={document} />}
    </section>
  );
}

function useFamilyActs(documentId: string) {
  const { t } = useI18n();
  const client = useQueryClient();
  const after = { onError: toast.failed, onSettled: () => refreshMarket(client) };
  const restore = useMutation({
    mutationFn: (moves: { documentId: string; familyId: string }[]) => call(routes.moveMarketFamily, { body: { moves } }),
    ...after,
  });
  const part = useMutation({
    mutationFn: (id: string) => call(routes.moveMarketFamily, { body: { moves: [{ documentId: id, familyId: null }] } }),
    onSuccess: ({ previous }) => toast.done(t('market.family.parted'), { label: t('action.undo'), run: () => restore.mutate(previous) }),
    ...after,
  });
  const takeBack = useMutation({
    mutationFn: () => call(routes.undoMarketFamily, { params: { documentId } }),
    onSuccess: () => toast.done(t('market.family.taken_back')),
    ...after,
  });
  return { part, takeBack };
}
