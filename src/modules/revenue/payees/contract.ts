/** What revenue promises of payees: who they are to tax office and bank, their documents and invoices, their tax year, their going. */
import { z } from 'zod';
import { calendarDate, currencies, instant, pageOf, pageQuery, type Route } from '../../../platform/http/contract.ts';

const payeeKinds = ['person', 'company'] as const;
const taxRegions = ['CN', 'other'] as const;
const idKinds = ['cn_id_card', 'cn_credit_code', 'passport', 'other'] as const;
export type IdKind = (typeof idKinds)[number];
const methodKinds = ['bank_cn', 'bank_intl', 'alipay', 'stripe'] as const;
const documentKinds = ['identity', 'business_licence', 'contract', 'tax', 'bank', 'invoice', 'other'] as const;
export type DocumentKind = (typeof documentKinds)[number];
const invoiceStates = ['submitted', 'received', 'refused'] as const;
export type InvoiceState = (typeof invoiceStates)[number];
export const regimeIds = ['cn_platform_worker', 'cn_labour', 'cn_royalty', 'cn_company', 'none'] as const;
/** What keeps a payee from being paid; `revenue.missing.<code>` says it. */
const missingCodes = ['profile', 'id_number', 'method', 'method_currency', 'invoice'] as const;
export type MissingCode = (typeof missingCodes)[number];
export const payeeLimits = { documentBytes: 10 * 1024 * 1024, documents: 100, invoices: 1000 } as const;
/** What a document may be; the bytes have to begin as the type does. */
export const documentTypes = ['application/pdf', 'image/jpeg', 'image/png'] as const;

const minor = z.string().regex(/^(0|[1-9]\d{0,15})$/);
const signedMinor = z.string().regex(/^-?\d+$/);
const period = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
const text = (most: number) => z.string().trim().min(1).max(most);

const methodInput = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('bank_cn'),
    accountName: text(100),
    /** Digits; spaces are passed over. */
    account: text(40),
    bankName: text(100),
    branch: z.string().trim().max(100).default(''),
    /** The twelve digits by which China's national payment system knows a branch; empty where it is not known. */
    cnaps: z
      .string()
      .trim()
      .regex(/^(\d{12})?$/)
      .default(''),
  }),
  z.object({
    kind: z.literal('bank_intl'),
    accountName: text(100),
    /** An IBAN, or the account's number where the country has none. */
    account: text(40),
    /** ISO 9362, 8 or 11 characters. */
    bic: text(14),
    bankName: text(100),
    country: z.string().regex(/^[A-Z]{2}$/),
  }),
  z.object({ kind: z.literal('alipay'), accountName: text(100), /** An e-mail address or a mobile number. */ account: text(100) }),
  z.object({ kind: z.literal('stripe'), /** Of a connected account. */ account: z.string().regex(/^acct_[A-Za-z0-9]{8,40}$/) }),
]);
export type MethodInput = z.output<typeof methodInput>;
/** As it may be shown: of the account only the last characters. */
const maskedMethod = z.object({
  kind: z.enum(methodKinds),
  accountName: z.string(),
  account: z.string(),
  bankName: z.string(),
  branch: z.string(),
  /** CNAPS or BIC. */
  bankCode: z.string(),
  country: z.string(),
});
export type Masked = z.output<typeof maskedMethod>;

const profileInput = z.object({
  kind: z.enum(payeeKinds),
  legalName: text(200),
  region: z.enum(taxRegions),
  /** Left out: as it was. Null: taken away. */
  idNumber: z
    .object({ kind: z.enum(idKinds), number: text(40) })
    .nullable()
    .optional(),
  currency: z.enum(currencies).default('CNY'),
  /** Not paid before so much is payable; null for the organisation’s own threshold. */
  thresholdMinor: minor.nullable().default(null),
  /** Left out: as it was. Null: taken away. */
  method: methodInput.nullable().optional(),
  /** Of the profile that was read; another one meanwhile is a conflict. */
  version: z.number().int().min(0).optional(),
});
export type ProfileInput = z.output<typeof profileInput>;

const regimeOfPayee = z.object({
  id: z.enum(regimeIds),
  kind: z.enum(['cumulative', 'per_payment', 'invoice', 'none']),
  /** `revenue.tax.reason.<code>` says it. */
  reason: z.string(),
  /** What staff wrote where they chose it. */
  note: z.string().nullable(),
  confirmed: z.literal(false),
});
export const payeeProfile = z.object({
  payeeId: z.string(),
  name: z.string(),
  belongsTo: z.enum(['creator', 'agency', 'user', 'operator', 'studio', 'nobody']),
  /** 0 as long as nobody has filled it in; then the fields below are what is assumed. */
  version: z.number().int(),
  kind: z.enum(payeeKinds),
  legalName: z.string(),
  region: z.enum(taxRegions),
  idNumber: z.object({ kind: z.enum(idKinds), masked: z.string() }).nullable(),
  currency: z.enum(currencies),
  thresholdMinor: minor.nullable(),
  method: maskedMethod.nullable(),
  regime: regimeOfPayee,
  /** What is missing for a payout; invoices are judged for each payout and do not stand here. */
  missing: z.array(z.enum(missingCodes)),
  /** Where money went and goes, newest first. */
  methodHistory: z.array(z.object({ at: instant, by: z.string(), before: maskedMethod.nullable(), after: maskedMethod.nullable() })),
  updatedAt: instant.nullable(),
  updatedBy: z.string().nullable(),
  exit: z.object({ at: instant, by: z.string(), reason: z.string() }).nullable(),
});
export type PayeeProfile = z.output<typeof payeeProfile>;
export const payeeSummary = payeeProfile.omit({ methodHistory: true, updatedBy: true, thresholdMinor: true });
export type PayeeSummary = z.output<typeof payeeSummary>;

export const payeeDocument = z.object({
  id: z.string(),
  kind: z.enum(documentKinds),
  name: z.string(),
  mediaType: z.string(),
  sizeBytes: z.number().int(),
  uploadedAt: instant,
  uploadedBy: z.string(),
});
export type PayeeDocument = z.output<typeof payeeDocument>;

const invoiceInput = z.object({
  currency: z.enum(currencies).default('CNY'),
  /** The month of the statement that it is for. */
  period,
  number: text(60),
  issuedOn: calendarDate,
  /** With VAT. */
  amountMinor: minor.refine((amount) => amount !== '0', { error: 'An invoice is over something.' }),
  vatRateBps: z.number().int().min(0).max(10_000),
  documentId: z.string().max(60).nullable().default(null),
});
export type InvoiceInput = z.output<typeof invoiceInput>;
export const payeeInvoice = z.object({
  id: z.string(),
  currency: z.enum(currencies),
  period,
  number: z.string(),
  issuedOn: calendarDate,
  amountMinor: minor,
  vatRateBps: z.number().int(),
  /** The VAT in the amount at its rate. */
  vatMinor: minor,
  documentId: z.string().nullable(),
  state: z.enum(invoiceStates),
  madeAt: instant,
  madeBy: z.string(),
  judged: z.object({ at: instant, by: z.string(), reason: z.string() }).nullable(),
});
export type PayeeInvoice = z.output<typeof payeeInvoice>;
/** What invoices are owed for a month: what its newest statement gave, against what was received. */
const invoiceMonth = z.object({
  period,
  currency: z.enum(currencies),
  dueMinor: signedMinor,
  receivedMinor: minor,
  state: z.enum(['missing', 'partial', 'received', 'nothing_due']),
});
export type InvoiceMonth = z.output<typeof invoiceMonth>;

const bracket = z.object({ upToMinor: minor.nullable(), rateBps: z.number().int(), quickMinor: minor });
export const taxRegime = z.object({
  id: z.enum(regimeIds),
  kind: z.enum(['cumulative', 'per_payment', 'invoice', 'none']),
  from: calendarDate,
  until: calendarDate.nullable(),
  source: z.string(),
  confirmed: z.literal(false),
  figures: z.record(z.string(), z.string()),
  brackets: z.array(bracket),
});
export type TaxRegime = z.output<typeof taxRegime>;
const vatThreshold = z.object({
  watch: z.enum(['month', 'twelve_months']),
  limitMinor: minor,
  from: calendarDate,
  until: calendarDate.nullable(),
  source: z.string(),
  confirmed: z.literal(false),
});

const taxMonth = z.object({
  settlementId: z.string(),
  period,
  regime: z.enum(regimeIds),
  kind: z.enum(['cumulative', 'per_payment', 'invoice', 'none']),
  reason: z.string(),
  incomeMinor: signedMinor,
  /** For the cumulative method the year’s so far; per payment the month’s. */
  taxableMinor: minor,
  rateBps: z.number().int(),
  quickMinor: minor,
  months: z.number().int().nullable(),
  dueMinor: minor,
  withheldMinor: minor,
  creditMinor: minor,
});
export const taxYear = z.object({
  payeeId: z.string(),
  year: z.number().int(),
  currency: z.enum(currencies),
  months: z.array(taxMonth),
  incomeMinor: signedMinor,
  withheldMinor: minor,
  /** Withheld and by now no longer owed. */
  creditMinor: minor,
  confirmed: z.literal(false),
});
export type TaxYear = z.output<typeof taxYear>;

const watchItem = z.object({
  payeeId: z.string(),
  name: z.string(),
  watch: z.enum(['month', 'twelve_months']),
  level: z.enum(['near', 'past']),
  /** The newest settled month; the last of the twelve. */
  period,
  incomeMinor: signedMinor,
  limitMinor: minor,
  /** Of the limit, in ten-thousandths. */
  shareBps: z.number().int(),
  /** The month in which it was crossed. */
  sincePeriod: period.nullable(),
});
export type WatchItem = z.output<typeof watchItem>;

const payeeParam = z.object({ payeeId: z.string().max(60) });
const gone = 'revenue.payee_not_found';
const profileErrors = [
  gone,
  'revenue.profile_changed',
  'revenue.id_number_invalid',
  'revenue.account_card',
  'revenue.account_number',
  'revenue.account_iban',
  'revenue.account_bic',
  'revenue.account_bic_country',
  'revenue.account_alipay',
] as const;
const exampleProfile: z.input<typeof profileInput> = {
  kind: 'person',
  legalName: '李雷',
  region: 'CN',
  idNumber: { kind: 'cn_id_card', number: '11010519491231002X' },
  method: { kind: 'bank_cn', accountName: '李雷', account: '6222020200112230012', bankName: '中国工商银行', branch: '北京朝阳支行' },
};

export const payeesRoutes = {
  listMyProfiles: {
    id: 'revenue.list_my_payee_profiles',
    method: 'GET',
    path: '/api/v1/my/payee-profile',
    summary: 'How one is paid oneself: a profile for each payee that one is; empty before the first is filled in or earned.',
    access: 'revenue.read_own',
    response: z.object({ items: z.array(payeeProfile) }),
  },
  putMyProfile: {
    id: 'revenue.put_my_payee_profile',
    method: 'PUT',
    path: '/api/v1/my/payee-profile',
    summary: 'Say how one is paid; a creator’s or an agency’s payee is made where there is none yet.',
    access: 'revenue.edit_own',
    body: profileInput.extend({ payeeId: z.string().max(60).optional() }),
    response: payeeProfile,
    errors: [...profileErrors, 'revenue.person_needed'],
    example: exampleProfile,
  },
  listProfiles: {
    id: 'revenue.list_payee_profiles',
    method: 'GET',
    path: '/api/v1/payee-profiles',
    summary: 'All payees with what is known and missing of how they are paid, newest first.',
    access: 'revenue.read',
    query: pageQuery.extend({
      query: z.string().trim().max(100).optional(),
      missing: z.stringbool().optional(),
      exited: z.stringbool().optional(),
    }),
    response: pageOf(payeeSummary),
  },
  getProfile: {
    id: 'revenue.get_payee_profile',
    method: 'GET',
    path: '/api/v1/payees/:payeeId/profile',
    summary: 'How a payee is paid and taxed; numbers of accounts and persons are masked.',
    access: 'revenue.read_own',
    params: payeeParam,
    response: payeeProfile,
    errors: [gone],
  },
  putProfile: {
    id: 'revenue.put_payee_profile',
    method: 'PUT',
    path: '/api/v1/payees/:payeeId/profile',
    summary: 'Write how a payee is paid; who changes where money goes does not approve the next payout to it.',
    access: 'revenue.edit_own',
    params: payeeParam,
    body: profileInput,
    response: payeeProfile,
    errors: profileErrors,
    example: exampleProfile,
  },
  setRegime: {
    id: 'revenue.set_payee_regime',
    method: 'PUT',
    path: '/api/v1/payees/:payeeId/tax-regime',
    summary: 'Choose a payee’s tax regime with a reason, or null to leave it to the rule.',
    access: 'revenue.manage',
    params: payeeParam,
    body: z
      .object({ regime: z.enum(regimeIds).nullable(), reason: z.string().trim().max(500).default('') })
      .refine(({ regime, reason }) => regime === null || reason !== '', { path: ['reason'], error: 'A choice needs its reason.' }),
    response: payeeProfile,
    errors: [gone, 'revenue.profile_missing'],
    example: { regime: 'cn_royalty', reason: '原著授权，按特许权使用费' },
  },
  listDocuments: {
    id: 'revenue.list_payee_documents',
    method: 'GET',
    path: '/api/v1/payees/:payeeId/documents',
    summary: 'A payee’s documents, newest first.',
    access: 'revenue.read_own',
    params: payeeParam,
    response: z.object({ items: z.array(payeeDocument) }),
    errors: [gone],
  },
  addDocument: {
    id: 'revenue.add_payee_document',
    method: 'POST',
    path: '/api/v1/payees/:payeeId/documents',
    summary: 'Keep a document: the body is the file, PDF, JPEG or PNG, at most 10 MB.',
    access: 'revenue.edit_own',
    params: payeeParam,
    query: z.object({ name: z.string().trim().min(1).max(200), kind: z.enum(documentKinds).default('other') }),
    consumes: 'application/octet-stream',
    produces: 'application/json',
    status: 201,
    errors: [gone, 'revenue.document_too_large', 'revenue.document_type', 'revenue.too_many'],
  },
  readDocument: {
    id: 'revenue.read_payee_document',
    method: 'GET',
    path: '/api/v1/payees/:payeeId/documents/:documentId',
    summary: 'The bytes of a document, as a download.',
    access: 'revenue.read_own',
    params: payeeParam.extend({ documentId: z.string().max(60) }),
    produces: 'application/octet-stream',
    errors: [gone, 'revenue.document_not_found'],
  },
  removeDocument: {
    id: 'revenue.remove_payee_document',
    method: 'DELETE',
    path: '/api/v1/payees/:payeeId/documents/:documentId',
    summary: 'Remove a document; that it was there stays in the audit trail.',
    access: 'revenue.edit_own',
    params: payeeParam.extend({ documentId: z.string().max(60) }),
    response: z.object({}),
    errors: [gone, 'revenue.document_not_found', 'revenue.document_used'],
  },
  listInvoices: {
    id: 'revenue.list_payee_invoices',
    method: 'GET',
    path: '/api/v1/payees/:payeeId/invoices',
    summary: 'Invoices of a payee, newest first, and for which months one is missing.',
    access: 'revenue.read_own',
    params: payeeParam,
    response: z.object({ required: z.boolean(), months: z.array(invoiceMonth), items: z.array(payeeInvoice) }),
    errors: [gone],
  },
  addInvoice: {
    id: 'revenue.add_payee_invoice',
    method: 'POST',
    path: '/api/v1/payees/:payeeId/invoices',
    summary: 'Hand an invoice in for a month’s statement; entered by staff it counts as received, by the payee once staff say so.',
    access: 'revenue.edit_own',
    params: payeeParam,
    body: invoiceInput,
    response: payeeInvoice,
    status: 201,
    errors: [gone, 'revenue.invoice_exists', 'revenue.document_not_found', 'revenue.too_many'],
    example: { period: '2026-06', number: '26312000000012345678', issuedOn: '2026-07-03', amountMinor: '1060000', vatRateBps: 600 },
  },
  judgeInvoice: {
    id: 'revenue.judge_payee_invoice',
    method: 'POST',
    path: '/api/v1/payees/:payeeId/invoices/:invoiceId/judgement',
    summary: 'Say that an invoice is in order, or why it is not; a received one may be refused later.',
    access: 'revenue.manage',
    params: payeeParam.extend({ invoiceId: z.string().max(60) }),
    body: z
      .object({ decision: z.enum(['received', 'refused']), reason: z.string().trim().max(500).default('') })
      .refine(({ decision, reason }) => decision === 'received' || reason !== '', {
        path: ['reason'],
        error: 'A refusal needs its reason.',
      }),
    response: payeeInvoice,
    errors: [gone, 'revenue.invoice_not_found', 'revenue.invoice_judged'],
    example: { decision: 'received' },
  },
  listRegimes: {
    id: 'revenue.list_tax_regimes',
    method: 'GET',
    path: '/api/v1/tax-regimes',
    summary: 'The tax regimes and thresholds with their figures, sources and days; all need a tax adviser’s confirmation.',
    access: 'revenue.read_own',
    response: z.object({ items: z.array(taxRegime), thresholds: z.array(vatThreshold) }),
  },
  getTaxYear: {
    id: 'revenue.get_payee_tax_year',
    method: 'GET',
    path: '/api/v1/payees/:payeeId/tax-year',
    summary: 'What a payee had and what was withheld in a year, settlement by settlement.',
    access: 'revenue.read_own',
    params: payeeParam,
    query: z.object({ year: z.coerce.number().int().min(2000).max(9999).optional(), currency: z.enum(currencies).default('CNY') }),
    response: taxYear,
    errors: [gone],
  },
  listTaxWatch: {
    id: 'revenue.list_tax_watch',
    method: 'GET',
    path: '/api/v1/tax-watch',
    summary: 'People near (80 %) or past the thresholds of VAT: in the newest settled month, and over twelve months.',
    access: 'revenue.read',
    query: pageQuery.extend({ payeeId: z.string().max(60).optional() }),
    response: pageOf(watchItem),
  },
  exitPayee: {
    id: 'revenue.exit_payee',
    method: 'POST',
    path: '/api/v1/payees/:payeeId/exit',
    summary: 'A payee leaves: what they owe stands as a receivable, what they are owed stays payable.',
    access: 'revenue.manage',
    params: payeeParam,
    body: z.object({ reason: text(500) }),
    response: payeeProfile,
    errors: [gone, 'revenue.payee_exited', 'revenue.house_payee'],
    example: { reason: '合作到期' },
  },
  returnPayee: {
    id: 'revenue.return_payee',
    method: 'POST',
    path: '/api/v1/payees/:payeeId/return',
    summary: 'A payee who left comes back: what they still owe is set against what they will earn.',
    access: 'revenue.manage',
    params: payeeParam,
    response: payeeProfile,
    errors: [gone, 'revenue.payee_not_exited'],
  },
} as const satisfies Record<string, Route>;
