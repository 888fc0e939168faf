/** Figures are compared in a thread: as the rules would, with bounds, and without holding anybody up. */
import { afterAll, describe, expect, test } from 'vitest';
import { readClaims } from '../claims/read.ts';
import { readFile } from '../reading/read.ts';
import { createChecker, type Checker } from './checking.ts';
import { checkClaims, type CheckedDocument } from './rules/check.ts';

const checkers: Checker[] = [];
const open = (settings?: Parameters<typeof createChecker>[0]): Checker => {
  const checker = createChecker(settings);
  checkers.push(checker);
  return checker;
};
afterAll(() => Promise.all(checkers.map((checker) => checker.close())));

async function documentOf(name: string, billions: string): Promise<CheckedDocument> {
  const text = `${name} on micro-dramas\n${name} · 2025-03-12 09:30\n\nThe micro-short drama market in China reached ${billions} billion yuan in 2024.\n`;
  const { documents } = await readFile(new TextEncoder().encode(text), { name: `${name}.txt` });
  return { document: documents[0]!, claims: readClaims(documents[0]!), familyId: name };
}
const some = () => Promise.all([documentOf('Ledger', '50.44'), documentOf('Newswire', '50.44'), documentOf('Harbour Daily', '504.4')]);
const codeOf = (asked: Promise<unknown>): Promise<string> =>
  asked.then(
    () => 'done',
    (error: { code?: string; message?: string }) => error.code ?? error.message ?? String(error),
  );

describe('comparing in a thread', () => {
  test('finds what the rules find, in whatever parts the documents come, and no more than is wished', async () => {
    const documents = await some();
    const expected = checkClaims(documents);
    expect(expected.length).toBeGreaterThan(0);
    const checker = open();
    const parts = documents.map((one) => ({ documents: [one], mostFindings: 10 }));
    expect(await checker.run(parts)).toEqual({ found: expected.length, findings: expected });
    expect(await checker.run([{ documents, mostFindings: 10 }])).toEqual({ found: expected.length, findings: expected });
    expect(await checker.run([{ documents, mostFindings: 0 }])).toEqual({ found: expected.length, findings: [] });
  });

  test('what takes too long is given up, and the next is compared', async () => {
    const checker = open({ timeoutMs: 0 });
    const documents = await some();
    expect(await codeOf(checker.run([{ documents: Array.from({ length: 2000 }, () => documents).flat(), mostFindings: 10 }]))).toBe(
      'intelligence.took_too_long',
    );
    expect(await codeOf(open().run([{ documents, mostFindings: 10 }]))).toBe('done');
  });

  test('an abort ends it, also while its parts are still coming; what gives the parts may fail', async () => {
    const checker = open();
    const documents = await some();
    const stop = new AbortController();
    async function* endless() {
      for (;;) {
        yield { documents, mostFindings: 10 };
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
    const running = codeOf(checker.run(endless(), stop.signal));
    setImmediate(() => stop.abort(new Error('enough')));
    expect(await running).toBe('enough');
    async function* broken() {
      yield { documents, mostFindings: 10 };
      throw new Error('the database is away');
    }
    expect(await codeOf(checker.run(broken()))).toBe('the database is away');
    expect(await codeOf(checker.run([{ documents, mostFindings: 10 }]))).toBe('done');
    expect(await codeOf(checker.run([], AbortSignal.abort(new Error('never'))))).toBe('never');
  });

  test('closing it tells whoever waits', async () => {
    const checker = open();
    const documents = await some();
    const waiting = codeOf(checker.run([{ documents, mostFindings: 10 }]));
    await checker.close();
    expect([await waiting, await codeOf(checker.run([]))]).toEqual(['platform.unavailable', 'platform.unavailable']);
  });
});
