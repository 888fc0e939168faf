/** What creators may choose from, in the order in which they see it: hooks and finished clips of the drama. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { campaignsContract, type Campaign } from '../../../../../src/modules/campaigns/contract.ts';
import { call } from '../../../../shared/api/client.ts';
import { sentence } from '../../../../shared/api/errors.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { Panel } from '../../../../shared/ui/PageFrame.tsx';
import { PermissionGate, useDenied } from '../../../../shared/ui/PermissionGate.tsx';
import { EmptyState, Notice } from '../../../../shared/ui/states.tsx';
import { toast } from '../../../../shared/ui/toast.tsx';
import { campaignQuery } from '../queries.ts';
import { OfferPool } from './OfferPool.tsx';
import { OfferList } from './OfferList.tsx';
import './offers.css';

/** An offer as it is arranged here; `id` is there once it is saved. */
export type OfferDraft = {
  id: string | null;
  kind: 'hook' | 'clip';
  sourceId: string;
  note: string;
  title: string;
  line: string;
  durationMs: number | null;
  score: number | null;
  problem: Campaign['offers'][number]['problem'];
};

const draftsOf = (campaign: Campaign): OfferDraft[] =>
  campaign.offers.map(({ id, kind, sourceId, note, title, line, durationMs, score, problem }) => ({
    id,
    kind,
    sourceId,
    note,
    title,
    line,
    durationMs,
    score,
    problem,
  }));
const most = 200;

export default function OffersTab({ campaign }: { campaign: Campaign }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const denied = useDenied('campaigns.write') ?? (campaign.state === 'ended' ? t('promotion.ended_fixed') : undefined);
  const [changed, setChanged] = useState<OfferDraft[] | null>(null);
  const offers = changed ?? draftsOf(campaign);
  const save = useMutation({
    mutationFn: () =>
      call(campaignsContract.routes.setOffers, {
        params: { campaignId: campaign.id },
        body: { offers: offers.map(({ id, kind, sourceId, note }) => ({ ...(id && { id }), kind, sourceId, note })) },
      }),
    onSuccess: (saved) => {
      client.setQueryData(campaignQuery(campaign.id).queryKey, saved);
      void client.invalidateQueries({ queryKey: ['campaigns'] });
      setChanged(null);
      toast.done(t('promotion.offers_saved', { count: saved.offers.length }));
    },
  });
  return (
    <div className="offers">
      <Panel flush title={t('promotion.offers_chosen', { count: offers.length })}>
        {save.error && <Notice tone="bad">{sentence(t, save.error)}</Notice>}
        {offers.length === 0 ? (
          <EmptyState icon="hook" title={t('promotion.no_offers')} text={t('promotion.no_offers_text')} />
        ) : (
          <OfferList campaignId={campaign.id} offers={offers} disabledBecause={denied} onChange={setChanged} />
        )}
        {changed && (
          <div className="offers-actions">
            <Button onClick={() => setChanged(null)}>{t('promotion.discard')}</Button>
            <PermissionGate permission="campaigns.write">
              <Button type="primary" loading={save.isPending} onClick={() => save.mutate()}>
                {t('action.save')}
              </Button>
            </PermissionGate>
          </div>
        )}
      </Panel>
      <OfferPool
        workId={campaign.work.id}
        chosen={new Set(offers.map((one) => one.sourceId))}
        disabledBecause={denied ?? (offers.length >= most ? t('promotion.offers_most', { count: most }) : undefined)}
        onAdd={(added) => setChanged([...offers, ...added].slice(0, most))}
        onRemove={(sourceId) => setChanged(offers.filter((one) => one.sourceId !== sourceId))}
      />
    </div>
  );
}
