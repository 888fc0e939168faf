/** The files of a statement's proof, as they are written and as they are believed: every text and number in them is bounded. */
import { z } from 'zod';
import { currencies } from '../../../platform/http/contract.ts';
import { planContent, revenueKinds } from '../words/contract.ts';

export const proofFormat = 'hookline-statement/1';
/** Names in a proof in their order; postings go on in `postings-2.jsonl` and so on, as a zip's file is at most 4 GiB. */
export const proofFiles = {
  readme: 'README.md',
  statement: 'statement.json',
  plans: 'plans.json',
  tax: 'tax.json',
  journal: 'journal.jsonl',
  postings: 'postings.jsonl',
  manifest: 'manifest.json',
} as const;
export const postingsPart = (part: number): string => (part === 1 ? proofFiles.postings : `postings-${part}.jsonl`);

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const id = z.string().max(100);
const count = z.string().regex(/^(0|[1-9]\d{0,17})$/);
const minor = z.string().regex(/^(0|-?[1-9]\d{0,18})$/);
const instant = z.iso.datetime({ precision: 3 });
const period = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
/** As long as a tree of 2^60 leaves is high. */
const path = z.array(hash).max(60);
const key = z.string().max(200);

const seal = z.strictObject({ seq: count, hash, root: hash });
const totals = z.strictObject({
  openingMinor: minor,
  earnedMinor: minor,
  refundedMinor: minor,
  restatedMinor: minor,
  taxMinor: minor,
  paidMinor: minor,
  otherMinor: minor,
  closingMinor: minor,
});
export const proofStatement = z.strictObject({
  format: z.literal(proofFormat),
  id,
  organisationId: id,
  payeeId: id,
  /** How plans' lines name the payee. */
  keys: z.array(key).min(1).max(10),
  /** Of the ledger: what is owed to the payee in the currency. */
  accountId: id,
  currency: z.enum(currencies),
  period,
  version: z.int().min(1),
  madeAt: instant,
  /** Settlements that gave the payee something, in the order of their runs. */
  settlements: z.array(id).max(10_000),
  totals,
  /** The statement before, as it stood when this one was sealed, with the path of its head into this one's tree. */
  previous: z
    .strictObject({ id, period, version: z.int().min(1), closingMinor: minor, seal: z.strictObject({ seq: count, hash }), path })
    .nullable(),
  /** `path` proves that the head is the last leaf. */
  seal: seal.extend({ path }),
});
export type ProofStatement = z.output<typeof proofStatement>;

export const proofPlans = z
  .array(
    z.strictObject({
      id,
      version: z.int().min(1),
      effectiveFrom: z.iso.date(),
      effectiveUntil: z.iso.date().nullable(),
      content: planContent,
      /** Of content and days, as the parties signed it. */
      hash,
    }),
  )
  .max(10_000);
export type ProofPlan = z.output<typeof proofPlans>[number];

const reason = z.string().max(100);
export const proofTax = z
  .array(
    z.strictObject({
      settlement: id,
      content: z.strictObject({
        regime: reason,
        reason,
        day: z.iso.date(),
        currency: z.enum(currencies),
        incomeMinor: minor,
        year: z
          .strictObject({ incomeMinor: minor, withheldMinor: minor, months: z.int().min(0).max(12), deductionsMinor: minor })
          .nullable(),
        month: z.strictObject({ incomeMinor: minor, withheldMinor: minor, carriedMinor: minor }).nullable(),
        kind: reason,
        taxableMinor: minor,
        rateBps: minor,
        quickMinor: minor,
        dueMinor: minor,
        withheldMinor: minor,
        creditMinor: minor,
        confirmed: z.literal(false),
      }),
    }),
  )
  .max(10_000);
export type ProofTax = z.output<typeof proofTax>[number];

const ownEntry = z.strictObject({
  account: id,
  currency: z.string().max(3),
  amountMinor: minor,
  phase: z.enum(['posted', 'pending']),
  salt: z.string().max(64),
});
/** A line of the journal: a transfer that moved the payee's account, with others' entries as hashes. */
export const proofTransfer = z.strictObject({
  seq: count,
  id,
  kind: z.enum(['posted', 'pending', 'settlement', 'void']),
  key: z.string().max(1000),
  groupKey: z.string().max(1000).nullable(),
  pendingSeq: count.nullable(),
  reversesSeq: count.nullable(),
  effectiveAt: instant,
  recordedAt: instant,
  expiresAt: instant.nullable(),
  memo: z.string().max(10_000),
  previousHash: hash,
  hash,
  entries: z
    .array(z.union([hash, ownEntry]))
    .min(2)
    .max(20_000),
  path,
});
export type ProofTransfer = z.output<typeof proofTransfer>;

const line = z.tuple([z.string().max(200), key, minor, hash]);
const group = z.strictObject({
  settlement: id,
  number: z.int().min(1),
  plan: id,
  version: z.int().min(1),
  postings: z.int().min(1),
  /** The transfer that posted it; null where everything in it cancelled out, so that there is none. */
  transfer: id.nullable(),
});
const posting = z.strictObject({
  /** Exactly the text that is hashed. */
  content: z.string().max(1_000_000),
  /** Own lines with their salts, those of others as hashes. */
  lines: z.array(z.union([hash, line])).max(2000),
  hash,
});
/** A line of the postings: where a group begins, one posting with lines of the payee, or hashes of postings without. */
export const proofPosting = z.union([
  z.strictObject({ group }),
  z.strictObject({ posting }),
  z.strictObject({ others: z.array(hash).min(1).max(1000) }),
]);
export type ProofPosting = z.output<typeof proofPosting>;

const state = z.record(z.string().max(200), minor);
/** The content of a posting, parsed from its text. */
export const proofContent = z.object({
  kind: z.enum(['earned', 'refunded', 'taken_back']),
  at: z.string().max(40),
  plan: z.object({ id, version: z.int().min(1), hash }),
  item: z.object({
    id,
    kind: z.enum(revenueKinds),
    sourceId: id.nullable(),
    externalId: z.string().max(1000).nullable(),
    workId: id.nullable(),
    campaignId: id.nullable(),
    occurredAt: z.string().max(40),
    currency: z.enum(currencies),
    amountMinor: minor,
    creator: id.nullable(),
    agency: id.nullable(),
    creatorTermsMinor: minor.nullable(),
    agencyTermsMinor: minor.nullable(),
    capMinor: minor.nullable(),
  }),
  before: z.object({ arrived: state, costs: state, recovered: state, had: state }),
  takenBack: z.object({ fromMinor: minor, toMinor: minor }).nullable(),
});

export const proofManifest = z.strictObject({
  format: z.literal(proofFormat),
  files: z.array(z.strictObject({ name: z.string().max(100), bytes: z.int().min(0), sha256: hash })).max(1000),
});
