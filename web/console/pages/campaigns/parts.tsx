/** Small parts that several pages about campaigns share: states, warnings, budgets, names. */
import { campaignsContract, type CampaignState, type CampaignSummary } from '../../../../src/modules/campaigns/contract.ts';
import { hrefOf } from '../../../shared/api/client.ts';
import { textFor } from '../../../shared/api/words.ts';
import { useI18n, type I18n } from '../../../shared/i18n/i18n.ts';
import { Cover } from '../../../shared/ui/Cover.tsx';
import { Icon } from '../../../shared/ui/Icon.tsx';
import { Badge, type Tone } from '../../../shared/ui/PageFrame.tsx';
import { Notice } from '../../../shared/ui/states.tsx';
import './campaigns.css';

const stateTones: Record<CampaignState, Tone> = { draft: 'plain', published: 'good', paused: 'warn', ended: 'plain' };

export function CampaignStateBadge({ state }: { state: CampaignState }) {
  const { t } = useI18n();
  return <Badge tone={stateTones[state]}>{t(`promotion.state.${state}`)}</Badge>;
}

/** A warning in words; a code from a newer server still names itself. */
export function warningWords({ t, format }: Pick<I18n, 't' | 'format'>, warning: CampaignSummary['warnings'][number]): string {
  const params = Object.fromEntries(
    Object.entries(warning.params).map(([name, value]) => [
      name,
      typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) ? format.dateTime(value) : value,
    ]),
  );
  const key = `promotion.warning.${warning.code}`;
  return t.exists(key, params) ? t(key, params) : warning.code;
}

/** Warnings that stand in the way of a good campaign, told apart from mere news. */
const grave = new Set([
  'filing_missing',
  'filing_expired',
  'filing_not_yet',
  'budget_reached',
  'no_offers',
  'offer_gone',
  'no_pay',
  'work_trashed',
  'rights_not_registered',
]);

export function Warnings({ warnings }: { warnings: CampaignSummary['warnings'] }) {
  const i18n = useI18n();
  if (warnings.length === 0) return null;
  const lines = (heavy: boolean) =>
    warnings.filter((warning) => grave.has(warning.code) === heavy).map((warning) => warningWords(i18n, warning));
  return (
    <div className="notices">
      <WarningLines tone="warn" lines={lines(true)} />
      <WarningLines tone="info" lines={lines(false)} />
    </div>
  );
}

function WarningLines({ tone, lines }: { tone: 'warn' | 'info'; lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <Notice tone={tone}>
      {lines.length === 1 ? (
        lines[0]
      ) : (
        <ul className="notice-lines">
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
    </Notice>
  );
}

/** How many warnings, with their words for whoever rests on it. */
export function WarningCount({ warnings }: { warnings: CampaignSummary['warnings'] }) {
  const i18n = useI18n();
  const shown = warnings.filter((warning) => grave.has(warning.code));
  if (shown.length === 0) return null;
  const words = shown.map((warning) => warningWords(i18n, warning)).join('\n');
  return (
    <span className="gate" tabIndex={0} role="img" aria-label={words} data-tip={words}>
      <Badge tone="warn">
        <Icon name="warn" size={13} /> {shown.length}
      </Badge>
    </span>
  );
}

/** What is spent of a budget, as a bar and as figures. */
export function Budget({ spentMinor, budgetMinor, currency }: { spentMinor: string; budgetMinor: string | null; currency: string }) {
  const { t, format } = useI18n();
  if (budgetMinor === null) return <span>{format.money(spentMinor, currency)}</span>;
  const part = BigInt(budgetMinor) === 0n ? 1 : Number((BigInt(spentMinor) * 1000n) / BigInt(budgetMinor)) / 1000;
  const words = t('promotion.budget_of', { spent: format.money(spentMinor, currency), budget: format.money(budgetMinor, currency) });
  return (
    <span className="budget">
      <span>{words}</span>
      <span
        className={part >= 0.9 ? 'budget-bar is-near' : 'budget-bar'}
        role="progressbar"
        aria-label={words}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.min(100, Math.round(part * 100))}
      >
        <span style={{ width: `${Math.min(100, part * 100)}%` }} />
      </span>
    </span>
  );
}

/** The drama's cover by the campaign's own route, which partners may ask too. */
export function CampaignPoster({
  campaignId,
  work,
}: {
  campaignId: string;
  work: { id?: string; texts: CampaignSummary['work']['texts']; hasPoster: boolean };
}) {
  const { language } = useI18n();
  const title = textFor(work.texts, language).title;
  if (!work.hasPoster) return <Cover id={work.id ?? campaignId} title={title} assetId={null} />;
  return (
    <img
      className="cover"
      src={hrefOf(campaignsContract.routes.getPoster, { params: { campaignId } })}
      alt=""
      loading="lazy"
      decoding="async"
    />
  );
}

/** From when to when, in the zone in which it was meant. */
export function datesWords(
  { t, language }: Pick<I18n, 't' | 'language'>,
  dates: { startsAt: string; endsAt: string | null; zone: string },
): string {
  const day = (at: string) => new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: dates.zone }).format(new Date(at));
  return dates.endsAt
    ? t('promotion.dates', { from: day(dates.startsAt), to: day(dates.endsAt) })
    : t('promotion.dates_open', { from: day(dates.startsAt) });
}

export function ChannelNames({ channels }: { channels: readonly string[] }) {
  const { t, format } = useI18n();
  const most = 3;
  const names = channels.map((channel) => t(`channel.${channel}`));
  if (names.length <= most) return <>{format.list(names)}</>;
  return (
    <span title={format.list(names)}>
      {t('promotion.and_more', { list: names.slice(0, most).join(t('promotion.comma')), count: names.length - most })}
    </span>
  );
}
