/** When and from how much on payees are paid. */
import type { Actor } from '../../../platform/http/actor.ts';
import { formatMajor, money, type Currency } from '../../../platform/money.ts';
import { businessZone, dateIn } from '../../../platform/time.ts';
import { revenueErrors } from '../errors.ts';
import type { PayoutSettings } from './contract.ts';
import type { PayoutParts } from './parts.ts';
import { nextPayoutDay } from './payable.ts';
import * as repo from './repo.ts';
import type { SettingsRow } from './tables.ts';

export type Settings = {
  readonly dayOfMonth: number | null;
  readonly invoiceNeeded: boolean;
  readonly rules: ReadonlyMap<string, { readonly thresholdMinor: bigint; readonly minimumMinor: bigint }>;
};

/** As long as nobody has set anything: no fixed day, everything above nothing is paid, companies against an invoice. */
export const freshSettings = (organisationId: string) => ({
  organisation_id: organisationId,
  day_of_month: null,
  invoice_needed: true,
  currencies: '[]',
  reminded_on: null,
});

export function settingsOf(row: SettingsRow | undefined): Settings {
  const rules = (row?.currencies ?? []).map(
    (rule) => [rule.currency, { thresholdMinor: BigInt(rule.thresholdMinor), minimumMinor: BigInt(rule.minimumMinor) }] as const,
  );
  return { dayOfMonth: row?.day_of_month ?? null, invoiceNeeded: row?.invoice_needed ?? true, rules: new Map(rules) };
}

export const ruleOf = (settings: Settings, currency: string): { thresholdMinor: bigint; minimumMinor: bigint } =>
  settings.rules.get(currency) ?? { thresholdMinor: 0n, minimumMinor: 0n };

export function createSettingsUses(parts: PayoutParts) {
  const { db, clock, audit, notifications } = parts;
  const today = (): string => dateIn(businessZone, clock.now());
  const onWire = (row: SettingsRow | undefined): PayoutSettings => ({
    dayOfMonth: row?.day_of_month ?? null,
    currencies: (row?.currencies ?? []) as PayoutSettings['currencies'],
    invoiceNeeded: row?.invoice_needed ?? true,
    nextOn: nextPayoutDay(row?.day_of_month ?? null, today()),
  });

  return {
    getPayoutSettings: (actor: Actor): Promise<PayoutSettings> =>
      db.read(async (trx) => onWire(await repo.findSettings(trx, actor.organisationId))),

    /** Throws currency_twice. */
    setPayoutSettings: (actor: Actor, input: Omit<PayoutSettings, 'nextOn'>): Promise<PayoutSettings> =>
      db.transaction(async (trx) => {
        const { organisationId } = actor;
        const twice = input.currencies.find(
          ({ currency }, index) => input.currencies.findIndex((each) => each.currency === currency) !== index,
        );
        if (twice) throw revenueErrors.currency_twice({ currency: twice.currency });
        const before = await repo.lockSettings(trx, freshSettings(organisationId));
        const currencies = input.currencies.map(({ currency, thresholdMinor, minimumMinor }) => ({
          currency,
          thresholdMinor,
          minimumMinor,
        }));
        await repo.updateSettings(trx, organisationId, {
          day_of_month: input.dayOfMonth,
          invoice_needed: input.invoiceNeeded,
          currencies: JSON.stringify(currencies),
        });
        const said = (row: Pick<SettingsRow, 'currencies'>): string =>
          row.currencies
            .map((rule) => `${rule.currency} ${formatMajor(money(BigInt(rule.thresholdMinor), rule.currency as Currency))}`)
            .join(', ');
        await audit.record(trx, actor, 'revenue.set_payout_settings', null, {
          day: input.dayOfMonth,
          dayBefore: before.day_of_month,
          thresholds: said({ currencies }),
          thresholdsBefore: said(before),
          invoiceNeeded: input.invoiceNeeded,
        });
        return onWire({ ...before, day_of_month: input.dayOfMonth, invoice_needed: input.invoiceNeeded, currencies });
      }),

    /** Tells staff on the day of payouts, once; to be called now and then. Answers with how many organisations were told. */
    remindOfPayouts: async (): Promise<number> => {
      const day = today();
      const due = await db.read((trx) => repo.listToRemind(trx, Number(day.slice(8)), day, 500));
      for (const { organisation_id: organisationId } of due)
        await db.transaction(async (trx) => {
          const row = await repo.lockSettings(trx, freshSettings(organisationId));
          if (row.reminded_on === day) return;
          await repo.updateSettings(trx, organisationId, { reminded_on: day });
          await notifications.notifyStaff(trx, { organisationId, kind: 'payouts_due', params: { day }, link: '/payouts' });
        });
      return due.length;
    },
  };
}
