/** Questions asked of the tables answer as the pure rules do; campaigns and posts are refused with the clause that decides. */
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { freshTenant, type TestTenant } from '../../../../test/support/database.ts';
import { openTestRights, type TestRights } from '../../../../test/support/rights.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { registerRoutes } from '../register/contract.ts';
import { mayUse } from '../rules/availability.ts';
import { openBook, type Book } from '../rules/book.ts';
import { freeToSell } from '../rules/free.ts';
import { readFraction } from '../rules/fractions.ts';
import { startOfDay } from '../rules/scope.ts';
import { availabilityRoutes } from './contract.ts';

let made: TestRights;
let mine: TestTenant;
let actor: Actor;
beforeAll(async () => {
  made = await openTestRights();
}, 60_000);
afterAll(() => made.close());
beforeEach(async () => {
  made.clock.advance(1000);
  mine = await freshTenant(made.db);
  actor = mine.actor;
});

const party = async (name: string, more: object = {}): Promise<string> =>
  (await made.rights.createRightsParty(actor, registerRoutes.createRightsParty.body.parse({ name, kind: 'company', ...more }))).id;
const deeds = async (workId: string, given: object): Promise<string[]> => {
  made.clock.advance(1);
  const body = registerRoutes.createDeeds.body.parse({ rights: ['streaming'], from: null, on: '2026-01-01', ...given });
  return (await made.rights.createDeeds(actor, workId, body)).items.map(({ id }) => id);
};
/** A signed licence. */
async function grant(workId: string, given: object, signedAt: string | null = null) {
  made.clock.advance(1);
  const drafted = await made.rights.createLicence(
    actor,
    workId,
    registerRoutes.createLicence.body.parse({ rights: ['streaming'], ...given }),
  );
  return made.rights.signLicence(actor, drafted.id, { version: 1, signedAt });
}
const askRaw = (query: object, by = actor) =>
  made.rights.askRights(
    by,
    availabilityRoutes.askRights.query.parse({
      right: 'streaming',
      language: 'pt-BR',
      platform: 'reelshort',
      medium: 'svod',
      territory: 'BR',
      day: '2026-03-01',
      ...query,
    }),
  );
const ask = async (query: object) => {
  const { answer, reasons } = await askRaw(query);
  return [answer, ...reasons.map((reason) => `${reason.code} ${reason.clause?.kind ?? '-'}`)];
};
const code = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: { code?: string }) => error.code ?? String(error),
  );

describe('the tables answer as the rules do', () => {
  const places = ['BR', 'US', 'CN'];
  const scope = fc.record({
    territories: fc.record({
      of: fc.oneof(fc.constant('world' as const), fc.subarray(places, { minLength: 1 })),
      except: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.subarray(places, { minLength: 1 }) }),
    }),
    languages: fc.constantFrom('all' as const, 'all' as const, ['pt'], ['zh-CN']),
    platforms: fc.constantFrom('all' as const, 'all' as const, ['reelshort']),
    media: fc.constantFrom('all' as const, ['svod' as const]),
    window: fc.constantFrom(
      { from: null, until: null, zone: 'Asia/Shanghai' },
      { from: '2026-02-01', until: '2026-04-01', zone: 'America/Sao_Paulo' },
      { from: null, until: '2026-03-01', zone: 'UTC' },
    ),
  });
  const licence = fc.record({
    right: fc.constantFrom('streaming' as const, 'streaming' as const, 'adaptation' as const),
    people: fc.shuffledSubarray([0, 1, 2], { minLength: 2, maxLength: 3 }),
    scope: fc.oneof({ weight: 1, arbitrary: fc.constant(null) }, { weight: 2, arbitrary: scope }),
    exclusivity: fc.constantFrom('exclusive' as const, 'sole' as const, 'non_exclusive' as const, 'non_exclusive' as const),
    sublicensing: fc.integer({ min: 0, max: 2 }),
    holdbacks: fc.array(fc.record({ binds: fc.constantFrom('grantor' as const, 'grantee' as const), scope }), { maxLength: 1 }),
    signed: fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom('2026-01-05T00:00:00Z', '2026-01-06T00:00:00Z') },
      { weight: 1, arbitrary: fc.constant(null) },
    ),
    ended: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.constant('2026-02-20T00:00:00Z') }),
  });
  const title = fc.constantFrom(
    [{ from: null, to: 0, share: '1/1' }],
    [
      { from: null, to: 0, share: '1/2' },
      { from: null, to: 1, share: '1/2' },
    ],
    [
      { from: null, to: 0, share: '1/1' },
      { from: 0, to: 1, share: '1/3' },
    ],
    [{ from: null, to: 2, share: '2/3' }],
  );

  test('for generated chains of title and licences, signed, drafted and ended', { timeout: 240_000 }, async () => {
    const seen = { yes: 0, no: 0 };
    await fc.assert(
      fc.asyncProperty(title, fc.option(title, { freq: 3 }), fc.array(licence, { maxLength: 4 }), async (drama, novel, licences) => {
        mine = await freshTenant(made.db);
        actor = mine.actor;
        const people = [await party('甲'), await party('乙'), await party('丙')];
        const novelId = novel && (await made.newWork(actor, '小说'));
        const dramaId = await made.newWork(actor, '短剧', novelId ? [novelId] : []);
        const book = { works: [{ id: dramaId, derivedFrom: novelId ? [novelId] : [] }], deeds: [], licences: [] } as unknown as {
          works: Book['works'][number][];
          deeds: Book['deeds'][number][];
          licences: Book['licences'][number][];
        };
        if (novelId) book.works.push({ id: novelId, derivedFrom: [] });
        for (const [workId, right, chain] of [
          [dramaId, 'streaming', drama] as const,
          ...(novelId ? [[novelId, 'adaptation', novel!] as const] : []),
        ])
          for (const { from, to, share } of chain) {
            const on = from === null ? '2026-01-01' : '2026-02-01';
            const given = { from: from === null ? null : people[from]!, on };
            const [id] = await deeds(workId, { ...given, rights: [right], to: [{ partyId: people[to]!, share }] });
            book.deeds.push({ ...given, id: id!, workId, right, to: people[to]!, share: readFraction(share), zone: 'Asia/Shanghai' });
          }
        for (const { right, people: who, signed, ended, scope: where, ...rest } of licences) {
          const workId = right === 'streaming' ? dramaId : novelId;
          if (!workId) continue;
          const names = who.map((each) => people[each]!);
          const given = { ...rest, rights: [right], grantee: names[0]!, grantors: names.slice(1), ...(where && { scope: where }) };
          made.clock.advance(1);
          const drafted = await made.rights.createLicence(actor, workId, registerRoutes.createLicence.body.parse(given));
          if (signed === null) continue;
          await made.rights.signLicence(actor, drafted.id, { version: 1, signedAt: signed });
          if (ended !== null) await made.rights.endLicence(actor, drafted.id, { version: 2, at: ended, reason: '解除' });
          book.licences.push({
            ...rest,
            id: drafted.id,
            workId,
            right,
            grantee: names[0]!,
            grantors: names.slice(1),
            scope: drafted.scope,
            holdbacks: drafted.holdbacks,
            grantedAt: new Date(signed).toISOString(),
            endedAt: ended,
          });
        }
        const open = openBook(book);
        const terms = { right: 'streaming' as const, language: 'pt-BR', platform: 'reelshort', medium: 'svod' };
        for (const partyId of people)
          for (const day of ['2026-02-10', '2026-03-01']) {
            const at = new Date(startOfDay('Asia/Shanghai', day));
            const told = await made.rights.askRightsByTerritory(
              actor,
              availabilityRoutes.askRightsByTerritory.query.parse({ ...terms, workId: dramaId, partyId, day }),
            );
            expect(told.items.flatMap(({ territories }) => territories).length).toBe(249);
            for (const territory of places) {
              const expected = mayUse(open, { ...terms, workId: dramaId, party: partyId, territory, at });
              const group = told.items.find(({ territories }) => territories.includes(territory))!;
              expect(group.answer).toBe(expected.answer);
              expect(group.reasons.map((each) => [each.code, each.clause?.id ?? null])).toEqual(
                expected.reasons.map((each) => [each.code, each.clause]),
              );
              seen[expected.answer] += 1;
            }
          }
        const free = await made.rights.listFreeToSell(
          actor,
          availabilityRoutes.listFreeToSell.query.parse({
            ...terms,
            workId: dramaId,
            partyId: people[0]!,
            from: '2026-01-01',
            until: '2026-06-01',
          }),
        );
        const [from, until] = ['2026-01-01', '2026-06-01'].map((day) => new Date(startOfDay('Asia/Shanghai', day)));
        const pure = freeToSell(open, { ...terms, workId: dramaId, party: people[0]!, from: from!, until: until!, exclusive: false });
        for (const territory of places) {
          const shown = free.items.find(({ territories }) => territories.includes(territory))!.periods;
          const meant = pure.find(({ territories }) => territories.includes(territory))!.periods;
          expect(shown.map((each) => [each.from, each.until, each.free])).toEqual(
            meant.map((each) => [each.from.toISOString(), each.until.toISOString(), each.free]),
          );
        }
      }),
      // One that is a yes for its owner, whatever chance brings.
      { numRuns: 20, examples: [[[{ from: null, to: 0, share: '1/1' }], null, []]] },
    );
    expect(Math.min(seen.yes, seen.no)).toBeGreaterThan(0);
  });
});

describe('“may X run this in Brazil on 1 March?”', () => {
  test('is answered with names and the clauses that decide', async () => {
    const [studio, agent, x] = [await party('听花影视', { isSelf: true }), await party('代理'), await party('X 平台')];
    const workId = await made.newWork(actor, '她从火中归来');
    const [deed] = await deeds(workId, { to: [{ partyId: studio, share: '1/1' }] });
    const latin = { territories: { of: ['BR', 'MX'] } };
    const first = await grant(workId, { grantors: [studio], grantee: agent, scope: latin, exclusivity: 'exclusive', sublicensing: 1 });
    const window = { from: '2026-03-01', until: '2026-09-01', zone: 'America/Sao_Paulo' };
    await grant(workId, { grantors: [agent], grantee: x, scope: { ...latin, window } });
    const query = { workId, partyId: x, zone: 'America/Sao_Paulo' };
    const yes = await askRaw(query);
    expect(availabilityRoutes.askRights.response.parse(yes)).toEqual(yes);
    expect([yes.answer, yes.question.at]).toEqual(['yes', '2026-03-01T03:00:00.000Z']);
    expect(yes.reasons[0]).toEqual({
      code: 'owned',
      params: { party: '听花影视', share: '1/1' },
      clause: { kind: 'deed', id: deed, documentedIn: deed, workId },
    });
    expect(await ask(query)).toEqual(['yes', 'owned deed', 'licensed licence', 'licensed licence']);
    // In Shanghai the day begins eleven hours before.
    expect(await ask({ ...query, zone: 'Asia/Shanghai' })).toEqual(['no', 'before_window licence']);
    expect(await ask({ ...query, territory: 'US' })).toEqual(['no', 'outside_territory licence']);
    // Without a party it is asked for the house.
    const own = await askRaw({ workId });
    expect([own.answer, own.question.party.name, own.reasons[0]!.params]).toEqual(['no', '听花影视', { party: '听花影视', to: '代理' }]);
    await made.rights.endLicence(actor, first.id, { version: 2, at: null, reason: '违约' });
    expect(await ask({ workId, day: '2026-03-20' })).toEqual(['yes', 'owned deed']);
    expect(await ask({ ...query, day: '2026-03-20' })).toEqual(['no', 'after_window licence']);
  });

  test('is refused where nobody is asked for, and another tenant’s works and parties are not there', async () => {
    const workId = await made.newWork(actor, '墙');
    expect(await code(askRaw({ workId }))).toBe('rights.no_own_party');
    const x = await party('X');
    expect(await ask({ workId, partyId: x })).toEqual(['no', 'no_owner -']);
    expect(await code(askRaw({ workId, partyId: x, zone: 'Mars/Olympus' }))).toBe('rights.zone_unknown');
    const many = {
      right: 'streaming',
      language: 'en',
      platform: 'p',
      medium: 'svod',
      day: '2026-03-01',
      workId,
      partyId: x,
      territories: 'BR,XX',
    };
    expect(await code(made.rights.askRightsByTerritory(actor, availabilityRoutes.askRightsByTerritory.query.parse(many)))).toBe(
      'platform.invalid_request',
    );
    const thief = (await freshTenant(made.db)).actor;
    expect(await code(askRaw({ workId, partyId: x }, thief))).toBe('rights.party_not_found');
    const own = (await made.rights.createRightsParty(thief, registerRoutes.createRightsParty.body.parse({ name: '贼', kind: 'person' })))
      .id;
    expect(await code(askRaw({ workId, partyId: own }, thief))).toBe('catalog.work_not_found');
  });
});

describe('before anything goes out', () => {
  const at = (): Date => made.clock.now();
  const promote = (workId: string, territories: readonly string[] = []) =>
    made.db.read((trx) => made.rights.mayPromote(trx, mine.organisationId, { workId, territories, at: at() }));
  const post = (workId: string, channel: string) =>
    made.db.read((trx) => made.rights.mayPublish(trx, mine.organisationId, { workId, territories: [], channel, at: at() }));

  test('a work without deeds is not known, one that is owned may be promoted, one that was licensed away may not', async () => {
    const workId = await made.newWork(actor, '推广');
    const studio = await party('本社', { isSelf: true });
    expect((await promote(workId, ['CN'])).answer).toBe('unknown');
    await deeds(workId, { to: [{ partyId: studio, share: '1/1' }] });
    expect((await promote(workId, ['CN'])).answer).toBe('yes');
    const away = await grant(workId, {
      grantors: [studio],
      grantee: await party('海外'),
      scope: { territories: { of: ['BR'] } },
      exclusivity: 'exclusive',
    });
    expect(await promote(workId, ['CN', 'BR'])).toEqual({ answer: 'no', reason: 'kept_by_exclusive', clause: away.id, territory: 'BR' });
    // No territories are all of them: somewhere is enough.
    expect((await promote(workId)).answer).toBe('yes');
    await grant(workId, { grantors: [studio], grantee: await party('全球'), exclusivity: 'exclusive' });
    expect(await promote(workId)).toMatchObject({ answer: 'no', reason: 'kept_by_exclusive', territory: null });
  });

  test('promotion that is registered apart is asked for by the channel that it is posted on', async () => {
    const [studio, author] = [await party('本社', { isSelf: true }), await party('作者')];
    const workId = await made.newWork(actor, '渠道');
    await deeds(workId, { rights: ['promotion'], to: [{ partyId: author, share: '1/1' }] });
    const licence = await grant(workId, { rights: ['promotion'], grantors: [author], grantee: studio, scope: { platforms: ['douyin'] } });
    expect((await promote(workId, ['CN'])).answer).toBe('yes');
    expect((await post(workId, 'douyin')).answer).toBe('yes');
    expect(await post(workId, 'kuaishou')).toMatchObject({ answer: 'no', reason: 'outside_platform', clause: licence.id });
    await made.rights.endLicence(actor, licence.id, { version: 2, at: null, reason: '到期' });
    expect(await post(workId, 'douyin')).toMatchObject({ answer: 'no', reason: 'after_window', clause: licence.id });
  });

  test('a source of which nothing is registered leaves it unknown, one that was not licensed refuses', async () => {
    const [studio, author] = [await party('本社', { isSelf: true }), await party('作者')];
    const novel = await made.newWork(actor, '小说');
    const workId = await made.newWork(actor, '改编剧', [novel]);
    await deeds(workId, { to: [{ partyId: studio, share: '1/1' }] });
    expect((await promote(workId, ['CN'])).answer).toBe('unknown');
    const [deed] = await deeds(novel, { rights: ['adaptation'], to: [{ partyId: author, share: '1/1' }] });
    expect(await promote(workId, ['CN'])).toEqual({ answer: 'no', reason: 'source_not_cleared', clause: null, territory: 'CN' });
    await grant(novel, { rights: ['adaptation'], grantors: [author], grantee: studio });
    expect((await promote(workId, ['CN'])).answer).toBe('yes');
    expect(deed).toMatch(/^ded_/);
  });

  test('another tenant’s register decides nothing', async () => {
    const workId = await made.newWork(actor, '别人');
    await deeds(workId, { to: [{ partyId: await party('本社', { isSelf: true }), share: '1/1' }] });
    const stranger = await freshTenant(made.db);
    const found = made.db.read((trx) => made.rights.mayPromote(trx, stranger.organisationId, { workId, territories: ['CN'], at: at() }));
    expect((await found).answer).toBe('unknown');
  });
});
