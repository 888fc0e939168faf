/** How many people there are, and how many of them are online: what counts of users cannot pass. */

/**
 * People, an upper bound that holds to 2030: what no count of users may pass. National Bureau of Statistics (China 1,408 million at the
 * end of 2024, and falling), United Nations World Population Prospects 2024 for the others; provinces by the census of 2020 and growth.
 */
const people: Readonly<Record<string, number>> = {
  China: 1.42e9,
  Global: 8.6e9,
  World: 8.6e9,
  Overseas: 7.2e9,
  'United States': 3.6e8,
  Japan: 1.27e8,
  'South Korea': 5.25e7,
  Indonesia: 3e8,
  Thailand: 7.3e7,
  Vietnam: 1.05e8,
  Malaysia: 3.8e7,
  Philippines: 1.25e8,
  Singapore: 6.3e6,
  India: 1.53e9,
  Brazil: 2.2e8,
  Mexico: 1.38e8,
  'United Kingdom': 7.2e7,
  Germany: 8.7e7,
  France: 7e7,
  Henan: 1e8,
  Zhengzhou: 1.4e7,
  Zhejiang: 6.9e7,
  Hangzhou: 1.35e7,
  Shaanxi: 4e7,
  Beijing: 2.25e7,
  Shanghai: 2.55e7,
  Shenzhen: 1.85e7,
  Guangdong: 1.31e8,
};

/** How many people a place has at the very most; null where that is not known. */
export const peopleOf = (region: string): number | null => people[region] ?? null;

/** Chinese internet users by the end of a month: CNNIC's half-yearly Statistical Reports on Internet Development, 45th to 56th. */
const online: readonly (readonly [number, number])[] = [
  [2019 * 12 + 11, 9.04e8],
  [2020 * 12 + 5, 9.4e8],
  [2020 * 12 + 11, 9.89e8],
  [2021 * 12 + 5, 1.011e9],
  [2021 * 12 + 11, 1.032e9],
  [2022 * 12 + 5, 1.051e9],
  [2022 * 12 + 11, 1.067e9],
  [2023 * 12 + 5, 1.079e9],
  [2023 * 12 + 11, 1.092e9],
  [2024 * 12 + 5, 1.0996e9],
  [2024 * 12 + 11, 1.108e9],
  [2025 * 12 + 5, 1.123e9],
];

/** Internet users of China in a month, drawn straight between the counts; null outside them. */
export function onlineIn(month: number): number | null {
  for (let at = 1; at < online.length; at += 1) {
    const [from, before] = online[at - 1]!;
    const [to, after] = online[at]!;
    if (month >= from && month <= to) return before + ((after - before) * (month - from)) / (to - from);
  }
  return null;
}
