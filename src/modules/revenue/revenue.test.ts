import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { freshTenant, openTestDatabase, type TestDatabase, type TestTenant } from '../../../test/support/database.ts';
import { sessionCookie, type TestHouse } from '../../../test/support/house.ts';
import { knownCampaign as campaign, knownWork as work, openRevenue, revenueTestMigrations } from '../../../test/support/revenue.ts';
import type { Ledger } from '../ledger/index.ts';
import type { SharePlanDetail } from './contract.ts';
import type { Revenue } from './index.ts';

// The tests read answers whose shape the contract already checked.
// oxlint-disable-next-line typescript/no-explicit-any
type Loose = any;

let base: TestDatabase;
let house: TestHouse;
let revenue: Revenue;
let ledger: Ledger;
let home: TestTenant;
let away: TestTenant;
let cookies: Record<'owner' | 'operator' | 'viewer' | 'creator' | 'agency' | 'stranger', string>;
beforeAll(async () => {
  base = await openTestDatabase(revenueTestMigrations);
});
afterAll(() => base.drop());
beforeEach(async () => {
  const { db } = base;
  ({ house, revenue, ledger } = await openRevenue(db));
  [home, away] = [await freshTenant(db), await freshTenant(db)];
  const of = (tenant: TestTenant, role: keyof TestTenant['actors']): Promise<string> => sessionCookie(db, tenant.actors[role].id!);
  cookies = {
    owner: await of(home, 'owner'),
    operator: await of(home, 'operator'),
    viewer: await of(home, 'viewer'),
    creator: await of(home, 'creator'),
    agency: await of(home, 'agency'),
    stranger: await of(away, 'owner'),
  };
});

async function ask(method: string, path: string, body?: unknown, cookie = cookies.owner): Promise<{ status: number; body: Loose }> {
  const response = await house.request(method, `/api/v1${path}`, { cookie, ...(body === undefined ? {} : { body }) });
  return { status: response.status, body: await response.json() };
}
async function good(method: string, path: string, body?: unknown, cookie?: string): Promise<Loose> {
  const answer = await ask(method, path, body, cookie);
  expect(answer.status, `${method} ${path}: ${JSON.stringify(answer.body)}`).toBeLessThan(300);
  return answer.body;
}
const codeOf = async (...of: Parameters<typeof ask>): Promise<[number, string]> => {
  const { status, body } = await ask(...of);
  return [status, body.code];
};

const content = (payees: readonly string[] = [], kinds = ['order', 'renewal']) => ({
  currency: 'CNY',
  waterfalls: [
    {
      kinds,
      steps: [
        { kind: 'fee', id: 'channel', party: 'role:operator', of: 'gross', rate: { bps: 1000 } },
        {
          kind: 'split',
          id: 'split',
          tiers: [
            {
              upToMinor: null,
              parts: [
                { party: 'role:creator', share: 'terms' },
                ...payees.map((id) => ({ party: `payee:${id}`, share: { n: '1', d: '10' } })),
                { party: 'role:studio', share: 'rest' },
              ],
            },
          ],
        },
      ],
    },
  ],
});
const days = { effectiveFrom: '2026-01-01' };
const payee = async (userId?: string): Promise<string> =>
  (await good('POST', '/payees', { name: '作者', ...(userId && { belongsTo: { kind: 'user', id: userId } }) })).id;
const draft = (scope: object = { kind: 'organisation' }, of: object = content(), more: object = days): Promise<SharePlanDetail> =>
  good('POST', '/share-plans', { name: '方案', scope, content: of, ...more });
const propose = (plan: SharePlanDetail, version = 1): Promise<SharePlanDetail> =>
  good('POST', `/share-plans/${plan.id}/versions/${version}/propose`);
const signature = (plan: SharePlanDetail, as: string, decision = 'yes') => ({
  as,
  decision,
  contentHash: plan.versions[0]!.contentHash,
});
const signPath = (plan: SharePlanDetail): string => `/share-plans/${plan.id}/versions/${plan.versions[0]!.version}/signatures`;
/** A plan that holds, as far as nobody but the organisation has to sign. */
async function agreed(...of: Parameters<typeof draft>): Promise<SharePlanDetail> {
  const plan = await propose(await draft(...of));
  await good('POST', signPath(plan), signature(plan, 'organisation'));
  return good('GET', `/share-plans/${plan.id}`);
}
const planFor = (of: { campaignId?: string; workId?: string; kind?: 'order' | 'ad_revenue'; at?: Date }) =>
  base.db.read((trx) =>
    revenue.planFor(trx, home.organisationId, {
      campaignId: of.campaignId ?? null,
      workId: of.workId ?? null,
      kind: of.kind ?? 'order',
      at: of.at ?? house.clock.now(),
    }),
  );

describe('a version becomes binding', () => {
  test('when the organisation and every named payee with an account have said yes, and nobody else is asked', async () => {
    const [mine, nobodys] = [await payee(home.actors.creator.id!), await payee()];
    const plan = await propose(await draft(undefined, content([mine, nobodys])));
    expect(plan.versions[0]).toMatchObject({ state: 'proposed', parties: [{ party: 'organisation' }, { party: mine, name: '作者' }] });
    await good('POST', signPath(plan), signature(plan, 'organisation'), cookies.operator);
    expect(await planFor({})).toBeNull();
    expect((await good('GET', '/notifications', undefined, cookies.creator)).items).toMatchObject([{ kind: 'plan_to_sign' }]);
    const [waiting] = (await good('GET', '/my/share-plans', undefined, cookies.creator)).items;
    expect(waiting).toMatchObject({ planId: plan.id, as: [mine], version: { state: 'proposed' } });
    const signed = await good('POST', signPath(plan), signature(plan, mine), cookies.creator);
    expect(signed.version).toMatchObject({
      state: 'effective',
      parties: [{ signed: { by: { name: 'Test operator' } } }, { signed: { by: { userId: home.actors.creator.id } } }],
    });
    expect(await planFor({})).toMatchObject({ planId: plan.id, version: 1, scope: 'organisation', plan: { currency: 'CNY' } });
    expect(await codeOf('POST', signPath(plan), signature(plan, mine), cookies.creator)).toEqual([409, 'revenue.signed_already']);
    const { rows } = await base.db.read((trx) =>
      sql<{ action: string }>`select action from audit_events where subject_id = ${plan.id} order by action`.execute(trx),
    );
    expect(rows.map(({ action }) => action)).toEqual([
      'revenue.create_plan',
      'revenue.propose_version',
      'revenue.sign_version',
      'revenue.sign_version',
    ]);
  });

  test('and never when one says no; the next version begins as its copy', async () => {
    const mine = await payee(home.actors.agency.id!);
    const plan = await propose(await draft(undefined, content([mine])));
    await good('POST', signPath(plan), { ...signature(plan, mine, 'no'), note: '比例太低' }, cookies.agency);
    expect(await codeOf('POST', signPath(plan), signature(plan, 'organisation'))).toEqual([409, 'revenue.not_proposed']);
    const told = (await good('GET', '/notifications')).items;
    expect(told).toMatchObject([{ kind: 'plan_declined', params: { reason: '比例太低' } }]);
    const next: SharePlanDetail = await good('POST', `/share-plans/${plan.id}/versions`, { effectiveFrom: '2026-02-01' });
    expect(next.versions.map(({ version, state, effectiveFrom }) => [version, state, effectiveFrom])).toEqual([
      [2, 'draft', '2026-02-01'],
      [1, 'declined', '2026-01-01'],
    ]);
    expect(next.versions[0]!.content).toEqual(next.versions[1]!.content);
    expect(await codeOf('POST', `/share-plans/${plan.id}/versions`, days)).toEqual([409, 'revenue.version_open']);
    expect(await planFor({})).toBeNull();
  });

  test('only of what was read: another hash is refused', async () => {
    const plan = await propose(await draft());
    const other = { ...signature(plan, 'organisation'), contentHash: '0'.repeat(64) };
    expect(await codeOf('POST', signPath(plan), other)).toEqual([409, 'revenue.content_differs']);
  });

  test('not with faults, which a draft may have', async () => {
    const faulty = content();
    faulty.waterfalls[0]!.steps.pop();
    const plan = await draft(undefined, faulty);
    expect(plan.versions[0]!.faults).toEqual([{ waterfall: 0, step: '', code: 'no_split' }]);
    expect(await codeOf('POST', `/share-plans/${plan.id}/versions/1/propose`)).toEqual([400, 'revenue.plan_faulty']);
    const theirs = (await good('POST', '/payees', { name: 'Other' }, cookies.stranger)).id;
    await good('PUT', `/share-plans/${plan.id}/versions/1`, { content: content([theirs]), ...days });
    const { faults, payees } = (await good('GET', `/share-plans/${plan.id}`)).versions[0];
    expect([faults, payees], 'another organisation’s payee is nobody here').toEqual([
      [{ waterfall: 0, step: '', code: 'payee_unknown' }],
      [],
    ]);
  });

  test('not back into books that are closed', async () => {
    const plan = await draft();
    await base.db.transaction((trx) => ledger.closePeriod(trx, home.organisationId, new Date('2026-01-31T15:59:59.999Z'), 'test'));
    expect(await codeOf('POST', `/share-plans/${plan.id}/versions/1/propose`)).toEqual([409, 'revenue.period_closed']);
    await good('PUT', `/share-plans/${plan.id}/versions/1`, { content: content(), effectiveFrom: '2026-02-01' });
    await propose(plan);
  });
});

describe('what was put before the parties', () => {
  test('is not written, discarded or withdrawn once it is agreed, and the database itself refuses', async () => {
    const plan = await agreed();
    const path = `/share-plans/${plan.id}/versions/1`;
    expect(await codeOf('PUT', path, { content: content(), ...days })).toEqual([409, 'revenue.not_a_draft']);
    expect(await codeOf('DELETE', path)).toEqual([409, 'revenue.not_a_draft']);
    expect(await codeOf('POST', `${path}/withdraw`, {})).toEqual([409, 'revenue.not_proposed']);
    for (const statement of [
      sql`update share_plan_versions set content = '{}' where plan_id = ${plan.id}`,
      sql`update share_plan_versions set effective_from = '2020-01-01' where plan_id = ${plan.id}`,
      sql`update share_plan_versions set state = 'draft', agreed_at = null, proposed_at = null where plan_id = ${plan.id}`,
      sql`delete from share_plan_versions where plan_id = ${plan.id}`,
      sql`update share_plan_signatures set decision = 'no' where plan_id = ${plan.id}`,
      sql`delete from share_plan_signatures where plan_id = ${plan.id}`,
    ])
      await expect(base.db.transaction((trx) => statement.execute(trx))).rejects.toThrow(/stays as it is|insert-only/);
  });

  test('is taken back as long as somebody has not signed, and stays readable', async () => {
    const plan = await propose(await draft());
    const path = `/share-plans/${plan.id}/versions/1`;
    expect(await codeOf('PUT', path, { content: content(), ...days })).toEqual([409, 'revenue.not_a_draft']);
    await good('POST', `${path}/withdraw`, { reason: '有误' });
    const after: SharePlanDetail = await good('GET', `/share-plans/${plan.id}`);
    expect(after.versions[0]).toMatchObject({ state: 'withdrawn', ended: { reason: '有误', by: 'Test owner' } });
    expect(await codeOf('POST', signPath(plan), signature(plan, 'organisation'))).toEqual([409, 'revenue.not_proposed']);
  });

  test('a draft is thrown away, and its plan with it', async () => {
    const plan = await draft();
    await good('DELETE', `/share-plans/${plan.id}/versions/1`);
    expect(await codeOf('GET', `/share-plans/${plan.id}`)).toEqual([404, 'revenue.plan_not_found']);
    await draft();
  });
});

describe('which plan divides', () => {
  test('the campaign’s own, else the work’s, else the default; each for the kinds and days that it covers', async () => {
    await agreed(undefined, content([], ['order', 'renewal', 'ad_revenue']));
    await agreed({ kind: 'work', id: work }, content(), { effectiveFrom: '2026-03-01' });
    await agreed({ kind: 'campaign', id: campaign }, content(), { effectiveFrom: '2026-04-01', effectiveUntil: '2026-05-01' });
    const scope = async (day: string, more: object = {}) =>
      (await planFor({ workId: work, campaignId: campaign, at: new Date(`${day}T12:00:00+08:00`), ...more }))?.scope ?? null;
    expect(await scope('2025-12-31')).toBeNull();
    expect(await scope('2026-02-28')).toBe('organisation');
    expect(await scope('2026-03-01')).toBe('work');
    expect(await scope('2026-04-01')).toBe('campaign');
    expect(await scope('2026-05-01')).toBe('work');
    expect(await scope('2026-04-01', { kind: 'ad_revenue' }), 'a kind that it does not divide').toBe('organisation');
    expect(await scope('2026-04-01', { campaignId: 'cmp_other' })).toBe('work');
    // The day is the business zone's: the 1st begins eight hours before it does in UTC.
    expect((await planFor({ workId: work, at: new Date('2026-02-28T16:00:00Z') }))?.scope).toBe('work');
    expect((await planFor({ workId: work, at: new Date('2026-02-28T15:59:59Z') }))?.scope).toBe('organisation');
    expect((await good('GET', `/share-plan-in-force?workId=${work}`)).found).toMatchObject({ scope: 'work', version: 1 });
  });

  test('the newer version from its first day on; the old one is superseded, and still there', async () => {
    const plan = await agreed();
    await good('POST', `/share-plans/${plan.id}/versions`, { effectiveFrom: '2026-06-01' });
    const second = await propose(plan, 2);
    await good('POST', signPath(second), signature(second, 'organisation'));
    expect((await planFor({ at: new Date('2026-05-31T12:00:00Z') }))?.version).toBe(1);
    expect((await planFor({ at: new Date('2026-06-01T12:00:00Z') }))?.version).toBe(2);
    expect((await good('GET', `/share-plans/${plan.id}`)).versions.map((each: Loose) => each.version)).toEqual([2, 1]);
  });

  test('there is one plan for a scope, of a work that is there', async () => {
    await draft({ kind: 'work', id: work });
    const again = { name: '再来', scope: { kind: 'work', id: work }, content: content(), ...days };
    expect(await codeOf('POST', '/share-plans', again)).toEqual([409, 'revenue.plan_exists']);
    expect(await codeOf('POST', '/share-plans', { ...again, scope: { kind: 'work', id: 'wrk_none' } })).toEqual([
      404,
      'revenue.scope_not_found',
    ]);
    expect(
      await codeOf('POST', '/share-plans', { ...again, scope: { kind: 'campaign', id: campaign }, effectiveUntil: '2025-01-01' }),
    ).toEqual([400, 'revenue.days_reversed']);
  });
});

describe('a trial', () => {
  test('says who is paid what and why, also of a form that is not saved, and records nothing', async () => {
    const author = await payee();
    const plan = await draft(undefined, content([author]));
    const items = [{ amountMinor: '1000000', refundedMinor: '30000', terms: { creator: { bps: 3000 } } }];
    const result = await good('POST', `/share-plans/${plan.id}/try`, { items });
    const paid = Object.fromEntries(result.payees.map((each: Loose) => [each.payee, each.amountMinor]));
    expect(paid).toEqual({ studio: '494700', creator: '291000', operator: '97000', [author]: '87300' });
    expect(result.payees.find((each: Loose) => each.payee === author).name).toBe('作者');
    const unsaved = await good('POST', `/share-plans/${plan.id}/try`, { items, content: content() });
    expect(unsaved).toMatchObject({ version: 0, payees: [{ payee: 'studio', amountMinor: '582000' }, {}, {}] });
    expect((await good('GET', `/share-plans/${plan.id}`)).versions[0].content.waterfalls).toEqual(plan.versions[0]!.content.waterfalls);
    expect(await codeOf('POST', `/share-plans/${plan.id}/try`, { items: [{ kind: 'ad_revenue', amountMinor: '1' }] })).toEqual([
      400,
      'revenue.kind_not_covered',
    ]);
  });
});

describe('walls', () => {
  test('a partner sees the versions that name them alone, and signs for themselves alone', async () => {
    const [creators, agencys] = [await payee(home.actors.creator.id!), await payee(home.actors.agency.id!)];
    const plan = await propose(await draft(undefined, content([creators])));
    expect((await good('GET', '/my/share-plans', undefined, cookies.agency)).items).toEqual([]);
    expect(await codeOf('POST', signPath(plan), signature(plan, creators), cookies.agency)).toEqual([404, 'revenue.plan_not_found']);
    expect(await codeOf('POST', signPath(plan), signature(plan, 'organisation'), cookies.creator)).toEqual([403, 'revenue.not_a_party']);
    expect(await codeOf('POST', signPath(plan), signature(plan, creators), cookies.operator), 'staff do not sign for others').toEqual([
      403,
      'revenue.not_a_party',
    ]);
    expect(await codeOf('POST', signPath(plan), signature(plan, agencys), cookies.agency)).toEqual([404, 'revenue.plan_not_found']);
    for (const path of ['/share-plans', `/share-plans/${plan.id}`, '/payees', '/share-plan-in-force'])
      for (const cookie of [cookies.creator, cookies.viewer]) expect((await ask('GET', path, undefined, cookie)).status, path).toBe(403);
  });

  test('another organisation finds nothing of ours', async () => {
    const plan = await agreed({ kind: 'organisation' });
    expect(await codeOf('GET', `/share-plans/${plan.id}`, undefined, cookies.stranger)).toEqual([404, 'revenue.plan_not_found']);
    expect((await good('GET', '/share-plans', undefined, cookies.stranger)).items).toEqual([]);
    expect((await good('GET', '/share-plan-in-force', undefined, cookies.stranger)).found).toBeNull();
    const id = await payee();
    expect(await codeOf('PATCH', `/payees/${id}`, { name: 'Mine' }, cookies.stranger)).toEqual([404, 'revenue.payee_not_found']);
    const member = { name: 'x', belongsTo: { kind: 'user', id: home.actors.creator.id } };
    expect(await codeOf('POST', '/payees', member, cookies.stranger)).toEqual([404, 'revenue.party_not_found']);
  });

  test('a payee is somebody’s once, and stays theirs', async () => {
    const id = await payee(home.actors.creator.id!);
    const again = { name: '又一', belongsTo: { kind: 'user', id: home.actors.creator.id } };
    expect(await codeOf('POST', '/payees', again)).toEqual([409, 'revenue.payee_exists']);
    const other = { belongsTo: { kind: 'user', id: home.actors.agency.id } };
    expect(await codeOf('PATCH', `/payees/${id}`, other)).toEqual([409, 'revenue.payee_taken']);
    const free = await payee();
    expect(await codeOf('PATCH', `/payees/${free}`, again)).toEqual([409, 'revenue.payee_exists']);
    expect(await good('PATCH', `/payees/${free}`, { name: '改名', ...other })).toMatchObject({ name: '改名', belongsTo: { kind: 'user' } });
    expect((await good('GET', '/payees?limit=1')).items).toHaveLength(1);
    expect((await good('GET', `/payees?query=${encodeURIComponent('改')}`)).items).toMatchObject([{ id: free }]);
  });
});
