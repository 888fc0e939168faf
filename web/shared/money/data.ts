/** What the money pages ask of the server, with the keys by which answers are kept. Nothing of it is kept on the device. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { ask, type Answer } from './api.ts';

/** Figures are there within seconds of the event: a page that shows them asks again this often while it is looked at. */
const freshMs = 5000;

export type PayeeBalance = Answer<'GET /api/v1/my/balance'>['items'][number];
export type CurrencyBalance = PayeeBalance['currencies'][number];
export type OwnPayout = Answer<'GET /api/v1/my/payouts'>['items'][number];
export type StatementSummary = Answer<'GET /api/v1/my/statements'>['items'][number];
export type StatementDetail = Answer<'GET /api/v1/statements/:statementId'>;
export type StatementLine = Answer<'GET /api/v1/statements/:statementId/lines'>['items'][number];
export type LineKind = StatementLine['kind'];
export type Question = Answer<'GET /api/v1/statement-questions'>['items'][number];
export type PayeeProfile = Answer<'GET /api/v1/my/payee-profile'>['items'][number];
export type PayeeDocument = Answer<'GET /api/v1/payees/:payeeId/documents'>['items'][number];
export type Invoices = Answer<'GET /api/v1/payees/:payeeId/invoices'>;
export type TaxYear = Answer<'GET /api/v1/payees/:payeeId/tax-year'>;
export type PlanToSign = Answer<'GET /api/v1/my/share-plans'>['items'][number];
export type PlanContent = PlanToSign['version']['content'];
export type PlanStep = PlanContent['waterfalls'][number]['steps'][number];

export const balanceQuery = queryOptions({
  queryKey: ['money', 'balance'],
  queryFn: ({ signal }) => ask('GET /api/v1/my/balance', {}, { signal }),
  refetchInterval: freshMs,
  staleTime: 0,
});

export const payoutsQuery = infiniteQueryOptions({
  queryKey: ['money', 'payouts'],
  queryFn: ({ pageParam, signal }) =>
    ask('GET /api/v1/my/payouts', { query: { limit: 30, ...(pageParam && { cursor: pageParam }) } }, { signal }),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.nextCursor,
  refetchInterval: freshMs * 2,
});

export const plansQuery = queryOptions({
  queryKey: ['money', 'plans'],
  queryFn: ({ signal }) => ask('GET /api/v1/my/share-plans', {}, { signal }),
});

export const statementsQuery = infiniteQueryOptions({
  queryKey: ['money', 'statements'],
  queryFn: ({ pageParam, signal }) =>
    ask('GET /api/v1/my/statements', { query: { limit: 36, ...(pageParam && { cursor: pageParam }) } }, { signal }),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.nextCursor,
});

export const statementQuery = (statementId: string) =>
  queryOptions({
    queryKey: ['money', 'statement', statementId],
    queryFn: ({ signal }) => ask('GET /api/v1/statements/:statementId', { params: { statementId } }, { signal }),
  });

export const linesQuery = (statementId: string, kind: LineKind | null) =>
  infiniteQueryOptions({
    queryKey: ['money', 'lines', statementId, kind],
    queryFn: ({ pageParam, signal }) =>
      ask(
        'GET /api/v1/statements/:statementId/lines',
        { params: { statementId }, query: { limit: 100, ...(kind && { kind }), ...(pageParam && { cursor: pageParam }) } },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

export const lineQuery = (statementId: string, lineId: string) =>
  queryOptions({
    queryKey: ['money', 'line', statementId, lineId],
    queryFn: ({ signal }) => ask('GET /api/v1/statements/:statementId/lines/:lineId', { params: { statementId, lineId } }, { signal }),
  });

/** What was asked about a statement; asked again while it is looked at, as somebody may be answering. */
export const questionsQuery = (statementId: string) =>
  queryOptions({
    queryKey: ['money', 'questions', statementId],
    queryFn: ({ signal }) => ask('GET /api/v1/statements/:statementId/questions', { params: { statementId } }, { signal }),
    refetchInterval: freshMs * 2,
  });

export const openQuestionsQuery = queryOptions({
  queryKey: ['money', 'questions'],
  queryFn: ({ signal }) => ask('GET /api/v1/statement-questions', { query: { state: 'open', limit: 50 } }, { signal }),
  refetchInterval: freshMs * 6,
});

export const profilesQuery = queryOptions({
  queryKey: ['money', 'profiles'],
  queryFn: ({ signal }) => ask('GET /api/v1/my/payee-profile', {}, { signal }),
});

export const documentsQuery = (payeeId: string) =>
  queryOptions({
    queryKey: ['money', 'documents', payeeId],
    queryFn: ({ signal }) => ask('GET /api/v1/payees/:payeeId/documents', { params: { payeeId } }, { signal }),
  });

export const invoicesQuery = (payeeId: string) =>
  queryOptions({
    queryKey: ['money', 'invoices', payeeId],
    queryFn: ({ signal }) => ask('GET /api/v1/payees/:payeeId/invoices', { params: { payeeId } }, { signal }),
  });

export const taxYearQuery = (payeeId: string, currency: PayeeProfile['currency']) =>
  queryOptions({
    queryKey: ['money', 'tax-year', payeeId, currency],
    queryFn: ({ signal }) => ask('GET /api/v1/payees/:payeeId/tax-year', { params: { payeeId }, query: { currency } }, { signal }),
  });
