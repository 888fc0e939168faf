/** A campaign's drama as a poster, and as a card with what it pays in one line. */
import { Link } from '../router.tsx';
import { useI18n } from '../../shared/i18n/i18n.ts';
import { Icon } from '../../shared/ui/Icon.tsx';
import { MadeCover } from '../../shared/ui/MadeCover.tsx';
import { addressOf } from '../api.ts';
import type { MarketEntry } from '../data.ts';
import { payParts, titleFor } from '../words.ts';
import './poster.css';

export function Poster({
  campaignId,
  title,
  hasPoster,
  eager = false,
}: {
  campaignId: string;
  title: string;
  hasPoster: boolean;
  eager?: boolean;
}) {
  if (!hasPoster) return <MadeCover id={campaignId} title={title} />;
  const source = addressOf('GET /api/v1/campaigns/:campaignId/poster', { params: { campaignId } });
  return <img className="cover" src={source} alt="" loading={eager ? 'eager' : 'lazy'} decoding="async" />;
}

export function CampaignCard({ entry, eager = false }: { entry: MarketEntry; eager?: boolean }) {
  const i18n = useI18n();
  const { t, language, format } = i18n;
  const title = titleFor(entry.work.texts, language) || entry.name;
  const pay = payParts(i18n, entry.terms);
  const channels = entry.channels.slice(0, 2).map((channel) => t(`channel.${channel}`));
  const more = entry.channels.length - channels.length;
  return (
    <Link to={`/campaigns/${entry.campaignId}`} className="campaign-card">
      <span className="campaign-poster">
        <Poster campaignId={entry.campaignId} title={title} hasPoster={entry.work.hasPoster} eager={eager} />
        {entry.claim && entry.claim.state !== 'withdrawn' && entry.claim.state !== 'refused' && (
          <span className="poster-mark">
            <Icon name="check" size={14} /> {t(`creator.claim_state.${entry.claim.state}`)}
          </span>
        )}
        {entry.trend > 0 && !entry.claim && (
          <span className="poster-mark poster-trend">
            <Icon name="tasks" size={14} /> {format.number(entry.trend)}
          </span>
        )}
      </span>
      <span className="campaign-title">{title}</span>
      {entry.name !== title && <span className="campaign-facts muted cut">{entry.name}</span>}
      <span className="campaign-pay">{pay[0] ?? t('creator.pay.none')}</span>
      <span className="campaign-facts muted">
        {channels.join(' · ')}
        {more > 0 && ` +${more}`}
      </span>
    </Link>
  );
}
