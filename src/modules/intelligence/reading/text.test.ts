import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findDate } from './dates.ts';
import { countCodePoints, positionIn, type ReadFile } from './document.ts';
import { readFile, type ReadHints } from './read.ts';

const read = (text: string, hints: ReadHints = {}): Promise<ReadFile> => readFile(new TextEncoder().encode(text), hints);
const linesOf = (file: ReadFile, at = 0): string[] =>
  file.documents[at]!.paragraphs.map(({ kind, group, text }) => `${kind}|${group ?? ''}|${text}`);

/** Every paragraph stands where it says, every run of it too, and each has its own anchor. */
function expectPlaces(source: string, file: ReadFile): void {
  const points = [...source];
  expect(file.length).toBe(points.length);
  for (const document of file.documents) {
    expect(document.start).toBeGreaterThanOrEqual(0);
    expect(document.end).toBeLessThanOrEqual(points.length);
    for (const paragraph of document.paragraphs) {
      const { text, start, end, map } = paragraph;
      expect(positionIn(paragraph, 0)).toBe(start);
      expect(positionIn(paragraph, text.length)).toBe(end);
      if (map.length === 1) expect(points.slice(start, end).join('')).toBe(text);
      expect(start).toBeGreaterThanOrEqual(document.start);
      expect(end).toBeLessThanOrEqual(document.end);
      // A letter or figure of the text is the one that stands there in the file.
      for (let at = 0; at < text.length; at += text.codePointAt(at)! > 0xffff ? 2 : 1) {
        const sign = String.fromCodePoint(text.codePointAt(at)!);
        if (/[\p{L}\p{N}]/u.test(sign) && file.kind === 'text') expect(points[positionIn(paragraph, at)]).toBe(sign);
      }
    }
  }
}

const englishDigest = `Core Viewpoint - The micro-drama market reached 50.4 billion yuan in 2024 [3][5]. Group 1: Market Growth - The user base exceeded 660 million by the end of 2024 [4]. - Growth was 34.9% year-on-year, from 37.39 billion yuan [5][6]. Group 2: Policies and Funds - Zhengzhou offers up to 2 million yuan per title [7][8].`;
const chineseDigest = `核心观点 - 2024年微短剧市场规模达504亿元，同比增长34.9%[1]。 第一部分：市场规模 - 用户规模达6.62亿人[2]。 - 预计2025年将达634.3亿元[3][4]。 第二部分：扶持政策 - 郑州单部最高奖励200万元[5]。`;

describe('a digest in one line', () => {
  test('is cut into its lead, its groups and their points', async () => {
    const text = `微短剧\nSearch documents\n微短剧走向何方\nDaily Screen· 2025-08-13 10:01\n${englishDigest}\n`;
    const file = await read(text);
    expect(file.documents).toMatchObject([
      {
        title: '微短剧走向何方',
        source: 'Daily Screen',
        publishedAt: '2025-08-13T10:01:00+08:00',
        zone: { name: 'Asia/Shanghai', stated: false },
        language: 'en',
      },
    ]);
    expect(linesOf(file)).toEqual([
      'heading||微短剧走向何方',
      'text||The micro-drama market reached 50.4 billion yuan in 2024 [3][5].',
      'heading||Market Growth',
      'item|Market Growth|The user base exceeded 660 million by the end of 2024 [4].',
      'item|Market Growth|Growth was 34.9% year-on-year, from 37.39 billion yuan [5][6].',
      'heading||Policies and Funds',
      'item|Policies and Funds|Zhengzhou offers up to 2 million yuan per title [7][8].',
    ]);
    expectPlaces(text, file);
  });

  test('in Chinese alike', async () => {
    const text = `微短剧规模破五百亿\n来源：财联社 作者：张三 发布时间：2025年8月13日 10:01\n${chineseDigest}`;
    const file = await read(text);
    expect(file.documents[0]).toMatchObject({ source: '财联社', author: '张三', publishedAt: '2025-08-13T10:01:00+08:00', language: 'zh' });
    expect(linesOf(file).slice(1)).toEqual([
      'text||2024年微短剧市场规模达504亿元，同比增长34.9%[1]。',
      'heading||市场规模',
      'item|市场规模|用户规模达6.62亿人[2]。',
      'item|市场规模|预计2025年将达634.3亿元[3][4]。',
      'heading||扶持政策',
      'item|扶持政策|郑州单部最高奖励200万元[5]。',
    ]);
    expectPlaces(text, file);
  });

  test('whose points end in citations alone, and whose footer repeats the title', async () => {
    const text = `微短剧走到哪步了?\n某研究院·2026-02-11 08:57\n\nCore Insights - The market grew from 3.68 billion yuan in 2021 to 50.44 billion yuan in 2024 [2] - By June 2025, users reach 696 million [4] Group 1: Quality - Costs rose to 400,000-700,000 yuan [5]\n\n微短剧走到哪步了? - Tuanbao`;
    const file = await read(text);
    expect(linesOf(file).slice(1)).toEqual([
      'item||The market grew from 3.68 billion yuan in 2021 to 50.44 billion yuan in 2024 [2]',
      'item||By June 2025, users reach 696 million [4]',
      'heading||Quality',
      'item|Quality|Costs rose to 400,000-700,000 yuan [5]',
    ]);
    expect(file.documents[0]!.end).toBeLessThan(text.length - 20);
  });

  test('keeps dashes that are none of its bullets', async () => {
    const file = await read(
      `T\nDesk· 2025-08-13 10:01\nCore Viewpoint - Short-form video - a new format - grew by 30-40% [9]-[13]. Group 1: A - One [1]. - Two [2].`,
    );
    expect(linesOf(file)[1]).toBe('text||Short-form video - a new format - grew by 30-40% [9]-[13].');
  });

  test('tells headings with a colon from figures behind one, and years in brackets from the end of a sentence', async () => {
    const file = await read(
      'T\nDesk· 2025-08-13 10:01\nCore Viewpoint - The market (2024) - a young one - grew. Group 1: Market: Size and Growth - Rose 5% [1]. - Fell 3% [2].',
    );
    expect(linesOf(file).slice(1)).toEqual([
      'text||The market (2024) - a young one - grew.',
      'heading||Market: Size and Growth',
      'item|Market: Size and Growth|Rose 5% [1].',
      'item|Market: Size and Growth|Fell 3% [2].',
    ]);
  });

  test('in lines, with Chinese numerals', async () => {
    const file = await read(
      `短剧出海\n财联社 2025-08-13\n一、市场规模\n2024年海外规模约40亿美元。\n（一）用户\n• 用户近2亿人。\n1、下载超过3.7亿次。\n2、收入逾7亿美元。`,
    );
    expect(linesOf(file).slice(1)).toEqual([
      'heading||市场规模',
      'text|市场规模|2024年海外规模约40亿美元。',
      'heading||用户',
      'item|用户|用户近2亿人。',
      'item|用户|下载超过3.7亿次。',
      'item|用户|收入逾7亿美元。',
    ]);
  });
});

describe('the line that says from whom and when', () => {
  const heads: readonly [string, Partial<ReadFile['documents'][number]>][] = [
    ['FOFWEEKLY· 2025-08-13 10:01', { source: 'FOFWEEKLY', publishedAt: '2025-08-13T10:01:00+08:00' }],
    ['Xin Hua Ri Bao· 2025-08-11 23:05', { source: 'Xin Hua Ri Bao', publishedAt: '2025-08-11T23:05:00+08:00' }],
    ['财联社 2025-08-13', { source: '财联社', publishedAt: '2025-08-13' }],
    ['36氪 | 2025/8/13 09:05', { source: '36氪', publishedAt: '2025-08-13T09:05:00+08:00' }],
    ['来源：新华网　２０２５年８月１３日　１０：０１', { source: '新华网', publishedAt: '2025-08-13T10:01:00+08:00' }],
    [
      '2025-08-13 10:01:22 来源: 21世纪经济报道 作者: 李四',
      { source: '21世纪经济报道', author: '李四', publishedAt: '2025-08-13T10:01:22+08:00' },
    ],
    [
      'Variety, Aug 13, 2025 9:30 AM ET',
      { source: 'Variety', publishedAt: '2025-08-13T09:30:00-04:00', zone: { name: 'America/New_York', stated: true } },
    ],
    ['By Jane Doe | January 5, 2025 9:30 PM EST', { author: 'Jane Doe', publishedAt: '2025-01-05T21:30:00-05:00' }],
    [
      'Reuters · Wed, 13 Aug 2025 10:01:00 +0800',
      { source: 'Reuters', publishedAt: '2025-08-13T10:01:00+08:00', zone: { name: 'UTC+08:00', stated: true } },
    ],
    [
      '新浪财经 北京时间2025年8月13日 22:10',
      { source: '新浪财经', publishedAt: '2025-08-13T22:10:00+08:00', zone: { name: 'Asia/Shanghai', stated: true } },
    ],
    ['Nikkei Asia · 2025-08-13 10:01 GMT+9', { source: 'Nikkei Asia', publishedAt: '2025-08-13T10:01:00+09:00' }],
    ['The Economic Observer — 2025-08-13T02:01:00Z', { source: 'The Economic Observer', publishedAt: '2025-08-13T02:01:00+00:00' }],
    ['发布机构：青岛人民政府办公室　发布日期：2025-08-13', { source: '青岛人民政府办公室', publishedAt: '2025-08-13' }],
    [
      '索引号：000014349/2025-00031 发布机构：某市人民政府办公室 发文日期：2025年03月18日',
      { source: '某市人民政府办公室', publishedAt: '2025-03-18' },
    ],
    ['文号：某文旅〔2025〕3号\n印发日期：2025-04-09', { publishedAt: '2025-04-09' }],
    ['日期:2025-04-09 来源:青岛市文旅局 阅读量:233次', { source: '青岛市文旅局', publishedAt: '2025-04-09' }],
    ['Date of issue: 3 June 2025', { publishedAt: '2025-06-03' }],
    ['Issuing authority: State Film Office\nDate issued: 12 May 2025', { source: 'State Film Office', publishedAt: '2025-05-12' }],
    ['Published by the Ministry of Culture on 3 March 2026', { source: 'Ministry of Culture', publishedAt: '2026-03-03' }],
    ['Date: 12/05/2025 | Ref: KPM/2025/88', { publishedAt: '2025-12-05' }],
    ['By Nattaya Chet, Bangkok Ledger. Published: 14 February 2026', { publishedAt: '2026-02-14' }],
    ['Issued by: Xiamen Municipal Government\nDate: 2025-09-04', { source: 'Xiamen Municipal Government', publishedAt: '2025-09-04' }],
    ['发布时间：2025-08-13 下午3:20', { source: null, publishedAt: '2025-08-13T15:20:00+08:00' }],
  ];
  test.each(heads)('%s', async (line, expected) => {
    const file = await read(`微短剧市场规模再创新高\n${line}\n2024年微短剧市场规模达到504亿元，同比增长34.9%。\n`);
    expect(file.documents).toHaveLength(1);
    expect(file.documents[0]).toMatchObject({ title: '微短剧市场规模再创新高', ...expected });
    expect(file.documents[0]!.paragraphs).toHaveLength(2);
  });

  test('may take several lines', async () => {
    const file = await read('短剧出海加速\n来源：新华日报\n作者：王五\n2025年8月13日\n海外收入超过7亿美元，增长迅速。');
    expect(file.documents[0]).toMatchObject({ title: '短剧出海加速', source: '新华日报', author: '王五', publishedAt: '2025-08-13' });
  });

  test.each([
    '2025年8月13日，微短剧市场规模达到504亿元。',
    'On August 13, 2025 the platform announced a fund of 200 million yuan.',
    '截至2025年6月30日用户规模6.96亿人',
    '2025年8月13日微短剧日报',
    'Group 1: Results of 2025-08-13',
    '5. The meeting took place on August 14, 2025.',
    'The meeting took place on August 14, 2025.',
  ])('is no sentence that has a day in it: %s', async (line) => {
    const file = await read(
      `标题在这里\n财联社 2025-08-10 08:00\n第一段说了一些关于市场的话，并且足够长。\n${line}\n最后一段也说了一些关于市场的话，并且足够长。`,
    );
    expect(file.documents).toHaveLength(1);
    expect(file.documents[0]!.publishedAt).toBe('2025-08-10T08:00:00+08:00');
  });

  test('stands by itself, however much its lines are of one length', async () => {
    const body = '\n\nArticle 1. A micro-drama shot in the city is given an award of RMB 200,000 once it has been released.\n';
    for (const [head, title, source] of [
      [
        '临平区关于促进微短剧产业高质量发展的若干政策\n杭州市临平区人民政府办公室 2025-06-20 09:00\n临政办〔2025〕23号',
        '临平区关于促进微短剧产业高质量发展的若干政策',
        '杭州市临平区人民政府办公室',
      ],
      [
        "Several Measures to Support the Micro-Drama Industry\nGeneral Office of the Luoyang Municipal People's Government · 2025-06-20 09:00\nLuo Zheng Ban [2025] No. 27",
        'Several Measures to Support the Micro-Drama Industry',
        "General Office of the Luoyang Municipal People's Government",
      ],
      [
        '微短剧点评：免费模式进入收获期，关注弹性\n海桥证券研究所 · 2025-06-20 09:00 · 分析师：沈未央',
        '微短剧点评：免费模式进入收获期，关注弹性',
        '海桥证券研究所',
      ],
    ] as const) {
      const [document] = (await read(head + body, { name: 'notice.txt' })).documents;
      expect([document!.title, document!.source, document!.publishedAt]).toEqual([title, source, '2025-06-20T09:00:00+08:00']);
    }
  });

  test('days that are none are not read', () => {
    for (const text of ['2025-13-01', '2025-02-30', '版本 1.2025.8', '3.68-50.44', '2025-08-133', '400,000-700,000'])
      expect(findDate(text)).toBeNull();
    expect(findDate('二〇二五年八月十三日')?.iso).toBe('2025-08-13');
    expect(findDate('13/08/2025')?.iso).toBe('2025-08-13');
  });
});

describe('official papers', () => {
  test('have numbered sentences, of which none becomes a heading', async () => {
    const file = await read(
      '若干措施\n发布机构：市政府　发布日期：2025-08-13\n\n一、总则\n（一）到2027年，市场规模力争达60亿元。详见附表。\n（二）每部给予不超过50万元的奖励。\n（三）加强统筹。各区应当配合，形成合力。',
    );
    expect(linesOf(file).slice(1)).toEqual([
      'heading||总则',
      'item|总则|到2027年，市场规模力争达60亿元。详见附表。',
      'item|总则|每部给予不超过50万元的奖励。',
      'heading||加强统筹',
      'text|加强统筹|各区应当配合，形成合力。',
    ]);
  });

  test('end with who issued them and when, and are dated by that', async () => {
    const file = await read(
      '关于支持微短剧发展的若干措施\n各区人民政府：\n对优秀作品给予最高100万元奖励，投资额不低于50万元。\n郑州市人民政府办公厅\n2025年8月10日\n',
    );
    expect(file.documents).toMatchObject([{ title: '关于支持微短剧发展的若干措施', publishedAt: '2025-08-10' }]);
  });

  test.each(['云政办规〔2025〕6号', '京广发[2025]12号', '某市文广发（2025）第 3 号'])(
    'stand under their number, which is no title: %s',
    async (number) => {
      const body = '各县人民政府：\n\n对入选的微短剧给予最高50万元奖励。';
      const bare = await read(`${number}\n\n关于印发《微短剧扶持办法》的通知\n\n${body}\n`);
      expect(bare.documents.map(({ title }) => title)).toEqual(['关于印发《微短剧扶持办法》的通知']);
      const dated = await read(`${number}\n\n云海市人民政府办公室关于支持微短剧发展的意见\n\n2025年5月6日\n\n${body}\n`);
      expect(dated.documents).toMatchObject([{ title: '云海市人民政府办公室关于支持微短剧发展的意见', publishedAt: '2025-05-06' }]);
    },
  );
});

const titles = [
  '微短剧竞争升级',
  '郑州如何破圈',
  'Micro-dramas go global',
  '短剧“出海”观察',
  'Funds discover short dramas',
  '😀 短剧也有春天',
  '2025年,微短剧走到哪步了?',
];
const sources = ['财联社', 'FOFWEEKLY', 'He Nan Ri Bao', '腾讯研究院', '36氪', 'Screen Daily'];
const bodies = [
  englishDigest,
  chineseDigest,
  '2024年微短剧市场规模达到504亿元，同比增长34.9%。用户规模6.62亿人，占网民的59.8%。',
  'The market reached 50.4 billion yuan in 2024, up 34.9%. Its users are 662 million, 59.8% of all who are online.\nA second paragraph says that costs rose to 700,000 yuan a title.',
  '全角数字６．９６亿人，壹佰万元，😀表情与\u200b零宽字符，还有\u00a0不断行空格。',
];
const document = fc.record({
  title: fc.constantFrom(...titles),
  source: fc.constantFrom(...sources),
  day: fc.integer({ min: 1, max: 28 }),
  minute: fc.integer({ min: 0, max: 59 }),
  body: fc.constantFrom(...bodies),
  form: fc.constantFrom('dot', 'space', 'labelled'),
});

describe('many documents under each other', () => {
  test('are found with their titles, sources and days, whatever is between them, and every paragraph stands where it says', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(document, { minLength: 1, maxLength: 6 }),
        fc.constantFrom('\n', '\n\n', '\n\n\n', '\n--------\n', '\n\n=====\n\n', '\n\n* * *\n'),
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.boolean(),
        fc.boolean(),
        async (documents, between, newline, marked, left) => {
          const text = documents
            .map(({ title, source, day, minute, body, form }) => {
              const stamp = `2025-08-${String(day).padStart(2, '0')} 10:${String(minute).padStart(2, '0')}`;
              const line =
                form === 'dot' ? `${source}· ${stamp}` : form === 'space' ? `${source} ${stamp}` : `来源：${source} 发布时间：${stamp}`;
              return `${title}\n${line}\n${body}`;
            })
            .join(between);
          const source =
            `${marked ? '\ufeff' : ''}${left ? '微短剧\nSearch documents\n' : ''}${text}${left ? '\n\nLoad more\n' : '\n'}`.replaceAll(
              '\n',
              newline,
            );
          const file = await read(source);
          expect(file.documents.map(({ title, source: from, publishedAt }) => [title, from, publishedAt])).toEqual(
            documents.map(({ title, source: from, day, minute }) => [
              title,
              from,
              `2025-08-${String(day).padStart(2, '0')}T10:${String(minute).padStart(2, '0')}:00+08:00`,
            ]),
          );
          expectPlaces(source, file);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('five hundred of them', async () => {
    const text = Array.from(
      { length: 500 },
      (_, at) => `第${at + 1}篇：微短剧观察\n财联社· 2025-08-13 10:01\n${at % 2 === 0 ? chineseDigest : englishDigest}`,
    ).join('\n');
    const file = await read(text);
    expect(file.documents.map(({ title }) => title)).toEqual(Array.from({ length: 500 }, (_, at) => `第${at + 1}篇：微短剧观察`));
  });

  test('set apart by headings of the first rank, by underlined titles, or by lines alone', async () => {
    const body = '市场规模为504亿元，同比增长34.9%，用户规模为6.62亿人，行业保持快速发展。';
    for (const text of [
      `# 第一篇文章\n\n${body}\n\n# 第二篇文章\n\n${body}\n`,
      `First title\n===========\n\n${body}\n\nSecond title\n============\n\n${body}`,
      `第一篇文章\n${body}\n==========\n第二篇文章\n${body}`,
    ])
      expect((await read(text)).documents, text).toHaveLength(2);
  });

  test('one without a day among others', async () => {
    const body = '市场规模为504亿元，同比增长34.9%，用户规模为6.62亿人，行业保持快速发展，各方持续投入。';
    const file = await read(
      `甲篇文章\n财联社 2025-08-13 10:01\n${body}\n\n\n乙篇文章\n${body}\n\n\n丙篇文章\n新华网 2025-08-12 10:01\n${body}`,
    );
    expect(file.documents.map(({ title, publishedAt }) => [title, publishedAt?.slice(0, 10) ?? null])).toEqual([
      ['甲篇文章', '2025-08-13'],
      ['乙篇文章', null],
      ['丙篇文章', '2025-08-12'],
    ]);
  });

  test('one that breaks off in the middle, and one of which only the head is left', async () => {
    const file = await read(`甲篇文章\n财联社 2025-08-13 10:01\n核心观点 - 市场规模为504\n乙篇文章\n新华网 2025-08-12 10:01`);
    expect(file.documents.map(({ title, paragraphs }) => [title, paragraphs.length])).toEqual([
      ['甲篇文章', 2],
      ['乙篇文章', 1],
    ]);
  });

  test('a page that was saved twice is told', async () => {
    const page = `甲篇文章\n财联社 2025-08-13 10:01\n${chineseDigest}`;
    const file = await read(`${page}\n${page}`);
    expect(file.documents).toHaveLength(2);
    expect(file.warnings).toContainEqual({ code: 'intelligence.document_repeated', params: { title: '甲篇文章' } });
  });
});

describe('what agencies send', () => {
  test('is dated by its own first words, in the year before it was fetched', async () => {
    const text = '短剧收入增长\n财联社12月30日电，2024年微短剧收入达504亿元。';
    expect((await read(text, { fetchedAt: '2026-01-02T00:00:00Z' })).documents[0]).toMatchObject({
      source: '财联社',
      publishedAt: '2025-12-30',
    });
    expect((await read(text)).documents[0]).toMatchObject({ source: '财联社', publishedAt: null });
  });
});

describe('tables by tabs', () => {
  test('are rows whose cells know their heads', async () => {
    const text = '规模一览\n新京报 2025-08-13 10:01\n各年规模如下：\n年份\t规模（亿元）\n2023\t373.9\n2024\t504.4\n以上为全部数据。\n';
    const file = await read(text);
    const rows = file.documents[0]!.paragraphs.filter(({ kind }) => kind === 'row');
    expect(rows.map(({ text: row, caption }) => [row, caption])).toEqual([
      ['年份 | 规模（亿元）', '各年规模如下：'],
      ['2023 | 373.9', '各年规模如下：'],
      ['2024 | 504.4', '各年规模如下：'],
    ]);
    expect(rows[2]!.cells![1]).toEqual({ text: '504.4', start: 7, end: 12, head: '规模（亿元）' });
    expect([...text].slice(positionIn(rows[2]!, 7), positionIn(rows[2]!, 12)).join('')).toBe('504.4');
  });
});

describe('plain notes', () => {
  test('without any header are one document, called by its first line', async () => {
    const file = await read('会议纪要\n\n微短剧市场规模预计为634亿元。\n\n用户规模为6.96亿人。');
    expect(file.documents).toMatchObject([{ title: '会议纪要', source: null, publishedAt: null, zone: null }]);
  });

  test('a single sentence is called by itself and is a paragraph', async () => {
    const file = await read('2024年微短剧市场规模达504亿元。');
    expect(file.documents).toMatchObject([{ title: '2024年微短剧市场规模达504亿元。', paragraphs: [{ kind: 'text', start: 0, end: 19 }] }]);
  });

  test('broken to fit a width are joined, with a space only between words', async () => {
    const english =
      'The market for micro-dramas in China has reached a size of about\nfifty billion yuan in the year 2024, which is more than the box\noffice of cinemas in the same year for the very first time.';
    const chinese =
      '二〇二四年中国微短剧市场规模首次超过全年电影票房成为\n文化消费的重要组成部分并带动了制作发行与广告等一系列\n相关产业的发展。';
    const file = await read(`Notes on a market\n\n${english}\n\n${chinese}\n`);
    expect(linesOf(file).slice(1)).toEqual([`text||${english.replaceAll('\n', ' ')}`, `text||${chinese.replaceAll('\n', '')}`]);
    expectPlaces(`Notes on a market\n\n${english}\n\n${chinese}\n`, file);
  });

  test('days ahead of when it was fetched stay, and are told', async () => {
    const file = await read('甲篇文章\n财联社 2025-08-13 10:01\n市场规模为504亿元。', { fetchedAt: '2025-08-01T00:00:00Z' });
    expect(file.documents[0]!.publishedAt).toBe('2025-08-13T10:01:00+08:00');
    expect(file.warnings).toEqual([{ code: 'intelligence.date_in_future', params: { title: '甲篇文章', date: '2025-08-13' } }]);
  });
});

describe('any text', () => {
  test('is read, and what is read of it stands where it says', async () => {
    const piece = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      fc.constantFrom(
        '\n',
        '\r\n',
        '\u2028',
        '\u00a0',
        '\u200b',
        '\ufeff',
        '😀',
        '[3]',
        ' - ',
        'Group 1: A - ',
        '核心观点 - ',
        '一、',
        '2025-08-13',
        '来源：',
        '----',
        '| a | b |',
        '504亿元。',
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { minLength: 1, maxLength: 60 }), async (pieces) => {
        const text = `x${pieces.join('')}`.replace(/[\u0000-\u0008\u000e-\u001f]/g, '');
        const file = await read(text, { name: 'a.txt' });
        const points = [...text];
        for (const { paragraphs } of file.documents)
          for (const paragraph of paragraphs) {
            expect(positionIn(paragraph, 0)).toBe(paragraph.start);
            expect(positionIn(paragraph, paragraph.text.length)).toBe(paragraph.end);
            if (paragraph.map.length === 1) expect(points.slice(paragraph.start, paragraph.end).join('')).toBe(paragraph.text);
            expect(countCodePoints(paragraph.text)).toBeGreaterThan(0);
          }
      }),
      { numRuns: 500 },
    );
  });
});
