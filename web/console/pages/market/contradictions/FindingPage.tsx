/** A contradiction: its passages side by side, its values on a line, why it may be so, and what a person makes of it. */
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import type { FindingClaim, FindingDetail, FindingHypothesis } from '../../../../../src/modules/intelligence/contradictions/contract.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { Badge, PageFrame, Panel } from '../../../../shared/ui/PageFrame.tsx';
import { ErrorState, LoadingLines, Notice } from '../../../../shared/ui/states.tsx';
import { Figure, PeriodLabel, StatusTag } from '../kit/Figure.tsx';
import { useMarketNames } from '../kit/metrics.ts';
import { Passage } from '../kit/Passage.tsx';
import { AddFinding, toneOf } from './FindingRow.tsx';
import { NumberLine } from './NumberLine.tsx';
import { findingQuery } from './queries.ts';
import { Settle } from './Settle.tsx';
import { explanation, figureOf, ratioText, readingText } from './words.ts';
import './contradictions.css';

export function Component() {
  const { findingId = '' } = useParams();
  const i18n = useI18n();
  const { t } = i18n;
  const names = useMarketNames();
  const query = useQuery(findingQuery(findingId));
  const finding = query.data;
  const back = { to: '/market/contradictions', label: t('nav.market_contradictions') };
  if (!finding)
    return (
      <PageFrame title={t('market.contradictions.one')} back={back}>
        {query.error ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : <LoadingLines lines={8} height={24} />}
      </PageFrame>
    );
  const kind = t(finding.disposition === 'note' ? 'market.contradictions.note' : `market.contradictions.kind.${finding.kind}`);
  return (
    <PageFrame
      title={`${kind} · ${names.metric(finding.metric)}`}
      back={back}
      lead={
        <span className="contradiction-tags">
          {finding.settlement ? (
            <Badge tone="good">{t(`market.contradictions.decision.${finding.settlement.decision}`)}</Badge>
          ) : (
            // What a note says in its title is all there is to say of it.
            finding.disposition !== 'note' && <Badge tone={toneOf(finding)}>{t('market.contradictions.tab.open')}</Badge>
          )}
          {finding.ratio !== null && finding.ratio >= 1.05 && <strong>{ratioText(i18n, finding.ratio)}</strong>}
          <span>{t('market.contradictions.sources', { count: new Set(finding.claims.map(({ documentId }) => documentId)).size })}</span>
        </span>
      }
      actions={<AddFinding finding={finding} look="button" />}
    >
      {finding.vanishedAt !== null && <Notice tone="warn">{t('market.contradictions.vanished_text')}</Notice>}
      <p className="contradiction-best">{explanation(i18n, finding.hypothesis)}</p>
      <div className="contradiction-columns">
        <div className="contradiction-main">
          <Panel title={t('market.contradictions.values')}>
            <NumberLine claims={finding.claims} />
          </Panel>
          <Panel title={t('market.contradictions.passages')}>
            <div className="market-passages">
              {finding.claims.map((claim) => (
                <ClaimPassage key={claim.claimId} claim={claim} finding={finding} />
              ))}
            </div>
          </Panel>
        </div>
        <div className="contradiction-aside">
          <Panel title={t('market.contradictions.hypotheses')}>
            <ol className="contradiction-hypotheses">
              {finding.hypotheses.map((one) => (
                <Hypothesis key={`${one.code} ${one.kind}`} hypothesis={one} claims={finding.claims} />
              ))}
            </ol>
          </Panel>
          <Settle key={`${finding.state} ${finding.changedAt}`} finding={finding} />
          <History finding={finding} />
        </div>
      </div>
    </PageFrame>
  );
}

function ClaimPassage({ claim, finding }: { claim: FindingClaim; finding: FindingDetail }) {
  const i18n = useI18n();
  const { t } = i18n;
  const names = useMarketNames();
  const passage = finding.passages.find(({ claimId }) => claimId === claim.claimId);
  const { value } = claim;
  return (
    <div className={claim.suspected ? 'contradiction-claim is-off' : 'contradiction-claim'}>
      <div className="contradiction-claim-head">
        <Figure figure={figureOf(value)} />
        <PeriodLabel period={value.period} />
        <StatusTag status={value.status} asWorded={value.statusAsWorded} />
        {value.region !== null && <span>{names.region(value.region)}</span>}
        {value.entity !== null && <span>{value.entity}</span>}
        {claim.copies > 0 && <Badge>{t('market.documents.copies', { count: claim.copies })}</Badge>}
      </div>
      {claim.settled ? (
        <p className={`contradiction-settled is-${claim.settled.state}`}>
          {t(`market.contradictions.stands.${claim.settled.state}`)}
          {claim.settled.reading && (
            <> · {t('market.contradictions.read_as', { value: readingText(i18n, value, claim.settled.reading) })}</>
          )}
        </p>
      ) : (
        claim.suspected &&
        claim.would && (
          <p className="contradiction-would">{t('market.contradictions.would', { value: readingText(i18n, value, claim.would) })}</p>
        )
      )}
      {passage && <Passage citation={passage.citation} whole />}
    </div>
  );
}

function Hypothesis({ hypothesis, claims }: { hypothesis: FindingHypothesis; claims: readonly FindingClaim[] }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const evidence = hypothesis.evidence.flatMap((id) => claims.find(({ claimId }) => claimId === id) ?? []);
  const percent = Math.round(hypothesis.support * 100);
  return (
    <li>
      <div className="contradiction-hypothesis-head">
        <strong>{t(`market.contradictions.kind.${hypothesis.kind}`)}</strong>
        <span>{t('market.contradictions.support', { percent: format.number(percent) })}</span>
      </div>
      <div
        className="contradiction-bar"
        role="meter"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        aria-label={t(`market.contradictions.kind.${hypothesis.kind}`)}
      >
        <span style={{ width: `${percent}%` }} />
      </div>
      <p>{explanation(i18n, hypothesis)}</p>
      {evidence.length > 0 && (
        <details>
          <summary>{t('market.contradictions.evidence', { count: evidence.length })}</summary>
          <ul>
            {evidence.map((claim) => (
              <li key={claim.claimId}>
                “{claim.quote ?? '…'}” {claim.value.period !== null && <PeriodLabel period={claim.value.period} />}{' '}
                <small>{claim.source ?? claim.title}</small>
              </li>
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}

function History({ finding }: { finding: FindingDetail }) {
  const { t, format } = useI18n();
  return (
    <Panel title={t('market.contradictions.history')}>
      <ul className="contradiction-history">
        {finding.history.map((one) => (
          <li key={`${one.at} ${one.act}`}>
            <span>{t(`market.contradictions.act.${one.act}`, { name: one.by.name })}</span>
            <small>{format.dateTime(one.at)}</small>
            {one.reason !== '' && <q>{one.reason}</q>}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
