/** A campaign as an agency sees it: its terms, what it keeps of its creators' share, its creators' figures, claims and codes. */
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { Suspense, lazy, useState } from 'react';
import { campaignsContract, type MarketDetail } from '../../../../src/modules/campaigns/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { sentence } from '../../../shared/api/errors.ts';
import { textFor } from '../../../shared/api/words.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { bpsOf, percentOf } from '../../../shared/i18n/money.ts';
import { useDays } from '../../../shared/table/filters.tsx';
import { itemsOf } from '../../../shared/table/Listing.tsx';
import { Field, LinkTabs, PageFrame, Panel } from '../../../shared/ui/PageFrame.tsx';
import { PermissionGate } from '../../../shared/ui/PermissionGate.tsx';
import { ErrorState, LoadingLines, Notice } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { useUrlState } from '../../../shared/ui/url-state.ts';
import { agenciesQuery } from '../creators/queries.ts';
import { FunnelBoard } from '../data/funnel/FunnelBoard.tsx';
import { datesWords } from './parts.tsx';
import { marketCampaignQuery } from './queries.ts';
import { payWords } from './terms-words.ts';
import { TermsPaper } from './TermsPaper.tsx';

const ClaimsTab = lazy(() => import('./ClaimsTab.tsx'));
const PlacementsTab = lazy(() => import('./PlacementsTab.tsx'));

const tabs = ['terms', 'overview', 'claims', 'placements'] as const;
type Tab = (typeof tabs)[number];

export function MarketCampaign({ campaignId }: { campaignId: string }) {
  const i18n = useI18n();
  const { t, language, format } = i18n;
  const query = useQuery(marketCampaignQuery(campaignId));
  const [asked] = useUrlState<Tab>('tab', 'terms');
  const { from, to } = useDays();
  const tab = tabs.includes(asked) ? asked : 'terms';
  const back = { to: '/campaigns', label: t('nav.campaigns') };
  const campaign = query.data;
  if (!campaign)
    return (
      <PageFrame title={t('nav.campaigns')} back={back}>
        {query.error ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : <LoadingLines lines={8} height={28} />}
      </PageFrame>
    );
  const base = `/campaigns/${campaignId}`;
  return (
    <PageFrame
      title={campaign.name}
      back={back}
      lead={`${textFor(campaign.work.texts, language).title} · ${payWords(i18n, campaign.terms)} · ${datesWords(i18n, campaign)}`}
    >
      <LinkTabs
        label={t('promotion.tabs')}
        current={tab}
        tabs={tabs.map((key) => ({ key, to: key === 'terms' ? base : `${base}?tab=${key}`, label: t(`promotion.tab.${key}`) }))}
      />
      <Suspense fallback={<LoadingLines lines={6} />}>
        {tab === 'terms' && (
          <div className="terms-tab">
            <div className="stack">
              <TermsPaper figures={campaign.terms} words={campaign.terms.words} title="" version={campaign.termsVersion} />
              {campaign.rules.map((rule) => (
                <Panel key={rule.language} title={`${t('promotion.field.rules')} · ${format.languageName(rule.language)}`}>
                  <div className="plain-text" lang={rule.language}>
                    {rule.text}
                  </div>
                </Panel>
              ))}
            </div>
            <OwnShare campaign={campaign} />
          </div>
        )}
        {tab === 'overview' && (
          <FunnelBoard scope={{ campaignId, from, to }} dimensions={['creator', 'channel', 'clip', 'hook', 'country', 'day']} hooks />
        )}
        {tab === 'claims' && <ClaimsTab filter={{ campaignId }} />}
        {tab === 'placements' && <PlacementsTab filter={{ campaignId }} />}
      </Suspense>
    </PageFrame>
  );
}

/** The agency's own part, within what the campaign allows, with what it means for one order. */
function OwnShare({ campaign }: { campaign: MarketDetail }) {
  const { t, format } = useI18n();
  const client = useQueryClient();
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? percentOf(campaign.agencyShareBps ?? 0);
  const bps = bpsOf(text);
  const most = campaign.agencyShareMaxBps;
  const issue =
    bps === null
      ? t('promotion.issue.share')
      : bps > most
        ? t('promotion.share_most', { share: format.percent(most / 10_000, 2) })
        : undefined;
  // An agency finds itself, and nobody else, in the list of agencies.
  const [agency] = itemsOf(useInfiniteQuery(agenciesQuery));
  const save = useMutation({
    mutationFn: (shareBps: number) =>
      call(campaignsContract.routes.setAgencyShares, {
        params: { campaignId: campaign.campaignId },
        body: { shares: [{ agencyId: agency!.id, shareBps }] },
      }),
    onSuccess: () => {
      setTyped(null);
      void client.invalidateQueries({ queryKey: ['market-campaign', campaign.campaignId] });
      toast.done(t('action.saved'));
    },
  });
  const whole = BigInt(campaign.pay.perOrderMinor);
  const kept = (whole * BigInt(bps ?? 0)) / 10_000n;
  return (
    <Panel title={t('promotion.own_share')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (bps !== null && !issue) save.mutate(bps);
        }}
      >
        {save.error && <Notice tone="bad">{sentence(t, save.error)}</Notice>}
        <Field
          id="own-share"
          label={t('promotion.own_share_label')}
          error={issue}
          hint={t('promotion.share_most', { share: format.percent(most / 10_000, 2) })}
        >
          <Input
            id="own-share"
            inputMode="decimal"
            suffix="%"
            maxLength={6}
            disabled={most === 0}
            value={text}
            onChange={(event) => setTyped(event.target.value)}
          />
        </Field>
        {bps !== null && !issue && whole > 0n && (
          <p className="terms-example">
            {t('promotion.own_share_example', {
              order: format.money(campaign.pay.usualOrderMinor, campaign.pay.currency),
              kept: format.money(kept, campaign.pay.currency),
              left: format.money(whole - kept, campaign.pay.currency),
            })}
          </p>
        )}
        <p className="field-hint">{t('promotion.own_share_from_now')}</p>
        <PermissionGate permission="campaigns.set_agency_shares" because={issue}>
          <Button type="primary" htmlType="submit" disabled={typed === null || !agency} loading={save.isPending}>
            {t('action.save')}
          </Button>
        </PermissionGate>
      </form>
    </Panel>
  );
}
