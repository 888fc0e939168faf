import { AlignmentType, Document, HeadingLevel, Packer, Paragraph as DocxParagraph, Table, TableCell, TableRow, TextRun } from 'docx';
import * as fc from 'fast-check';
import { zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { decodeText } from '../../../platform/text-decoding.ts';
import type { ReadFile } from './document.ts';
import { makePdf, type PdfText } from './made-pdf.ts';
import { readFile } from './read.ts';

const codeOf = async (reading: Promise<ReadFile>): Promise<string> =>
  reading.then(
    () => 'read',
    (error: { code?: string; params?: { reason?: string }; message: string }) =>
      [error.code ?? error.message, error.params?.reason].filter(Boolean).join(' '),
  );
const textsOf = (file: ReadFile, at = 0): string[] => file.documents[at]!.paragraphs.map(({ kind, text }) => `${kind}|${text}`);

/** Lines of a column under each other, as typesetting programs put them. */
function column(lines: readonly string[], x: number, y: number, size = 10): PdfText[] {
  return lines.map((text, at) => ({ text, x, y: y - at * size * 1.4, size }));
}

describe('PDF', () => {
  test('lines are joined to paragraphs, words that were hyphenated too, and larger lines are headings', async () => {
    const pdf = makePdf(
      [
        [
          { text: 'Short dramas grow up', x: 72, y: 760, size: 20 },
          { text: 'Screen Daily - 2025-08-13 10:01', x: 72, y: 735, size: 10 },
          ...column(
            [
              'The market for micro-dramas in China reached 50.4 billion yuan in the year 2024, which is more',
              'than the box office. Its growth of 34.9 percent was driven by platforms and by the adver-',
              'tisers who follow them.',
            ],
            72,
            700,
          ),
          ...column(['A second paragraph begins under a gap and says that 662 million people watch them in all.'], 72, 640),
        ],
      ],
      { title: 'Microsoft Word - report.docx', created: "D:20250814090000+08'00'" },
    );
    const file = await readFile(pdf, { name: 'report.pdf' });
    expect(file).toMatchObject({
      kind: 'pdf',
      encoding: null,
      documents: [{ title: 'Short dramas grow up', source: 'Screen Daily', publishedAt: '2025-08-13T10:01:00+08:00', language: 'en' }],
    });
    expect(textsOf(file)).toEqual([
      'heading|Short dramas grow up',
      'text|The market for micro-dramas in China reached 50.4 billion yuan in the year 2024, which is more than the box office. Its growth of 34.9 percent was driven by platforms and by the advertisers who follow them.',
      'text|A second paragraph begins under a gap and says that 662 million people watch them in all.',
    ]);
    for (const { text, start, end, map } of file.documents[0]!.paragraphs) {
      expect(map).toEqual([[0, start]]);
      expect(end - start).toBe(text.length);
    }
  });

  test('Chinese, dated by its metadata alone', async () => {
    const pdf = makePdf(
      [
        [
          { text: '微短剧市场报告', x: 72, y: 760, size: 20 },
          ...column(['二〇二四年中国微短剧市场规模达到五百零四亿元同比增长百分之三十四点九用户规模', '达到六亿六千二百万人。'], 72, 700),
        ],
      ],
      { created: "D:20250814090000+08'00'" },
    );
    const file = await readFile(pdf);
    expect(file.documents).toMatchObject([
      { title: '微短剧市场报告', publishedAt: '2025-08-14T09:00:00+08:00', zone: { name: 'UTC+08:00', stated: true }, language: 'zh' },
    ]);
    expect(textsOf(file)[1]).toBe(
      'text|二〇二四年中国微短剧市场规模达到五百零四亿元同比增长百分之三十四点九用户规模达到六亿六千二百万人。',
    );
  });

  test('two columns are read one after the other, and what runs along every page is left out', async () => {
    const left = Array.from({ length: 8 }, (_, at) => `left column line ${at} with some words`);
    const right = Array.from({ length: 8 }, (_, at) => `right column line ${at} with some words`);
    const page = (number: number): PdfText[] => [
      { text: 'Industry yearbook', x: 72, y: 800, size: 8 },
      ...left.flatMap((text, at) => [
        { text: `${text} ${number}`, x: 72, y: 700 - at * 14, size: 10 },
        { text: `${right[at]!} ${number}`, x: 320, y: 700 - at * 14, size: 10 },
      ]),
      { text: `- ${number} -`, x: 290, y: 40, size: 8 },
    ];
    const file = await readFile(makePdf([page(1), page(2), page(3), page(4)], {}));
    const text = file.documents[0]!.paragraphs.map((paragraph) => paragraph.text).join(' ');
    expect(text).not.toMatch(/yearbook|- \d -/);
    expect(text.indexOf('left column line 7')).toBeLessThan(text.indexOf('right column line 0'));
  });

  test('pages beyond the bound are left out and counted', { timeout: 60_000 }, async () => {
    const pdf = makePdf(
      Array.from({ length: 10_000 }, (_, at) => [
        { text: `Page ${at + 1} says that the market reached ${at} million yuan.`, x: 72, y: 700, size: 10 },
      ]),
      {},
    );
    const file = await readFile(pdf);
    expect(file.warnings).toContainEqual({ code: 'intelligence.pages_left_out', params: { read: 1500, pages: 10_000 } });
  });

  test('cut off, damaged or empty: what is left is read, or an error says so', async () => {
    const pdf = makePdf([column(['The market reached 50.4 billion yuan in 2024, more than the box office.'], 72, 700)], {});
    for (const share of [0.2, 0.5, 0.8, 0.95])
      expect(await codeOf(readFile(pdf.subarray(0, Math.floor(pdf.length * share)))), String(share)).toMatch(
        /^(?:read|intelligence\.unreadable damaged)$/,
      );
    expect(await codeOf(readFile(new TextEncoder().encode('%PDF-1.7\n')))).toBe('intelligence.unreadable damaged');
    const empty = await readFile(makePdf([[]], {}));
    expect(empty).toMatchObject({ documents: [], warnings: [{ code: 'intelligence.no_text', params: { pages: 1 } }] });
  });

  test('pages without a text layer among others are named; a cover and a back of pictures are not', async () => {
    const text = (at: number) =>
      column([`City number ${'xvi'.repeat(at + 1)} counted ${at + 3} companies and ${at + 20} crews in 2024.`], 72, 700 - 30 * at);
    const silent = async (pages: string) =>
      (
        await readFile(
          makePdf(
            [...pages].map((kind, at) => (kind === 't' ? text(at) : [])),
            {},
          ),
        )
      ).warnings;
    expect(await silent('.ttttttt.')).toEqual([]);
    expect(await silent('.t..t.t.')).toEqual([{ code: 'intelligence.pages_without_text', params: { pages: '1, 3–4, 6, 8' } }]);
  });
});

describe('Word', () => {
  const cell = (text: string): TableCell => new TableCell({ children: [new DocxParagraph(text)] });
  const make = (): Promise<Buffer> =>
    Packer.toBuffer(
      new Document({
        title: '微短剧备忘',
        creator: '张三',
        sections: [
          {
            children: [
              new DocxParagraph({ text: '微短剧市场备忘录', heading: HeadingLevel.HEADING_1, alignment: AlignmentType.CENTER }),
              new DocxParagraph('来源：某研究院 2025-08-13 10:01'),
              new DocxParagraph({
                children: [
                  new TextRun('2024年市场规模达'),
                  new TextRun({ text: '504.4', bold: true }),
                  new TextRun('亿元，同比增长34.9%。'),
                ],
              }),
              new DocxParagraph({ text: '政策', heading: HeadingLevel.HEADING_2 }),
              new DocxParagraph({ text: '郑州最高奖励200万元', bullet: { level: 0 } }),
              new Table({
                rows: [
                  new TableRow({ tableHeader: true, children: [cell('年份'), cell('规模（亿元）')] }),
                  new TableRow({ children: [cell('2024'), cell('504.4')] }),
                ],
              }),
            ],
          },
        ],
      }),
    );

  test('is read with headings, points and tables, and positions count in the text', async () => {
    const file = await readFile(await make(), { name: 'memo.docx' });
    expect(file).toMatchObject({
      kind: 'docx',
      documents: [{ title: '微短剧市场备忘录', source: '某研究院', author: '张三', publishedAt: '2025-08-13T10:01:00+08:00' }],
    });
    expect(textsOf(file)).toEqual([
      'heading|微短剧市场备忘录',
      'text|2024年市场规模达504.4亿元，同比增长34.9%。',
      'heading|政策',
      'item|郑州最高奖励200万元',
      'row|年份 | 规模（亿元）',
      'row|2024 | 504.4',
    ]);
    expect(file.documents[0]!.paragraphs.at(-1)!.cells).toMatchObject([{ head: '年份' }, { text: '504.4', head: '规模（亿元）' }]);
  });

  test('cut off, of another kind, or a bomb is refused', { timeout: 60_000 }, async () => {
    const whole = await make();
    for (const share of [0.1, 0.5, 0.9, 0.99])
      expect(await codeOf(readFile(whole.subarray(0, Math.floor(whole.length * share))))).toBe('intelligence.unreadable damaged');
    expect(await codeOf(readFile(zipSync({ 'a.txt': new Uint8Array(3) })))).toBe('intelligence.unreadable not_word');
    const bomb = zipSync({ 'word/document.xml': new Uint8Array(60 * 1024 * 1024) }, { level: 6 });
    expect(bomb.length).toBeLessThan(1024 * 1024);
    expect(await codeOf(readFile(bomb))).toBe('intelligence.too_large');
    const many = zipSync(Object.fromEntries(Array.from({ length: 6000 }, (_, at) => [`f${at}`, new Uint8Array(0)])));
    expect(await codeOf(readFile(many))).toBe('intelligence.too_large');
  });

  test('entities that grow are not unfolded', async () => {
    const lol = Array.from({ length: 20 }, (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`).join('');
    const xml = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "lol">${lol}]><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&l20;</w:t></w:r></w:p></w:body></w:document>`;
    const types =
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>';
    const rels =
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>';
    const bytes = zipSync({
      '[Content_Types].xml': Buffer.from(types),
      '_rels/.rels': Buffer.from(rels),
      'word/document.xml': Buffer.from(xml),
    });
    const file = await readFile(bytes).catch(() => null);
    expect(file?.length ?? 0).toBeLessThan(1000);
  });
});

describe('encodings', () => {
  const text = '微短剧市场规模再创新高\n财联社· 2025-08-13 10:01\n2024年微短剧市场规模达到504亿元，同比增长34.9%，用户规模为6.62亿人。\n';
  // GB18030 and Big5 by the decoder's own table, turned round.
  const encode = (label: string, source: string): Uint8Array => {
    const table = tables.get(label) ?? makeTable(label);
    return Uint8Array.from([...source].flatMap((sign) => (sign < '\u0080' ? [sign.charCodeAt(0)] : (table.get(sign) ?? [0x3f]))));
  };
  const tables = new Map<string, Map<string, number[]>>();
  function makeTable(label: string): Map<string, number[]> {
    const table = new Map<string, number[]>();
    const decoder = new TextDecoder(label);
    for (let lead = 0x81; lead <= 0xfe; lead++)
      for (let trail = 0x40; trail <= 0xfe; trail++) {
        const sign = decoder.decode(Uint8Array.of(lead, trail));
        if ([...sign].length === 1 && sign !== '\ufffd' && !table.has(sign)) table.set(sign, [lead, trail]);
      }
    tables.set(label, table);
    return table;
  }
  const wide = (source: string, little: boolean): Uint8Array => {
    const bytes = Buffer.from(source, 'utf16le');
    return little ? bytes : bytes.swap16();
  };

  test.each<[string, Uint8Array, string, number]>([
    ['UTF-8 with a mark', Buffer.from(`\ufeff${text}`), 'utf-8', 1],
    ['GB18030', encode('gb18030', text), 'gb18030', 0],
    ['Big5', encode('big5', text.replaceAll('微短剧市场规模再创新高', '微短劇市場規模再創新高').replaceAll('财联社', '財聯社')), 'big5', 0],
    ['UTF-16 with a mark', wide(`\ufeff${text}`, true), 'utf-16le', 1],
    ['UTF-16 without one', wide(text, true), 'utf-16le', 0],
    ['UTF-16 of the other order', wide(text, false), 'utf-16be', 0],
    ['UTF-16 of Chinese alone', wide('微短剧市场规模再创新高，行业保持快速发展，各方持续投入。', true), 'utf-16le', 0],
  ])('%s is found without being told', async (_, bytes, encoding, from) => {
    const file = await readFile(bytes, { name: 'a.txt' });
    expect(file.encoding).toBe(encoding);
    expect(file.documents[0]!.start).toBe(from);
    expect(file.documents[0]!.title).toMatch(/^微短[剧劇]市[场場]/);
  });

  test('what is declared and is not so is told, and the text is right all the same', async () => {
    const page = `<html><head><meta charset="gbk"><title>微短剧</title></head><body><h1>微短剧</h1><p>2024年规模504亿元。</p></body></html>`;
    const file = await readFile(Buffer.from(page), { contentType: 'text/html; charset=gb2312' });
    expect(file.documents[0]!.paragraphs[1]!.text).toBe('2024年规模504亿元。');
    expect(file.warnings).toEqual([{ code: 'intelligence.encoding_contradicted', params: { declared: 'gb18030', encoding: 'utf-8' } }]);
  });

  test('what is declared and is so is not a guess', async () => {
    const page = `<html><head><meta charset="gb2312"><title>微短剧</title></head><body><h1>微短剧</h1><p>2024年规模504亿元。</p></body></html>`;
    const file = await readFile(encode('gb18030', page));
    expect(file).toMatchObject({ encoding: 'gb18030', warnings: [] });
    expect((await readFile(encode('gb18030', text))).warnings).toEqual([
      { code: 'intelligence.encoding_guessed', params: { encoding: 'gb18030' } },
    ]);
  });

  test('any bytes are decoded to something, and never throw', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 300 }),
        fc.constantFrom('', 'gbk', 'utf-8', 'big5', 'nonsense', 'iso-8859-1', 'utf-16'),
        (bytes, declared) => {
          expect(typeof decodeText(bytes, { declared: [declared], keepMark: true }).text).toBe('string');
        },
      ),
      { numRuns: 500 },
    );
  });
});
