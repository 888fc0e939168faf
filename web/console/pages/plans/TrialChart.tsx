/** A trial as a waterfall: what comes in, what each step takes for whom, what everybody has in the end. */
import type { ReactNode } from 'react';
import type { PlanContent, TrialResult } from '../../../../src/modules/revenue/words/contract.ts';
import { Waterfall, type WaterfallRow } from '../../../shared/charts/Waterfall.tsx';
import { useI18n, type I18n } from '../../../shared/i18n/i18n.ts';
import { partyHead, partyName, stepTitle, type Names } from './words.ts';

export function TrialChart({
  result,
  content,
  names,
  title,
  actions,
  stale,
  live = false,
}: {
  result: TrialResult;
  content: PlanContent;
  names: Names;
  title: string;
  actions?: ReactNode;
  stale: boolean;
  live?: boolean;
}) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const money = (minor: string) => format.money(minor, result.currency);
  const paid = result.payees.filter(({ amountMinor }) => amountMinor !== '0');
  return (
    <Waterfall
      title={title}
      summary={t('share_plan.picture.summary', {
        whole: money(result.totals.netMinor),
        parts: format.list(paid.map((one) => `${partyName(i18n, one.payee, names)} ${money(one.amountMinor)}`)),
      })}
      heads={{ step: t('share_plan.picture.step'), figure: t('share_plan.picture.figure') }}
      rows={rowsOf(i18n, result, content, names)}
      actions={actions}
      stale={stale}
      live={live}
    />
  );
}

function rowsOf(i18n: I18n, result: TrialResult, content: PlanContent, names: Names): WaterfallRow[] {
  const { t, format } = i18n;
  const whole = BigInt(result.totals.netMinor);
  const share = (minor: bigint): string => (whole === 0n ? '' : format.percent(Number((minor * 10_000n) / whole) / 10_000, 1));
  const steps = new Map(content.waterfalls.flatMap((one) => one.steps.map((step) => [step.id, step] as const)));
  return result.waterfall.flatMap((row, index): WaterfallRow[] => {
    const [amount, level] = [BigInt(row.amountMinor), BigInt(row.levelMinor)];
    if (row.row === 'gross' || row.row === 'refunds') {
      const gross = row.row === 'gross';
      return [
        {
          key: row.row,
          kind: gross ? 'whole' : 'less',
          name: t(`share_plan.picture.${row.row}`),
          fromMinor: gross ? 0n : level - amount,
          toMinor: level,
          figure: format.money(amount, result.currency),
        },
      ];
    }
    const step = steps.get(row.step ?? '');
    const name = step ? stepTitle(i18n, step) : row.label;
    const taken = row.row === 'fee' || row.row === 'recover';
    const start = level - amount;
    let at = start;
    const rows = row.payees.map((payee): WaterfallRow => {
      const got = BigInt(payee.amountMinor);
      const from = at;
      at -= got;
      const who = partyName(i18n, payee.payee, names);
      return {
        key: `${index} ${payee.payee}`,
        kind: taken ? 'less' : 'paid',
        name: t(taken ? 'share_plan.picture.taken' : 'share_plan.picture.given', {
          step: name,
          who: taken ? who : partyHead(i18n, payee.payee, names),
        }),
        fromMinor: from,
        toMinor: at,
        figure: format.money(taken ? -got : got, result.currency),
        beside: share(got),
      };
    });
    const nothing: WaterfallRow = {
      key: `${index}`,
      kind: 'less',
      name,
      detail: t('share_plan.picture.nothing'),
      fromMinor: level,
      toMinor: level,
      figure: format.money(0n, result.currency),
    };
    const following = result.waterfall[index + 1];
    // Once everything is taken off the top, what is left for the parties is a figure that people look for.
    const left: WaterfallRow[] =
      taken && following?.row === 'split'
        ? [
            {
              key: `${index} left`,
              kind: 'left',
              name: t('share_plan.picture.left'),
              fromMinor: 0n,
              toMinor: level,
              figure: format.money(level, result.currency),
              beside: share(level),
            },
          ]
        : [];
    return [...(rows.length > 0 ? rows : [nothing]), ...left];
  });
}
