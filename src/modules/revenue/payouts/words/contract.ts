/** The words for accounts that money leaves from: what people write of them, and what they are shown. */
import { z } from 'zod';
import { currencies, instant } from '../../../../platform/http/contract.ts';

const name = z.string().trim().min(1).max(60);
/** A key as providers give it out, in PEM or as one line. */
const key = z.string().trim().min(1).max(20_000);
const bic = z.string().regex(/^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$/);
/** Only for a test system or a proxy of one’s own; the operator’s rules for outgoing requests hold. */
const endpoint = z.string().trim().max(500).nullable().default(null);

export const payoutAccountInput = z.discriminatedUnion('way', [
  z
    .object({
      way: z.literal('bank'),
      name,
      currency: z.enum(currencies),
      /** As the bank has it. */
      holder: z.string().trim().min(1).max(140),
      /** An IBAN, or the bank’s own number. */
      iban: z
        .string()
        .regex(/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/)
        .nullable()
        .default(null),
      accountNumber: z
        .string()
        .regex(/^[0-9A-Za-z]{4,34}$/)
        .nullable()
        .default(null),
      bic: bic.nullable().default(null),
      /** 联行号, twelve digits. */
      cnaps: z
        .string()
        .regex(/^\d{12}$/)
        .nullable()
        .default(null),
      country: z.string().regex(/^[A-Z]{2}$/),
    })
    .refine(({ iban, accountNumber }) => (iban === null) !== (accountNumber === null), {
      path: ['accountNumber'],
      error: 'Either an IBAN or an account number.',
    })
    .refine((bank) => bank.bic !== null || bank.cnaps !== null, { path: ['bic'], error: 'A BIC or a CNAPS code says which bank it is.' }),
  z.object({
    way: z.literal('alipay'),
    name,
    appId: z.string().regex(/^\d{16,32}$/),
    /** Of the application, RSA2. */
    privateKey: key,
    /** Alipay’s public key; or the three certificates, which transfers of money are released with. */
    alipayPublicKey: key.nullable().default(null),
    certificates: z.object({ app: key, alipay: key, root: key }).nullable().default(null),
    endpoint,
  }),
  z.object({
    way: z.literal('stripe'),
    name,
    secretKey: z.string().regex(/^(sk|rk)_[A-Za-z0-9_]{8,250}$/),
    endpoint,
  }),
]);
export type PayoutAccountInput = z.output<typeof payoutAccountInput>;

export const payoutAccount = z.object({
  id: z.string(),
  way: z.enum(['bank', 'alipay', 'stripe']),
  /** The books know its money by this name. */
  name: z.string(),
  /** Null where it pays in every currency that the provider takes. */
  currency: z.enum(currencies).nullable(),
  /** The end of the account’s number, the application’s id, the end of a key. */
  masked: z.string(),
  /** A bank account’s holder. */
  holder: z.string().nullable(),
  endpoint: z.string().nullable(),
  /** The interface speaks the documented protocol and was tried against a local server, not yet on the live service. */
  triedLive: z.boolean(),
  createdAt: instant,
  createdBy: z.string(),
});
export type PayoutAccount = z.output<typeof payoutAccount>;
