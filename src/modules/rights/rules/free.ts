/** What is free to sell: for every territory, the periods in which a licence could be granted and those in which not, with the reasons. */
import { maySell, type Question, type Reason } from './availability.ts';
import type { OpenBook } from './book.ts';
import { inTerritories } from './scope.ts';
import { territories, type RightKind } from './words.ts';

export type Offer = Omit<Question, 'territory' | 'at'> & { readonly from: Date; readonly until: Date; readonly exclusive: boolean };
export type Period = { readonly from: Date; readonly until: Date; readonly free: boolean; readonly reasons: readonly Reason[] };
export type Free = { readonly territories: readonly string[]; readonly periods: readonly Period[] };

/** Territories that have the same periods are together; periods follow one another without gaps from `from` to `until`. */
export function freeToSell(book: OpenBook, offer: Offer): Free[] {
  const edges = edgesOf(book, offer);
  const groups = new Map<string, { territories: string[]; periods: Period[] }>();
  // Territories that every clause treats alike are asked about once.
  for (const same of alike(book, territories)) {
    const periods = periodsIn(book, offer, same[0]!, edges);
    const key = JSON.stringify(periods);
    const group = groups.get(key) ?? { territories: [], periods };
    group.territories.push(...same);
    groups.set(key, group);
  }
  return [...groups.values()].map((each) => ({ territories: each.territories.sort(), periods: each.periods }));
}

/** Territories in groups that no clause tells apart: what is answered for one of a group is answered for all. */
export const alike = (book: OpenBook, among: readonly string[]): string[][] => [
  ...Map.groupBy(among, (each) => signatureOf(book, each)).values(),
];
const signatureOf = (book: OpenBook, territory: string): string =>
  book.scopes.map(({ scope }) => (inTerritories(scope.territories, territory) ? '1' : '0')).join('');

/** The instants at which an answer can change. */
function edgesOf(book: OpenBook, { workId, right, from, until }: Offer): number[] {
  const owned = (id: string, of: RightKind): number[] => [
    ...book.chapter(id, of).owned.map(({ fromMs }) => fromMs),
    ...(book.sourcesOf.get(id) ?? []).flatMap((source) => owned(source, 'adaptation')),
  ];
  const all = [...owned(workId, right), ...book.scopes.flatMap(({ fromMs, untilMs }) => [fromMs, untilMs])];
  const inside = all.filter((ms) => from.getTime() < ms && ms < until.getTime());
  return [...new Set([from.getTime(), ...inside])].sort((a, b) => a - b);
}

function periodsIn(
  book: OpenBook,
  { until, exclusive, workId, right, party, language, platform, medium }: Offer,
  territory: string,
  edges: readonly number[],
): Period[] {
  const periods: Period[] = [];
  for (const [index, ms] of edges.entries()) {
    const at = new Date(ms);
    const { answer, reasons } = maySell(book, { workId, right, party, language, platform, medium, territory, at }, exclusive);
    const period = { from: at, until: new Date(edges[index + 1] ?? until), free: answer === 'yes', reasons };
    const last = periods.at(-1);
    if (last && last.free === period.free && JSON.stringify(last.reasons) === JSON.stringify(reasons))
      periods[periods.length - 1] = { ...last, until: period.until };
    else periods.push(period);
  }
  return periods;
}
