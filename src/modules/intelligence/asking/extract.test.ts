import { beforeAll, describe, expect, it } from 'vitest';
import { readClaims } from '../claims/read.ts';
import { readFile } from '../reading/read.ts';
import type { AnswerDocument } from './passages.ts';
import { answerFrom } from './extract.ts';
import { neededOf, unsupportedIn } from './support.ts';

const texts = [
  `Micro-dramas at mid-year
Screen Ledger · 2025-08-01 09:00

Core Insights
- The micro-short drama market in China grew from 3.68 billion yuan in 2021 to 50.44 billion yuan in 2024. [2]
- By June 2025, the user base of micro-short dramas had reached 696 million, nearly 70% of internet users. [4]
- Directors of long series have moved into the format, which improves the quality of content. [5]
`,
  `短剧资本观察
影视日报 · 2025-08-13 10:00

2024年中国微短剧市场规模超过5000亿元，资本加速进入。
郑州市对优秀微短剧给予每部最高50万元的奖励。
截至2024年底，郑州市微短剧制作企业超过820家。
`,
];
let documents: AnswerDocument[];
beforeAll(async () => {
  documents = [];
  for (const text of texts) {
    const file = await readFile(new TextEncoder().encode(text), { name: 'saved.txt' });
    for (const document of file.documents) documents.push({ document, claims: readClaims(document) });
  }
});
const ask = (question: string) => answerFrom(question, documents).sentences;
const joined = (question: string): string =>
  ask(question)
    .map(({ text }) => text)
    .join('\n');

describe('an answer out of documents', () => {
  it('is the sentence with the figure that is asked for', () => {
    expect(ask('How many users in June 2025?').map(({ text }) => text)).toEqual([
      'By June 2025, the user base of micro-short dramas had reached 696 million, nearly 70% of internet users.',
    ]);
    expect(joined('郑州有多少家微短剧企业？')).toContain('820家');
  });

  it('shows figures that disagree, and says that they do', () => {
    const sentences = ask('2024年微短剧市场规模是多少？');
    expect(joined('2024年微短剧市场规模是多少？')).toContain('50.44 billion yuan');
    expect(joined('2024年微短剧市场规模是多少？')).toContain('5000亿元');
    expect(sentences.at(-1)!.text).toContain('不一致');
    expect(sentences.at(-1)!.citations).toHaveLength(2);
  });

  it('finds places and reasons in prose, in the other language where there is no other', () => {
    expect(joined('哪些城市给微短剧奖励？')).toContain('郑州市');
    expect(joined('Which city gives subsidies?')).toContain('郑州市');
    expect(joined('Have directors improved the quality?')).toContain('Directors of long series');
  });

  it('is found for the many ways that people ask', async () => {
    const file = await readFile(
      new TextEncoder().encode(`剧组账本
影视日报 · 2025-09-02 10:00

2025年上半年，微短剧单部平均制作成本升至60万元。
普通群众演员的日薪从2023年的100元涨到如今的150元左右。
西安提出，到2027年微短剧产业规模力争达到150亿元。
AI micro-dramas show a compound annual growth rate of over 80%.
同一企业每年累计获得的补贴最高不超过500万元。
ReelHarbor earned in-app purchase revenue of $130 million in the first quarter of 2025.
微短剧用户人均每日观看时长为120.5分钟。
`),
      { name: 'ledger.txt' },
    );
    const own = file.documents.map((document) => ({ document, claims: readClaims(document) }));
    for (const [question, part] of [
      ['What does it cost to produce a micro-drama?', '60万元'],
      ['演员日薪多少？', '150元'],
      ['What is Xi’an’s goal for 2027?', '150亿元'],
      ['What do analysts expect for 2027?', '150亿元'],
      ['AI短剧增长多快？', 'over 80%'],
      ['一家公司一年最多能拿多少钱？', '500万元'],
      ["What was ReelHarbor's revenue?", '$130 million'],
      ['How much time do users spend per day?', '120.5分钟'],
    ] as const)
      expect(
        answerFrom(question, own)
          .sentences.map(({ text }) => text)
          .join('\n'),
        question,
      ).toContain(part);
  });

  it('tells apart what happened, whose it is, how much at most, and what is compared', async () => {
    const file = await readFile(
      new TextEncoder().encode(`城市账本
影视日报 · 2025-12-02 10:00

2025年11月，全国下架微短剧4700部，备案2000部。
成都提出，到2027年微短剧产业规模力争达到120亿元。
西安提出，到2027年微短剧产业规模力争达到150亿元。
杭州对总投资不低于200万元的微短剧给予补助，单个项目最高100万元。
美国贡献了海外收入的48.7%。
群众演员的日薪为150元。
演员片酬占总成本的比重为15%至20%。
Average revenue per paying user in North America is US$38.5 a month.
BEIJING, March 12 -- The market of micro-dramas grew to 50.44 billion yuan in 2024, ahead of cinema.
Lumen Reel Holdings reported total revenues of RMB3.82 billion in the third quarter of 2025.
UK. A small team makes films there. A vertical series costs around £120,000.
The measures of Xiamen remain in force until 31 May 2028.
`),
      { name: 'cities.txt' },
    );
    const own = file.documents.map((document) => ({ document, claims: readClaims(document) }));
    const told = (question: string): string[] => answerFrom(question, own).sentences.map(({ text }) => text);
    expect(told('2025年11月下架了多少部？')).toEqual(['2025年11月，全国下架微短剧4700部，备案2000部。']);
    expect(told('成都vs西安2027目标').join('\n')).toMatch(/120亿元[^]*150亿元|150亿元[^]*120亿元/);
    expect(told('杭州的补贴门槛是多少？').join('\n')).toContain('不低于200万元');
    expect(told('美国占海外收入多少')).toEqual(['美国贡献了海外收入的48.7%。']);
    expect(told('群演一天多少钱')).toEqual(['群众演员的日薪为150元。']);
    expect(told('ARPU North America')).toEqual(['Average revenue per paying user in North America is US$38.5 a month.']);
    expect(told('Lumen Reel third quarter revenue').join('\n')).toContain('RMB3.82 billion');
    expect(told('How much does a vertical series cost in the UK?')).toEqual(['A vertical series costs around £120,000.']);
    expect(told('When do the Xiamen measures expire?')).toEqual(['The measures of Xiamen remain in force until 31 May 2028.']);
    for (const nothing of [
      '北京有哪些扶持政策？',
      'How many cinemas are there in China?',
      '为什么成本上升？',
      '成都政策截止到什么时候',
      'How many companies closed in 2025?',
    ])
      expect(told(nothing), nothing).toEqual([]);
  });

  it('is none where nothing fits', () => {
    for (const question of [
      'How many users does Netflix have?',
      '电动汽车的市场规模有多大？',
      'Who wrote Hamlet?',
      '2019年微短剧用户有多少？',
      '???',
    ])
      expect(ask(question), question).toEqual([]);
  });

  it('cites sentences as they stand, whose numbers all stand in what is cited', () => {
    for (const question of ['market size', '2024年市场规模', '用户', 'subsidies', 'quality of content', '资本', '微短剧'])
      for (const { text, citations } of ask(question)) {
        const passages = citations.map(({ document, paragraph, start, end }) => ({
          text: documents[document]!.document.paragraphs[paragraph]!.text.slice(start, end),
          publishedOn: null,
        }));
        expect(citations.length).toBeGreaterThan(0);
        expect(unsupportedIn(text, passages), text).toEqual([]);
        if (citations.length === 1) expect(passages[0]!.text).toBe(text);
      }
  });
});

describe('what passages bear', () => {
  const passage = (text: string) => ({ text, publishedOn: '2025-08-01' });
  const market = passage(
    'The market of micro-dramas in Zhengzhou reached 2.3 billion yuan by the end of 2024, and ReelShort led overseas.',
  );

  it('is what has their numbers and names, in either language', () => {
    for (const sentence of [
      'Zhengzhou’s market was 2.3 billion yuan in 2024.',
      '2024年郑州的市场规模为23亿元。',
      'ReelShort led overseas.',
    ])
      expect(unsupportedIn(sentence, [market]), sentence).toEqual([]);
  });

  it('is not what has other numbers, times, bounds or names', () => {
    for (const [sentence, missing] of [
      ['Zhengzhou’s market was 23 billion yuan in 2024.', '23 billion yuan'],
      ['2024年郑州的市场规模为230亿元。', '230亿元'],
      ['Zhengzhou’s market was 2.3 billion yuan in 2025.', '2025'],
      ['Hangzhou’s market was 2.3 billion yuan in 2024.', 'Hangzhou'],
      ['In 2024 the market grew, and DramaBox led overseas.', 'DramaBox'],
      ['Over 2.3 billion yuan were reached in 2024.', '2.3 billion yuan'],
    ] as const)
      expect(unsupportedIn(sentence, [market]).join(' '), sentence).toContain(missing);
    expect(unsupportedIn('Completely unrelated words here.', [market])).not.toEqual([]);
  });

  it('needs no passage that adds nothing', () => {
    const users = passage('The user base reached 696 million.');
    expect(neededOf('Users reached 696 million.', [market, users])).toEqual([users]);
    expect(neededOf('The market was 2.3 billion yuan and users reached 696 million.', [market, users])).toEqual([market, users]);
  });
});
