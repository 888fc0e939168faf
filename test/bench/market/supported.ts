/**
 * Whether every number of every sentence that is produced stands in a passage that it cites: core insights of all documents, and answers
 * to questions in both languages. Numbers are taken by their digits alone, by none of the house's readers, so that those cannot hide a fault.
 */
import { answerFrom } from '../../../src/modules/intelligence/index.ts';
import { readInsights } from '../../../src/modules/intelligence/insights/read.ts';
import { readMarketFile, type ReadMarketFile } from './measure.ts';
import type { Corpus } from './truth.ts';

const questions = [
  '微短剧市场规模是多少？',
  '去年微短剧市场规模同比增长多少？',
  '微短剧有多少用户，占网民多少？',
  '女性用户占比多少？',
  '哪些城市对微短剧有补贴，最高多少？',
  '单部微短剧的制作成本是多少？',
  '海外短剧收入增长了多少？',
  '明年微短剧市场规模预计是多少？',
  '微短剧投流素材有多少？',
  '市场规模的复合增长率是多少？',
  'How large was the micro-drama market?',
  'How many users do micro-dramas have?',
  'What does it cost to produce a micro-drama?',
  'Which cities pay subsidies, and up to how much?',
  'How much revenue do micro-dramas make overseas?',
  'What do forecasters expect of the market?',
  'How many monthly active users do the apps have?',
  'What share of revenue comes from advertising?',
  'How many micro-dramas were filed?',
  'How did the market grow from year to year?',
] as const;

export type Supported = {
  sentences: { insights: number; answers: number };
  unanswered: number;
  numbers: number;
  unsupported: number;
  examples: string[];
};

const digits = (text: string): string[] => text.normalize('NFKC').match(/\d+(?:[.,]\d+)*/g) ?? [];

/** Reads the worlds' files and looks at all that is said of them. */
export async function tallySupport(corpora: readonly Corpus[]): Promise<Supported> {
  const tally: Supported = { sentences: { insights: 0, answers: 0 }, unanswered: 0, numbers: 0, unsupported: 0, examples: [] };
  const look = (sentence: string, passages: readonly string[]): void => {
    const there = new Set(passages.flatMap(digits));
    for (const number of digits(sentence)) {
      tally.numbers += 1;
      if (there.has(number)) continue;
      tally.unsupported += 1;
      if (tally.examples.length < 10) tally.examples.push(`${number}: ${sentence}`);
    }
  };
  for (const corpus of corpora) {
    const documents: ReadMarketFile['documents'][number][] = [];
    for (const file of corpus.files) documents.push(...(await readMarketFile(file)).documents);
    for (const { document, claims } of documents)
      for (const { paragraph, start, end } of readInsights(document, claims).flatMap(({ sentences }) => sentences)) {
        tally.sentences.insights += 1;
        const { text } = document.paragraphs[paragraph]!;
        if (end > text.length || start >= end) throw new Error(`an insight cites what is not there: ${text}`);
        look(text.slice(start, end), [text]);
      }
    for (const question of questions) {
      const { sentences } = answerFrom(question, documents);
      if (sentences.length === 0) tally.unanswered += 1;
      for (const { text, citations } of sentences) {
        tally.sentences.answers += 1;
        look(
          text,
          citations.map(({ document, paragraph, start, end }) =>
            documents[document]!.document.paragraphs[paragraph]!.text.slice(start, end),
          ),
        );
      }
    }
  }
  return tally;
}
