/** Try it: orders, refunds, costs and what came before go in; out come what each is paid, and why, step by step. Nothing is recorded. */
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import type { PlanStep, PlanVersionView, RevenueKind, TrialInput, TrialResult } from '../../../../src/modules/revenue/words/contract.ts';
import { sentence } from '../../../shared/api/errors.ts';
import { useI18n, type I18n } from '../../../shared/i18n/i18n.ts';
import { DataTable, type Column } from '../../../shared/table/DataTable.tsx';
import { minorDigitsOf } from '../../../shared/i18n/money.ts';
import { Icon } from '../../../shared/ui/Icon.tsx';
import { Panel } from '../../../shared/ui/PageFrame.tsx';
import { EmptyState, LoadingLines, Notice } from '../../../shared/ui/states.tsx';
import { AmountField, OneOf, PlanForm, RatioField, Sentence, type PlanFormContext } from './form/fields.tsx';
import { trialQuery } from './queries.ts';
import { TrialChart } from './TrialChart.tsx';
import { costWords, partyHead, stepTitle, type Names } from './words.ts';
import '../settlements/settlements.css';

type Item = TrialInput['items'][number];
const mostItems = 50;
const cases = ['refund', 'no_creator', 'agency', 'later'] as const;

export function TryPanel({ planId, version, names }: { planId: string; version: PlanVersionView; names: Names }) {
  const { t } = useI18n();
  const { content } = version;
  const kinds = content.waterfalls.flatMap((one) => one.kinds);
  const costs = [
    ...new Set(
      content.waterfalls.flatMap(({ steps }) =>
        steps.flatMap((step) => (step.kind === 'recover' && step.cost !== null ? [step.cost] : [])),
      ),
    ),
  ];
  const unit = 10n ** BigInt(minorDigitsOf(content.currency));
  const sum = (major: number) => (BigInt(major) * unit).toString();
  const first: Item = {
    kind: kinds[0] ?? 'order',
    amountMinor: sum(10_000),
    refundedMinor: sum(300),
    creator: true,
    agency: false,
    terms: { creator: { bps: 3000 }, agency: null },
  };
  const [items, setItems] = useState<Item[]>([first]);
  const [spent, setSpent] = useState<Record<string, string>>(() => Object.fromEntries(costs.map((cost) => [cost, sum(2000)])));
  const [prior, setPrior] = useState('0');
  const context = useMemo<PlanFormContext>(
    () => ({ currency: content.currency, names, fixed: false, pickPayee: () => {}, workId: null, addNames: () => {} }),
    [content.currency, names],
  );
  const input: TrialInput = {
    version: version.version,
    items,
    prior: prior === '0' ? [] : [{ kind: first.kind, amountMinor: prior }],
    costs: Object.entries(spent).flatMap(([cost, amountMinor]) => (amountMinor === '0' ? [] : [{ cost, amountMinor }])),
  };
  const settled = useSettledInput(input);
  const trial = useQuery({ ...trialQuery(planId, settled), enabled: version.faults.length === 0 });
  const take = (one: (typeof cases)[number]) => {
    if (one === 'refund') setItems([first]);
    if (one === 'no_creator') setItems([{ ...first, creator: false, terms: { creator: null, agency: null } }]);
    if (one === 'agency') setItems([{ ...first, agency: true, terms: { creator: { bps: 3000 }, agency: { bps: 500 } } }]);
    setPrior(one === 'later' ? sum(2_000_000) : '0');
    if (one === 'later') setItems([first]);
  };
  if (version.faults.length > 0)
    return <EmptyState icon="warn" title={t('share_plan.try.faulty')} text={t('share_plan.faults', { count: version.faults.length })} />;
  return (
    <PlanForm value={context}>
      <div className="try">
        <Panel title={t('share_plan.try.title')}>
          <div className="chips try-cases" role="group" aria-label={t('share_plan.try.cases')}>
            {cases.map((one) => (
              <button key={one} type="button" className="chip" onClick={() => take(one)}>
                {t(`share_plan.try.case.${one}`)}
              </button>
            ))}
          </div>
          <ol className="try-items">
            {items.map((item, index) => (
              <ItemFields
                key={index}
                item={item}
                number={index + 1}
                kinds={kinds}
                onChange={(next) => setItems(items.with(index, next))}
                {...(items.length > 1 && { onRemove: () => setItems(items.toSpliced(index, 1)) })}
              />
            ))}
          </ol>
          {items.length < mostItems && (
            <Button type="dashed" icon={<Icon name="plus" size={15} />} onClick={() => setItems([...items, items.at(-1)!])}>
              {t('share_plan.try.add_item')}
            </Button>
          )}
          <div className="try-before">
            <Sentence
              words="share_plan.try.prior"
              fields={{ amount: <AmountField label={t('share_plan.try.prior_label')} value={prior} onChange={setPrior} /> }}
            />
            {costs.map((cost) => (
              <CostField
                key={cost}
                cost={cost}
                value={spent[cost] ?? '0'}
                onChange={(amountMinor) => setSpent({ ...spent, [cost]: amountMinor })}
              />
            ))}
          </div>
        </Panel>
        <div className="stack">
          {trial.isPending && <LoadingLines lines={8} />}
          {trial.error && <Notice tone="bad">{sentence(t, trial.error)}</Notice>}
          {trial.data && !trial.error && (
            <TrialOutcome result={trial.data} content={content} names={names} stale={trial.isPlaceholderData} />
          )}
        </div>
        {trial.data && !trial.error && <StepLines result={trial.data} version={version} names={names} many={items.length > 1} />}
      </div>
    </PlanForm>
  );
}

/** The same input is the same object for as long as nothing in it changes, and a moment after the last key. */
function useSettledInput(input: TrialInput): TrialInput {
  const text = JSON.stringify(input);
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(text), 300);
    return () => window.clearTimeout(timer);
  }, [text]);
  return useMemo(() => JSON.parse(settled) as TrialInput, [settled]);
}

function CostField({ cost, value, onChange }: { cost: string; value: string; onChange: (minor: string) => void }) {
  const i18n = useI18n();
  const { t } = i18n;
  const name = costWords(i18n, cost);
  return (
    <Sentence
      words="share_plan.try.cost"
      fields={{
        cost: <strong>{name}</strong>,
        amount: <AmountField label={t('share_plan.try.cost_label', { cost: name })} value={value} onChange={onChange} />,
      }}
    />
  );
}

function ItemFields({
  item,
  number,
  kinds,
  onChange,
  onRemove,
}: {
  item: Item;
  number: number;
  kinds: readonly RevenueKind[];
  onChange: (item: Item) => void;
  onRemove?: () => void;
}) {
  const { t } = useI18n();
  const who = !item.creator ? 'nobody' : item.agency ? 'agency' : 'creator';
  const setWho = (next: string) =>
    onChange({
      ...item,
      creator: next !== 'nobody',
      agency: next === 'agency',
      terms: {
        creator: next === 'nobody' ? null : (item.terms.creator ?? { bps: 3000 }),
        agency: next === 'agency' ? (item.terms.agency ?? { bps: 500 }) : null,
      },
    });
  return (
    <li className="try-item">
      <Sentence
        words="share_plan.try.item"
        fields={{
          kind: (
            <OneOf
              label={t('share_plan.field.kinds')}
              value={item.kind}
              options={kinds.map((value) => ({ value, label: t(`share_plan.kind.${value}`) }))}
              onChange={(kind) => onChange({ ...item, kind: kind as RevenueKind })}
            />
          ),
          amount: (
            <AmountField
              label={t('share_plan.try.amount')}
              value={item.amountMinor}
              onChange={(amountMinor) =>
                onChange({ ...item, amountMinor, ...(BigInt(item.refundedMinor) > BigInt(amountMinor) && { refundedMinor: amountMinor }) })
              }
            />
          ),
          refunded: (
            <AmountField
              label={t('share_plan.try.refunded')}
              value={item.refundedMinor}
              onChange={(refundedMinor) =>
                onChange({ ...item, refundedMinor: BigInt(refundedMinor) > BigInt(item.amountMinor) ? item.amountMinor : refundedMinor })
              }
            />
          ),
        }}
      />
      <div className="step-sentence">
        <OneOf
          label={t('share_plan.try.who')}
          value={who}
          options={(['creator', 'agency', 'nobody'] as const).map((value) => ({ value, label: t(`share_plan.try.who_${value}`) }))}
          onChange={setWho}
        />
        {item.creator && (
          <Sentence
            words={item.agency ? 'share_plan.try.terms_both' : 'share_plan.try.terms_creator'}
            fields={{
              creator: (
                <RatioField
                  label={t('share_plan.try.creator_terms')}
                  value={item.terms.creator ?? { bps: 0 }}
                  onChange={(creator) => onChange({ ...item, terms: { ...item.terms, creator } })}
                />
              ),
              agency: (
                <RatioField
                  label={t('share_plan.try.agency_terms')}
                  value={item.terms.agency ?? { bps: 0 }}
                  onChange={(agency) => onChange({ ...item, terms: { ...item.terms, agency } })}
                />
              ),
            }}
          />
        )}
        {onRemove && (
          <button type="button" className="icon-button" aria-label={t('share_plan.try.remove_item', { number })} onClick={onRemove}>
            <Icon name="close" size={15} />
          </button>
        )}
      </div>
    </li>
  );
}

function TrialOutcome({
  result,
  content,
  names,
  stale,
}: {
  result: TrialResult;
  content: PlanVersionView['content'];
  names: Names;
  stale: boolean;
}) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const money = (minor: string) => format.money(minor, result.currency);
  const owed = result.outstanding.filter(({ leftMinor }) => leftMinor !== '0');
  const steps = new Map(content.waterfalls.flatMap((one) => one.steps.map((step) => [step.id, step] as const)));
  return (
    <>
      <Panel title={t('share_plan.try.paid')}>
        <dl className="sums" aria-live="polite">
          {result.payees.map((one) => (
            <div key={one.payee}>
              <dt>{one.name ?? partyHead(i18n, one.payee, names)}</dt>
              <dd>{money(one.amountMinor)}</dd>
            </div>
          ))}
          <div className="is-total">
            <dt>{t('share_plan.try.net')}</dt>
            <dd>{money(result.totals.netMinor)}</dd>
          </div>
        </dl>
        {owed.map((one) => {
          const step = steps.get(one.step);
          return (
            <p key={one.step} className="field-hint">
              {t('share_plan.try.owed', { step: step ? stepTitle(i18n, step) : one.label, amount: money(one.leftMinor) })}
            </p>
          );
        })}
      </Panel>
      <section className="panel panel-body">
        <TrialChart
          title={t('share_plan.picture.title', { amount: money(result.totals.grossMinor) })}
          result={result}
          content={content}
          names={names}
          stale={stale}
        />
      </section>
    </>
  );
}

/** Each line with its reason, as it will stand in a statement. */
function StepLines({ result, version, names, many }: { result: TrialResult; version: PlanVersionView; names: Names; many: boolean }) {
  const i18n = useI18n();
  const { t } = i18n;
  const steps = new Map(version.content.waterfalls.flatMap((one) => one.steps.map((step) => [step.id, step] as const)));
  const rows = result.lines.map((line, index) => ({ ...line, index }));
  return (
    <div className="try-lines">
      <Panel flush title={t('share_plan.try.lines')}>
        <DataTable
          label={t('share_plan.try.lines')}
          rows={rows}
          rowKey={(row) => String(row.index)}
          columns={lineColumns(i18n, result.currency, steps, names, many)}
        />
      </Panel>
    </div>
  );
}

type LineRow = TrialResult['lines'][number] & { index: number };

function lineColumns(i18n: I18n, currency: string, steps: ReadonlyMap<string, PlanStep>, names: Names, many: boolean): Column<LineRow>[] {
  const { t, format } = i18n;
  return [
    {
      key: 'event',
      head: t('share_plan.try.column.event'),
      lead: true,
      cell: (row) => (
        <span className="cell-two">
          <strong>{partyHead(i18n, row.payee, names)}</strong>
          <small>
            {many && `${t('share_plan.try.item_number', { number: row.item + 1 })} · `}
            {t(`share_plan.try.event.${row.event}`)}
          </small>
        </span>
      ),
    },
    {
      key: 'step',
      head: t('share_plan.try.column.step'),
      cell: (row) => {
        const step = steps.get(row.step);
        return step ? stepTitle(i18n, step) : row.label;
      },
    },
    {
      key: 'why',
      head: t('share_plan.try.column.why'),
      cell: (row) => t(`revenue.explain.${row.explanation.code}`, row.explanation.params),
    },
    {
      key: 'amount',
      head: t('share_plan.try.column.amount'),
      figure: true,
      cell: (row) => format.money(row.amountMinor, currency),
    },
  ];
}
