/** Accounts that money leaves from. What they are paid with (numbers, keys) is sealed and never answered again. */
import { createHash } from 'node:crypto';
import type { Trx } from '../../../platform/db/index.ts';
import { isAppError } from '../../../platform/errors.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { newId } from '../../../platform/ids.ts';
import { revenueErrors } from '../errors.ts';
import type { PayoutAccount, PayoutAccountInput } from './words/contract.ts';
import type { Reason } from './contract.ts';
import type { Debtor } from './files/transfer.ts';
import type { PayoutParts } from './parts.ts';
import type { AlipayKeys } from './providers/alipay.ts';
import type { PayoutProvider } from './providers/types.ts';
import * as repo from './repo.ts';
import type { AccountRow } from './tables.ts';

const mostAccounts = 50;
type Details = { way: 'bank'; debtor: Debtor } | { way: 'alipay'; keys: AlipayKeys } | { way: 'stripe'; secretKey: string };

export function createAccountUses(parts: PayoutParts) {
  const { db, clock, audit, outgoing, providerSealer } = parts;

  function detailsOf(input: PayoutAccountInput): { details: Details; masked: string } {
    if (input.way === 'bank') {
      const { holder, iban, accountNumber, bic, cnaps, country } = input;
      return {
        details: { way: 'bank', debtor: { holder, iban, accountNumber, bic, cnaps, country } },
        masked: endOf(iban ?? accountNumber ?? ''),
      };
    }
    if (input.way === 'stripe') return { details: { way: 'stripe', secretKey: input.secretKey }, masked: endOf(input.secretKey) };
    const { appId, privateKey, alipayPublicKey, certificates } = input;
    return { details: { way: 'alipay', keys: { appId, privateKey, alipayPublicKey, certificates } }, masked: endOf(appId) };
  }

  /** The SDKs weigh much and most houses use neither: each is loaded with the first account of its kind. */
  async function providerOf(details: Exclude<Details, { way: 'bank' }>, endpoint: string | null): Promise<PayoutProvider> {
    if (details.way === 'alipay') return (await import('./providers/alipay.ts')).createAlipay(details.keys, endpoint, outgoing);
    return (await import('./providers/stripe.ts')).createStripe(details.secretKey, endpoint, outgoing);
  }

  /** Throws keys_invalid for keys that are none, and what outgoing requests refuse of an endpoint. */
  async function requireUsable(input: PayoutAccountInput, details: Details): Promise<void> {
    if (details.way === 'bank' || input.way === 'bank') return;
    if (input.endpoint !== null) outgoing.check(input.endpoint, { https: true });
    try {
      await providerOf(details, input.endpoint);
    } catch (error) {
      if (isAppError(error)) throw error;
      // What is wrong with a key may quote it: it is neither answered nor logged.
      throw revenueErrors.keys_invalid({});
    }
  }

  function open(row: AccountRow): Details {
    return JSON.parse(providerSealer.open(row.details_sealed!, row.id)) as Details;
  }

  const requirePerson = (actor: Actor): string => {
    if (actor.kind !== 'person' || actor.id === null) throw revenueErrors.person_needed({});
    return actor.id;
  };

  /** An account in use. Throws payout_account_not_found. */
  async function load(trx: Trx, organisationId: string, id: string, lock = false): Promise<AccountRow> {
    const row = await repo.findAccount(trx, organisationId, id, lock);
    if (!row || row.removed_at !== null) throw revenueErrors.payout_account_not_found({ id });
    return row;
  }

  return {
    loadAccount: load,

    /** The house's side of a bank file. */
    debtorOf: (row: AccountRow): Debtor => (open(row) as Extract<Details, { way: 'bank' }>).debtor,

    /**
     * The provider behind an account, and a mark of whose account there it is: an application at Alipay keeps its number when its keys
     * change, of Stripe only the key is known. Null for a bank, and where the keys are forgotten.
     */
    payoutProviderOf: async (row: AccountRow): Promise<{ provider: PayoutProvider; mark: string } | null> => {
      if (row.way === 'bank' || row.details_sealed === null) return null;
      const details = open(row) as Exclude<Details, { way: 'bank' }>;
      const whose = details.way === 'alipay' ? details.keys.appId : details.secretKey;
      const mark = createHash('sha256').update(`payout account ${row.id} ${whose}`).digest('hex').slice(0, 16);
      return { provider: await providerOf(details, row.endpoint), mark };
    },

    listPayoutAccounts: (actor: Actor): Promise<{ items: PayoutAccount[] }> =>
      db.read(async (trx) => ({ items: (await repo.listAccounts(trx, actor.organisationId)).map(onWire) })),

    /** Throws payout_account_exists, person_needed, keys_invalid, too_many_accounts, outgoing.*. */
    createPayoutAccount: async (actor: Actor, input: PayoutAccountInput): Promise<PayoutAccount> => {
      const by = requirePerson(actor);
      const { details, masked } = detailsOf(input);
      await requireUsable(input, details);
      return db.transaction(async (trx) => {
        if ((await repo.listAccounts(trx, actor.organisationId)).length >= mostAccounts)
          throw revenueErrors.too_many_accounts({ most: mostAccounts });
        const id = newId('payoutAccount', clock.nowMs());
        const row: AccountRow = {
          id,
          organisation_id: actor.organisationId,
          way: input.way,
          name: input.name,
          currency: input.way === 'bank' ? input.currency : null,
          masked,
          holder: input.way === 'bank' ? input.holder : null,
          endpoint: input.way === 'bank' ? null : input.endpoint,
          details_sealed: providerSealer.seal(JSON.stringify(details), id),
          created_at: clock.now(),
          created_by: by,
          created_by_name: actor.name,
          removed_at: null,
        };
        if (!(await repo.insertAccount(trx, row))) throw revenueErrors.payout_account_exists({ name: input.name });
        await audit.record(trx, actor, 'revenue.create_payout_account', { id, title: row.name }, { way: row.way, masked });
        return onWire(row);
      });
    },

    /** Throws as createPayoutAccount, and payout_account_not_found, payout_account_differs, payout_account_in_use. */
    updatePayoutAccount: async (actor: Actor, id: string, input: PayoutAccountInput): Promise<PayoutAccount> => {
      requirePerson(actor);
      const { details, masked } = detailsOf(input);
      await requireUsable(input, details);
      return db.transaction(async (trx) => {
        const row = await load(trx, actor.organisationId, id, true);
        const currency = input.way === 'bank' ? input.currency : null;
        // The books know the account by its name.
        if (row.way !== input.way || row.name !== input.name || row.currency !== currency)
          throw revenueErrors.payout_account_differs({ name: row.name });
        const change = {
          masked,
          holder: input.way === 'bank' ? input.holder : null,
          endpoint: input.way === 'bank' ? null : input.endpoint,
          details_sealed: providerSealer.seal(JSON.stringify(details), id),
        };
        await repo.updateAccount(trx, id, change);
        await audit.record(trx, actor, 'revenue.update_payout_account', { id, title: row.name }, { masked, maskedBefore: row.masked });
        return onWire({ ...row, ...change });
      });
    },

    /** Throws payout_account_not_found, payout_account_in_use, person_needed. */
    removePayoutAccount: async (actor: Actor, id: string): Promise<void> => {
      requirePerson(actor);
      await db.transaction(async (trx) => {
        const row = await load(trx, actor.organisationId, id, true);
        if (await repo.accountInUse(trx, id)) throw revenueErrors.payout_account_in_use({ name: row.name });
        await repo.updateAccount(trx, id, { details_sealed: null, removed_at: clock.now() });
        await audit.record(trx, actor, 'revenue.remove_payout_account', { id, title: row.name }, { way: row.way });
      });
    },

    /** Throws payout_account_not_found. */
    checkPayoutAccount: async (actor: Actor, id: string): Promise<{ ok: boolean; failure: Reason | null }> => {
      const row = await db.read((trx) => load(trx, actor.organisationId, id));
      const details = open(row);
      const answer = details.way === 'bank' ? { state: 'ok' as const } : await (await providerOf(details, row.endpoint)).check();
      const failure = 'code' in answer ? { code: answer.code, params: { detail: answer.detail } } : null;
      await db.read((trx) => audit.record(trx, actor, 'revenue.check_payout_account', { id, title: row.name }, { ok: failure === null }));
      return { ok: failure === null, failure };
    },
  };
}
export type AccountUses = ReturnType<typeof createAccountUses>;

const endOf = (text: string): string => `•••• ${text.slice(-4)}`;

function onWire(row: AccountRow): PayoutAccount {
  return {
    id: row.id,
    way: row.way,
    name: row.name,
    currency: row.currency as PayoutAccount['currency'],
    masked: row.masked,
    holder: row.holder,
    endpoint: row.endpoint,
    triedLive: row.way === 'bank',
    createdAt: row.created_at.toISOString(),
    createdBy: row.created_by_name,
  };
}
