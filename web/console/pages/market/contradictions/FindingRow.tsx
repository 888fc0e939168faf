import { Link } from 'react-router';
import type { FindingClaim, FindingItem } from '../../../../../src/modules/intelligence/contradictions/contract.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { Badge, type Tone } from '../../../../shared/ui/PageFrame.tsx';
import { AddToBrief } from '../briefs/AddToBrief.tsx';
import { Figure, PeriodLabel } from '../kit/Figure.tsx';
import { useMarketNames } from '../kit/metrics.ts';
import { publishedText } from '../kit/published.ts';
import { explanation, figureOf, ratioText } from './words.ts';

/** How grave it is in one of three words' colours. */
export const toneOf = ({ disposition, severity }: Pick<FindingItem, 'disposition' | 'severity'>): Tone =>
  disposition === 'note' ? 'plain' : severity >= 0.6 ? 'bad' : severity >= 0.3 ? 'warn' : 'plain';

/** What of a finding stands in a list: its kind, both sides with their values, how far apart, and why it may be so. */
export function FindingRow({ finding }: { finding: FindingItem }) {
  const i18n = useI18n();
  const { t } = i18n;
  const names = useMarketNames();
  const off = finding.claims.filter(({ suspected }) => suspected);
  const others = finding.claims.filter(({ suspected }) => !suspected);
  const rest = finding.claimCount - Math.min(2, off.length) - Math.min(2, others.length);
  return (
    <li className="contradiction">
      <Link className="contradiction-head" to={`/market/contradictions/${finding.id}`}>
        <span className="contradiction-tags">
          <Badge tone={toneOf(finding)}>
            {t(finding.disposition === 'note' ? 'market.contradictions.note' : `market.contradictions.kind.${finding.kind}`)}
          </Badge>
          <span>{names.metric(finding.metric)}</span>
          {finding.ratio !== null && finding.ratio >= 1.05 && <strong>{ratioText(i18n, finding.ratio)}</strong>}
          {finding.settlement && <Badge tone="good">{t(`market.contradictions.decision.${finding.settlement.decision}`)}</Badge>}
          {finding.vanishedAt !== null && <Badge>{t('market.contradictions.vanished')}</Badge>}
        </span>
        <span className="contradiction-why">{explanation(i18n, finding.hypothesis)}</span>
      </Link>
      <div className="contradiction-sides">
        {off.slice(0, 2).map((claim) => (
          <Side key={claim.claimId} claim={claim} />
        ))}
        {others.slice(0, 2).map((claim) => (
          <Side key={claim.claimId} claim={claim} />
        ))}
        <span className="contradiction-foot">
          {rest > 0 && <Link to={`/market/contradictions/${finding.id}`}>{t('market.contradictions.more', { count: rest })}</Link>}
          <AddFinding finding={finding} />
        </span>
      </div>
    </li>
  );
}

/** A finding into a briefing: what is claimed, in the words of the documents, and how it stands. */
export function AddFinding({ finding, look }: { finding: FindingItem; look?: 'button' }) {
  const i18n = useI18n();
  const { t } = i18n;
  const names = useMarketNames();
  return (
    <AddToBrief
      additions={[{ kind: 'contradictions', findingId: finding.id }]}
      because={finding.vanishedAt === null ? undefined : t('market.contradictions.vanished')}
      {...(look && { look })}
    >
      <span>
        {t(finding.disposition === 'note' ? 'market.contradictions.note' : `market.contradictions.kind.${finding.kind}`)} ·{' '}
        {names.metric(finding.metric)}
      </span>
      <small>{explanation(i18n, finding.hypothesis)}</small>
    </AddToBrief>
  );
}

/** A claim with its value and who said it. */
function Side({ claim }: { claim: FindingClaim }) {
  const i18n = useI18n();
  return (
    <span className={claim.suspected ? 'contradiction-side is-off' : 'contradiction-side'}>
      <span>
        <Figure figure={figureOf(claim.value)} /> {claim.value.period !== null && <PeriodLabel period={claim.value.period} />}
      </span>
      <small title={claim.title}>
        {[claim.source ?? claim.title, publishedText(i18n, claim.publishedAt?.slice(0, 10) ?? null)].filter(Boolean).join(' · ')}
      </small>
    </span>
  );
}
