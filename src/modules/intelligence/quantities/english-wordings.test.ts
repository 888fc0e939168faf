import { expect, test } from 'vitest';
import { readQuantities, readTimes } from './read.ts';

const told = (text: string): string[] =>
  readQuantities(text).map(
    ({ start, end, low, high, bound, unit, currency }) =>
      `${text.slice(start, end)}: ${low === high ? low : `${low ?? ''}..${high ?? ''}`} ${bound} ${unit}${currency === null ? '' : ` ${currency}`}`,
  );

test.each([
  ['for an hour and 41 minutes a day', ['an hour and 41 minutes: 101 exact minutes']],
  ['an average of 1 hour 52 minutes', ['1 hour 52 minutes: 112 exact minutes']],
  [
    'two and a half hours a day, or one and a half times',
    ['two and a half hours: 150 exact minutes', 'one and a half times: 1.5 exact times'],
  ],
  ['made for Rs 10-15 lakh, a tenth of the cost', ['Rs 10-15 lakh: 1000000..1500000 range money INR', 'a tenth: 0.1 exact share']],
  ['Fewer than one in twenty productions', ['Fewer than one in twenty: ..0.05 under share']],
  ['Of the 1,200-odd crews', ['1,200-odd: 1200 about count']],
  ['Viewers pay a yuan or two', ['a yuan or two: 1..2 range money CNY']],
  [
    'a half-billion-dollar market past the billion-yuan mark',
    ['half-billion-dollar: 500000000 exact money USD', 'billion-yuan: 1000000000 exact money CNY'],
  ],
  ['a quarter of a billion dollars', ['a quarter of a billion dollars: 250000000 exact money USD']],
  ['every third yuan earned, every second viewer', ['every third: 0.3333333333333333 exact share', 'every second: 0.5 exact share']],
  ['nearly three-quarters were new', ['nearly three-quarters: ..0.75 nearly share']],
  ['Another fifth break even; a third app joined', ['Another fifth: 0.2 exact share']],
  ['one-third to one-half of the cost', ['one-third to one-half: 0.3333333333333333..0.5 range share']],
  [
    'by a factor of six, 2 1/2 times, thrice, halved',
    ['factor of six: 6 exact times', '2 1/2 times: 2.5 exact times', 'thrice: 3 exact times', 'halved: 0.5 exact times'],
  ],
  [
    'the top 1% of titles, c. 45%, closer to 70 titles',
    ['1%: 0.01 exact share', 'c. 45%: 0.45 about share', 'closer to 70 titles: ..70 nearly titles'],
  ],
  ['as many as 1,500 people, as little as $30,000', ['1,500 people: 1500 exact people', '$30,000: 30000 exact money USD']],
] as const)('%s', (text, expected) => {
  expect(told(text)).toEqual(expected);
});

const times = (text: string) => readTimes(text, { publishedOn: '2025-08-13' }).map(({ period }) => period);

test.each([
  ['in H1 2025, against 24 in the same stretch of 2024', ['2025-H1', '2024-H1']],
  ['in the June quarter, up from the prior-year quarter', ['2025-Q2', '2024-Q2']],
  ['in Q1 2025, up from the quarter before', ['2025-Q1', '2024-Q4']],
  ['the April-June quarter, thrice that of the preceding three months', ['2025-Q2', '2025-Q1']],
  ['Five years ago, and a decade ago', ['2020', '2015']],
  ['in 2024; three years earlier', ['2024', '2021']],
  ['this fiscal, and last fiscal year', ['2025', '2024']],
  ['by year-end; the year before last', ['2025', '2023']],
  ["2024's fourth quarter, the final three months of 2024", ['2024-Q4', '2024-Q4']],
  // What is told and has no year was the last of its name; what will be is the next.
  ['it made 30 in December', ['2024-12']],
  ['it will make 30 in December', ['2025-12']],
  ['it made 30 in December and 20 in July', ['2024-12', '2025-07']],
] as const)('%s', (text, expected) => {
  expect(times(text)).toEqual(expected);
});
