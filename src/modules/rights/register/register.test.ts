/** The register on a real database: what is written is found again whole, nothing agreed is lost, and nobody else's is seen. */
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { freshTenant, type TestTenant } from '../../../../test/support/database.ts';
import { openTestRights, type TestRights } from '../../../../test/support/rights.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { registerRoutes, type Licence } from './contract.ts';

let made: TestRights;
let mine: TestTenant;
let other: TestTenant;
let actor: Actor;
beforeAll(async () => {
  made = await openTestRights();
}, 60_000);
afterAll(() => made.close());
beforeEach(async () => {
  made.clock.advance(1000);
  [mine, other] = [await freshTenant(made.db), await freshTenant(made.db)];
  actor = mine.actor;
});

const party = async (name: string, more: object = {}, by = actor): Promise<string> =>
  (await made.rights.createRightsParty(by, registerRoutes.createRightsParty.body.parse({ name, kind: 'company', ...more }))).id;
const deeds = (workId: string, given: object, by = actor) => {
  made.clock.advance(1);
  return made.rights.createDeeds(
    by,
    workId,
    registerRoutes.createDeeds.body.parse({ rights: ['streaming'], from: null, on: '2026-01-01', ...given }),
  );
};
const draft = (workId: string, given: object, by = actor): Promise<Licence> =>
  made.rights.createLicence(by, workId, registerRoutes.createLicence.body.parse({ rights: ['streaming'], ...given }));
const body = (licence: Licence, change: object = {}) =>
  registerRoutes.updateLicence.body.parse({
    ...licence,
    grantors: licence.grantors.map(({ id }) => id),
    grantee: licence.grantee.id,
    holdbacks: licence.holdbacks.map(({ binds, scope }) => ({ binds, scope })),
    ...change,
  });
const code = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: { code?: string }) => error.code ?? String(error),
  );
const paper = async (workId: string, proves: readonly string[] = [], by = actor) => {
  const bytes = new TextEncoder().encode(`%PDF-1.7 ${workId} ${proves.join()}`);
  return made.rights.addRightsDocument(
    by,
    workId,
    { name: '授权合同.pdf', kind: 'contract', ...(proves.length > 0 && { proves: proves.join(',') }) },
    (async function* () {
      yield bytes;
    })(),
  );
};

describe('shares', () => {
  test('are exact, by right and period, with the deeds that gave them and what is wrong', async () => {
    const [studio, author, fund] = [await party('听花影视', { isSelf: true }), await party('林某'), await party('某基金')];
    const workId = await made.newWork(actor, '她从火中归来');
    const both = { rights: ['streaming', 'promotion'] };
    const first = await deeds(workId, { ...both, to: [{ partyId: studio, share: '2/3' }] });
    expect(first.faults.map(({ right, code: fault, found }) => [right, fault, found])).toEqual([
      ['streaming', 'shares_not_one', '2/3'],
      ['promotion', 'shares_not_one', '2/3'],
    ]);
    await deeds(workId, { ...both, to: [{ partyId: author, share: '1/3' }] });
    const later = await deeds(workId, { from: studio, to: [{ partyId: fund, share: '1/6' }], on: '2026-07-01' });
    expect(later.faults).toEqual([]);

    const page = await made.rights.getWorkRegister(actor, workId);
    expect(registerRoutes.getWorkRegister.response.parse(page)).toEqual(page);
    const streaming = page.titles.find(({ right }) => right === 'streaming')!;
    expect(streaming.now!.shares.map(({ party: { name, isSelf }, share }) => [name, isSelf, share])).toEqual([
      ['听花影视', true, '2/3'],
      ['林某', false, '1/3'],
    ]);
    expect(streaming.periods.map(({ shares }) => shares.map(({ share }) => share).join(' '))).toEqual(['2/3 1/3', '1/2 1/3 1/6']);
    // The day begins in Shanghai.
    expect(streaming.periods[1]!.from).toBe('2026-06-30T16:00:00.000Z');
    expect(streaming.now!.shares[0]!.deedIds).toEqual([first.items.find(({ right }) => right === 'streaming')!.id]);
    expect([page.deeds.length, page.work.title, page.faults]).toEqual([5, '她从火中归来', []]);

    const [listed] = (await made.rights.listRegisteredWorks(actor, { limit: 10 })).items;
    expect(listed).toMatchObject({ workId, deeds: 5, licences: 0, faults: [], owners: [{ name: '听花影视' }, { name: '林某' }] });
    const found = await made.db.read((trx) =>
      made.rights.sharesOn(trx, mine.organisationId, { workId, right: 'streaming', at: new Date('2026-07-01T00:00:00Z') }),
    );
    expect(found!.shares.map(({ name, n, d }) => `${name} ${n}/${d}`)).toEqual(['听花影视 1/2', '林某 1/3', '某基金 1/6']);
  });

  test('are corrected by another deed and voided with a reason; both stay on record', async () => {
    const [a, b] = [await party('甲'), await party('乙')];
    const workId = await made.newWork(actor, '更正');
    const [wrong] = (await deeds(workId, { to: [{ partyId: a, share: '1/2' }] })).items;
    const proof = await paper(workId, [wrong!.id]);
    const correct = registerRoutes.correctDeed.body.parse({
      reason: '份额有误',
      from: null,
      to: { partyId: a, share: '2/2' },
      on: '2026-01-01',
    });
    made.clock.advance(1);
    const right = await made.rights.correctDeed(actor, wrong!.id, correct);
    expect(right).toMatchObject({ corrects: wrong!.id, share: '1/1', documentIds: [proof.id] });
    expect(await code(made.rights.correctDeed(actor, wrong!.id, correct))).toBe('rights.deed_voided');
    const page = await made.rights.getWorkRegister(actor, workId);
    expect([page.faults, page.deeds.map(({ voided }) => voided?.reason ?? null)]).toEqual([[], ['份额有误', null]]);
    const moved = await deeds(workId, { from: b, to: [{ partyId: a, share: '1/1' }], on: '2026-02-01' });
    expect(moved.faults.map(({ code: fault, party: who }) => [fault, who.name])).toEqual([['transfers_more_than_held', '乙']]);
    await made.rights.voidDeed(actor, moved.items[0]!.id, { reason: '未实际转让' });
    expect((await made.rights.getWorkRegister(actor, workId)).faults).toEqual([]);
    const history = await made.rights.listRightsChanges(actor, { limit: 50, workId });
    expect(history.items.map(({ what }) => what)).toEqual([
      'deed_voided',
      'deed_created',
      'deed_corrected',
      'document_added',
      'deed_created',
    ]);
    expect(history.items[2]!.fields).toEqual([{ name: 'share', before: '1/2', after: '1/1' }]);
    // Whatever program asks.
    await expect(
      made.db.transaction((trx) => sql`update rights_deeds set share_d = 7 where id = ${right.id}`.execute(trx)),
    ).rejects.toThrow();
    await expect(made.db.transaction((trx) => sql`delete from rights_changes`.execute(trx))).rejects.toThrow();
  });

  test('are of parties and days that there are, and of no more than all', async () => {
    const a = await party('甲');
    const workId = await made.newWork(actor, '错误');
    for (const share of ['3/2', '0/1', '1/0', '-1/2', '0.5', '1000000000/1000000000'])
      expect(
        registerRoutes.createDeeds.body.safeParse({ rights: ['streaming'], from: null, to: [{ partyId: a, share }], on: '2026-01-01' })
          .success,
        share,
      ).toBe(false);
    const to = [{ partyId: a, share: '1/1' }];
    expect(registerRoutes.createDeeds.body.safeParse({ rights: ['streaming'], from: a, to, on: '2026-01-01' }).success).toBe(false);
    expect(await code(deeds(workId, { to, zone: 'Mars/Olympus' }))).toBe('rights.zone_unknown');
    expect(await code(deeds(workId, { to, documentIds: ['rdc_none'] }))).toBe('rights.document_not_found');
    await made.rights.withdrawRightsParty(actor, a, { reason: '已注销' });
    expect(await code(deeds(workId, { to }))).toBe('rights.party_withdrawn');
    expect((await made.rights.listRegisteredWorks(actor, { limit: 10 })).items).toEqual([]);
  });
});

describe('licences', () => {
  test('are drafted, signed, ended; what was agreed stays as it was signed', async () => {
    const [studio, platform] = [await party('听花影视', { isSelf: true }), await party('海外平台')];
    const workId = await made.newWork(actor, '授权');
    const made1 = await draft(workId, {
      grantors: [studio],
      grantee: platform,
      scope: { territories: { of: ['BR', 'MX'] }, window: { until: '2026-12-01' } },
      holdbacks: [{ binds: 'grantor', scope: { media: ['avod'] } }],
    });
    expect(registerRoutes.getLicence.response.parse(made1)).toMatchObject({ state: 'draft', direction: 'out', version: 1 });
    const changed = await made.rights.updateLicence(actor, made1.id, body(made1, { sublicensing: 2, note: '二稿' }));
    expect(changed).toMatchObject({ sublicensing: 2, version: 2, holdbacks: made1.holdbacks });
    expect(await code(made.rights.updateLicence(actor, made1.id, body(made1)))).toBe('rights.licence_changed');
    const ahead = new Date(made.clock.nowMs() + 1000).toISOString();
    expect(await code(made.rights.signLicence(actor, made1.id, { version: 2, signedAt: ahead }))).toBe('rights.signed_ahead');
    expect(await code(made.rights.endLicence(actor, made1.id, { version: 2, at: null, reason: '解除' }))).toBe('rights.licence_state');
    const signed = await made.rights.signLicence(actor, made1.id, { version: 2, signedAt: null });
    expect(signed.state).toBe('signed');

    expect(await code(made.rights.updateLicence(actor, made1.id, body(signed, { sublicensing: 0 })))).toBe('rights.licence_state');
    const noted = await made.rights.updateLicence(actor, made1.id, body(signed, { feeNote: '净收入 50%' }));
    expect(noted).toMatchObject({ feeNote: '净收入 50%', sublicensing: 2, version: 4 });
    expect(await code(made.rights.discardLicence(actor, made1.id))).toBe('rights.licence_state');
    for (const act of [
      sql`delete from rights_licences where id = ${made1.id}`,
      sql`update rights_licences set sublicensing = 5 where id = ${made1.id}`,
    ])
      await expect(made.db.transaction((trx) => act.execute(trx))).rejects.toThrow();

    const early = { version: 4, at: '2020-01-01T00:00:00Z', reason: '解除' };
    expect(await code(made.rights.endLicence(actor, made1.id, early))).toBe('rights.end_before_signature');
    const ended = await made.rights.endLicence(actor, made1.id, { version: 4, at: null, reason: '解除' });
    expect(ended).toMatchObject({ state: 'ended', ended: { reason: '解除' } });
    expect(await code(made.rights.endLicence(actor, made1.id, { version: 5, at: null, reason: '再次' }))).toBe('rights.licence_state');
    const history = await made.rights.listRightsChanges(actor, { limit: 50, subjectId: made1.id });
    expect(history.items.map(({ what }) => what)).toEqual([
      'licence_ended',
      'licence_changed',
      'licence_signed',
      'licence_changed',
      'licence_created',
    ]);
    expect(history.items[3]!.fields.map(({ name }) => name)).toEqual(['sublicensing', 'note']);
  });

  test('are found by work, party, direction, state and what ends soon, a page at a time', async () => {
    const [studio, author, platform] = [await party('本社', { isSelf: true }), await party('作者'), await party('平台')];
    const workId = await made.newWork(actor, '列表');
    const into = await draft(workId, { grantors: [author], grantee: studio, rights: ['adaptation'] });
    made.clock.advance(1);
    const soon = await draft(workId, { grantors: [studio], grantee: platform, scope: { window: { until: '2026-04-01' } } });
    made.clock.advance(1);
    const others = await draft(workId, { grantors: [author], grantee: platform });
    await made.rights.signLicence(actor, soon.id, { version: 1, signedAt: null });
    const list = async (query: object): Promise<string[]> =>
      (await made.rights.listLicences(actor, { limit: 50, ...query })).items.map(({ id }) => id);
    expect(await list({})).toEqual([others.id, soon.id, into.id]);
    expect(await list({ direction: 'in' })).toEqual([into.id]);
    expect(await list({ direction: 'out' })).toEqual([soon.id]);
    expect(await list({ direction: 'others' })).toEqual([others.id]);
    expect(await list({ state: 'draft' })).toEqual([others.id, into.id]);
    expect(await list({ partyId: platform })).toEqual([others.id, soon.id]);
    expect(await list({ endsBefore: '2026-04-01' })).toEqual([soon.id]);
    expect(await list({ endsBefore: '2026-03-31' })).toEqual([]);
    const first = await made.rights.listLicences(actor, { limit: 2 });
    expect((await made.rights.listLicences(actor, { limit: 2, cursor: first.nextCursor! })).items.map(({ id }) => id)).toEqual([into.id]);
    expect(first.items[0]!.workTitle).toBe('列表');
    expect(await code(made.rights.listLicences(actor, { limit: 2, cursor: 'nonsense' }))).toBe('platform.invalid_request');
    await made.rights.discardLicence(actor, into.id);
    expect(await list({ direction: 'in' })).toEqual([]);
  });
});

describe('documents', () => {
  test('prove deeds and licences, are read back as they came, and stay as long as anything in force rests on them', async () => {
    const a = await party('甲');
    const workId = await made.newWork(actor, '文件');
    const [deed] = (await deeds(workId, { to: [{ partyId: a, share: '1/1' }] })).items;
    const kept = await paper(workId, [deed!.id]);
    expect(kept).toMatchObject({ kind: 'contract', mediaType: 'application/pdf', proves: [deed!.id] });
    const response = await made.rights.readRightsDocument(actor, kept.id, new Request('http://hookline.test/'));
    expect(await response.text()).toMatch(/^%PDF/);
    expect(response.headers.get('content-disposition')).toContain('attachment');
    expect(await code(made.rights.removeRightsDocument(actor, kept.id))).toBe('rights.document_used');
    await made.rights.voidDeed(actor, deed!.id, { reason: '有误' });
    await made.rights.removeRightsDocument(actor, kept.id);
    expect(await code(made.rights.readRightsDocument(actor, kept.id, new Request('http://hookline.test/')))).toBe(
      'rights.document_not_found',
    );
    const text = async function* () {
      yield new TextEncoder().encode('<html>');
    };
    expect(await code(made.rights.addRightsDocument(actor, workId, { name: 'a.pdf', kind: 'proof' }, text()))).toBe('rights.document_type');
    expect(await code(paper(workId, ['ded_of_another_work']))).toBe('rights.deed_not_found');
  });
});

describe('parties', () => {
  test('are named, linked once, changed with a history, withdrawn and taken back', async () => {
    made.links.set('pye_1', '林某的账户');
    const id = await party('林某', { kind: 'person', linkedTo: { kind: 'payee', id: 'pye_1' } });
    expect((await made.rights.getRightsParty(actor, id)).linkedTo).toEqual({ kind: 'payee', id: 'pye_1', name: '林某的账户' });
    expect(await code(party('另一人', { linkedTo: { kind: 'payee', id: 'pye_1' } }))).toBe('rights.link_taken');
    expect(await code(party('另一人', { linkedTo: { kind: 'payee', id: 'pye_none' } }))).toBe('rights.link_not_found');
    const self = await party('本社', { isSelf: true });
    expect(await code(party('又一家', { isSelf: true }))).toBe('rights.self_exists');
    expect(await code(made.rights.withdrawRightsParty(actor, self, { reason: '试试' }))).toBe('rights.party_is_self');
    await made.rights.updateRightsParty(actor, id, { contact: '13800138000', linkedTo: null });
    const [change] = (await made.rights.listRightsChanges(actor, { limit: 1, subjectId: id })).items;
    expect(change!.fields.map(({ name }) => name)).toEqual(['contact', 'linkedTo']);
    await made.rights.withdrawRightsParty(actor, id, { reason: '已注销' });
    const list = async (query: object) =>
      (await made.rights.listRightsParties(actor, { limit: 10, withdrawn: false, ...query })).items.map(({ name }) => name);
    expect([await list({}), await list({ withdrawn: true }), await list({ query: '社' })]).toEqual([['本社'], ['林某'], ['本社']]);
    await made.rights.returnRightsParty(actor, id);
    expect(await list({ query: '林' })).toEqual(['林某']);
  });
});

test('what was registered of a work outlives it', async () => {
  const [studio, platform] = [await party('本社', { isSelf: true }), await party('平台')];
  const workId = await made.newWork(actor, '下架');
  await deeds(workId, { to: [{ partyId: studio, share: '1/1' }] });
  const { id } = await draft(workId, { grantors: [studio], grantee: platform });
  await made.rights.signLicence(actor, id, { version: 1, signedAt: null });
  await made.catalog.trashWork(actor, workId);
  await made.catalog.deleteWork(actor, workId, '下架');
  const page = await made.rights.getWorkRegister(actor, workId);
  expect([page.work.title, page.deeds.length, page.licences.length]).toEqual(['下架', 1, 1]);
  expect((await made.rights.endLicence(actor, id, { version: 2, at: null, reason: '作品下架' })).state).toBe('ended');
  expect(await code(deeds(workId, { to: [{ partyId: studio, share: '1/1' }] }))).toBe('catalog.work_not_found');
});

test('another tenant’s parties, deeds, licences, documents and works are not there', async () => {
  const workId = await made.newWork(actor, '墙');
  const [a, b] = [await party('甲', { isSelf: true }), await party('乙')];
  const [deed] = (await deeds(workId, { to: [{ partyId: a, share: '1/1' }] })).items;
  const licence = await draft(workId, { grantors: [a], grantee: b });
  const document = await paper(workId, [deed!.id]);
  const thief = other.actor;
  const theirs = await made.newWork(thief, '别家');
  const own = await party('自家', {}, thief);
  const { rights } = made;
  const correct = registerRoutes.correctDeed.body.parse({ reason: '偷', from: null, to: { partyId: own, share: '1/1' }, on: '2026-01-01' });
  const attempts: [() => Promise<unknown>, string][] = [
    [() => rights.getRightsParty(thief, a), 'rights.party_not_found'],
    [() => rights.updateRightsParty(thief, a, { name: '偷' }), 'rights.party_not_found'],
    [() => rights.withdrawRightsParty(thief, b, { reason: '偷' }), 'rights.party_not_found'],
    [() => rights.getWorkRegister(thief, workId), 'catalog.work_not_found'],
    [() => deeds(workId, { to: [{ partyId: own, share: '1/1' }] }, thief), 'catalog.work_not_found'],
    [() => deeds(theirs, { to: [{ partyId: a, share: '1/1' }] }, thief), 'rights.party_not_found'],
    [() => deeds(theirs, { to: [{ partyId: own, share: '1/1' }], documentIds: [document.id] }, thief), 'rights.document_not_found'],
    [() => rights.voidDeed(thief, deed!.id, { reason: '偷' }), 'rights.deed_not_found'],
    [() => rights.correctDeed(thief, deed!.id, correct), 'rights.deed_not_found'],
    [() => rights.getLicence(thief, licence.id), 'rights.licence_not_found'],
    [() => draft(theirs, { grantors: [own], grantee: b }, thief), 'rights.party_not_found'],
    [() => rights.updateLicence(thief, licence.id, body(licence)), 'rights.licence_not_found'],
    [() => rights.signLicence(thief, licence.id, { version: 1, signedAt: null }), 'rights.licence_not_found'],
    [() => rights.endLicence(thief, licence.id, { version: 1, at: null, reason: '偷' }), 'rights.licence_not_found'],
    [() => rights.discardLicence(thief, licence.id), 'rights.licence_not_found'],
    [() => paper(workId, [], thief), 'catalog.work_not_found'],
    [() => paper(theirs, [deed!.id], thief), 'rights.deed_not_found'],
    [() => rights.updateRightsDocument(thief, document.id, { name: '偷' }), 'rights.document_not_found'],
    [() => rights.readRightsDocument(thief, document.id, new Request('http://hookline.test/')), 'rights.document_not_found'],
    [() => rights.removeRightsDocument(thief, document.id), 'rights.document_not_found'],
  ];
  for (const [attempt, expected] of attempts) expect(await code(attempt())).toBe(expected);
  const page = { limit: 50 };
  expect((await rights.listRegisteredWorks(thief, page)).items).toEqual([]);
  expect((await rights.listLicences(thief, { ...page, partyId: a })).items).toEqual([]);
  expect((await rights.listRightsChanges(thief, { ...page, workId })).items).toEqual([]);
  expect((await rights.listRightsParties(thief, { ...page, withdrawn: false })).items.map(({ name }) => name)).toEqual(['自家']);
  const shares = made.db.read((trx) => rights.sharesOn(trx, other.organisationId, { workId, right: 'streaming', at: made.clock.now() }));
  expect(await shares).toBeNull();
});
