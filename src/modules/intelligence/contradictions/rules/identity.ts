/** What cannot be by counting: parts and wholes, users and people, rates; shares stand in shares.ts, x of y in proportions.ts. */
import { entities } from '../../claims/entities.ts';
import { liesIn } from '../../claims/regions.ts';
import type { MetricId } from '../../claims/metrics.ts';
import { taxonomy } from '../../claims/taxonomy.ts';
import type { Fact } from './facts.ts';
import { inYuan } from './facts.ts';
import { scaleDraftOf } from './explain.ts';
import { onlineIn, peopleOf } from './people.ts';
import { keyFor, markSlip, severityOf } from './suspicion.ts';
import { isOpen, meant, scaled, type Value } from './values.ts';
import { explained, familiesOf, groupsOf, quoteOf, remember, takenValue, type Draft, type Suspicion, type World } from './world.ts';

export function identityDraft(code: string, off: Fact, other: Fact | null, support: number, params: Draft['params'] = {}): Draft {
  return {
    kind: 'identity',
    code,
    params: { quote: quoteOf(off), ...(other ? { other: quoteOf(other) } : {}), ...params },
    support,
    evidence: other ? [other] : [],
    off: [{ fact: off, low: null, high: null }],
  };
}

export function suspect(world: World, off: Fact, rivals: Fact[], drafts: Draft[], ratio: number | null): Suspicion {
  drafts.sort((a, b) => b.support - a.support || (a.code < b.code ? -1 : 1));
  const best = drafts[0]!;
  world.accused.add(off);
  world.plain.delete(off);
  return {
    key: keyFor(off, best),
    disposition: 'contradiction',
    off: [off],
    rivals,
    ratio: ratio === null ? null : Number(ratio.toPrecision(4)),
    severity: severityOf(best, ratio, familiesOf(rivals)),
    drafts,
  };
}

const certainly = (part: Value, whole: Value): boolean => {
  // What is meant by “over” may be more; only what is excluded counts.
  const most = whole.high;
  const least = part.bound === 'nearly' ? part.value * 0.9 : part.low;
  return Number.isFinite(most) && least > most + Math.max(part.step, whole.step) + Math.abs(most) * 0.01;
};

/** More of the part than of the whole. A forecast is measured by forecasts, what is told by what is told. */
function moreThan(world: World, part: Fact, whole: Fact, code: string, params: Draft['params'] = {}): Suspicion | null {
  if (explained(world, part) || world.accused.has(whole)) return null;
  if (![part, whole].every(({ named, dated }) => named && dated)) return null;
  if ((part.claim.status === 'forecast') !== (whole.claim.status === 'forecast')) return null;
  const [a, b] = [inYuan(part), inYuan(whole)];
  if (a === null || b === null || !certainly(a, b)) return null;
  // Forecasters may foresee a larger part than others a whole.
  if (part.claim.status === 'forecast' && (part.family !== whole.family || a.value < b.value * 1.5)) return null;
  const ratio = b.value > 0 ? a.value / b.value : null;
  const drafts = [identityDraft(code, part, whole, 0.68, params)];
  // A tenth of it would be a plausible part, but nothing says that it is one.
  const power = ratio === null ? 0 : Math.ceil(Math.log10(ratio) + 0.3);
  if (power >= 1 && power <= 4) drafts.push(scaleDraftOf(part, power, 0.45, [whole]));
  return suspect(world, part, [whole], drafts, ratio);
}

/** A bucket's figure that most independent sources agree on, the most exact one of it. */
function agreedOn(world: World, key: string): Fact | null {
  return remember(world, `agreed ${key}`, () => {
    const facts = (world.byBucket.get(key) ?? []).filter((fact) => fact.named && !world.accused.has(fact));
    const [most, second] = groupsOf(facts);
    // What sources differ about is no measure of anything else.
    return most === undefined || (second !== undefined && familiesOf(second) >= familiesOf(most)) ? null : mostExact(most);
  });
}

/** An outlook is the poorer witness of what was. */
const looksAhead = ({ claim }: Fact): boolean => claim.statusAsWorded === 'forecast';

/** The most exact of facts that agree. */
const mostExact = (facts: readonly Fact[]): Fact =>
  facts.toSorted(
    (a, b) =>
      Number(looksAhead(a)) - Number(looksAhead(b)) ||
      Number(isOpen(a.value)) - Number(isOpen(b.value)) ||
      a.value.step - b.value.step ||
      (a.order < b.order ? -1 : 1),
  )[0]!;

/** Another fact of the same place, entity and time, by metric and measure. */
function sibling(
  world: World,
  fact: Fact,
  metric: MetricId,
  unit: string,
  change: { entity?: string; shareOf?: string; region?: string } = {},
): Fact | null {
  const time = fact.bucket!.slice(fact.series.length + 1);
  const entity = change.entity ?? fact.entity;
  return agreedOn(world, [metric, 'level', unit, 'told', change.region ?? fact.region, entity, change.shareOf ?? '', time].join('|'));
}

/** Metrics whose parts are counted in the whole: not prices, ratios, or costs of one piece. */
const counted = (metric: MetricId): boolean => ['flow', 'stock'].includes(taxonomy[metric].total);

/** A narrower entity or a city that has more than all of it. */
function partsAndWholes(world: World): Suspicion[] {
  const suspicions: Suspicion[] = [];
  const groups = [...Map.groupBy(world.voices.filter(isLevel), (fact) => fact.what + fact.bucket!.slice(fact.series.length))];
  for (const [, facts] of groups) {
    const places = new Map(facts.map((fact) => [`${fact.region}|${fact.entity}|${fact.claim.shareOf ?? ''}`, fact.bucket!]));
    if (places.size < 2) continue;
    for (const part of facts) {
      for (const [place, bucket] of places) {
        const [region, entity] = place.split('|') as [string, string];
        const within = region === part.region ? '' : liesIn(part.region, region) ? 'place' : null;
        if (within === null || bucket === part.bucket) continue;
        const narrowed = entity === part.entity ? within === 'place' : entity === '' && narrows(part.entity);
        if (!narrowed) continue;
        const whole = agreedOn(world, bucket);
        if (!whole || !(totals.has(whole.claim.metric) || familiesOf(world.byBucket.get(bucket)!) > 1)) continue;
        // One stranger's figure is no whole, unless it is of what everybody counts.
        const known = whole.family === part.family || familiesOf(world.byBucket.get(bucket)!) > 1;
        if (!known && !['market_size', 'users', 'internet_users'].includes(whole.claim.metric)) continue;
        const found =
          within === 'place'
            ? moreThan(world, part, whole, 'identity_city', { part: part.region, whole: region })
            : moreThan(world, part, whole, 'identity_part', { part: part.claim.entity ?? '' });
        if (found) suspicions.push(found);
      }
    }
  }
  return suspicions;
}

/** What is told of all when nothing narrows it; “titles” are as often those of a list. */
const totals = new Set<MetricId>([
  'market_size',
  'users',
  'paying_users',
  'companies',
  'practitioners',
  'ad_spend',
  'consumption',
  'population',
  'internet_users',
]);

const isLevel = (fact: Fact): boolean =>
  fact.bucket !== null &&
  fact.claim.measure === 'level' &&
  fact.claim.status !== 'target' &&
  fact.claim.status !== 'policy' &&
  counted(fact.claim.metric);

/** Whether an entity is a part of the industry: a platform, a company, a kind. Abroad and other industries are not. */
function narrows(entity: string): boolean {
  if (entity === '' || /overseas/i.test(entity)) return false;
  const kind = entities.get(entity)?.kind;
  return kind === 'platform' || kind === 'company' || kind === 'kind';
}

const peopleMetrics = new Set<MetricId>(['users', 'paying_users', 'internet_users', 'mau', 'dau', 'practitioners']);

/** Users beyond people, payers beyond users. */
function people(world: World): Suspicion[] {
  const suspicions: Suspicion[] = [];
  for (const fact of world.facts) {
    const { claim } = fact;
    if (claim.measure !== 'level' || claim.status === 'target' || claim.status === 'policy') continue;
    if (!peopleMetrics.has(claim.metric) || claim.unit === 'share') continue;
    const alone = fact.bucket === null || fact.part;
    const told = alone
      ? null
      : (sibling(world, fact, 'population', 'people', { entity: '' }) ??
        (claim.metric === 'internet_users' ? null : sibling(world, fact, 'internet_users', 'people', { entity: '' })));
    const online = fact.region === 'China' && claim.metric !== 'internet_users' && fact.span ? onlineIn(fact.span.last) : null;
    const ceiling = Math.min(peopleOf(fact.region) ?? Infinity, (online ?? Infinity) * 1.03);
    const found =
      (told && told !== fact ? moreThan(world, fact, told, 'identity_people') : null) ??
      beyond(world, fact, ceiling) ??
      (alone ? null : payers(world, fact));
    if (found) suspicions.push(found);
  }
  return suspicions;
}

/** A count of people above all that there are. */
function beyond(world: World, fact: Fact, ceiling: number): Suspicion | null {
  // “Nearly 1.4 billion” is hardly less than nine tenths of it.
  const least = fact.claim.bound === 'nearly' ? fact.value.value * 0.9 : fact.value.low;
  if (!Number.isFinite(ceiling) || explained(world, fact) || !(least > ceiling * 1.005)) return null;
  const peers = (world.bySeries.get(fact.series) ?? []).filter((other) => other.bucket !== fact.bucket && !world.accused.has(other));
  const power = [1, 2, 3, 4].find((each) => fact.value.value / 10 ** each <= ceiling) ?? 0;
  const near = peers.some((other) => Math.abs(Math.log10(other.value.value / (fact.value.value / 10 ** power))) < 0.25);
  const drafts = [identityDraft('identity_beyond_people', fact, null, 0.7, { people: Math.round(ceiling), region: fact.region })];
  if (power > 0) drafts.push(scaleDraftOf(fact, power, near ? 0.8 : 0.5, peers));
  const found = suspect(world, fact, peers.slice(0, 4), drafts, fact.value.value / ceiling);
  if (found.drafts[0]!.kind === 'scale') markSlip(world, fact, power);
  return found;
}

function payers(world: World, fact: Fact): Suspicion | null {
  if (fact.claim.metric !== 'paying_users') return null;
  const users = sibling(world, fact, 'users', 'people');
  return users ? moreThan(world, fact, users, 'identity_payers') : null;
}

/** A penetration or a paying rate that does not follow from what it is made of. */
function rates(world: World): Suspicion[] {
  const suspicions: Suspicion[] = [];
  for (const rate of world.facts) {
    const { claim } = rate;
    if (
      rate.bucket === null ||
      rate.part ||
      rate.aspect === 'online' ||
      claim.unit !== 'share' ||
      explained(world, rate) ||
      claim.status === 'target'
    )
      continue;
    const [partOf, wholeOf]: [MetricId, MetricId] | [null, null] =
      claim.metric === 'penetration'
        ? ['users', 'internet_users']
        : claim.metric === 'paying_rate'
          ? ['paying_users', 'users']
          : [null, null];
    if (partOf === null || !['level', 'share'].includes(claim.measure)) continue;
    const base = wholeOf === 'internet_users' && claim.shareOf === 'population' ? 'population' : wholeOf;
    const part = sibling(world, rate, partOf, 'people');
    const whole = sibling(world, rate, base, 'people', { entity: wholeOf === 'users' ? rate.entity : '' });
    if (!part || !whole || part.family !== rate.family) continue;
    if (whole.family !== rate.family && familiesOf(world.byBucket.get(whole.bucket!)!) < 2) continue;
    const [a, b, stated] = [meant(takenValue(world, part)!), meant(takenValue(world, whole)!), meant(rate.value)];
    const found = { low: a.low / b.high, high: a.high / b.low };
    const room = 0.012 + (whole.family === rate.family ? 0 : 0.02);
    if (found.low <= stated.high + room && stated.low - room <= found.high) continue;
    const value = part.value.value / whole.value.value;
    const drafts = [identityDraft('identity_rate', rate, part, 0.66, { whole: quoteOf(whole), found: Number(value.toPrecision(3)) })];
    for (const power of [1, -1, 2]) {
      const mended = meant(scaled(part.value, 10 ** -power));
      if (mended.low / b.high <= stated.high + room && stated.low - room <= mended.high / b.low)
        drafts.push(scaleDraftOf(part, power, 0.74, [rate, whole]));
    }
    suspicions.push(suspect(world, rate, [part, whole], drafts, Math.max(value / rate.value.value, rate.value.value / value)));
  }
  return suspicions;
}

/** All that counting forbids. */
export function identities(world: World): Suspicion[] {
  return [...partsAndWholes(world), ...people(world), ...rates(world)];
}
