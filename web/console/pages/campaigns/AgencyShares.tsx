/** What agencies keep of their creators' money: one share for all, and one of their own for those who agreed otherwise. */
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { campaignsContract, type Campaign } from '../../../../src/modules/campaigns/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { sentence } from '../../../shared/api/errors.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { bpsOf, percentOf } from '../../../shared/i18n/money.ts';
import { itemsOf } from '../../../shared/table/Listing.tsx';
import { Panel } from '../../../shared/ui/PageFrame.tsx';
import { PermissionGate, useDenied } from '../../../shared/ui/PermissionGate.tsx';
import { Notice } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { agenciesQuery } from '../creators/queries.ts';

export function AgencyShares({ campaign }: { campaign: Campaign }) {
  const { t, format } = useI18n();
  const client = useQueryClient();
  const denied = useDenied('campaigns.set_agency_shares');
  const agencies = itemsOf(useInfiniteQuery(agenciesQuery));
  const [typed, setTyped] = useState<Record<string, string>>({});
  const most = campaign.terms.agencyShareMaxBps;
  const own = new Map(campaign.agencyShares.agencies.map((one) => [one.agencyId, one.shareBps]));
  const shownOf = (key: string) =>
    typed[key] ?? percentOf(key === '' ? campaign.agencyShares.defaultBps : (own.get(key) ?? campaign.agencyShares.defaultBps));
  const wrong = (key: string) => {
    const bps = bpsOf(shownOf(key));
    return bps === null || bps > most;
  };
  const save = useMutation({
    mutationFn: () =>
      call(campaignsContract.routes.setAgencyShares, {
        params: { campaignId: campaign.id },
        body: { shares: Object.keys(typed).map((key) => ({ agencyId: key || null, shareBps: bpsOf(shownOf(key))! })) },
      }),
    onSuccess: () => {
      setTyped({});
      void client.invalidateQueries({ queryKey: ['campaign', campaign.id] });
      toast.done(t('action.saved'));
    },
  });
  const row = (key: string, name: string) => (
    <li key={key} className="row">
      <span className="row-main">
        <strong>{name}</strong>
        {wrong(key) && <small className="field-error">{t('promotion.share_most', { share: format.percent(most / 10_000, 2) })}</small>}
      </span>
      <span className="share-input">
        <Input
          aria-label={t('promotion.share_of', { name })}
          inputMode="decimal"
          suffix="%"
          maxLength={6}
          disabled={denied !== undefined || most === 0}
          {...(wrong(key) && { status: 'error' as const })}
          value={shownOf(key)}
          onChange={(event) => setTyped({ ...typed, [key]: event.target.value })}
        />
      </span>
    </li>
  );
  return (
    <Panel flush title={t('promotion.agency_shares')}>
      <p className="panel-note">
        {most === 0 ? t('promotion.agency_shares_none') : t('promotion.agency_shares_text', { share: format.percent(most / 10_000, 2) })}
      </p>
      {save.error && <Notice tone="bad">{sentence(t, save.error)}</Notice>}
      <ul className="rows">
        {row('', t('promotion.all_agencies'))}
        {agencies.map((agency) => row(agency.id, agency.name))}
      </ul>
      {Object.keys(typed).length > 0 && (
        <div className="panel-body">
          <PermissionGate
            permission="campaigns.set_agency_shares"
            because={Object.keys(typed).some(wrong) ? t('promotion.share_most', { share: format.percent(most / 10_000, 2) }) : undefined}
          >
            <Button type="primary" loading={save.isPending} onClick={() => save.mutate()}>
              {t('action.save')}
            </Button>
          </PermissionGate>
        </div>
      )}
    </Panel>
  );
}
