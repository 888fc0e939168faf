import { afterAll, describe, expect, test } from 'vitest';
import { createReader, type Reader } from './thread.ts';

const text = Buffer.from(
  '微短剧规模再创新高\n财联社· 2025-08-13 10:01\n核心观点 - 2024年中国微短剧市场规模达到504.4亿元，同比增长34.9%[1]。\n',
);
const codeOf = async (reading: Promise<unknown>): Promise<string> =>
  reading.then(
    () => 'read',
    (error: { code?: string; message?: string }) => error.code ?? String(error.message ?? error),
  );
const readers: Reader[] = [];
const open = (settings?: Parameters<typeof createReader>[0]): Reader => {
  const reader = createReader(settings);
  readers.push(reader);
  return reader;
};
afterAll(async () => {
  await Promise.all(readers.map((reader) => reader.close()));
});
/** A tag with more than a million attributes: seconds of work that nothing refuses beforehand. */
const slow = Buffer.from(
  `<!doctype html><html><body>${'<a b c d e f g h i j k l m n o p q r s t u v w x y z>'.repeat(3)}<p ${Array.from({ length: 1_200_000 }, (_, at) => `a${at}`).join(' ')}>`,
);

describe('reading in threads', () => {
  test('gives the documents, their claims and their signatures', async () => {
    const reader = open();
    const work = await reader.read(text, { name: 'a.txt' });
    expect(work.file.documents).toHaveLength(1);
    expect(work.claims[0]!.length).toBeGreaterThan(0);
    expect(work.signatures[0]!.tokens).toBeGreaterThan(20);
    expect(text.length).toBeGreaterThan(0);
  });

  test('finds the claims of a document that was read before, as another day of publication makes them', async () => {
    const reader = open();
    const { file, claims } = await reader.read(text, { name: 'a.txt' });
    expect(await reader.readAgain(file.documents[0]!)).toEqual({ claims: claims[0], programmes: [] });
    const lastYear = {
      ...file.documents[0]!,
      publishedAt: '2023-05-01',
      paragraphs: [{ ...file.documents[0]!.paragraphs[0]!, text: '去年微短剧市场规模为373.9亿元。' }],
    };
    expect((await reader.readAgain(lastYear)).claims).toMatchObject([{ low: 37_390_000_000, period: '2022' }]);
  });

  test('many at once are answered each with its own', async () => {
    const reader = open({ threads: 2 });
    const works = await Promise.all(
      Array.from({ length: 60 }, (_, at) => reader.read(Buffer.from(`第${at}篇\n财联社 2025-08-13\n规模为${at}亿元，这是正文。`))),
    );
    expect(works.map(({ file }) => file.documents[0]!.title)).toEqual(Array.from({ length: 60 }, (_, at) => `第${at}篇`));
  });

  test('reads programmes where it was told to, of files and of documents that were read before', async () => {
    const notice = Buffer.from(
      '临安市微短剧扶持办法\n临安日报 2025-08-13 10:01\n\n第一条 对在本市拍摄的微短剧，按制作成本的20%给予补贴，每部最高50万元。\n第二条 本办法自2025年9月1日起施行。\n',
    );
    const reader = open({ programmes: true });
    const { file, programmes } = await reader.read(notice, { name: 'a.txt' });
    expect(programmes[0]).toHaveLength(1);
    expect((await reader.readAgain(file.documents[0]!)).programmes).toEqual(programmes[0]);
    expect((await open().read(notice, { name: 'a.txt' })).programmes).toEqual([[]]);
  });

  test('what it refuses keeps its name and what it says', async () => {
    const reader = open();
    await expect(reader.read(Buffer.from([0xd0, 0xcf, 0x11, 0xe0]))).rejects.toMatchObject({
      code: 'intelligence.unreadable',
      kind: 'invalid',
      params: { reason: 'old_office' },
    });
    expect(await codeOf(reader.read(new Uint8Array(0)))).toBe('intelligence.file_empty');
  });

  test('a file that does not come to an end is given up, and the next one is read', { timeout: 30_000 }, async () => {
    const reader = open({ threads: 1, timeoutMs: 1200 });
    // On a machine that is busy with other things the next may want its time more than once.
    const readSoon = async (): Promise<string> => {
      for (let tries = 1; ; tries++) {
        const code = await codeOf(reader.read(text));
        if (code !== 'intelligence.took_too_long' || tries === 5) return code;
      }
    };
    const [stuck, next] = await Promise.all([codeOf(reader.read(slow)), readSoon()]);
    expect([stuck, next]).toEqual(['intelligence.took_too_long', 'read']);
  });

  test('an abort ends it at once, waiting or running', { timeout: 30_000 }, async () => {
    const reader = open({ threads: 1 });
    const [running, waiting] = [new AbortController(), new AbortController()];
    const both = [codeOf(reader.read(slow, {}, running.signal)), codeOf(reader.read(text, {}, waiting.signal))];
    waiting.abort(new Error('not any more'));
    expect(await both[1]).toBe('not any more');
    running.abort(new Error('enough'));
    expect(await both[0]).toBe('enough');
    expect(await codeOf(reader.read(text, {}, AbortSignal.abort(new Error('never'))))).toBe('never');
    expect(await codeOf(reader.read(text))).toBe('read');
  });

  test('closing it tells whoever waits', async () => {
    const reader = open({ threads: 1 });
    const waiting = [codeOf(reader.read(text)), codeOf(reader.read(text))];
    await reader.close();
    expect(await Promise.all(waiting)).toEqual(['intelligence.unreadable', 'intelligence.unreadable']);
    expect(await codeOf(reader.read(text))).toBe('intelligence.unreadable');
  });
});
