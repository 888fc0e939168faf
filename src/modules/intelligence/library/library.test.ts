/** Documents come in, are read once, kept in families, put aside and let go; citations of them are proven at every read. */
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openIntelligence, type TestIntelligence } from '../../../../test/support/intelligence.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { readCitations } from '../citations/read.ts';
import { makePdf } from '../reading/made-pdf.ts';

let house: TestIntelligence;
let watched: Actor;
let folder = '';
const page = { limit: 50, archived: false };
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

const story = (name: string, size = '504.4亿元') => `${name}
新华社 2025-03-12 09:30

2024年，中国微短剧市场规模达${size}，同比增长34.9%，首次超过内地电影全年票房。
截至2024年12月，微短剧用户规模达6.62亿人，占网民整体的59.7%。
多地出台扶持政策，对优秀作品给予最高300万元奖励，并设立专项资金支持拍摄基地建设。
业内人士认为，精品化与出海将成为行业下一阶段的两条主线，制作成本随之上升。
`;
const report = `Micro drama market report
Example Research · 2025-03-14 10:00

In 2024 the Chinese micro drama market reached 50.44 billion yuan, up 34.9 percent year on year.
By December 2024 there were 662 million users, or 59.7 percent of internet users.
Cities support outstanding works with awards of up to 3 million yuan.
`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hookline-market-'));
  house = await openIntelligence({ watchFolder: { folder, actor: async () => watched } });
}, 120_000);
afterAll(async () => {
  await house.close();
  await rm(folder, { recursive: true, force: true });
});

async function give(actor: Actor, name: string, text: string) {
  const taken = await house.intelligence.uploadMarketFile(actor, { filename: name }, bytes(text));
  await house.runJobs();
  return house.intelligence.getMarketFile(actor, taken.file.id);
}
const documentsOf = async (actor: Actor) => (await house.intelligence.listMarketDocuments(actor, page)).items;
const keysOf = async (actor: Actor, documentId: string) => {
  const { items } = await house.intelligence.listMarketParagraphs(actor, documentId, 0, 400);
  return items.map(({ anchor, text }) => ({ documentId, anchor, start: 0, end: text.length }));
};

describe('collecting', () => {
  test('a file is read in a task of its own and becomes documents with paragraphs, and the same bytes again are the same file', async () => {
    const { actor } = await house.tenant();
    const first = await house.intelligence.uploadMarketFile(actor, { filename: 'news.txt' }, bytes(story('微短剧市场规模创新高')));
    expect(first).toMatchObject({ known: false, file: { state: 'waiting', documents: [] } });
    await house.runJobs();
    const file = await house.intelligence.getMarketFile(actor, first.file.id);
    expect(file).toMatchObject({ state: 'read', readAs: 'text', error: null });
    expect(file.documents).toHaveLength(1);
    const again = await house.intelligence.uploadMarketFile(actor, { filename: 'other.txt' }, bytes(story('微短剧市场规模创新高')));
    expect(again).toMatchObject({ known: true, file: { id: first.file.id, name: 'news.txt' } });
    await house.runJobs();
    const [document, ...others] = await documentsOf(actor);
    expect(others).toEqual([]);
    expect(document).toMatchObject({
      title: '微短剧市场规模创新高',
      source: '新华社',
      language: 'zh',
      familySize: 1,
      sourceKind: 'upload',
    });
    expect(document!.claimCount).toBeGreaterThan(2);
    const { items, total } = await house.intelligence.listMarketParagraphs(actor, document!.id, 0, 400);
    expect(total).toBe(items.length);
    expect(items.every(({ intact }) => intact)).toBe(true);
    expect(await house.intelligence.getMarketDesk(actor)).toMatchObject({ documents: 1, taskId: null, files: { waiting: 0, reading: 0 } });
  });

  test('what is no document is refused at once, and what cannot be read says why and can be tried again', async () => {
    const { actor } = await house.tenant();
    const upload = (name: string, content: Uint8Array) => house.intelligence.uploadMarketFile(actor, { filename: name }, content);
    await expect(upload('a.png', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'))).rejects.toMatchObject({ code: 'intelligence.file_unknown' });
    await expect(upload('a.txt', new Uint8Array())).rejects.toMatchObject({ code: 'intelligence.file_empty' });
    await expect(house.intelligence.pasteMarketText(actor, { text: ' \n ', title: '', url: null })).rejects.toMatchObject({
      code: 'intelligence.paste_empty',
    });
    const empty = await upload('blank.html', bytes('<!doctype html><html><body><script>render()</script></body></html>'));
    const scan = await upload('scan.pdf', makePdf([[], [], []], {}));
    await house.runJobs();
    expect(await house.intelligence.getMarketFile(actor, empty.file.id)).toMatchObject({
      state: 'failed',
      error: { code: 'intelligence.nothing_to_read' },
    });
    expect(await house.intelligence.getMarketFile(actor, scan.file.id)).toMatchObject({
      state: 'failed',
      error: { code: 'intelligence.scanned' },
    });
    const { file } = await upload('broken.pdf', bytes('%PDF-1.7\nnothing follows'));
    await house.runJobs();
    const failed = await house.intelligence.getMarketFile(actor, file.id);
    if (failed.state === 'failed') {
      expect(failed.error?.code).toMatch(/^intelligence\./);
      expect(await house.intelligence.readMarketFileAgain(actor, file.id)).toMatchObject({ state: 'waiting', error: null });
      await house.runJobs();
    }
    expect((await house.intelligence.getMarketDesk(actor)).taskId).toBeNull();
  });

  test('a process that stops leaves what it began to the next, and a person who stops reading puts the rest aside', async () => {
    const { actor } = await house.tenant();
    const { file } = await house.intelligence.uploadMarketFile(actor, { filename: 'a.txt' }, bytes(story('停机前')));
    await house.runJobs({ signal: AbortSignal.abort('shutdown') });
    expect(await house.intelligence.getMarketFile(actor, file.id)).toMatchObject({ state: 'waiting' });
    // Killed in the midst of it: begun, and nobody there.
    await house.database.db.read((trx) => sql`update market_files set state = 'reading', attempts = 1 where id = ${file.id}`.execute(trx));
    await house.runJobs();
    expect(await house.intelligence.getMarketFile(actor, file.id)).toMatchObject({ state: 'read' });

    const stopped = await house.intelligence.uploadMarketFile(actor, { filename: 'b.txt' }, bytes(story('被停止')));
    expect(await house.intelligence.cancelMarketReading(actor)).toEqual({ cancelled: 1 });
    await house.runJobs();
    expect(await house.intelligence.getMarketFile(actor, stopped.file.id)).toMatchObject({ state: 'cancelled' });
    await house.intelligence.readMarketFileAgain(actor, stopped.file.id);
    await house.runJobs();
    expect(await house.intelligence.getMarketFile(actor, stopped.file.id)).toMatchObject({ state: 'read' });
  });

  test('a task that was lost is replaced, and a file that takes the process with it is given up', async () => {
    const { actor } = await house.tenant();
    const { file } = await house.intelligence.uploadMarketFile(actor, { filename: 'c.txt' }, bytes(story('任务丢失')));
    const task = house.tasks.find(({ organisationId, state }) => organisationId === actor.organisationId && state === 'queued')!;
    Object.assign(task, { state: 'failed', endedAt: house.house.clock.now().toISOString() });
    await house.database.db.read((trx) => sql`update market_files set attempts = 3, state = 'reading' where id = ${file.id}`.execute(trx));
    await house.periodic.get('intelligence.look_after_waiting')!(new AbortController().signal);
    await house.runJobs();
    expect(await house.intelligence.getMarketFile(actor, file.id)).toMatchObject({
      state: 'failed',
      error: { code: 'intelligence.file_unreadable' },
    });
  });

  test('files of the watched folder are taken once they rest, and lie in done or failed afterwards', async () => {
    const tenant = await house.tenant();
    watched = tenant.actor;
    await writeFile(join(folder, 'drop.txt'), story('监视文件夹'));
    await writeFile(join(folder, 'empty.txt'), '');
    for (const name of ['drop.txt', 'empty.txt']) await utimes(join(folder, name), 1, 1);
    const look = house.periodic.get('intelligence.watch_folder')!;
    expect(await look(new AbortController().signal)).toBe(0);
    expect(await look(new AbortController().signal)).toBe(2);
    await house.runJobs();
    expect((await documentsOf(tenant.actor)).map(({ title, sourceKind }) => [title, sourceKind])).toEqual([['监视文件夹', 'folder']]);
    expect(await readdir(join(folder, 'done'))).toEqual(['drop.txt']);
    expect(await readdir(join(folder, 'failed'))).toEqual(['empty.txt', 'empty.txt.txt']);
  });
});

describe('families', () => {
  test('copies of one story are one family, a person parts them, and undo brings them together again', async () => {
    const { actor } = await house.tenant();
    await give(actor, 'one.txt', story('微短剧市场创新高'));
    await give(actor, 'two.txt', story('微短剧市场创新高').replace('新华社', '转载日报').replace('首次超过', '已超过'));
    await give(actor, 'other.txt', report);
    const documents = await documentsOf(actor);
    const copies = documents.filter(({ language }) => language === 'zh');
    expect(copies.map(({ familySize }) => familySize)).toEqual([2, 2]);
    expect(documents.find(({ language }) => language === 'en')).toMatchObject({ familySize: 1 });
    const [left, right] = copies;
    expect((await house.intelligence.getMarketDocument(actor, left!.id)).family.members.map(({ id }) => id)).toEqual([right!.id]);
    const { previous } = await house.intelligence.moveMarketFamily(actor, [{ documentId: right!.id, familyId: null }]);
    expect(await house.intelligence.getMarketDocument(actor, right!.id)).toMatchObject({
      familySize: 1,
      family: { reason: 'person', members: [] },
    });
    await house.intelligence.moveMarketFamily(actor, previous);
    expect((await house.intelligence.getMarketDocument(actor, left!.id)).familySize).toBe(2);
    const stranger = (await house.tenant()).actor;
    await expect(house.intelligence.moveMarketFamily(stranger, previous)).rejects.toMatchObject({
      code: 'intelligence.document_not_found',
    });
  });
});

describe('letting go', () => {
  test('a document is put aside, brought back, and deleted only when it lies aside; its file goes with the last', async () => {
    const { actor } = await house.tenant();
    const file = await give(actor, 'gone.txt', story('将被删除'));
    const { id } = file.documents[0]!;
    const search = async () =>
      (await house.intelligence.searchMarketDocuments(actor, { q: '将被删除', offset: 0, limit: 20 })).items.length;
    expect(await search()).toBe(1);
    await expect(house.intelligence.deleteMarketDocument(actor, id)).rejects.toMatchObject({ code: 'intelligence.document_not_archived' });
    expect((await house.intelligence.listMarketDependents(actor, id)).items).toContainEqual(expect.objectContaining({ kind: 'claim' }));
    expect((await house.intelligence.archiveMarketDocument(actor, id)).archivedAt).not.toBeNull();
    expect(await documentsOf(actor)).toEqual([]);
    expect(await search()).toBe(0);
    expect((await house.intelligence.restoreMarketDocument(actor, id)).archivedAt).toBeNull();
    expect(await search()).toBe(1);
    await house.intelligence.archiveMarketDocument(actor, id);
    const [key] = await keysOf(actor, id);
    await house.intelligence.deleteMarketDocument(actor, id);
    await expect(house.intelligence.getMarketFile(actor, file.id)).rejects.toMatchObject({ code: 'intelligence.file_not_found' });
    const [citation] = await house.database.db.read((trx) => readCitations(trx, actor.organisationId, [key!]));
    expect(citation).toMatchObject({ intact: false, quote: null, title: '' });
  });
});

describe('citations', () => {
  test('whatever is done to the text, a citation quotes what it cited or nothing', async () => {
    const { actor } = await house.tenant();
    const { documents } = await give(actor, 'cited.txt', story('引用证明'));
    const { id } = documents[0]!;
    const { db } = house.database;
    const keys = await keysOf(actor, id);
    const read = () => db.read((trx) => readCitations(trx, actor.organisationId, keys));
    const before = await read();
    expect(before.every(({ intact, quote }, index) => intact && quote!.length === keys[index]!.end)).toBe(true);
    // One sign in one paragraph: that citation breaks, the others stand.
    const struck = keys.findIndex(({ end }) => end > 20);
    await db.read((trx) =>
      sql`update market_paragraphs set text = overlay(text placing '9' from 8) where document_id = ${id} and anchor = ${keys[struck]!.anchor}`.execute(
        trx,
      ),
    );
    const after = await read();
    expect(after[struck]).toMatchObject({ intact: false, quote: null, title: '引用证明' });
    expect(after.filter((_, index) => index !== struck)).toEqual(before.filter((_, index) => index !== struck));
    // Beyond its end, another number, another organisation.
    const whole = keys[struck === 0 ? 1 : 0]!;
    const wrong = [
      { ...whole, end: whole.end + 1 },
      { ...whole, start: whole.end },
      { ...whole, anchor: whole.anchor.replace(/^p\d+/, 'p9999') },
    ];
    const broken = await db.read((trx) => readCitations(trx, actor.organisationId, wrong));
    expect(broken.every(({ intact, quote }) => !intact && quote === null)).toBe(true);
    const stranger = (await house.tenant()).actor;
    const [foreign] = await db.read((trx) => readCitations(trx, stranger.organisationId, [whole]));
    expect(foreign).toMatchObject({ intact: false, quote: null, title: '', source: null });
  });
});

describe('translations', () => {
  test('the other language is suggested by its figures, marked by a person, and stands side by side', async () => {
    const { actor } = await house.tenant();
    const zh = (await give(actor, 'zh.txt', story('微短剧市场'))).documents[0]!.id;
    const en = (await give(actor, 'en.txt', report)).documents[0]!.id;
    const { translations } = await house.intelligence.getMarketDocument(actor, en);
    expect(translations.suggested.map(({ id }) => id)).toEqual([zh]);
    await expect(house.intelligence.setMarketTranslation(actor, en, en)).rejects.toMatchObject({
      code: 'intelligence.translation_same_language',
    });
    expect(await house.intelligence.setMarketTranslation(actor, en, zh)).toMatchObject({ translationOf: zh });
    await expect(house.intelligence.setMarketTranslation(actor, zh, en)).rejects.toMatchObject({ code: 'intelligence.translation_circle' });
    const side = await house.intelligence.getSideBySide(actor, zh);
    expect(side).toMatchObject({ kind: 'document', other: { id: en } });
    const users = side.rows.find(({ left }) => left.some(({ text }) => text.includes('6.62亿')));
    expect(users!.right.map(({ text }) => text).join(' ')).toContain('662 million');
    await house.intelligence.setMarketTranslation(actor, en, null);
    await expect(house.intelligence.getSideBySide(actor, zh)).rejects.toMatchObject({ code: 'intelligence.translation_missing' });
    await expect(house.intelligence.translateMarketDocument(actor, zh)).rejects.toMatchObject({ code: 'intelligence.model_missing' });
  });
});
