/** A settlement down to the order and the step, in the order in which it was divided. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import type { SettlementDetail, SettlementLine } from '../../../../src/modules/revenue/settlement/contract.ts';
import { useI18n, type I18n } from '../../../shared/i18n/i18n.ts';
import { Listing } from '../../../shared/table/Listing.tsx';
import { Choice } from '../../../shared/ui/Choice.tsx';
import { Icon } from '../../../shared/ui/Icon.tsx';
import { Badge, type Tone } from '../../../shared/ui/PageFrame.tsx';
import { EmptyState } from '../../../shared/ui/states.tsx';
import { useUrlChange } from '../../../shared/ui/url-state.ts';
import { partyHead } from '../plans/words.ts';
import { settlementLinesQuery } from './queries.ts';
import { payeeTitle } from './words.ts';

const noNames = new Map<string, string>();
const tones: Record<SettlementLine['kind'], Tone> = { earned: 'good', refunded: 'bad', taken_back: 'warn' };

export function LinesTab({ one }: { one: SettlementDetail }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const [search] = useSearchParams();
  const change = useUrlChange();
  const [payeeId, planId, itemId] = [search.get('payee'), search.get('plan'), search.get('item')];
  const lines = useInfiniteQuery(
    settlementLinesQuery(one.id, { ...(payeeId && { payeeId }), ...(planId && { planId }), ...(itemId && { itemId }) }),
  );
  const plans = one.summary?.byPlan ?? [];
  const payee = one.summary?.topPayees.find((row) => row.payeeId === payeeId);
  const money = (minor: string) => format.money(minor, one.currency);
  return (
    <>
      <div className={plans.length > 1 || payeeId || itemId ? 'filters-row' : undefined} role="search">
        {plans.length > 1 && (
          <Choice
            label={t('settlement.column.plan')}
            value={planId ?? ''}
            options={[
              { value: '', label: t('settlement.any_plan') },
              ...[...new Map(plans.map((row) => [row.planId, row.name]))].map(([value, label]) => ({ value, label })),
            ]}
            onChange={(value) => change({ plan: value || null })}
          />
        )}
        {payeeId && (
          <button type="button" className="chip filter-chip" aria-pressed onClick={() => change({ payee: null })}>
            {t('settlement.only_payee', { name: payee ? payeeTitle(i18n, payee) : payeeId })} <Icon name="close" size={13} />
          </button>
        )}
        {itemId && (
          <button type="button" className="chip filter-chip" aria-pressed onClick={() => change({ item: null })}>
            {t('settlement.only_item')} <Icon name="close" size={13} />
          </button>
        )}
      </div>
      <Listing query={lines} empty={<EmptyState icon="receipt" title={t('settlement.no_lines')} />}>
        {(items) => (
          <ol className="posting-list">
            {items.map((line) => (
              <li key={line.number}>
                <details>
                  <summary>
                    <span className="posting-main">
                      <Badge tone={tones[line.kind]}>{t(`settlement.posting.${line.kind}`)}</Badge>
                      <span className="cell-two">
                        <strong>{line.externalId ?? t(`share_plan.kind.${line.itemKind}`)}</strong>
                        <small>
                          {t(`share_plan.kind.${line.itemKind}`)} · {format.dateTime(line.at)}
                        </small>
                      </span>
                    </span>
                    <span className="posting-amount">{money(line.amountMinor)}</span>
                    <span className="posting-mark">
                      <Icon name="down" size={15} />
                    </span>
                  </summary>
                  <table className="posting-lines">
                    <thead className="visually-hidden">
                      <tr>
                        <th scope="col">{t('settlement.column.payee')}</th>
                        <th scope="col">{t('settlement.column.step')}</th>
                        <th scope="col">{t('settlement.column.amount')}</th>
                      </tr>
                    </thead>
                    <tbody>
                      {line.lines.map((part, index) => (
                        <tr key={index}>
                          <th scope="row">
                            {part.payee.startsWith('role:') ? partyHead(i18n, part.payee, noNames) : (part.name ?? part.payee)}
                          </th>
                          <td>{part.label || unnamedStep(i18n, part.step)}</td>
                          <td className="posting-amount">{money(part.amountMinor)}</td>
                        </tr>
                      ))}
                    </tbody>
                  </table>
                  <p className="posting-proof">
                    {t('settlement.proof', {
                      plan: plans.find((row) => row.planId === line.planId)?.name ?? '',
                      version: line.planVersion,
                    })}{' '}
                    <code>{line.hash.slice(0, 16)}…</code>
                  </p>
                </details>
              </li>
            ))}
          </ol>
        )}
      </Listing>
    </>
  );
}

/** A step without a name of its own is called what its kind is, by the name that the form gives to a new one. */
function unnamedStep({ t }: I18n, step: string): string {
  const key = `share_plan.step_kind.${step.replace(/-\d+$/, '')}`;
  return t.exists(key) ? t(key) : step;
}
