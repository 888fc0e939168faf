/** One campaign: for staff its figures, offers, claims, codes and terms; for an agency what it offers and what it keeps. */
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { Suspense, lazy } from 'react';
import { Link, useParams } from 'react-router';
import type { Campaign } from '../../../../src/modules/campaigns/contract.ts';
import { useMe } from '../../../shared/api/me.ts';
import { textFor } from '../../../shared/api/words.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { useDays } from '../../../shared/table/filters.tsx';
import { Icon } from '../../../shared/ui/Icon.tsx';
import { LinkButton } from '../../../shared/ui/LinkButton.tsx';
import { Menu, type MenuItem } from '../../../shared/ui/Menu.tsx';
import { LinkTabs, PageFrame } from '../../../shared/ui/PageFrame.tsx';
import { PermissionGate, useDenied } from '../../../shared/ui/PermissionGate.tsx';
import { ErrorState, LoadingLines } from '../../../shared/ui/states.tsx';
import { useUrlState } from '../../../shared/ui/url-state.ts';
import { FunnelBoard } from '../data/funnel/FunnelBoard.tsx';
import { MarketCampaign } from './MarketCampaign.tsx';
import { Budget, CampaignPoster, CampaignStateBadge, Warnings, datesWords } from './parts.tsx';
import { campaignQuery } from './queries.ts';
import { payWords } from './terms-words.ts';

const OffersTab = lazy(() => import('./offers/OffersTab.tsx'));
const ClaimsTab = lazy(() => import('./ClaimsTab.tsx'));
const PlacementsTab = lazy(() => import('./PlacementsTab.tsx'));
const TermsTab = lazy(() => import('./TermsTab.tsx'));
const StateDialog = lazy(() => import('./StateDialog.tsx'));

const tabs = ['overview', 'offers', 'claims', 'placements', 'terms'] as const;
type Tab = (typeof tabs)[number];
const dimensions = ['creator', 'channel', 'clip', 'hook', 'agency', 'country', 'day'] as const;

export function Component() {
  const me = useMe();
  const { campaignId } = useParams();
  return me.permissions.includes('campaigns.read') ? (
    <StaffCampaign campaignId={campaignId!} />
  ) : (
    <MarketCampaign campaignId={campaignId!} />
  );
}

function StaffCampaign({ campaignId }: { campaignId: string }) {
  const { t } = useI18n();
  const query = useQuery(campaignQuery(campaignId));
  const back = { to: '/campaigns', label: t('nav.campaigns') };
  if (!query.data)
    return (
      <PageFrame title={t('nav.campaigns')} back={back}>
        {query.error ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : <LoadingLines lines={8} height={28} />}
      </PageFrame>
    );
  return <CampaignFrame campaign={query.data} />;
}

function CampaignFrame({ campaign }: { campaign: Campaign }) {
  const i18n = useI18n();
  const { t, language } = i18n;
  const [asked] = useUrlState<Tab>('tab', 'overview');
  const [dialog, setDialog] = useUrlState<string>('dialog', '', true);
  const tab = tabs.includes(asked) ? asked : 'overview';
  const base = `/campaigns/${campaign.id}`;
  const counts: Partial<Record<Tab, number>> = {
    offers: campaign.offers.length,
    claims: campaign.claims.approved + campaign.claims.requested,
  };
  return (
    <div className="page">
      <title>{`${campaign.name} · Hookline`}</title>
      <header className="campaign-head">
        <span className="campaign-poster">
          <CampaignPoster campaignId={campaign.id} work={campaign.work} />
        </span>
        <div className="campaign-head-text">
          <div className="page-eyebrow">
            <BackLink to="/campaigns" label={t('nav.campaigns')} />
          </div>
          <h1>{campaign.name}</h1>
          <p className="page-lead">
            <BackLink to={`/works/${campaign.work.id}`} label={textFor(campaign.work.texts, language).title} plain />
            {' · '}
            {payWords(i18n, campaign)}
            {' · '}
            {datesWords(i18n, campaign)}
          </p>
          <p className="campaign-facts">
            <CampaignStateBadge state={campaign.state} />
            <span>
              {t('promotion.column.budget')}{' '}
              <Budget spentMinor={campaign.spentMinor} budgetMinor={campaign.budgetMinor} currency={campaign.currency} />
            </span>
          </p>
        </div>
        <CampaignActions campaign={campaign} onDialog={setDialog} />
      </header>
      <Warnings warnings={campaign.warnings} />
      <LinkTabs
        label={t('promotion.tabs')}
        current={tab}
        tabs={tabs.map((key) => ({
          key,
          to: key === 'overview' ? base : `${base}?tab=${key}`,
          label: t(`promotion.tab.${key}`),
          count: counts[key],
        }))}
      />
      <Suspense fallback={<LoadingLines lines={6} />}>
        {tab === 'overview' && <Overview campaignId={campaign.id} />}
        {tab === 'offers' && <OffersTab campaign={campaign} />}
        {tab === 'claims' && <ClaimsTab filter={{ campaignId: campaign.id }} />}
        {tab === 'placements' && <PlacementsTab filter={{ campaignId: campaign.id }} />}
        {tab === 'terms' && <TermsTab campaign={campaign} />}
        {dialog !== '' && <StateDialog campaign={campaign} action={dialog} onClose={() => setDialog(null)} />}
      </Suspense>
    </div>
  );
}

function BackLink({ to, label, plain = false }: { to: string; label: string; plain?: boolean }) {
  return (
    <Link to={to}>
      {!plain && <Icon name="left" size={13} />} {label}
    </Link>
  );
}

function Overview({ campaignId }: { campaignId: string }) {
  const { from, to } = useDays();
  return <FunnelBoard scope={{ campaignId, from, to }} dimensions={dimensions} hooks />;
}

function CampaignActions({ campaign, onDialog }: { campaign: Campaign; onDialog: (dialog: string) => void }) {
  const { t } = useI18n();
  const cannotWrite = useDenied('campaigns.write');
  const cannotPublish = useDenied('campaigns.publish');
  const { state } = campaign;
  const main = { draft: 'publish', published: 'pause', paused: 'resume', ended: null }[state];
  const items: MenuItem[] = [
    ...(state === 'published' || state === 'paused'
      ? [
          {
            kind: 'action' as const,
            key: 'end',
            label: t('promotion.action.end'),
            icon: 'close' as const,
            danger: true,
            because: cannotPublish,
            onPick: () => onDialog('end'),
          },
        ]
      : []),
    ...(state === 'draft' && !campaign.trashedAt
      ? [
          {
            kind: 'action' as const,
            key: 'trash',
            label: t('promotion.action.trash'),
            icon: 'trash' as const,
            because: cannotWrite,
            onPick: () => onDialog('trash'),
          },
        ]
      : []),
    ...(campaign.trashedAt
      ? [
          {
            kind: 'action' as const,
            key: 'restore',
            label: t('promotion.action.restore'),
            icon: 'restore' as const,
            because: cannotWrite,
            onPick: () => onDialog('restore'),
          },
          {
            kind: 'action' as const,
            key: 'delete',
            label: t('promotion.action.delete'),
            icon: 'trash' as const,
            danger: true,
            because: cannotWrite,
            onPick: () => onDialog('delete'),
          },
        ]
      : []),
  ];
  return (
    <div className="page-actions">
      <PermissionGate permission="campaigns.write" because={state === 'ended' ? t('promotion.ended_fixed') : undefined}>
        <LinkButton to={`/campaigns/${campaign.id}/edit`} icon={<Icon name="edit" size={16} />}>
          {t('action.edit')}
        </LinkButton>
      </PermissionGate>
      {main && !campaign.trashedAt && (
        <PermissionGate permission="campaigns.publish">
          <Button type={main === 'pause' ? 'default' : 'primary'} onClick={() => onDialog(main)}>
            {t(`promotion.action.${main}`)}
          </Button>
        </PermissionGate>
      )}
      {items.length > 0 && <Menu label={t('action.more')} button={<Icon name="more" />} items={items} />}
    </div>
  );
}
