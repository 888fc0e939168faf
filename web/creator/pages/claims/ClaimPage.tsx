/** One promotion: per channel its code, link and QR, the clips with that code, captions to copy, posts, and what it brought. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, put, useLocation, useParams, useSearchParams } from '../../router.tsx';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { toast } from '../../../shared/ui/toast.tsx';
import { ask } from '../../api.ts';
import { claimQuery, performanceQuery, type ClaimDetail, type Placement } from '../../data.ts';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { Figures } from '../../ui/Figures.tsx';
import { Page, RefreshButton, Section } from '../../ui/Page.tsx';
import { Poster } from '../../ui/Poster.tsx';
import { Confirm } from '../../ui/Sheet.tsx';
import { Loaded, Notice, Waiting } from '../../ui/states.tsx';
import { channelPlacements, earnedOf, moneyWords, titleFor } from '../../words.ts';
import { AddChannels } from './AddChannels.tsx';
import { Captions } from './Captions.tsx';
import { ClaimStateTag } from './ClaimStateTag.tsx';
import { Clips } from './Clips.tsx';
import { CodeCard } from './CodeCard.tsx';
import { Posts } from './Posts.tsx';
import './claims.css';

export default function ClaimPage() {
  const { t, language } = useI18n();
  const { claimId = '' } = useParams();
  const claim = useQuery(claimQuery(claimId));
  const title = claim.data ? titleFor(claim.data.workTexts, language) || claim.data.campaignName : t('creator.claim.title');
  return (
    <Page
      title={title}
      back="/claims"
      wide
      actions={<RefreshButton busy={claim.isRefetching && !claim.data?.clips.length} onPress={() => void claim.refetch()} />}
    >
      <Loaded query={claim} waiting={<Waiting shape="card" count={3} />}>
        {(data) => <ClaimView claim={data} title={title} />}
      </Loaded>
    </Page>
  );
}

function ClaimView({ claim, title }: { claim: ClaimDetail; title: string }) {
  const { t } = useI18n();
  const location = useLocation();
  const [search, setSearch] = useSearchParams();
  const channels = channelPlacements(claim);
  const placement = channels.find(({ channel }) => channel === search.get('channel')) ?? channels[0];
  const taken = (location.state as { taken?: boolean } | null)?.taken === true;
  return (
    <>
      {taken && claim.state === 'approved' && <Notice tone="good">{t('creator.claim.taken', { count: channels.length })}</Notice>}
      <Standing claim={claim} title={title} />
      {claim.state === 'approved' && placement && (
        <>
          <div className="row claim-channels">
            <div className="chips-line" role="group" aria-label={t('creator.claim.channels')}>
              {channels.map(({ id, channel }) => (
                <button
                  key={id}
                  type="button"
                  className="pick"
                  aria-pressed={id === placement.id}
                  onClick={() => setSearch(put('channel', channel))}
                >
                  {t(`channel.${channel}`)}
                </button>
              ))}
              <AddChannels claim={claim} />
            </div>
          </div>
          <div className="claim-grid">
            <div className="stack stack-wide">
              <CodeCard key={placement.id} placement={placement} title={title} />
              <Clips claim={claim} placement={placement} title={title} />
            </div>
            <div className="stack stack-wide">
              <Captions key={`c${placement.id}`} placement={placement} />
              <PlacementNumbers claim={claim} placement={placement} />
              <Posts claim={claim} placement={placement} />
            </div>
          </div>
        </>
      )}
      <GiveBack claim={claim} />
    </>
  );
}

function Standing({ claim, title }: { claim: ClaimDetail; title: string }) {
  const { t, format } = useI18n();
  return (
    <div className="stack">
      <div className="standing">
        <Poster campaignId={claim.campaignId} title={title} hasPoster={claim.campaign.work.hasPoster} eager />
        <div className="grow">
          <ClaimStateTag state={claim.state} campaignState={claim.campaignState} />
          <p className="small muted">{claim.campaignName}</p>
          <Link to={`/campaigns/${claim.campaignId}`} className="small standing-link">
            {t('creator.claim.terms')}
          </Link>
        </div>
      </div>
      {claim.state === 'requested' && <Notice>{t('creator.claim.requested_text')}</Notice>}
      {claim.state === 'refused' && (
        <Notice
          tone="bad"
          action={
            <ButtonLink tone="plain" to={`/campaigns/${claim.campaignId}`}>
              {t('creator.claim.again')}
            </ButtonLink>
          }
        >
          {claim.note ? t('creator.claim.refused_because', { note: claim.note }) : t('creator.claim.refused_text')}
        </Notice>
      )}
      {claim.state === 'withdrawn' && (
        <Notice>{t('creator.claim.withdrawn_text', { date: format.date(claim.withdrawnAt ?? claim.requestedAt) })}</Notice>
      )}
      {claim.state === 'approved' && claim.campaignState === 'paused' && <Notice tone="warn">{t('creator.claim.paused_text')}</Notice>}
      {claim.state === 'approved' && claim.campaignState === 'ended' && <Notice tone="warn">{t('creator.claim.ended_text')}</Notice>}
    </div>
  );
}

function PlacementNumbers({ claim, placement }: { claim: ClaimDetail; placement: Placement }) {
  const i18n = useI18n();
  const { t } = i18n;
  const numbers = useQuery(performanceQuery({ campaignId: claim.campaignId }));
  const channelIds = claim.placements.filter(({ channel }) => channel === placement.channel).map(({ id }) => id);
  const rows = numbers.data?.placements.filter(({ placementId }) => channelIds.includes(placementId)) ?? [];
  const sum = (pick: (row: (typeof rows)[number]) => number) => rows.reduce((all, row) => all + pick(row), 0);
  const currency = claim.campaign.terms.currency;
  const money = ['estimatedMinor', 'onHoldMinor', 'payableMinor'] as const;
  const total = (key: (typeof money)[number]) =>
    rows.flatMap((row) => row.money.filter((one) => one.currency === currency)).reduce((all, one) => all + BigInt(one[key]), 0n);
  const earned = earnedOf([
    {
      currency,
      estimatedMinor: String(total('estimatedMinor')),
      onHoldMinor: String(total('onHoldMinor')),
      payableMinor: String(total('payableMinor')),
    },
  ]);
  return (
    <Section
      title={t('creator.claim.brought')}
      action={<Link to={`/orders?campaignId=${claim.campaignId}`}>{t('creator.claim.orders')}</Link>}
    >
      <div className="card stack">
        <Loaded query={numbers} waiting={<Waiting count={1} />}>
          {() => (
            <>
              <p className="claim-money claim-money-large">
                {moneyWords(i18n, earned)} <span className="small muted">{t('creator.claim.earned')}</span>
              </p>
              <Figures
                counts={{
                  clicks: sum((one) => one.clicks),
                  searches: sum((one) => one.searches),
                  installs: sum((one) => one.installs),
                  orders: sum((one) => one.orders),
                }}
              />
              {total('onHoldMinor') > 0n && (
                <p className="small muted">
                  {t('creator.claim.of_it_held', { amount: moneyWords(i18n, [{ currency, minor: total('onHoldMinor') }]) })}
                </p>
              )}
            </>
          )}
        </Loaded>
      </div>
    </Section>
  );
}

function GiveBack({ claim }: { claim: ClaimDetail }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const give = useMutation({
    mutationFn: () => ask('POST /api/v1/claims/:claimId/withdraw', { params: { claimId: claim.id } }),
    onSuccess: async () => {
      setAsking(false);
      toast.done(t('creator.claim.given_back'));
      for (const key of ['claim', 'claims', 'market', 'market-campaign']) await client.invalidateQueries({ queryKey: [key] });
    },
    onError: (error) => toast.failed(error),
  });
  if (claim.state !== 'approved' && claim.state !== 'requested') return null;
  return (
    <div>
      <Button tone="plain" onClick={() => setAsking(true)}>
        {t('creator.claim.give_back')}
      </Button>
      {asking && (
        <Confirm
          title={t('creator.claim.give_back')}
          text={t('creator.claim.give_back_text')}
          action={t('creator.claim.give_back')}
          busy={give.isPending}
          onConfirm={() => give.mutate()}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  );
}
