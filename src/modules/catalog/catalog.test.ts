import * as fc from 'fast-check';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshTenant, type TestTenant } from '../../../test/support/database.ts';
import { catalogContract, workInput } from './contract.ts';
import { filingStateOn } from './filing.ts';
import { readRange } from './ranges.ts';
import { normalForm, queryTokens, searchTokens, sortForm } from './search.ts';
import { openTestCatalog, type TestCatalog } from '../../../test/support/catalog.ts';

let test: TestCatalog;
beforeAll(async () => {
  test = await openTestCatalog();
});
afterAll(() => test.close());

const input = (title: string, more: object = {}) => workInput.parse({ texts: [{ language: 'zh-CN', title }], ...more });
const listing = (more: object = {}) => catalogContract.routes.listWorks.query.parse(more);
const listed = async (tenant: TestTenant, more: object = {}) =>
  test.db.read((trx) => test.catalog.listWorks(trx, tenant.organisationId, listing(more)));
const titles = async (tenant: TestTenant, more: object = {}): Promise<string[]> =>
  (await listed(tenant, more)).items.map((work) => work.texts[0]!.title);

describe('rules', () => {
  it.each([
    [null, 'missing'],
    [{ number: 'x', validFrom: '2026-03-11', validUntil: null }, 'not_yet'],
    [{ number: 'x', validFrom: '2026-03-10', validUntil: '2026-03-10' }, 'expiring'],
    [{ number: 'x', validFrom: null, validUntil: '2026-04-09' }, 'expiring'],
    [{ number: 'x', validFrom: null, validUntil: '2026-04-10' }, 'valid'],
    [{ number: 'x', validFrom: null, validUntil: '2026-03-09' }, 'expired'],
    [{ number: 'x', validFrom: null, validUntil: null }, 'valid'],
  ] as const)('filing %j on 10 March is %s', (filing, state) => expect(filingStateOn(filing, '2026-03-10')).toBe(state));

  it('finds every pair of characters, every word beginning and the pinyin of a title', () => {
    const title = '她从火中归来：The CEO’s Return';
    const tokens = new Set(searchTokens([title]));
    for (const query of [
      '火中',
      '归来',
      '她',
      'ceo',
      'RETURN',
      'ret',
      'tacong',
      'huozhong',
      'hzgl',
      'ｃｅｏ 归来',
      'tcoh'.slice(0, 2),
      'taconghuozhongg',
    ]) {
      expect(
        queryTokens(query).every((token) => tokens.has(token)),
        query,
      ).toBe(true);
    }
    for (const query of ['来归', 'turn', 'boss'])
      expect(
        queryTokens(query).every((token) => tokens.has(token)),
        query,
      ).toBe(false);
    expect(sortForm('重庆') < sortForm('总裁')).toBe(true);
  });
  it('finds any stretch of any Chinese title', () => {
    const han = fc.string({ unit: fc.constantFrom(...'重庆女儿总裁她从火中归来的一天行长乐'), minLength: 2, maxLength: 20 });
    fc.assert(
      fc.property(han, fc.nat(), fc.nat(), (title, from, length) => {
        const start = from % title.length;
        const tokens = new Set(searchTokens([title]));
        expect(queryTokens(title.slice(start, start + 1 + (length % (title.length - start)))).every((token) => tokens.has(token))).toBe(
          true,
        );
      }),
    );
  });
  it('takes any text as a title or a query, in one form', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        const tokens = new Set(searchTokens([text]));
        expect(queryTokens(text).every((token) => tokens.has(token))).toBe(true);
        expect(normalForm(normalForm(text))).toBe(normalForm(text));
        sortForm(text);
      }),
    );
  });

  it.each([
    ['bytes=0-4', { start: 0, end: 5 }],
    ['bytes=5-', { start: 5, end: 10 }],
    ['bytes=-3', { start: 7, end: 10 }],
    ['bytes=2-99', { start: 2, end: 10 }],
    ['bytes=10-', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=5-2', null],
    ['bytes=0-1,3-4', null],
    ['items=0-1', null],
    [null, null],
    ['bytes=-', null],
  ] as const)('range %s of ten bytes is %j', (header, range) => expect(readRange(header, 10)).toEqual(range));
});

describe('works', () => {
  it('are made, read, changed and listed within their tenant alone', async () => {
    const mine = await freshTenant(test.db);
    const other = await freshTenant(test.db);
    const made = await test.catalog.createWork(
      mine.actor,
      input('她从火中归来', { genres: ['revenge'], filing: { number: '（京）网微剧备字', validFrom: null, validUntil: '2026-03-20' } }),
    );
    expect(made).toMatchObject({
      kind: 'micro_drama',
      filingState: 'expiring',
      episodeCount: 0,
      derivesFrom: [],
      originalLanguage: 'zh-CN',
    });
    test.clock.advance(1000);
    const changed = await test.catalog.updateWork(mine.actor, made.id, {
      status: 'released',
      filing: null,
      texts: [{ language: 'en', title: 'Out of the Fire', synopsis: '' }, ...made.texts],
    });
    expect(changed).toMatchObject({ status: 'released', filing: null, filingState: 'missing', genres: ['revenge'] });
    expect(await titles(mine, { query: 'fire' })).toEqual(['Out of the Fire']);
    expect(await titles(mine, { query: '火中' })).toEqual(['Out of the Fire']);
    expect(await titles(other)).toEqual([]);
    await expect(test.db.read((trx) => test.catalog.getWork(trx, other.organisationId, made.id))).rejects.toMatchObject({
      code: 'catalog.work_not_found',
    });
    await expect(test.catalog.updateWork(other.actor, made.id, { status: 'draft' })).rejects.toMatchObject({
      code: 'catalog.work_not_found',
    });
  });

  it('refuse a change that was made to an older state', async () => {
    const { actor } = await freshTenant(test.db);
    const made = await test.catalog.createWork(actor, input('一'));
    test.clock.advance(1000);
    await test.catalog.updateWork(actor, made.id, { status: 'ready', expectedUpdatedAt: made.updatedAt });
    await expect(test.catalog.updateWork(actor, made.id, { status: 'draft', expectedUpdatedAt: made.updatedAt })).rejects.toMatchObject({
      code: 'catalog.work_changed',
    });
    await expect(
      test.catalog.updateWork(actor, made.id, {
        texts: [
          { language: 'en', title: 'a', synopsis: '' },
          { language: 'en', title: 'b', synopsis: '' },
        ],
      }),
    ).rejects.toMatchObject({ code: 'catalog.languages_repeated' });
  });

  it('derive from one another without circles', async () => {
    const mine = await freshTenant(test.db);
    const other = await freshTenant(test.db);
    const novel = await test.catalog.createWork(mine.actor, input('小说', { kind: 'novel' }));
    const drama = await test.catalog.createWork(mine.actor, input('短剧', { derivesFrom: [{ workId: novel.id, how: 'adaptation' }] }));
    const sequel = await test.catalog.createWork(mine.actor, input('第二部', { derivesFrom: [{ workId: drama.id, how: 'sequel' }] }));
    expect(await test.db.read((trx) => test.catalog.getWork(trx, mine.organisationId, drama.id))).toMatchObject({
      derivesFrom: [{ workId: novel.id, title: '小说' }],
      derivedWorks: [{ workId: sequel.id, how: 'sequel' }],
    });
    for (const source of [sequel.id, novel.id]) {
      await expect(
        test.catalog.updateWork(mine.actor, novel.id, { derivesFrom: [{ workId: source, how: 'remake' }] }),
      ).rejects.toMatchObject({ code: 'catalog.derivation_cycle' });
    }
    await expect(
      test.catalog.createWork(other.actor, input('x', { derivesFrom: [{ workId: novel.id, how: 'remake' }] })),
    ).rejects.toMatchObject({ code: 'catalog.work_not_found' });
  });

  it('are paged in every order without losing or repeating any, also when times are equal', async () => {
    const tenant = await freshTenant(test.db);
    for (let at = 0; at < 23; at++) {
      if (at % 5 === 0) test.clock.advance(10);
      await test.catalog.createWork(
        tenant.actor,
        input(['总裁', '爱', '重庆', 'Zoo', 'apple'][at % 5]! + at, {
          kind: at % 3 === 0 ? 'novel' : 'micro_drama',
          genres: at % 2 === 0 ? ['ceo'] : [],
        }),
      );
    }
    for (const more of [{}, { sort: 'title' }, { sort: 'created' }, { kind: 'novel' }, { genre: 'ceo', sort: 'title' }, { query: 'zo' }]) {
      const whole = await listed(tenant, { ...more, limit: 200 });
      const paged: string[] = [];
      let cursor: string | null | undefined;
      do {
        const page = await listed(tenant, { ...more, limit: 4, ...(cursor ? { cursor } : {}) });
        expect(page.total).toBe(whole.items.length);
        paged.push(...page.items.map((work) => work.id));
        cursor = page.nextCursor;
      } while (cursor);
      expect(paged, JSON.stringify(more)).toEqual(whole.items.map((work) => work.id));
    }
    expect((await titles(tenant, { sort: 'title', limit: 6 })).map((title) => title.replace(/\d+/, ''))).toEqual([
      '爱',
      '爱',
      '爱',
      '爱',
      '爱',
      'apple',
    ]);
    expect(await titles(tenant, { query: '！？' })).toEqual([]);
    await expect(listed(tenant, { cursor: 'nonsense' })).rejects.toMatchObject({ code: 'platform.invalid_request' });
    const titled = (await listed(tenant, { sort: 'title', limit: 1 })).nextCursor!;
    await expect(listed(tenant, { sort: 'updated', cursor: titled })).rejects.toMatchObject({ code: 'platform.invalid_request' });
  });

  it('go in two steps, with what hangs on them, and only when a title is typed', async () => {
    const { actor, organisationId } = await freshTenant(test.db);
    const work = await test.catalog.createWork(actor, input('要删除的剧'));
    const seen: unknown[] = [];
    const catalog = test.again();
    catalog.registerDependents({
      list: async (_trx, scope) => [{ kind: 'clip', count: scope.wholeWork ? 2 : 0, sizeBytes: 10, examples: ['a'] }],
      remove: async (_trx, _actor, scope) => void seen.push(scope),
    });
    expect(await test.db.read((trx) => catalog.listDependents(trx, organisationId, work.id))).toEqual({
      items: [{ kind: 'clip', count: 2, sizeBytes: 10, examples: ['a'] }],
    });
    await expect(catalog.deleteWork(actor, work.id, '要删除的剧')).rejects.toMatchObject({ code: 'catalog.work_not_trashed' });
    await catalog.trashWork(actor, work.id);
    expect(await titles({ organisationId } as TestTenant)).toEqual([]);
    expect(await titles({ organisationId } as TestTenant, { trashed: 'true' })).toEqual(['要删除的剧']);
    await expect(catalog.deleteWork(actor, work.id, '别的')).rejects.toMatchObject({ code: 'catalog.title_mismatch' });
    await catalog.deleteWork(actor, work.id, ' 要删除的剧 ');
    expect(seen).toEqual([{ organisationId, workId: work.id, episodeIds: [], wholeWork: true }]);
    expect(await titles({ organisationId } as TestTenant, { trashed: 'true' })).toEqual([]);
  });
});

describe('covers', () => {
  it('become one upright picture of bounded size without metadata, whatever they were', async () => {
    const { actor, organisationId } = await freshTenant(test.db);
    const work = await test.catalog.createWork(actor, input('封面'));
    const rotated = await sharp({ create: { width: 3000, height: 1500, channels: 4, background: '#ff000080' } })
      .withExif({ IFD0: { Copyright: 'x' } })
      .withMetadata({ orientation: 6 })
      .png()
      .toBuffer();
    const { coverAssetId } = await test.catalog.setCover(actor, work.id, rotated);
    const asset = await test.db.read((trx) => test.catalog.getAsset(trx, organisationId, coverAssetId!));
    const made = await sharp(await test.objects.localPath(asset.sha256)).metadata();
    expect(made).toMatchObject({ format: 'jpeg', width: 960, height: 1920 });
    expect(made.exif).toBeUndefined();
    expect((await test.catalog.setCover(actor, work.id, rotated)).coverAssetId).toBe(coverAssetId);
    expect((await test.catalog.removeCover(actor, work.id)).coverAssetId).toBeNull();
  });
  it('are refused when they are no pictures, too many bytes or too many pixels', async () => {
    const { actor } = await freshTenant(test.db);
    const work = await test.catalog.createWork(actor, input('封面'));
    const bomb = await sharp({ create: { width: 9000, height: 9000, channels: 3, background: '#000' } })
      .png({ compressionLevel: 9 })
      .toBuffer();
    for (const [bytes, code] of [
      [Buffer.from('not a picture'), 'cover_unreadable'],
      [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'), 'cover_unreadable'],
      [new Uint8Array(21 * 1024 * 1024), 'cover_too_large'],
      [bomb, 'cover_too_large'],
    ] as const) {
      await expect(test.catalog.setCover(actor, work.id, bytes)).rejects.toMatchObject({ code: `catalog.${code}` });
    }
  });
});

describe('assets', () => {
  it('share bytes between tenants, and bytes go only with the last of them', async () => {
    const [a, b] = [await freshTenant(test.db), await freshTenant(test.db)];
    const stored = await test.objects.putBytes(Buffer.from(`shared ${a.organisationId}`));
    const record = (tenant: TestTenant) =>
      test.db.transaction((trx) =>
        test.catalog.recordAsset(trx, tenant.organisationId, {
          role: 'clip',
          stored,
          mediaType: 'video/mp4',
          filename: '../a/片段?.mp4',
          ownerId: 'clp_x',
        }),
      );
    const first = await record(a);
    const second = await record(b);
    expect(first.filename).toBe('片段_.mp4');
    const release = (tenant: TestTenant, id: string) =>
      test.db.transaction((trx) => test.catalog.releaseAsset(trx, tenant.organisationId, id));
    await release(b, first.id);
    await release(a, first.id);
    test.clock.advance(3_600_000);
    await test.catalog.sweep();
    expect(await test.objects.has(stored.sha256)).toBe(true);
    await release(b, second.id);
    await test.catalog.sweep();
    expect(await test.objects.has(stored.sha256), 'not before others may have taken it up').toBe(true);
    const third = await record(a);
    test.clock.advance(3_600_000);
    await test.catalog.sweep();
    expect(await test.objects.has(stored.sha256)).toBe(true);
    await release(a, third.id);
    test.clock.advance(3_600_000);
    await test.catalog.sweep();
    expect(await test.objects.has(stored.sha256)).toBe(false);
    await expect(record(a)).rejects.toMatchObject({ code: 'storage.object_missing' });
  });

  it('that a crash left unrecorded are found and swept', async () => {
    const { sha256 } = await test.objects.putBytes(Buffer.from('orphan'));
    const catalog = test.again();
    await catalog.sweep();
    await catalog.sweep();
    expect(await test.objects.has(sha256)).toBe(true);
    test.clock.advance(7 * 3_600_000);
    await catalog.sweep();
    expect(await test.objects.has(sha256)).toBe(false);
  });
});
