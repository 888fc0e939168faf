/** One conversion: what it is, how it changed, and every decision about it with its candidates and reasons. */
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import type { ConversionDetail } from '../../../../src/modules/attribution/contract.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Badge, PageFrame, Panel, type Tone } from '../../../shared/ui/PageFrame.tsx';
import { ErrorState, LoadingLines, Notice } from '../../../shared/ui/states.tsx';
import { EarningBadge, OrderStatusBadge, hasStatus } from './badges.tsx';
import { conversionQuery } from './queries.ts';
import { reasonWords } from './reasons.ts';
import '../../../shared/ui/rows.css';
import '../campaigns/campaigns.css';
import './data.css';

type Decision = ConversionDetail['decisions'][number];
const verdictTones: Record<Decision['candidates'][number]['verdict'], Tone> = { won: 'good', lost: 'plain', rejected: 'bad' };

export function Component() {
  const { t } = useI18n();
  const conversionId = useParams()['conversionId']!;
  const query = useQuery(conversionQuery(conversionId));
  const back = { to: '/conversions', label: t('nav.conversions') };
  const one = query.data;
  if (!one)
    return (
      <PageFrame title={t('nav.conversions')} back={back}>
        {query.error ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : <LoadingLines lines={8} height={26} />}
      </PageFrame>
    );
  const decisions = one.decisions.toSorted((a, b) => b.number - a.number);
  return (
    <PageFrame
      title={`${t(`attribution.kind.${one.kind}`)} ${one.externalId}`}
      back={back}
      lead={hasStatus(one) && <OrderStatusBadge status={one.status} />}
    >
      {one.held && (
        <div className="notices">
          <Notice tone="warn">
            {t('attribution.held_text')} <Link to="/signals?state=held">{t('attribution.to_signals')}</Link>
          </Notice>
        </div>
      )}
      <div className="terms-tab">
        <div className="stack">
          {decisions.map((decision, index) => (
            <DecisionPanel key={decision.id} decision={decision} newest={index === 0} />
          ))}
          {decisions.length === 0 && <Notice>{t('attribution.not_decided')}</Notice>}
        </div>
        <div className="stack">
          <Facts one={one} />
          {one.earning && <Earning earning={one.earning} />}
          <Changes one={one} />
        </div>
      </div>
    </PageFrame>
  );
}

function Facts({ one }: { one: ConversionDetail }) {
  const { t, format } = useI18n();
  const rows: [string, string | null][] = [
    [t('attribution.amount'), one.amount ? format.money(one.amount.amountMinor, one.amount.currency) : null],
    [t('attribution.refunded'), one.amount && one.refundedMinor !== '0' ? format.money(one.refundedMinor, one.amount.currency) : null],
    [t('attribution.at'), format.dateTime(one.occurredAt)],
    [t('attribution.source'), one.sourceName],
    [t('attribution.by.country'), one.country ? format.country(one.country) : null],
    [t('attribution.clock'), one.clockAhead ? t('attribution.clock_ahead_text') : null],
  ];
  return (
    <Panel title={t('attribution.facts')}>
      <dl className="facts">
        {rows.map(
          ([name, value]) =>
            value !== null && (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
    </Panel>
  );
}

function Earning({ earning }: { earning: NonNullable<ConversionDetail['earning']> }) {
  const { t, format } = useI18n();
  const money = (minor: string) => format.money(minor, earning.currency);
  return (
    <Panel title={t('attribution.earning_title')} actions={<EarningBadge state={earning.state} />}>
      <dl className="facts">
        {earning.parts.map((part) => (
          <div key={part.kind}>
            <dt>{t(`attribution.part.${part.kind}`)}</dt>
            <dd>{money(part.amountMinor)}</dd>
          </div>
        ))}
        <div className="facts-total">
          <dt>{t('attribution.for_creator')}</dt>
          <dd>{money(earning.creatorMinor)}</dd>
        </div>
        {earning.agencyMinor !== '0' && (
          <div>
            <dt>{t('attribution.for_agency')}</dt>
            <dd>{money(earning.agencyMinor)}</dd>
          </div>
        )}
        {earning.payableAt && (
          <div>
            <dt>{t('attribution.payable_at')}</dt>
            <dd>{format.dateTime(earning.payableAt)}</dd>
          </div>
        )}
      </dl>
    </Panel>
  );
}

function Changes({ one }: { one: ConversionDetail }) {
  const { t, format } = useI18n();
  const money = (minor: string) => (one.amount ? format.money(minor, one.amount.currency) : '–');
  return (
    <Panel flush title={t('attribution.changes')}>
      <ol className="rows">
        {one.changes.map((change) => (
          <li key={`${change.eventId} ${change.at}`} className="row">
            <span className="row-main">
              <span>
                {hasStatus(one) && <OrderStatusBadge status={change.to.status} />} {one.amount && money(change.to.amountMinor)}
                {change.to.refundedMinor !== '0' && ` · ${t('attribution.refunded')} ${money(change.to.refundedMinor)}`}
              </span>
              <small>
                {t(`attribution.event.${change.type}`)} · <code>{change.eventId}</code>
              </small>
            </span>
            <time dateTime={change.at}>{format.dateTime(change.at)}</time>
          </li>
        ))}
      </ol>
    </Panel>
  );
}

function DecisionPanel({ decision, newest }: { decision: Decision; newest: boolean }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const title = newest ? t('attribution.decision_now') : t('attribution.decision_number', { number: decision.number });
  const body = (
    <>
      <p className="decision-outcome">
        {decision.outcome === 'credited' && decision.rule
          ? t('attribution.outcome.credited', { rule: t(`attribution.rule.${decision.rule}`) })
          : t('attribution.outcome.uncredited')}
      </p>
      <ul className="plain-list">
        {decision.reasons.map((reason, index) => (
          <li key={index}>{reasonWords(i18n, reason)}</li>
        ))}
      </ul>
      <ol className="candidates">
        {decision.candidates.map((candidate, index) => (
          <li key={index} className={`candidate is-${candidate.verdict}`}>
            <div className="candidate-head">
              <Badge tone={verdictTones[candidate.verdict]}>{t(`attribution.verdict.${candidate.verdict}`)}</Badge>
              <strong>{t(`attribution.rule.${candidate.rule}`)}</strong>
              <Link to={`/creators/${candidate.creatorId}`}>{candidate.creatorName}</Link>
              <time dateTime={candidate.at}>{format.dateTime(candidate.at)}</time>
            </div>
            <small>
              {candidate.campaignTitle} · {t.exists(`channel.${candidate.channel}`) ? t(`channel.${candidate.channel}`) : candidate.channel}
              {candidate.touchKind && ` · ${t(`attribution.touch.${candidate.touchKind}`)}`}
            </small>
            <ul>
              {candidate.reasons.map((reason, at) => (
                <li key={at}>{reasonWords(i18n, reason)}</li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
      <p className="panel-foot">
        {t(`attribution.cause.${decision.cause}`)} · {format.dateTime(decision.decidedAt)} ·{' '}
        {t('attribution.rules_version', { version: decision.rulesVersion })}
        {decision.supersededAt && ` · ${t('attribution.superseded', { at: format.dateTime(decision.supersededAt) })}`}
      </p>
    </>
  );
  if (newest) return <Panel title={title}>{body}</Panel>;
  return (
    <details className="panel older-decision">
      <summary>{title}</summary>
      <div className="panel-body">{body}</div>
    </details>
  );
}
