import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { positionIn, type Paragraph, type ReadFile } from './document.ts';
import { readFile, type ReadHints } from './read.ts';

const read = (text: string, hints: ReadHints = { name: 'page.html' }): Promise<ReadFile> => readFile(new TextEncoder().encode(text), hints);
const textsOf = (file: ReadFile, at = 0): string[] => file.documents[at]!.paragraphs.map(({ text }) => text);
/** What stands in the file where a stretch of a paragraph says it does. */
const stands = (source: string, paragraph: Paragraph, from: number, to: number): string =>
  [...source].slice(positionIn(paragraph, from), positionIn(paragraph, to - 1) + 1).join('');

const sentence =
  '2024年微短剧市场规模达到504.4亿元，同比增长34.9%，用户规模达6.62亿人，占网民整体的59.8%，行业继续保持较快增长，平台、制作公司与广告主都在加大投入。';
const second =
  '预计2025年市场规模将达到634.3亿元，各地陆续出台扶持政策，对优秀作品给予奖励，吸引了大量制作公司落户，产业链条正在形成，就业岗位也随之增加。';

const newsPage = `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>微短剧市场规模突破500亿元 - 财经网</title>
<meta property="og:site_name" content="财经网"><meta property="article:published_time" content="2025-08-13T10:01:00+08:00">
<link rel="canonical" href="/a/1.html"><script>var fake = "2024年999亿元";</script><style>p{color:red}</style></head>
<body><nav><a href="/">首页</a> <a href="/x">财经</a></nav>
<div class="main"><h1>微短剧市场规模突破500亿元</h1><div class="info">来源：财联社 <span>2025年08月13日 10:01</span></div>
<div class="body"><p>${sentence.replace('504.4', '<b>504.4</b>').replace('34.9%', '&#51;4.9&#37;').replace('2024年', '2024&nbsp;年')}</p>
<p>A&amp;B公司认为，${second}</p>
<table><caption>表1 市场规模（单位：亿元）</caption><thead><tr><th>年份</th><th>规模</th></tr></thead><tbody><tr><td>2023</td><td>373.9</td></tr><tr><td>2024</td><td>504.4</td></tr></tbody></table>
<h2>政策</h2><p>记者了解到，${second}</p><script>document.write('<p>2030年规模9999亿元</p>')</script></div></div>
<div class="related"><h3>相关阅读</h3><ul><li><a href="/2">别的新闻一则</a></li><li><a href="/3">别的新闻二则</a></li></ul></div>
<footer>版权所有 2025 财经网</footer></body></html>`;

describe('a page of one article', () => {
  test('is read without what stands around it, with what its head says', async () => {
    const file = await read(newsPage, { url: 'https://news.example/x' });
    expect(file).toMatchObject({ kind: 'html', encoding: 'utf-8', warnings: [] });
    expect(file.documents).toMatchObject([
      {
        title: '微短剧市场规模突破500亿元',
        source: '财联社',
        publishedAt: '2025-08-13T10:01:00+08:00',
        url: 'https://news.example/a/1.html',
        language: 'zh',
      },
    ]);
    expect(textsOf(file)).toEqual([
      '微短剧市场规模突破500亿元',
      sentence.replace('2024年', '2024 年'),
      `A&B公司认为，${second}`,
      '年份 | 规模',
      '2023 | 373.9',
      '2024 | 504.4',
      '政策',
      `记者了解到，${second}`,
    ]);
  });

  test('knows where each word stands in the markup, entities and emphasis between', async () => {
    const file = await read(newsPage);
    const [, first, next] = file.documents[0]!.paragraphs as [Paragraph, Paragraph, Paragraph];
    const at = first.text.indexOf('504.4');
    expect(stands(newsPage, first, at, at + 5)).toBe('504.4');
    const growth = first.text.indexOf('34.9%');
    expect([...newsPage].slice(positionIn(first, growth), positionIn(first, growth + 5)).join('')).toBe('&#51;4.9&#37;');
    const company = next.text.indexOf('B公司');
    expect(stands(newsPage, next, company, company + 3)).toBe('B公司');
    expect([...newsPage].slice(next.start, next.end).join('')).toBe(`A&amp;B公司认为，${second}`);
  });

  test('has tables as rows whose cells know their heads and whose caption says the unit', async () => {
    const file = await read(newsPage);
    const rows = file.documents[0]!.paragraphs.filter(({ kind }) => kind === 'row');
    expect(rows.map(({ caption }) => caption)).toEqual(Array(3).fill('表1 市场规模（单位：亿元）'));
    expect(rows[2]!.cells).toEqual([
      { text: '2024', start: 0, end: 4, head: '年份' },
      { text: '504.4', start: 7, end: 12, head: '规模' },
    ]);
    expect(stands(newsPage, rows[2]!, 7, 12)).toBe('504.4');
  });

  test('of which only linked data and <time> say when', async () => {
    const linked = `<html><head><title>Short dramas grow | Site</title><script type="application/ld+json">{"@type":"NewsArticle","headline":"Short dramas grow","datePublished":"2025-08-13T10:01:00Z","author":[{"name":"Jane"}],"publisher":{"name":"Site"}}</script></head><body><article><h1>Short dramas grow</h1><p>${'The market for micro-dramas reached 50.4 billion yuan in 2024, which is more than the box office. '.repeat(4)}</p></article></body></html>`;
    expect((await read(linked)).documents[0]).toMatchObject({
      title: 'Short dramas grow',
      source: 'Site',
      author: 'Jane',
      publishedAt: '2025-08-13T10:01:00+00:00',
      language: 'en',
    });
    const timed = `<html><head><title>Short dramas grow</title></head><body><article><h1>Short dramas grow</h1><time datetime="2025-08-13">last week</time><p>${'The market for micro-dramas reached 50.4 billion yuan in 2024, which is more than the box office. '.repeat(4)}</p></article></body></html>`;
    expect((await read(timed)).documents[0]).toMatchObject({ publishedAt: '2025-08-13' });
  });

  test('that is too short for a judgement is read whole', async () => {
    const file = await read('<html><body><h1>短剧规模</h1><p>2024年规模504亿元。</p><p>用户6.62亿人。</p></body></html>');
    expect(textsOf(file)).toEqual(['短剧规模', '2024年规模504亿元。', '用户6.62亿人。']);
  });
});

describe('a saved page of several documents', () => {
  const entry = (title: string, day: string): string =>
    `<article><header><h3>${title}</h3><div class="meta">财联社· ${day} 10:01</div></header><p>核心观点 - ${sentence}[1]。 第一部分：政策 - ${second}[2]。 - 郑州最高奖励200万元[3]。</p></article>`;

  test('as articles of their own', async () => {
    const file = await read(
      `<html><head><title>微短剧 - 专题</title></head><body><button>搜索</button>${entry('甲篇文章', '2025-08-13')}${entry('乙篇文章', '2025-08-12')}</body></html>`,
    );
    expect(file.documents.map(({ title, source, publishedAt }) => [title, source, publishedAt])).toEqual([
      ['甲篇文章', '财联社', '2025-08-13T10:01:00+08:00'],
      ['乙篇文章', '财联社', '2025-08-12T10:01:00+08:00'],
    ]);
    expect(file.documents[0]!.paragraphs.map(({ kind, group }) => [kind, group])).toEqual([
      ['heading', null],
      ['text', null],
      ['heading', null],
      ['item', '政策'],
      ['item', '政策'],
    ]);
  });

  test('in blocks without any', async () => {
    const block = (title: string, day: string): string =>
      `<div class="doc"><div class="t">${title}</div><div class="m">财联社· ${day} 10:01</div><div>${sentence}</div><div>${second}</div></div>`;
    const file = await read(
      `<html><head><title>微短剧</title></head><body><div>微短剧</div><div>Search documents</div>${block('甲篇文章', '2025-08-13')}${block('乙篇文章', '2025-08-12')}${block('丙篇文章', '2025-08-11')}</body></html>`,
    );
    expect(file.documents.map(({ title, publishedAt, paragraphs }) => [title, publishedAt?.slice(0, 10), paragraphs.length])).toEqual([
      ['甲篇文章', '2025-08-13', 3],
      ['乙篇文章', '2025-08-12', 3],
      ['丙篇文章', '2025-08-11', 3],
    ]);
  });

  test('an article beside cards of others is one', async () => {
    const card = '<article><h4>别的新闻</h4><p>一句话的简介，讲的是另一件事情。</p></article>';
    const file = await read(
      `<html><body><article><h1>短剧规模</h1><p>${sentence}</p><p>${second}</p><p>${sentence}</p></article>${card.repeat(3)}</body></html>`,
    );
    expect(file.documents.map(({ title }) => title)).toEqual(['短剧规模']);
  });
});

describe('tables', () => {
  test('with heads over several columns join them, and first rows of names are heads without being marked', async () => {
    const table = `<table><thead><tr><th rowspan="1">平台</th><th colspan="2">收入</th></tr><tr><th></th><th>2023</th><th>2024</th></tr></thead><tr><td>红果</td><td>10.5</td><td>20.1</td></tr></table>`;
    const plain = `<table><tr><td>城市</td><td>奖励上限（万元）</td></tr><tr><td>郑州</td><td>200</td></tr><tr><td>杭州</td><td>300</td></tr></table>`;
    const file = await read(
      `<html><body><h1>表格一览</h1><p>${sentence}</p>${table}<p>各地奖励如下：</p>${plain}<p>${second}</p></body></html>`,
    );
    const rows = file.documents[0]!.paragraphs.filter(({ kind }) => kind === 'row');
    expect(rows[2]!.cells!.map(({ text, head }) => [text, head])).toEqual([
      ['红果', '平台'],
      ['10.5', '收入 2023'],
      ['20.1', '收入 2024'],
    ]);
    expect(rows[4]!.cells!.map(({ text, head }) => [text, head])).toEqual([
      ['郑州', '城市'],
      ['200', '奖励上限（万元）'],
    ]);
    expect(rows[4]!.caption).toBe('各地奖励如下：');
  });

  test('that lay a page out are no tables', async () => {
    const file = await read(
      `<html><body><table><tr><td><h1>短剧规模</h1><p>${sentence}</p></td></tr><tr><td><p>${second}</p></td></tr></table></body></html>`,
    );
    expect(file.documents[0]!.paragraphs.map(({ kind }) => kind)).toEqual(['heading', 'text', 'text']);
  });
});

describe('Markdown', () => {
  const markdown = `---
title: 微短剧周报
source: 新华日报
date: 2025-08-13 10:01
---

## 一、规模

**核心判断**：2024年市场规模为*504亿元*[[3]](http://a.b)[5]，据[报告](http://a.b/c)，增长 **34.9%**。

| 年份 | 市场规模（亿元） |
| --- | ---: |
| 2023 | 373.9 |
| 2024 | **504.4** |

- AT&amp;T 用\\*号，5*8小时，_强调_ snake_case \`code\`
`;

  test('loses its marks and keeps its places', async () => {
    const file = await read(markdown, { name: 'weekly.md' });
    expect(file).toMatchObject({
      kind: 'markdown',
      documents: [{ title: '微短剧周报', source: '新华日报', publishedAt: '2025-08-13T10:01:00+08:00' }],
    });
    expect(textsOf(file)).toEqual([
      '规模',
      '核心判断：2024年市场规模为504亿元[3][5]，据报告，增长 34.9%。',
      '年份 | 市场规模（亿元）',
      '2023 | 373.9',
      '2024 | 504.4',
      'AT&T 用*号，5*8小时，强调 snake_case code',
    ]);
    const [, text] = file.documents[0]!.paragraphs as [Paragraph, Paragraph];
    for (const words of ['504亿元', '34.9%', '报告', '[5]']) {
      const at = text.text.indexOf(words);
      expect(stands(markdown, text, at, at + words.length)).toBe(words);
    }
    const row = file.documents[0]!.paragraphs[4]!;
    expect(row.cells!.map(({ text: cell, head }) => [cell, head])).toEqual([
      ['2024', '年份'],
      ['504.4', '市场规模（亿元）'],
    ]);
  });

  test('is known by what it has, without a name that says so', async () => {
    expect((await read('# 周报\n\n**规模**为504亿元。', {})).kind).toBe('markdown');
    expect((await read('规模为504亿元，增长 5 * 8 = 40。', {})).kind).toBe('text');
  });
});

describe('any markup', () => {
  test('is read, and what is read of it stands in order inside the file', async () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '<p>',
        '</p>',
        '<div>',
        '</div>',
        '<b>',
        '</b>',
        '<table>',
        '<tr>',
        '<td>',
        '</table>',
        '<li>',
        '<h2>',
        '<script>',
        '</script>',
        '<!--',
        '-->',
        '<',
        '>',
        '&',
        '&amp;',
        '&#x4e00;',
        '&notin',
        '&copy2025',
        '\u0000',
        '\r\n',
        '<br>',
        '<article>',
        '</article>',
        '<pre>',
        '</pre>',
        '<svg>',
        '<template>',
        '<a href="',
        '"',
        '2024年504亿元。',
        '😀',
        '<title>',
        '<body>',
        '<select>',
        '<frameset>',
        '<math>',
      ),
      fc.string({ unit: 'grapheme', maxLength: 20 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 60 }), async (pieces) => {
        const source = `<html><body>${pieces.join('')}`;
        const file = await read(source).catch((error: { code: string }) => error.code);
        if (typeof file === 'string') {
          expect(file).toBe('intelligence.unreadable');
          return;
        }
        const length = [...source].length;
        for (const { paragraphs, start, end } of file.documents) {
          expect(start).toBeLessThanOrEqual(end);
          expect(end).toBeLessThanOrEqual(length);
          for (const { map, text } of paragraphs) {
            expect(map[0]![0]).toBe(0);
            map.forEach(([unit, place], at) => {
              expect(unit).toBeLessThanOrEqual(text.length);
              expect(place).toBeLessThanOrEqual(length);
              if (at > 0) expect(unit).toBeGreaterThan(map[at - 1]![0]);
            });
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});
