/** A figure among its neighbours in time: what a series says of a value that nobody else gives. */
import type { Fact } from './facts.ts';
import { inYuan } from './facts.ts';
import { scaleDraftOf } from './explain.ts';
import { keyFor, markSlip, severityOf } from './suspicion.ts';
import { isOpen } from './values.ts';
import { familiesOf, quoteOf, remember, takenValue, type Suspicion, type World } from './world.ts';

/** How far a value strays from its neighbours as powers of ten; 0 where it fits them. */
export type Trend = { power: number; neighbours: Fact[]; sides: 'both' | 'one'; strength: number; ratio: number };

type Point = { bucket: string; length: number; time: number; log: number; facts: Fact[]; families: ReadonlySet<string>; strength: number };

/** A market that is young may grow fivefold in a year and lose two thirds; what goes beyond asks for another explanation. */
const fastest = Math.log10(5);
const steepest = Math.log10(1 / 3);

/** A series as points in time: of each time the middle value of those that nobody accused, or as they are mended. */
function pointsOfSeries(world: World, series: string, without: ReadonlySet<string>): Point[] {
  const trusted = (world.bySeries.get(series) ?? []).filter(
    (fact) =>
      fact.span !== null &&
      fact.named &&
      !without.has(fact.family) &&
      (!world.accused.has(fact) || world.slips.has(fact)) &&
      (takenValue(world, fact)?.value ?? 0) > 0,
  );
  return [...Map.groupBy(trusted, ({ bucket }) => bucket!)]
    .map(([bucket, facts]) => {
      const logs = facts.map((each) => Math.log10(takenValue(world, each)!.value)).toSorted((a, b) => a - b);
      const [{ span, time }] = facts as [Fact];
      const families = new Set(facts.map(({ family }) => family));
      return {
        bucket,
        length: span!.last - span!.first,
        time: time!,
        log: logs[Math.floor(logs.length / 2)]!,
        facts,
        families,
        strength: families.size,
      };
    })
    .toSorted((a, b) => a.time - b.time);
}

function pointsOf(world: World, fact: Fact, without: ReadonlySet<string>): Point[] {
  const all =
    without.size === 0
      ? remember(world, `series ${fact.series}`, () => pointsOfSeries(world, fact.series, without))
      : pointsOfSeries(world, fact.series, without);
  const length = fact.span!.last - fact.span!.first;
  return all
    .filter((point) => point.bucket !== fact.bucket && Math.abs(point.length - length) <= 1)
    .map((point) => ({ ...point, strength: point.families.size - (point.families.has(fact.family) ? 1 : 0) }));
}

/**
 * Of a level: what its neighbours in time make of it; null where there are none to ask. `against` are those that it is in dispute
 * with: their documents are no witnesses of theirs.
 */
export function trend(world: World, fact: Fact, against: readonly Fact[] = []): Trend | null {
  if (fact.time === null || fact.claim.measure !== 'level' || fact.span === null) return null;
  const own = inYuan(fact);
  if (own === null || !(own.value > 0)) return null;
  const points = pointsOf(world, fact, new Set(against.map(({ family }) => family).filter((family) => family !== fact.family)));
  const before = nearest(points.filter(({ time }) => time < fact.time! - 0.01).toReversed());
  const after = nearest(points.filter(({ time }) => time > fact.time! + 0.01));
  const log = Math.log10(own.value);
  if (before && after) {
    const part = (fact.time - before.time) / (after.time - before.time);
    const away = log - (before.log + (after.log - before.log) * part);
    const outside = Math.max(log - Math.max(before.log, after.log), Math.min(before.log, after.log) - log);
    const power = Math.round(away);
    // Beside slips of the same document a smaller step out of line tells as much.
    const beside = slippedBeside(world, fact, power);
    const fits = Math.abs(away) < 0.72 || outside < (beside ? 0.1 : 0.4) || Math.abs(away - power) > 0.42;
    return {
      power: fits ? 0 : power,
      neighbours: [...before.facts, ...after.facts],
      sides: 'both',
      strength: familiesOf([...before.facts, ...after.facts].filter(({ family }) => family !== fact.family)),
      ratio: 10 ** Math.abs(away),
    };
  }
  const point = before ?? after;
  if (!point) return null;
  const years = Math.max(0.4, Math.abs(point.time - fact.time));
  const gain = before ? log - point.log : point.log - log;
  const [most, least] = [fastest * years + 0.15, steepest * years - 0.15];
  let power = 0;
  if (gain > most || gain < least) {
    const shift = [1, -1, 2, -2, 3, -3, 4, -4].find((each) => gain - each <= most - 0.15 && gain - each >= least * 0.4);
    power = shift === undefined ? 0 : before ? shift : -shift;
  }
  return { power, neighbours: point.facts, sides: 'one', strength: point.strength, ratio: 10 ** Math.abs(gain) };
}

/** Whether the same document has slipped by as much elsewhere in the series. */
function slippedBeside(world: World, fact: Fact, power: number): boolean {
  return (world.byFamily.get(fact.family) ?? []).some(
    (other) => other !== fact && world.slips.get(other)?.power === power && other.series === fact.series,
  );
}

/** The nearest point, or one soon after it that more sources know. */
function nearest(points: readonly Point[]): Point | undefined {
  const [first, second] = points;
  if (!first || first.strength > 0 || !second || second.strength === 0) return first;
  return Math.abs(second.time - first.time) <= 2.1 ? second : first;
}

/** Metrics whose totals are large enough to grow steadily: a handful of titles may become hundreds in a year. */
const steady = new Set([
  'market_size',
  'revenue',
  'box_office',
  'consumption',
  'users',
  'paying_users',
  'internet_users',
  'mau',
  'ad_spend',
  'population',
]);

/** Whether a bend is an accusation: between two neighbours, or beside one that others vouch for, or beside a slip of the same document. */
function convinces(world: World, fact: Fact, bent: Trend): boolean {
  if (bent.power === 0 || !steady.has(fact.claim.metric) || fact.claim.status === 'target' || !fact.named) return false;
  if (slippedBeside(world, fact, bent.power)) return true;
  if (fact.claim.entity !== null || (inYuan(fact)?.value ?? 0) < 1e7) return bent.sides === 'both' && bent.ratio > 7;
  if (bent.sides === 'both') return true;
  return bent.ratio > (bent.strength > 0 ? 9 : 12);
}

/** Breaks in series that no claim of the same time explains. Runs until nothing new slips. */
export function breaks(world: World): Suspicion[] {
  const suspicions: Suspicion[] = [];
  for (let round = 0; round < 4; round += 1) {
    const found = candidates(world);
    if (found.length === 0) break;
    for (const { fact, bent } of found) {
      // A neighbour that slipped in this round may explain it by now.
      const now = trend(world, fact);
      if (!now || now.power !== bent.power || !convinces(world, fact, now)) continue;
      markSlip(world, fact, now.power);
      const companions = (world.byFamily.get(fact.family) ?? []).filter(
        (other) => other !== fact && world.slips.get(other)?.power === now.power && other.series === fact.series,
      );
      const support =
        0.6 +
        (now.sides === 'both' ? 0.1 : 0) +
        0.04 * Math.min(3, now.strength) +
        Math.min(0.12, 0.05 * companions.length) +
        (isOpen(fact.value) ? -0.05 : 0);
      const draft = scaleDraftOf(fact, now.power, support, [...now.neighbours, ...companions]);
      const broken = {
        kind: 'source' as const,
        code: 'series_break',
        params: { quote: quoteOf(fact), ratio: Number(now.ratio.toPrecision(3)) },
        support: 0.3,
        evidence: now.neighbours,
        off: [{ fact, low: null, high: null }],
      };
      const ratio = Number(now.ratio.toPrecision(4));
      suspicions.push({
        key: keyFor(fact, draft),
        disposition: 'contradiction',
        off: [fact],
        rivals: now.neighbours,
        ratio,
        severity: severityOf(draft, ratio, familiesOf(now.neighbours)),
        drafts: [draft, broken],
      });
    }
  }
  return suspicions;
}

/** What bends most surely comes first. Of two neighbours that break against each other, the one that more sources stand by stays. */
function candidates(world: World): { fact: Fact; bent: Trend }[] {
  const found = world.voices.flatMap((fact) => {
    if (world.accused.has(fact) || fact.bucket === null) return [];
    const bent = trend(world, fact);
    return bent && convinces(world, fact, bent) ? [{ fact, bent }] : [];
  });
  const backing = ({ fact, bent }: (typeof found)[number]): number => {
    const peers = (world.byBucket.get(fact.bucket!) ?? []).filter((other) => other !== fact && !world.accused.has(other));
    const billion = /^b/i.test(fact.claim.scaleWord ?? '') && bent.power === 1 ? 0.5 : 0;
    const beside = slippedBeside(world, fact, bent.power) ? 2 : 0;
    return beside + bent.strength + (bent.sides === 'both' ? 1 : 0) + billion + (bent.power > 0 ? 0.3 : 0) - 2 * familiesOf(peers);
  };
  return found
    .map((each) => ({ ...each, weight: backing(each) }))
    .filter(({ weight, bent }) => weight >= 0 || bent.sides === 'both')
    .toSorted((a, b) => b.weight - a.weight || (a.fact.order < b.fact.order ? -1 : 1));
}
