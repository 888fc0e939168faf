import { describe, expect, test } from 'vitest';
import type { ReadFile } from './document.ts';
import { readFile } from './read.ts';

const codeOf = async (reading: Promise<ReadFile>): Promise<string> =>
  reading.then(
    () => 'read',
    (error: { code?: string; params?: { reason?: string }; message: string }) =>
      [error.code ?? error.message, error.params?.reason].filter(Boolean).join(' '),
  );
const page = (body: string): Buffer => Buffer.from(`<!doctype html><html><head><title>t</title></head><body>${body}</body></html>`);
const words = '2024年微短剧市场规模达到504.4亿元，同比增长34.9%，用户规模达6.62亿人，行业继续保持较快增长。';

describe('markup that was made to hurt', () => {
  test('fifty megabytes of <div>, one in the other', { timeout: 60_000 }, async () => {
    const file = await readFile(page(`<p>${words}</p>${'<div>'.repeat(10_000_000)}${words}`));
    expect(file.warnings).toEqual([{ code: 'intelligence.markup_too_deep', params: {} }]);
    expect(file.documents.flatMap(({ paragraphs }) => paragraphs.map(({ text }) => text))).toContain(words);
  });

  test.each<[string, string]>([
    ['elements without number', '<p>a'.repeat(400_000)],
    ['tags that never end', '<a '.repeat(500_000)],
    ['comments that never end', `${'<!--'.repeat(500_000)}`],
    ['scripts that never end', '<div>'.repeat(1000) + '<script>'.repeat(300_000)],
    [
      'formatting that is opened again in every paragraph',
      Array.from({ length: 600 }, (_, at) => `<font a${at}>`).join('') + '<p>x</p>'.repeat(5000),
    ],
    ['tables in tables', '<table><tr><td>'.repeat(5000)],
    ['entities', '&amp;&lt;&#x1F600;&nbsp;'.repeat(100_000)],
    ['a word of a million letters', 'a'.repeat(1_000_000)],
    ['dates without number', '2025-08-13 '.repeat(50_000)],
  ])('%s', { timeout: 60_000 }, async (_, body) => {
    expect(await codeOf(readFile(page(`<h1>t</h1><p>${words}</p>${body}`)))).toBe('read');
  });

  test('entities that are declared are no entities', async () => {
    const bomb = `<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><html><body><h1>标题</h1><p>&b;${words}</p></body></html>`;
    const file = await readFile(Buffer.from(bomb));
    expect(file.documents[0]!.paragraphs.at(-1)!.text).toBe(`&b;${words}`);
  });

  test('scripts, handlers, frames and forms say nothing', async () => {
    const file = await readFile(
      page(
        `<h1 onclick="alert(1)">标题</h1><p>${words}</p><script>2030年9999亿元</script><style>x{content:"9999亿元"}</style><iframe srcdoc="<p>9999亿元</p>">9999亿元</iframe><noscript>9999亿元</noscript><textarea>9999亿元</textarea><template><p>9999亿元</p></template><svg><text>9999亿元</text></svg><p hidden>9999亿元</p><p style="display: none">9999亿元</p><object>9999亿元</object><select><option>9999亿元</option></select>`,
      ),
    );
    expect(file.documents.flatMap(({ paragraphs }) => paragraphs.map(({ text }) => text))).toEqual(['标题', words]);
  });
});

describe('what is no text', () => {
  test.each<[string, Uint8Array, string]>([
    ['an empty file', new Uint8Array(0), 'intelligence.file_empty'],
    ['random bytes', Uint8Array.from({ length: 4000 }, (_, at) => (at * 7919 + (at >> 3) * 31) % 256), 'intelligence.unreadable not_text'],
    ['NUL bytes', new Uint8Array(5000), 'intelligence.unreadable not_text'],
    ['a picture', Buffer.from('\u0089PNG\r\n\u001a\n', 'latin1'), 'intelligence.unreadable format'],
    ['an old Word file', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), 'intelligence.unreadable old_office'],
    ['too much', new Uint8Array(65 * 1024 * 1024), 'intelligence.too_large'],
  ])('%s is refused by name', async (_, bytes, code) => {
    expect(await codeOf(readFile(bytes))).toBe(code);
  });

  test('only white space and marks is no document', async () => {
    expect((await readFile(Buffer.from(' \n\u200b\n----\n\t\n'))).documents).toEqual([]);
  });
});

describe('text that was made to hurt', () => {
  test('single NUL bytes, lone halves of pairs and broken UTF-8 are borne, and told', async () => {
    const bytes = Buffer.concat([
      Buffer.from(`标题一则\n财联社 2025-08-13 10:01\n${words}\u0000${words}`),
      Buffer.from([0xed, 0xa0, 0x80, 0xff]),
      Buffer.from(words),
    ]);
    const file = await readFile(bytes);
    expect(file.documents).toHaveLength(1);
    expect(file.warnings).toMatchObject([{ code: 'intelligence.characters_lost' }]);
    const [, body] = file.documents[0]!.paragraphs;
    expect(body!.text).not.toContain('\u0000');
  });

  test.each<[string, string]>([
    ['one line of five megabytes', words.repeat(40_000)],
    ['a million empty lines', '\n'.repeat(1_000_000)],
    ['a hundred thousand lines of marks', '- \n* \n1. \n---\n'.repeat(25_000)],
    ['bullets in one line', `Core Viewpoint - ${'a - '.repeat(100_000)}`],
    ['groups in one line', `Core Viewpoint - a. ${'Group 1: A - b. '.repeat(20_000)}`],
    ['brackets', '['.repeat(200_000)],
    ['stars and underscores', `# t\n${'*_'.repeat(100_000)}`],
    ['links that never close', `# t\n${'[a]('.repeat(50_000)}`],
    ['headers under headers', '财联社 2025-08-13 10:01\n'.repeat(20_000)],
    ['pipes', `# t\n|a|b|\n|--|--|\n${'|'.repeat(100_000)}`],
    ['spaces', `a${' '.repeat(500_000)}b${'\u3000'.repeat(500_000)}c`],
  ])('%s ends', { timeout: 30_000 }, async (_, text) => {
    expect(await codeOf(readFile(Buffer.from(`标题一则\n财联社 2025-08-13 10:01\n${words}\n${text}`)))).toBe('read');
  });

  test('a paragraph without end is cut into several, each with its place', async () => {
    const text = words.repeat(2000);
    const file = await readFile(Buffer.from(`标题一则\n财联社 2025-08-13 10:01\n${text}`));
    const paragraphs = file.documents[0]!.paragraphs.slice(1);
    expect(paragraphs.length).toBeGreaterThan(3);
    expect(paragraphs.map((paragraph) => paragraph.text).join('')).toBe(text);
  });
});
