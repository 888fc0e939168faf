/** What cannot be by counting: parts and wholes, users and people, shares of one whole; x of y stands in proportions.ts. */
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
  return Number.isFinite(most) && part.low > most + Math.max(part.step, whole.step) + Math.abs(most) * 0.01;
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

/** Shares that are of one whole by what they are; of anything else a growth may have been meant. */
const ofPeople = new Set<MetricId>(['market_share', 'penetration', 'paying_rate']);

/** Shares of one whole that add up to more than all of it, in one paragraph of one document; and a share above one. */
function shares(world: World): Suspicion[] {
  const suspicions: Suspicion[] = [];
  const parts = world.facts.filter(
    ({ claim }) =>
      claim.unit === 'share' &&
      (claim.metric === 'market_share' || claim.measure === 'share') &&
      claim.metric !== 'penetration' &&
      claim.status !== 'policy',
  );
  for (const fact of parts) {
    if (
      ofPeople.has(fact.claim.metric) &&
      (fact.claim.metric !== 'market_share' || fact.claim.entity !== null) &&
      fact.value.low > 1.0005 &&
      fact.value.low < 2 &&
      !explained(world, fact)
    )
      suspicions.push(suspect(world, fact, [], [identityDraft('identity_share_above_one', fact, null, 0.7)], fact.value.low));
  }
  for (const facts of [...listsOf(parts), ...namesOf(parts), ...placesOf(parts), ...mixesOf(parts), ...sexesOf(parts)]) {
    const each = facts.filter((fact) => !explained(world, fact));
    const least = each.reduce((sum, { value }) => sum + Math.max(0, meant(value).low), 0);
    // What adds up to two wholes is of several, or of answers of which one may give more than one.
    if (each.length < 2 || least <= 1.01 || least > 1.75 || each.some(isAnswer)) continue;
    const [largest, ...rest] = each.toSorted((a, b) => b.value.value - a.value.value || (a.order < b.order ? -1 : 1)) as [Fact, ...Fact[]];
    const total = each.reduce((sum, { value }) => sum + value.value, 0);
    const draft = identityDraft('identity_shares', largest, null, 0.72, { total: Number(total.toPrecision(4)), parts: each.length });
    const found = suspect(world, largest, rest, [draft], total);
    for (const fact of rest) {
      world.accused.add(fact);
      world.plain.delete(fact);
    }
    suspicions.push({ ...found, off: each, rivals: [] });
  }
  return suspicions;
}

/** Answers of which one may give several, and reaches that overlap: they add up to what they like. */
function isAnswer({ claim, text }: Fact): boolean {
  return severalAnswers.test(text.slice(claim.sentenceStart, claim.sentenceEnd + 24));
}
const severalAnswers =
  /多选|可多选|受访|调查|问卷|被访|重合|同时(?:使用|观看)|multiple (?:answers|choice|responses)|more than one|\brespondents?\b|\bsurvey|\bpoll(?:ed|s)?\b|\basked\b|\boverlap|\balso (?:watch|use)/i;

/** Shares of one thing that a paragraph gives for several, each once: two of a market, or three of anything else. */
function listsOf(parts: readonly Fact[]): Fact[][] {
  const lists = Map.groupBy(
    parts.filter(({ claim }) => claim.entity !== null),
    ({ ref, claim, region }) => [ref.document, claim.paragraph, claim.metric, claim.shareOf ?? '', claim.period ?? '', region].join('|'),
  );
  return [...lists.values()]
    .map((facts) => [...new Map(facts.map((fact) => [fact.claim.entity, fact])).values()])
    .filter((each) => each.length >= (each[0]!.claim.metric === 'market_share' ? 2 : 3));
}

/** Between two shares of a list of names: “, DramaPulse”, “ and StoryKite”, 、快手占. */
const nameOnly =
  /^(?:[%％]|percent)?(?: of (?:it|them|the total))?\s*(?:[,，、；;]|and\b|while\b|和|及|，?而)\s*(?:and |while )?(?:the )?(?:[A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*){0,3}|[\u4e00-\u9fff]{2,10}?)(?: (?:had|with|has|held|holds|took|takes|at|got|accounted for|commanded|claimed))?(?:则?(?:分别)?占(?:据|比)?(?:了|为|约)?|以|为)?\s*$/;
const holds =
  /\b(?:had|held|holds|has|took|takes|accounted for|commanded|claimed|with)\s*(?:about |some |nearly )?$|占(?:据|比)?(?:了|约|为)?$/i;
const ofWhole = /\bof (?:these|those|this|that|all|the)\b|\bshares?\b|\bmarket\b|份额|占|其中|比重/i;
/** What people do with several things at once. */
const overlaps = /\bwatch|\bus(?:e|ed|ing)\b|\bprefer|\bvisit|\bpenetrat|\breach|使用|观看|看剧|看过|触达|渗透|覆盖|下载过|偏好|喜欢/i;

/** Shares of one whole by names that no vocabulary has: “Of these downloads, ReelHarbor had 44 %, DramaPulse 37 % and StoryKite 28 %”. */
function namesOf(parts: readonly Fact[]): Fact[][] {
  const sentences = Map.groupBy(
    parts.filter(({ text, claim }) => text !== '' && claim.measure === 'share'),
    ({ ref, claim }) => [ref.document, claim.paragraph, claim.sentenceStart, claim.metric, claim.period ?? ''].join('|'),
  );
  return [...sentences.values()]
    .map((facts) => facts.toSorted((a, b) => a.claim.textStart - b.claim.textStart))
    .filter((facts) => {
      const [first, ...rest] = facts as [Fact, ...Fact[]];
      if (rest.length < 2) return false;
      const sentence = first.text.slice(first.claim.sentenceStart, first.claim.sentenceEnd);
      const lead = first.text.slice(first.claim.sentenceStart, first.claim.textStart);
      if (!holds.test(lead) || !ofWhole.test(lead) || overlaps.test(sentence)) return false;
      return rest.every(({ text, claim }, at) => nameOnly.test(text.slice(facts[at]!.claim.textEnd, claim.textStart)));
    });
}

/** Shares of one whole by place, in one breath: “North America accounted for 58 %, Asia 31 % and Latin America 24 %”. */
function placesOf(parts: readonly Fact[]): Fact[][] {
  const sentences = Map.groupBy(
    parts.filter(({ text }) => text !== ''),
    ({ ref, claim }) => [ref.document, claim.paragraph, claim.sentenceStart, claim.metric, claim.period ?? ''].join('|'),
  );
  return [...sentences.values()]
    .map((facts) => facts.toSorted((a, b) => a.claim.textStart - b.claim.textStart))
    .filter((facts) => {
      const [first] = facts as [Fact];
      if (facts.length < 3 || new Set(facts.map(({ region }) => region)).size !== facts.length) return false;
      const [from, to] = [first.claim.sentenceStart, facts.at(-1)!.claim.textEnd];
      // Between the shares only names stand: whoever says what else they are of, speaks of another whole.
      const rest = first.text.slice(first.claim.textEnd, to).replace(/^[^,，、]*/, '');
      return sharesOut.test(first.text.slice(from, to)) && !/[；;。]/.test(rest) && !anotherWhole.test(rest);
    });
}
const sharesOut = /占|份额|比重|贡献|\baccount|\bma(?:k|d)e|\brepresent|\bcontribut|\bshares?\b/i;
const anotherWhole =
  /下载|用户|收入|时长|播放|部数|企业|增长|同比|渗透|\bdownloads?|\busers?|\brevenue|\bviewing|\btitles|\bcompanies|\bgr[eo]w|\bup\b|\brose|\bpenetration/i;

/** Men and women of one sentence, where it says what part each is, not what part of each does something. */
function sexesOf(parts: readonly Fact[]): Fact[][] {
  const sentences = Map.groupBy(
    parts.filter(({ claim }) => claim.entity === 'men' || claim.entity === 'women'),
    ({ ref, claim }) => [ref.document, claim.paragraph, claim.sentenceStart].join('|'),
  );
  return [...sentences.values()].filter((facts) => {
    if (facts.length !== 2 || new Set(facts.map(({ claim }) => claim.entity)).size !== 2) return false;
    const [{ text, claim }] = facts as [Fact];
    if (facts[0]!.claim.period !== facts[1]!.claim.period && facts.every(({ claim: { period } }) => period !== null)) return false;
    const sentence = text.slice(claim.sentenceStart, claim.sentenceEnd);
    return isMakeUp.test(sentence) && !doesSomething.test(sentence);
  });
}
const isMakeUp =
  /占|比例|\b(?:are|is|were|was)\b|\bma(?:k|d)e\b|account|represent|compris|constitut|(?:percent|%) (?:male|female|men|women)|\bmen\b[^.;]{0,12}\d/i;
const doesSomething =
  /付费|愿意|偏好|喜欢|每天|每周|渗透|使用率|活跃|增长|同比|(?:男性|女性)(?:用户|观众)?(?:中|里|当中)|\bof (?:the )?(?:men|women|male|female)|\bpay|\bprefer|\bwatch|\bsubscri|\blike|\bspend|\brose|\bgrew|(?<!\bma[kd]e |\bmakes |\bmaking )\bup\b|\bwilling|\bamong (?:men|women|male|female)/i;

/** What a sum of money is made of, in one sentence: “54 % advertising, 34 % paid content and 12 % e-commerce”. Those who pay overlap, money does not. */
function mixesOf(parts: readonly Fact[]): Fact[][] {
  const sentences = Map.groupBy(parts, ({ ref, claim }) =>
    [ref.document, claim.paragraph, claim.sentenceStart, claim.period ?? ''].join('|'),
  );
  return [...sentences.values()].filter(
    (facts) =>
      facts.length >= 3 &&
      taxonomy[facts[0]!.claim.metric].units.includes('money') &&
      new Set(facts.map(({ claim }) => claim.entity)).size > 1 &&
      (facts.every(({ claim }) => entities.get(claim.entity ?? '')?.kind === 'stream') ||
        !facts.some(({ claim }) => ['users', 'penetration', 'internet_users', 'population'].includes(claim.metric))),
  );
}

/** All that counting forbids. */
export function identities(world: World): Suspicion[] {
  return [...partsAndWholes(world), ...people(world), ...rates(world), ...shares(world)];
}
