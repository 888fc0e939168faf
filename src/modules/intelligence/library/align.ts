/**
 * Which paragraphs of two languages say the same: the cheapest way through both in their order, by length (after Gale and Church 1993)
 * and by the numbers that stand in them. Headings go with headings.
 */
type Alignable = { text: string; heading: boolean };
export type Row = { left: readonly [number, number]; right: readonly [number, number] };

/** Beyond, the rest stands side by side as it comes. */
const mostAligned = 600;
/** An English text has about so many characters for each of a Chinese one. */
const lengthRatio = 3.1;

/** Rows of half-open ranges that cover both lists in order. `leftIsChinese` tells which side is the denser. */
export function alignParagraphs(left: readonly Alignable[], right: readonly Alignable[], leftIsChinese: boolean): Row[] {
  const lefts = left.slice(0, mostAligned).map((one) => sizeOf(one, leftIsChinese));
  const rights = right.slice(0, mostAligned).map((one) => sizeOf(one, !leftIsChinese));
  const width = rights.length + 1;
  const costs = new Float64Array((lefts.length + 1) * width).fill(Infinity);
  const steps = new Uint8Array(costs.length);
  costs[0] = 0;
  for (let i = 0; i <= lefts.length; i++)
    for (let j = 0; j <= rights.length; j++) {
      const here = costs[i * width + j]!;
      for (const [index, [di, dj]] of moves.entries()) {
        if (i + di > lefts.length || j + dj > rights.length) continue;
        const to = (i + di) * width + j + dj;
        const cost = here + costOf(lefts.slice(i, i + di), rights.slice(j, j + dj));
        if (cost < costs[to]!) {
          costs[to] = cost;
          steps[to] = index;
        }
      }
    }
  const rows: Row[] = [];
  for (let i = lefts.length, j = rights.length; i > 0 || j > 0;) {
    const [di, dj] = moves[steps[i * width + j]!]!;
    rows.unshift({ left: [i - di, i], right: [j - dj, j] });
    i -= di;
    j -= dj;
  }
  if (left.length > lefts.length || right.length > rights.length)
    rows.push({ left: [lefts.length, left.length], right: [rights.length, right.length] });
  return rows;
}

const moves = [
  [1, 1],
  [1, 0],
  [0, 1],
  [2, 1],
  [1, 2],
] as const;

type Size = { length: number; heading: boolean; numbers: ReadonlySet<string> };

function sizeOf({ text, heading }: Alignable, chinese: boolean): Size {
  const numbers = text
    .normalize('NFKC')
    .replaceAll(/(?<=\d),(?=\d{3})/g, '')
    .match(/\d+(?:\.\d+)?/g);
  return { length: text.length * (chinese ? lengthRatio : 1), heading, numbers: new Set(numbers) };
}

function costOf(left: readonly Size[], right: readonly Size[]): number {
  if (left.length === 0 || right.length === 0) return 0.9;
  const sum = (sizes: readonly Size[]): number => sizes.reduce((total, { length }) => total + length, 1);
  const [one, other] = [sum(left), sum(right)];
  // A paragraph joined with a heading is hardly ever meant.
  const heads = left.some(({ heading }) => heading) !== right.some(({ heading }) => heading) ? 2 : 0;
  const joined = left.length + right.length > 2 ? 1.3 : 0;
  return Math.min(3, Math.abs(Math.log(one / other))) * 1.2 + heads + joined - sharedNumbers(left, right);
}

function sharedNumbers(left: readonly Size[], right: readonly Size[]): number {
  const lefts = new Set(left.flatMap(({ numbers }) => [...numbers]));
  const rights = new Set(right.flatMap(({ numbers }) => [...numbers]));
  if (lefts.size === 0 && rights.size === 0) return 0.3;
  const shared = [...lefts].filter((number) => rights.has(number)).length;
  return (2 * shared) / Math.max(1, lefts.size, rights.size) - 0.4;
}
