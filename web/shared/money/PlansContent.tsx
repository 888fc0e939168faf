/** Share plans that name oneself: read in words, then signed or declined. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { sentence } from '../api/errors.ts';
import { useI18n } from '../i18n/i18n.ts';
import { toast } from '../ui/toast.tsx';
import { ask } from './api.ts';
import { plansQuery, type PlanStep, type PlanToSign } from './data.ts';
import { Loaded, useKit } from './kit.tsx';
import { Card, Places, Tag } from './parts.tsx';
import { partyWords, stepWords, tierWords, unsignedAs } from './plan-words.ts';
import { dayWords } from './words.ts';

export function PlansContent() {
  const { t } = useI18n();
  const { Page, Empty } = useKit();
  const plans = useQuery(plansQuery);
  return (
    <Page title={t('money.plans.title')} back={{ to: '/', label: t('money.title') }}>
      <Places here="plans" />
      <Loaded query={plans}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty icon="book" title={t('money.plans.empty')} text={t('money.plans.empty_text')} />
          ) : (
            <ul className="money-list">
              {items.map((one) => (
                <li key={`${one.planId} ${one.version.version}`}>
                  <Plan plan={one} />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Page>
  );
}

const tones: Record<PlanToSign['version']['state'], 'plain' | 'good' | 'warn' | 'bad' | 'lead'> = {
  draft: 'plain',
  proposed: 'warn',
  upcoming: 'lead',
  effective: 'good',
  superseded: 'plain',
  ended: 'plain',
  declined: 'bad',
  withdrawn: 'plain',
};

function Plan({ plan }: { plan: PlanToSign }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const { version } = plan;
  const waiting = unsignedAs(plan);
  const days = version.effectiveUntil
    ? t('money.plans.from_until', { from: dayWords(i18n, version.effectiveFrom), until: dayWords(i18n, version.effectiveUntil) })
    : t('money.plans.from', { from: dayWords(i18n, version.effectiveFrom) });
  return (
    <Card>
      <div className="money-spread">
        <h2>{plan.name}</h2>
        <Tag tone={tones[version.state]}>{t(`money.plans.state_${version.state}`)}</Tag>
      </div>
      <p className="money-small">
        {t(`money.plans.scope_${plan.scope.kind}`, { title: plan.scope.title ?? '' })} ·{' '}
        {t('money.plans.version', { version: version.version })} · {days}
      </p>
      {waiting.length > 0 ? (
        <PlanText plan={plan} />
      ) : (
        <details className="money-details">
          <summary>{t('money.plans.show')}</summary>
          <PlanText plan={plan} />
        </details>
      )}
      <ul className="money-signed">
        {version.parties.map((one) => (
          <li key={one.party}>
            <span>{one.name ?? t('money.plans.organisation')}</span>
            {one.signed ? (
              <Tag tone={one.signed.decision === 'yes' ? 'good' : 'bad'}>
                {t(`money.plans.said_${one.signed.decision}`, { date: format.date(one.signed.at) })}
              </Tag>
            ) : (
              <Tag tone="warn">{t('money.plans.said_nothing')}</Tag>
            )}
          </li>
        ))}
      </ul>
      {waiting.map((party) => (
        <Sign key={party} plan={plan} party={party} />
      ))}
    </Card>
  );
}

function PlanText({ plan }: { plan: PlanToSign }) {
  const i18n = useI18n();
  const { t } = i18n;
  const { content } = plan.version;
  return (
    <div className="money-plan">
      {content.waterfalls.map((waterfall, index) => (
        <section key={index}>
          <h3>
            {t('money.plans.of_kinds', {
              kinds: i18n.format.list(waterfall.kinds.map((kind) => t(`money.plan.of.${kind}`))),
              currency: content.currency,
            })}
          </h3>
          <ol>
            {waterfall.steps.map((step) => (
              <li key={step.id}>
                {step.label && <strong>{step.label} </strong>}
                {stepWords(i18n, plan.version, step)}
                {step.kind === 'split' && <Split plan={plan} step={step} />}
              </li>
            ))}
          </ol>
        </section>
      ))}
      {content.words && <p className="money-paper">{content.words}</p>}
    </div>
  );
}

function Split({ plan, step }: { plan: PlanToSign; step: Extract<PlanStep, { kind: 'split' }> }) {
  const i18n = useI18n();
  const own = new Set(plan.as.map((id) => `payee:${id}`));
  return tierWords(i18n, plan.version, step).map((tier, index) => (
    <div key={index}>
      {tier.title && <p className="money-small">{tier.title}</p>}
      <ul className="money-shares">
        {tier.parts.map((part, at) => (
          <li key={at} className={own.has(part.party) ? 'is-mine' : undefined}>
            <span>
              {part.name}
              {own.has(part.party) && <Tag tone="lead">{i18n.t('money.plans.you')}</Tag>}
              {part.otherwise && <small>{part.otherwise}</small>}
            </span>
            <strong>{part.share}</strong>
          </li>
        ))}
      </ul>
    </div>
  ));
}

/** The press that binds: it names what is signed, and declining asks for the reason that the others will read. */
function Sign({ plan, party }: { plan: PlanToSign; party: string }) {
  const i18n = useI18n();
  const { t } = i18n;
  const { Button, Notice, Sheet } = useKit();
  const client = useQueryClient();
  const [asking, setAsking] = useState<'yes' | 'no' | null>(null);
  const [note, setNote] = useState('');
  const noteId = useId();
  const { version } = plan;
  const name = party === 'organisation' ? t('money.plans.organisation') : partyWords(i18n, version, party);
  const sign = useMutation({
    mutationFn: (decision: 'yes' | 'no') =>
      ask('POST /api/v1/share-plans/:planId/versions/:version/signatures', {
        params: { planId: plan.planId, version: version.version },
        body: { as: party, decision, contentHash: version.contentHash, note: note.trim() },
      }),
    onSuccess: async (_, decision) => {
      setAsking(null);
      toast.done(t(`money.plans.done_${decision}`));
      await client.invalidateQueries({ queryKey: ['money'] });
    },
  });
  return (
    <>
      <div className="money-actions">
        <Button tone="primary" icon="check" onClick={() => setAsking('yes')}>
          {t('money.plans.sign_as', { name })}
        </Button>
        <Button tone="danger" onClick={() => setAsking('no')}>
          {t('money.plans.decline')}
        </Button>
      </div>
      {asking && (
        <Sheet title={t(asking === 'yes' ? 'money.plans.sign_title' : 'money.plans.decline_title')} onClose={() => setAsking(null)}>
          <div className="money-stack">
            {sign.error && <Notice tone="bad">{sentence(t, sign.error)}</Notice>}
            <p>
              {t(asking === 'yes' ? 'money.plans.sign_text' : 'money.plans.decline_text', {
                plan: plan.name,
                version: version.version,
                name,
                date: dayWords(i18n, version.effectiveFrom),
              })}
            </p>
            <div className="money-field">
              <label htmlFor={noteId}>{t(asking === 'yes' ? 'money.plans.note' : 'money.plans.reason')}</label>
              <textarea id={noteId} rows={3} maxLength={1000} value={note} onChange={(event) => setNote(event.target.value)} />
            </div>
            <p className="money-small">
              {t('money.plans.hash')} <code className="money-code">{version.contentHash}</code>
            </p>
            <div className="money-actions">
              <Button
                tone={asking === 'yes' ? 'primary' : 'danger'}
                busy={sign.isPending}
                disabled={asking === 'no' && !note.trim()}
                onClick={() => sign.mutate(asking)}
              >
                {t(asking === 'yes' ? 'money.plans.sign_now' : 'money.plans.decline_now')}
              </Button>
              <Button onClick={() => setAsking(null)}>{t('action.cancel')}</Button>
            </div>
          </div>
        </Sheet>
      )}
    </>
  );
}
