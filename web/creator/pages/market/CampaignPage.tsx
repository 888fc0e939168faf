/** One campaign: what it pays in figures and words, its rules, the hooks on offer, and the press that takes it. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useParams } from '../../router.tsx';
import { sentenceOf } from '../../../shared/api/errors.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Icon } from '../../../shared/ui/Icon.tsx';
import { campaignQuery, type MarketDetail, type Offer } from '../../data.ts';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { Page, Section } from '../../ui/Page.tsx';
import { Poster } from '../../ui/Poster.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { Loaded, Notice, Waiting } from '../../ui/states.tsx';
import { inLanguage, payParts, titleFor } from '../../words.ts';
import { isTaken, useTaking } from './take.ts';
import './market.css';

export default function CampaignPage() {
  const { t, language } = useI18n();
  const { campaignId = '' } = useParams();
  const campaign = useQuery(campaignQuery(campaignId));
  const title = campaign.data ? titleFor(campaign.data.work.texts, language) || campaign.data.name : t('creator.campaign.title');
  if (!campaign.data)
    return (
      <Page title={title} back="/market" wide>
        <Loaded query={campaign} waiting={<Waiting shape="card" />}>
          {() => null}
        </Loaded>
      </Page>
    );
  return <CampaignView campaign={campaign.data} title={title} />;
}

function CampaignView({ campaign, title }: { campaign: MarketDetail; title: string }) {
  const { t, format } = useI18n();
  const { channels, setChannels, take } = useTaking(campaign);
  const [choosing, setChoosing] = useState(false);
  const taken = isTaken(campaign);
  const closed = campaign.obstacle !== null;
  return (
    <Page
      title={title}
      bar={t('creator.campaign.title')}
      back="/market"
      wide
      foot={
        taken ? (
          <div className="take">
            <ButtonLink tone="primary" block large to={`/claims/${campaign.claim!.id}`}>
              {t('creator.campaign.open_claim')}
            </ButtonLink>
          </div>
        ) : (
          <div className="take">
            <button type="button" className="take-channels" aria-haspopup="dialog" onClick={() => setChoosing(true)}>
              <span className="small muted">
                {t('creator.campaign.for_channels', { count: channels.length })} <Icon name="down" size={14} />
              </span>
              <span className="strong cut">{format.list(channels.map((one) => t(`channel.${one}`)))}</span>
            </button>
            <Button tone="primary" large busy={take.isPending} disabled={closed || channels.length === 0} onClick={() => take.mutate(null)}>
              {t(campaign.approval === 'by_hand' ? 'creator.campaign.ask' : 'creator.campaign.take')}
            </Button>
          </div>
        )
      }
    >
      <div className="campaign">
        <Head campaign={campaign} title={title} />
        <div className="stack stack-wide">
          {campaign.obstacle && <Obstacle obstacle={campaign.obstacle} campaignId={campaign.campaignId} />}
          <Section title={t('creator.campaign.offers', { count: campaign.offers.length })}>
            {campaign.offers.length === 0 ? (
              <p className="muted">{t('creator.campaign.no_offers')}</p>
            ) : (
              <div className="offers">
                {campaign.offers.map((offer) => (
                  <OfferCard key={offer.id} campaign={campaign} offer={offer} title={title} />
                ))}
              </div>
            )}
          </Section>
          <Rules campaign={campaign} />
        </div>
        <Terms campaign={campaign} />
      </div>
      {choosing && <ChooseChannels campaign={campaign} channels={channels} onChange={setChannels} onClose={() => setChoosing(false)} />}
    </Page>
  );
}

function Head({ campaign, title }: { campaign: MarketDetail; title: string }) {
  const i18n = useI18n();
  const { t, format, language } = i18n;
  const parts = payParts(i18n, campaign.terms);
  const synopsis = inLanguage(campaign.work.texts, language)?.synopsis;
  return (
    <div className="campaign-head">
      <Poster campaignId={campaign.campaignId} title={title} hasPoster={campaign.work.hasPoster} eager />
      <div className="stack">
        <div>
          <h2>{title}</h2>
          {campaign.name !== title && <p className="muted small">{campaign.name}</p>}
        </div>
        <div className="row row-wrap">
          {campaign.work.genres.map((genre) => (
            <span key={genre} className="tag">
              {t(`genre.${genre}`)}
            </span>
          ))}
          {campaign.work.episodeCount > 0 && (
            <span className="tag">{t('creator.campaign.episodes', { count: campaign.work.episodeCount })}</span>
          )}
          {campaign.approval === 'by_hand' && <span className="tag tag-warn">{t('creator.campaign.by_hand')}</span>}
        </div>
        <p className="campaign-lead">{parts.length > 0 ? parts.slice(0, 2).join(' · ') : t('creator.pay.none')}</p>
        {campaign.pay.perOrderMinor !== '0' && (
          <p className="small muted">
            {t('creator.pay.estimate', {
              earn: format.money(campaign.pay.perOrderMinor, campaign.pay.currency),
              order: format.money(campaign.pay.usualOrderMinor, campaign.pay.currency),
            })}
          </p>
        )}
        {synopsis && <p className="small">{synopsis}</p>}
      </div>
    </div>
  );
}

function Obstacle({ obstacle, campaignId }: { obstacle: NonNullable<MarketDetail['obstacle']>; campaignId: string }) {
  const { t } = useI18n();
  const here = encodeURIComponent(`/campaigns/${campaignId}`);
  const way =
    obstacle.code === 'creators.terms_not_accepted'
      ? { to: `/terms?next=${here}`, label: t('creator.terms.read') }
      : obstacle.code === 'campaigns.account_required'
        ? { to: '/accounts', label: t('creator.accounts.file') }
        : null;
  return (
    <Notice
      tone="warn"
      action={
        way && (
          <ButtonLink tone="plain" to={way.to}>
            {way.label}
          </ButtonLink>
        )
      }
    >
      {sentenceOf(t, obstacle)}
    </Notice>
  );
}

function OfferCard({ campaign, offer, title }: { campaign: MarketDetail; offer: Offer; title: string }) {
  const { t, format } = useI18n();
  const words = offer.line || offer.title;
  return (
    <Link to={`/campaigns/${campaign.campaignId}/watch?offer=${offer.id}`} className="offer-card">
      <span className="offer-picture">
        <Poster campaignId={campaign.campaignId} title={title} hasPoster={campaign.work.hasPoster} />
        <span className="visually-hidden">{t('creator.campaign.watch')} </span>
        <span className="offer-play">
          <Icon name="play" size={22} />
        </span>
        {offer.durationMs !== null && <span className="offer-time">{format.clock(offer.durationMs)}</span>}
      </span>
      <span className="offer-line">{words}</span>
    </Link>
  );
}

function Rules({ campaign }: { campaign: MarketDetail }) {
  const { t, language } = useI18n();
  const rules = inLanguage(campaign.rules, language);
  if (!rules) return null;
  return (
    <Section title={t('creator.campaign.rules')}>
      <p className="prose card" lang={rules.language}>
        {rules.text}
      </p>
    </Section>
  );
}

function Terms({ campaign }: { campaign: MarketDetail }) {
  const i18n = useI18n();
  const { t, format, language } = i18n;
  const { terms } = campaign;
  const words = inLanguage(terms.words, language);
  const money = (minor: string | null) => (minor === null ? null : format.money(minor, terms.currency));
  const percent = (bps: number | null) => (bps ? format.percent(bps / 10_000, 2) : null);
  const facts: [string, string | null][] = [
    [t('creator.terms_of.order_share'), percent(terms.orderShareBps)],
    [t('creator.terms_of.renewal_share'), percent(terms.renewalShareBps)],
    [t('creator.terms_of.ad_share'), percent(terms.adRevenueShareBps)],
    [t('creator.terms_of.per_order'), money(terms.perOrderMinor)],
    [t('creator.terms_of.per_install'), money(terms.perInstallMinor)],
    [t('creator.terms_of.cap_order'), money(terms.capPerOrderMinor)],
    [t('creator.terms_of.cap_creator'), money(terms.capPerCreatorMinor)],
    [t('creator.terms_of.agency'), percent(campaign.agencyShareBps)],
    [t('creator.terms_of.code_window'), terms.windows.codeDays ? t('creator.terms_of.days', { count: terms.windows.codeDays }) : null],
    [
      t('creator.terms_of.click_window'),
      terms.windows.clickHours ? t('creator.terms_of.hours', { count: terms.windows.clickHours }) : null,
    ],
    [
      t('creator.terms_of.account_window'),
      terms.windows.accountDays ? t('creator.terms_of.days', { count: terms.windows.accountDays }) : null,
    ],
    [t('creator.terms_of.hold'), t('creator.terms_of.days', { count: terms.holdDays })],
    [
      t('creator.terms_of.dates'),
      t(campaign.endsAt ? 'creator.terms_of.from_until' : 'creator.terms_of.from', {
        from: format.date(campaign.startsAt),
        until: campaign.endsAt ? format.date(campaign.endsAt) : '',
      }),
    ],
    [
      t('creator.terms_of.territories'),
      campaign.territories.length === 0
        ? t('creator.terms_of.everywhere')
        : format.list(campaign.territories.map((code) => format.country(code))),
    ],
    [t('creator.terms_of.filed'), t(campaign.requireFiledAccount ? 'creator.terms_of.filed_yes' : 'creator.terms_of.filed_no')],
  ];
  return (
    <Section title={t('creator.campaign.terms')}>
      <div className="card stack">
        {words && (
          <p className="prose" lang={words.language}>
            {words.text}
          </p>
        )}
        <dl className="facts">
          {facts
            .filter(([, value]) => value !== null)
            .map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
        </dl>
        <p className="small muted">{t('creator.terms_of.version', { version: campaign.termsVersion })}</p>
      </div>
    </Section>
  );
}

function ChooseChannels({
  campaign,
  channels,
  onChange,
  onClose,
}: {
  campaign: MarketDetail;
  channels: MarketDetail['channels'];
  onChange: (channels: MarketDetail['channels']) => void;
  onClose: () => void;
}) {
  const { t } = useI18n();
  return (
    <Sheet
      title={t('creator.campaign.choose')}
      onClose={onClose}
      foot={
        <Button tone="primary" onClick={onClose}>
          {t('creator.campaign.chosen')}
        </Button>
      }
    >
      <p className="muted small">{t('creator.campaign.choose_text')}</p>
      <div role="group" aria-label={t('creator.campaign.choose')}>
        {campaign.channelChoices.map(({ channel, allowed, filed, reason }) => (
          <label key={channel} className={allowed ? 'channel-choice' : 'channel-choice is-closed'}>
            <input
              type="checkbox"
              disabled={!allowed}
              checked={channels.includes(channel)}
              onChange={({ target }) => onChange(target.checked ? [...channels, channel] : channels.filter((one) => one !== channel))}
            />
            <span className="grow">
              <span className="strong">{t(`channel.${channel}`)}</span>{' '}
              {filed && <span className="tag tag-good">{t('creator.account_state.approved')}</span>}
              {reason && (
                <span className="small muted" style={{ display: 'block' }}>
                  {sentenceOf(t, reason)}
                </span>
              )}
            </span>
          </label>
        ))}
      </div>
      <Link to="/accounts" className="small">
        {t('creator.campaign.file_more')}
      </Link>
    </Sheet>
  );
}
