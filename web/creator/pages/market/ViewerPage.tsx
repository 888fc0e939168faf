/** The hooks on offer, one a screen, swiped upwards; the one that convinces is taken with one press, clip and codes together. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { navigate, put, useLocation, useParams, useSearchParams } from '../../router.tsx';
import { sentenceOf } from '../../../shared/api/errors.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { toast } from '../../../shared/ui/toast.tsx';
import { campaignQuery, claimQuery, makeClip, type MarketDetail, type Offer } from '../../data.ts';
import { Button, RoundButton } from '../../ui/Button.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { channelPlacements, titleFor } from '../../words.ts';
import { OfferVideo } from './OfferVideo.tsx';
import { isTaken, useTaking } from './take.ts';
import './market.css';

export default function ViewerPage() {
  const { campaignId = '' } = useParams();
  const campaign = useQuery(campaignQuery(campaignId));
  return (
    <div className="viewer-room">
      <Loaded query={campaign}>{(found) => <Viewer campaign={found} />}</Loaded>
    </div>
  );
}

function Viewer({ campaign }: { campaign: MarketDetail }) {
  const { t, language } = useI18n();
  const location = useLocation();
  const [search, setSearch] = useSearchParams();
  const room = useRef<HTMLElement>(null);
  const asked = campaign.offers.findIndex(({ id }) => id === search.get('offer'));
  const [at, setAt] = useState(Math.max(0, asked));
  const [muted, setMuted] = useState(true);
  const title = titleFor(campaign.work.texts, language) || campaign.name;
  const back = () => (location.key === 'default' ? navigate(`/campaigns/${campaign.campaignId}`, { replace: true }) : navigate(-1));

  useEffect(() => {
    room.current?.children[Math.max(0, asked)]?.scrollIntoView({ behavior: 'instant' });
    // Only the first time: afterwards the finger leads.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  const settle = () => {
    const element = room.current;
    if (!element) return;
    const next = Math.round(element.scrollTop / element.clientHeight);
    if (next === at || !campaign.offers[next]) return;
    setAt(next);
    setSearch(put('offer', campaign.offers[next].id));
  };
  const step = (by: number) => {
    const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    room.current?.children[at + by]?.scrollIntoView({ behavior: calm ? 'instant' : 'smooth' });
  };
  if (campaign.offers.length === 0) return <Empty icon="film" title={t('creator.campaign.no_offers')} />;
  return (
    <>
      <title>{`${title} · Hookline`}</title>
      <header className="viewer-bar">
        <RoundButton icon="close" label={t('action.close')} onClick={back} />
        <h1 className="cut">{title}</h1>
        <span className="viewer-count" aria-live="polite">
          {at + 1} / {campaign.offers.length}
        </span>
        <RoundButton
          icon={muted ? 'muted' : 'volume'}
          label={t(muted ? 'creator.viewer.sound_on' : 'creator.viewer.sound_off')}
          onClick={() => setMuted(!muted)}
        />
      </header>
      <main
        ref={room}
        className="viewer"
        tabIndex={0}
        aria-label={t('creator.viewer.label')}
        onScroll={settle}
        onKeyDown={(event) => {
          const by = { ArrowDown: 1, ArrowUp: -1, PageDown: 1, PageUp: -1 }[event.key];
          if (event.key === 'Escape') back();
          if (!by) return;
          event.preventDefault();
          step(by);
        }}
      >
        {campaign.offers.map((offer, index) => (
          <section key={offer.id} className="viewer-slide" aria-label={offer.line || offer.title}>
            {Math.abs(index - at) <= 1 && (
              <OfferVideo campaignId={campaign.campaignId} offer={offer} playing={index === at} muted={muted}>
                <TakeThis campaign={campaign} offer={offer} />
              </OfferVideo>
            )}
          </section>
        ))}
      </main>
    </>
  );
}

/** What the press does depends on where one stands: take and make, or only make. */
function TakeThis({ campaign, offer }: { campaign: MarketDetail; offer: Offer }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const { take } = useTaking(campaign);
  const claimId = campaign.claim?.id ?? '';
  const held = campaign.claim?.state === 'approved';
  const make = useMutation({
    mutationFn: async () => {
      const claim = await client.ensureQueryData(claimQuery(claimId));
      const [placement] = channelPlacements(claim);
      if (placement) await makeClip(client, placement, offer.id);
    },
    onSuccess: () => navigate(`/claims/${claimId}`, { state: { offerId: offer.id } }),
    onError: (error) => toast.failed(error),
  });
  if (held)
    return (
      <Button tone="primary" large block busy={make.isPending} icon="film" onClick={() => make.mutate()}>
        {t('creator.viewer.make')}
      </Button>
    );
  if (isTaken(campaign)) return <p className="viewer-note">{t('creator.claim.requested_text')}</p>;
  return (
    <>
      {campaign.obstacle && <p className="viewer-note">{sentenceOf(t, campaign.obstacle)}</p>}
      <Button tone="primary" large block busy={take.isPending} disabled={campaign.obstacle !== null} onClick={() => take.mutate(offer.id)}>
        {t(campaign.approval === 'by_hand' ? 'creator.campaign.ask' : 'creator.viewer.take')}
      </Button>
    </>
  );
}
