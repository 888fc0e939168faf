/** Shares of one whole that add up to more than all of it: by names, by places, by kinds of money, by men and women. */
import { entities } from '../../claims/entities.ts';
import type { MetricId } from '../../claims/metrics.ts';
import { taxonomy } from '../../claims/taxonomy.ts';
import type { Fact } from './facts.ts';
import { identityDraft, suspect } from './identity.ts';
import { meant } from './values.ts';
import { explained, type Suspicion, type World } from './world.ts';

/** Shares that are of one whole by what they are; of anything else a growth may have been meant. */
const ofPeople = new Set<MetricId>(['market_share', 'penetration', 'paying_rate']);

/** Shares of one whole that add up to more than all of it, in one paragraph of one document; and a share above one. */
export function shares(world: World): Suspicion[] {
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
  for (const facts of [...listsOf(parts), ...namesOf(parts), ...rowsOf(parts), ...placesOf(parts), ...mixesOf(parts), ...sexesOf(parts)]) {
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
  /^(?:[%％]|percent)?(?: of (?:it|them|this|that|the total))?\s*(?:[,，、；;]|and\b|while\b|和|及|，?而)\s*(?:and |while )?(?:the )?(?:[A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*){0,3}|[a-z][\w -]{2,30}?(?= for )|[\u4e00-\u7386\u7388-\u9fff]{2,10}?)(?: (?:for|had|with|has|held|holds|took|takes|at|got|accounted for|commanded|claimed))?(?:则?(?:分别)?占(?:据|比)?(?:了|为|约)?|以|为)?\s*$/;
const holds =
  /\b(?:had|held|holds|has|took|takes|accounted for|commanded|claimed|with)\s*(?:about |some |nearly )?$|占(?:据|比)?(?:了|约|为)?$/i;
const ofWhole = /\bof (?:these|those|this|that|all|the|it)\b|\bshares?\b|\bmarket\b|份额|占|其中|比重/i;
/** What people do with several things at once. */
const overlaps = /\bwatch|\bus(?:e|ed|ing)\b|\bprefer|\bvisit|\bpenetrat|\breach|使用|观看|看剧|看过|触达|渗透|覆盖|下载过|偏好|喜欢/i;

/** Shares of one whole by names that no vocabulary has: “Of these downloads, ReelHarbor had 44 %, DramaPulse 37 % and StoryKite 28 %”. */
function namesOf(parts: readonly Fact[]): Fact[][] {
  const sentences = Map.groupBy(
    parts.filter(({ text, claim }) => text !== '' && claim.measure === 'share'),
    ({ ref, claim }) => [ref.document, claim.paragraph, claim.sentenceStart, claim.period ?? ''].join('|'),
  );
  return [...sentences.values()]
    .map((facts) => facts.toSorted((a, b) => a.claim.textStart - b.claim.textStart))
    .filter((facts) => {
      const [first, ...rest] = facts as [Fact, ...Fact[]];
      if (rest.length < 2) return false;
      const sentence = first.text.slice(first.claim.sentenceStart, first.claim.sentenceEnd);
      const lead = first.text.slice(first.claim.sentenceStart, first.claim.textStart);
      const upTo = first.text.slice(first.claim.sentenceStart, rest[0]!.claim.textStart);
      if (!holds.test(lead) || !ofWhole.test(upTo) || overlaps.test(sentence)) return false;
      if (facts.some(({ claim }) => claim.metric === 'paying_rate' || claim.metric === 'penetration')) return false;
      return rest.every(({ text, claim }, at) => nameOnly.test(text.slice(facts[at]!.claim.textEnd, claim.textStart)));
    });
}

/** Shares in a row of one time: 三家平台的市场份额分别为52%、34%和21%. */
function rowsOf(parts: readonly Fact[]): Fact[][] {
  const sentences = Map.groupBy(
    parts.filter(({ text, claim }) => text !== '' && claim.measure === 'share' && claim.metric !== 'paying_rate'),
    ({ ref, claim }) => [ref.document, claim.paragraph, claim.sentenceStart, claim.metric, claim.period ?? ''].join('|'),
  );
  return [...sentences.values()]
    .map((facts) => facts.toSorted((a, b) => a.claim.textStart - b.claim.textStart))
    .filter((facts) => {
      const [first] = facts as [Fact];
      const lead = first.text.slice(first.claim.sentenceStart, first.claim.textStart);
      if (facts.length < 3 || !inRow.test(lead) || overlaps.test(lead) || /年[、,，和]\s*20\d\d年/.test(lead)) return false;
      return facts
        .slice(1)
        .every(({ text, claim }, at) => /^[\s、,，和及与]*$/.test(text.slice(facts[at]!.claim.textEnd, claim.textStart)));
    });
}
const inRow = /(?:份额|占比|占有率|比重)(?:依次|分别|各)(?:约|占|为|达|是)*$/;

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
