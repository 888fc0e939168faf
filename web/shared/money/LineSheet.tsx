/** One line in full: the order, the rule in words, the arithmetic, when it is payable, and a question where something seems wrong. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useI18n } from '../i18n/i18n.ts';
import { lineQuery, questionsQuery, type StatementDetail, type StatementLine } from './data.ts';
import { Loaded, useKit } from './kit.tsx';
import { Fact, Signed } from './parts.tsx';
import { AskForm, Thread } from './Questions.tsx';
import { dayWords } from './words.ts';

export function LineSheet({ statement, lineId, onClose }: { statement: StatementDetail; lineId: string; onClose: () => void }) {
  const { t } = useI18n();
  const { Sheet } = useKit();
  const line = useQuery(lineQuery(statement.id, lineId));
  return (
    <Sheet title={line.data ? t(`money.kind.${line.data.kind}`) : t('money.line.title')} onClose={onClose}>
      <Loaded query={line}>{(data) => <Line line={data} statement={statement} />}</Loaded>
    </Sheet>
  );
}

function Line({ line, statement }: { line: StatementLine; statement: StatementDetail }) {
  const i18n = useI18n();
  const { t } = i18n;
  return (
    <div className="money-stack">
      <Arithmetic line={line} statement={statement} />
      <OrderFacts line={line} currency={statement.currency} />
      <dl className="money-facts">
        <Fact name={t('money.line.plan')}>
          {line.rule.planName ?? line.rule.planId} · {t('money.plans.version', { version: line.rule.version })}
        </Fact>
        <Fact name={t('money.line.step')}>{line.rule.label || t(`money.line.step_unnamed`)}</Fact>
        {line.payableOn && <Fact name={t('money.line.payable_on')}>{dayWords(i18n, line.payableOn)}</Fact>}
      </dl>
      <LineQuestions line={line} statement={statement} />
    </div>
  );
}

/** The order above, the rule between, what it gave below: as one would write it on paper. */
function Arithmetic({ line, statement: { currency, own } }: { line: StatementLine; statement: StatementDetail }) {
  const { t, format } = useI18n();
  const { code, params } = line.rule.explanation;
  const key = `revenue.explain.${code}`;
  return (
    <div className="money-sum">
      <div className="money-spread">
        <span>{t(`money.item.${line.order.kind}`)}</span>
        <span className="money-amount">{format.money(line.order.amountMinor, currency)}</span>
      </div>
      {line.order.refundedMinor !== null && (
        <div className="money-spread">
          <span>{t('money.line.refunded')}</span>
          <span className="money-amount">{format.money(line.order.refundedMinor, currency)}</span>
        </div>
      )}
      <p className="money-rule">{t.exists(key, params) ? t(key, params) : code}</p>
      <div className="money-spread money-result">
        <strong>{t(own ? `money.line.result_${line.kind}` : `money.line.theirs_${line.kind}`)}</strong>
        <Signed minor={line.amountMinor} currency={currency} />
      </div>
    </div>
  );
}

function OrderFacts({ line, currency }: { line: StatementLine; currency: string }) {
  const { t, format } = useI18n();
  const { OrderLink, Orders } = useKit();
  const { order } = line;
  return (
    <>
      <dl className="money-facts">
        {order.externalId && (
          <Fact name={t('money.line.number')}>
            <code className="money-code">{order.externalId}</code>
          </Fact>
        )}
        {order.work && <Fact name={t('money.line.work')}>{order.work.title ?? t('money.lines.no_work')}</Fact>}
        {order.campaign?.name && <Fact name={t('money.line.campaign')}>{order.campaign.name}</Fact>}
        {order.creator?.name && <Fact name={t('money.line.creator')}>{order.creator.name}</Fact>}
        {order.channel && t.exists(`channel.${order.channel}`) && (
          <Fact name={t('money.line.channel')}>{t(`channel.${order.channel}`)}</Fact>
        )}
        <Fact name={t('money.line.when')}>{format.dateTime(order.occurredAt)}</Fact>
        {line.at !== order.occurredAt && <Fact name={t(`money.line.at_${line.kind}`)}>{format.dateTime(line.at)}</Fact>}
        <Fact name={t('money.line.amount')}>{format.money(order.amountMinor, currency)}</Fact>
      </dl>
      {Orders && (order.kind === 'order' || order.kind === 'renewal') && (
        <OrderLink itemId={order.itemId} className="money-go">
          {t('money.line.to_order')}
        </OrderLink>
      )}
    </>
  );
}

function LineQuestions({ line, statement }: { line: StatementLine; statement: StatementDetail }) {
  const { t } = useI18n();
  const { Button } = useKit();
  const [asking, setAsking] = useState(false);
  const questions = useQuery(questionsQuery(statement.id)).data?.items.filter((one) => one.line?.id === line.id) ?? [];
  return (
    <section className="money-stack" aria-label={t('money.questions.of_line')}>
      {questions.map((one) => (
        <Thread key={one.id} question={one} />
      ))}
      {asking ? (
        <AskForm statement={statement} lineId={line.id} onDone={() => setAsking(false)} />
      ) : (
        !questions.some((one) => one.state === 'open') && (
          <Button icon="text" onClick={() => setAsking(true)}>
            {t('money.questions.ask_line')}
          </Button>
        )
      )}
    </section>
  );
}
