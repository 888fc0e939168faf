import { describe, expect, test } from 'vitest';
import { documentOf } from '../../../../test/support/market-sentences.ts';
import type { ReadDocument } from '../reading/document.ts';
import { readFile } from '../reading/read.ts';
import { readInsights, type Insight } from './read.ts';

const spoken = (document: ReadDocument, insights: readonly Insight[]) =>
  insights.map(({ group, sentences }) => ({
    group,
    sentences: sentences.map(({ paragraph, start, end }) => document.paragraphs[paragraph]!.text.slice(start, end)),
    citations: sentences.map(({ citations }) => citations),
  }));

describe('core insights', () => {
  test('of a digest are its own points in its own groups, each with its citations and without their marks', async () => {
    const digest = `短剧与城市
江城日报· 2025-08-10 23:45
Core Viewpoint - Luoyang aims for 6 billion yuan by 2027 [2][5]. Group 1: Overview - Companies exceeded 310 in 2024 [3]. - The market reached 1.2 billion yuan [3][4]. Group 2: Outlook - Lower costs attract crews [10].
`;
    const [document] = (await readFile(new TextEncoder().encode(digest), { name: 'a.txt' })).documents;
    const insights = spoken(document!, readInsights(document!));
    expect(insights.map(({ group }) => group)).toEqual([null, 'Overview', 'Outlook']);
    expect(insights[1]).toMatchObject({
      sentences: ['Companies exceeded 310 in 2024', 'The market reached 1.2 billion yuan'],
      citations: [[3], [3, 4]],
    });
  });

  test.each([
    [
      '微短剧市场规模连年增长',
      [
        '记者近日走访了几家公司。办公室里十分热闹。',
        '2024年微短剧市场规模达504.4亿元，同比增长34.9%。微短剧用户规模达6.62亿人。',
        '天气很好。大家都很忙。午饭时间到了。有人在走廊里聊天。',
        '业内预计，2027年微短剧市场规模将超过1000亿元。',
        '采访结束时，天色已晚。',
      ],
      '2024年微短剧市场规模达504.4亿元，同比增长34.9%。',
    ],
    [
      'The micro-drama market keeps growing',
      [
        'Our reporter visited several offices. The corridors were busy.',
        'The micro-drama market reached 50.44 billion yuan in 2024, up 34.9 percent. Users reached 662 million.',
        'The weather was fine. Lunch was late. People talked. Nobody minded.',
        'Analysts expect the market to exceed 100 billion yuan by 2027.',
      ],
      'The micro-drama market reached 50.44 billion yuan in 2024, up 34.9 percent.',
    ],
  ])('of an article are the sentences that carry it: %s', (title, paragraphs, core) => {
    const document = documentOf(paragraphs, { title });
    const sentences = spoken(document, readInsights(document)).flatMap((insight) => insight.sentences);
    expect(sentences).toContain(core);
    expect(sentences.length).toBeLessThan(8);
    expect(sentences).not.toContain('天气很好。');
    expect(sentences).not.toContain('Lunch was late.');
  });

  test('are none where nothing is said', () => {
    expect(readInsights(documentOf([]))).toEqual([]);
    expect(readInsights(documentOf(['登录'], {}, ['leftover']))).toEqual([]);
  });
});
