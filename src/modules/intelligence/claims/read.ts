/**
 * The grammar of claims: reads every numeric statement about the industry or a policy out of a document. Pure; both languages; what the
 * sentence leaves out comes from the sentence before, the heading, the caption, the title and the day of publication, in that order.
 */
import { positionIn, type Paragraph, type ReadDocument } from '../reading/document.ts';
import type { Quantity, Unit } from '../quantities/quantity.ts';
import { ofTheAuthor, datelineOf } from './dateline.ts';
import { audienceOf, ownMetric } from './audience.ts';
import type { Claim, Measure, Status } from './claim.ts';
import { measureOf } from './measures.ts';
import { metricFor } from './naming.ts';
import type { MetricId } from './metrics.ts';
import { leftBy, periodsFor } from './carried.ts';
import { completed } from './ellipsis.ts';
import { isByline, publishedOnOf, type Reporting, reportingOf, yearOfTitle } from './reporting.ts';
import { endOf, isCompared, pairAgain, pairLists, timeOf, timesOf, yearOf } from './periods.ts';
import { endOfClause, pairEntities, startOfClause } from './places.ts';
import { isHeadOfRules, isOfficial, policyOf, type Policy } from './policies.ts';
import { isRelevant, ofDramas } from './relevance.ts';
import { readScene, type Scene } from './scene.ts';
import { citationsIn, isChinese, splitSentences } from './sentences.ts';
import { isHeadRow, sentenceOfRow, type RowSentence } from './tables.ts';
import { wholeOf } from './shares.ts';
import { cuesOf, dueStatus, wordedStatus } from './statuses.ts';
import { unitFor } from './subjects.ts';
import { entityFor, placeSpokenOf, regionFor } from './whose.ts';

/** What earlier sentences leave to later ones. */
export type Context = {
  publishedOn: string | null;
  title: Scene;
  group: Scene | null;
  /** Of the sentence before in the same paragraph. */
  last: {
    metric: MetricId | null;
    period: string | null;
    region: string | null;
    entity: string | null;
    /** Of its last figure; null where it had none. */
    status: Status | null;
    measure: Measure | null;
    /** Of its last figure that counts something. */
    unit: Unit | null;
  } | null;
  lastYear: number | null;
  /** Those of the latest figures. */
  lastPeriods: string[];
  /** The time that a sentence named last: “by then” is it. */
  lastNamed: string | null;
  /** What the latest dated sentence was about first of all, and the group that it stood in. */
  main: { period: string; metric: MetricId; group: Scene | null } | null;
  /** It is a paper of rules, by its title or by a line at its head. */
  official: boolean;
  /** What is read is a point of a list. */
  item: boolean;
  /** The group in which rules of support were given. */
  rulesIn: Scene | null | undefined;
  /** What is read is a row of a table: of what, its heading says. */
  row: boolean;
  /** The document is about micro-dramas, by its title or any of its paragraphs. */
  about: boolean;
  /** What the whole document reports on: half a year, a quarter; and which of its figures are of that time. */
  reporting: string | null;
  reportsOn: Reporting['of'] | null;
  /** The year that a Chinese paragraph begins in: that of a title that looks back, else the day of publication tells it. */
  yearOfTitle: number | null;
};

/** Every claim of a document in order. Never throws for what a reader can make; quotes are slices of their paragraphs. */
export function readClaims(document: ReadDocument): Claim[] {
  const publishedOn = publishedOnOf(document) ?? datelineOf(document);
  const whole = (text: string) => readScene(text, { start: 0, end: text.length }, { publishedOn, lastYear: null });
  const groups = new Map<string, Scene>();
  const title = whole(document.title);
  const reporting = reportingOf(title, publishedOn, document.paragraphs);
  const context: Context = {
    publishedOn,
    title,
    group: null,
    last: null,
    lastYear: null,
    lastPeriods: [],
    lastNamed: null,
    main: null,
    rulesIn: undefined,
    row: false,
    item: false,
    official: isOfficial(document.title) || document.paragraphs.slice(0, 2).some(({ text }) => isHeadOfRules(text)),
    reporting: reporting?.period ?? null,
    reportsOn: reporting?.of ?? null,
    yearOfTitle: yearOfTitle(title, publishedOn),
    about: ofDramas.test(document.title) || document.paragraphs.some(({ text }) => ofDramas.test(text)),
  };
  const claims: Claim[] = [];
  for (const paragraph of document.paragraphs) {
    if (paragraph.kind === 'leftover' || ofTheAuthor.test(paragraph.group ?? '') || ofTheAuthor.test(paragraph.text)) continue;
    if (paragraph.group !== null && !groups.has(paragraph.group)) groups.set(paragraph.group, whole(paragraph.group));
    context.group = paragraph.group === null || isByline(paragraph.group) ? null : groups.get(paragraph.group)!;
    context.last = null;
    context.item = paragraph.kind === 'item';
    // 上半年 at the head of a Chinese paragraph is of the year in which it is written, whatever year was spoken of above.
    if (isChinese(paragraph.text) && publishedOn !== null) context.lastYear = context.yearOfTitle;
    claims.push(...readParagraph(paragraph, context));
  }
  return claims;
}

function readParagraph(paragraph: Paragraph, context: Context): Claim[] {
  const claims: Claim[] = [];
  if (paragraph.kind === 'row' && isHeadRow(paragraph)) return claims;
  const row =
    paragraph.kind === 'row'
      ? sentenceOfRow({ ...paragraph, caption: paragraph.caption ?? context.group?.text ?? context.title.text })
      : null;
  if (row) return readRow(paragraph, row, context);
  // A heading is one thing even where it calls out: “超500亿！微短剧市场再上台阶”.
  const spans = paragraph.kind === 'heading' ? [{ start: 0, end: paragraph.text.length }] : splitSentences(paragraph.text);
  for (const span of spans) {
    const scene = completed(
      readScene(paragraph.text, span, {
        ...context,
        lastPeriod: context.main?.group === context.group ? (context.main?.period ?? null) : null,
        lastNamed: context.lastNamed,
      }),
      context.last?.unit ?? null,
    );
    const found = scene.quantities.length > 0 ? readSentence(scene, context) : [];
    for (const claim of found) {
      const textStart = span.start + claim.quantity.start;
      const textEnd = span.start + claim.quantity.end;
      claims.push(placed(claim, paragraph, { textStart, textEnd, sentenceStart: span.start, sentenceEnd: span.end }, scene.citations));
    }
    remember(context, scene, found);
  }
  return claims;
}

/** A table's row, as the sentence that it stands for. */
function readRow(paragraph: Paragraph, row: RowSentence, context: Context): Claim[] {
  const caption = paragraph.caption
    ? readScene(paragraph.caption, { start: 0, end: paragraph.caption.length }, { publishedOn: context.publishedOn, lastYear: null })
    : null;
  const { publishedOn, lastYear, reporting } = context;
  const scene = readScene(row.text, { start: 0, end: row.text.length }, { publishedOn, lastYear, reporting });
  const claims: Claim[] = [];
  for (const claim of readSentence(
    { ...scene, times: timesOfRow(scene, row.label) },
    { ...context, group: caption ?? context.group, last: null, row: true },
  )) {
    const place = row.placeOf(claim.quantity);
    if (place)
      claims.push(
        placed(
          claim,
          paragraph,
          { textStart: place.start, textEnd: place.end, sentenceStart: 0, sentenceEnd: paragraph.text.length },
          citationsIn(paragraph.text),
        ),
      );
  }
  return claims;
}

/** 七月工坊 in the first cell is a name; a label that is a time is nothing else. */
function timesOfRow({ times, text }: Scene, label: number): Scene['times'] {
  return times.filter(
    ({ start, end }) =>
      start >= label ||
      (/^(?:截至|预计|The forecast for |In )?$/.test(text.slice(0, start)) &&
        /^(?:[末底]|累计|合计|全年|[:： （(].*)?$/.test(text.slice(end, label))),
  );
}

/** A claim before it has its place. */
export type Drafted = Omit<
  Claim,
  'quote' | 'start' | 'end' | 'paragraph' | 'textStart' | 'textEnd' | 'sentenceStart' | 'sentenceEnd' | 'citations'
> & { quantity: Quantity };

function placed(
  draft: Drafted,
  paragraph: Paragraph,
  at: Pick<Claim, 'textStart' | 'textEnd' | 'sentenceStart' | 'sentenceEnd'>,
  citations: readonly number[],
): Claim {
  const { quantity: _, ...rest } = draft;
  return {
    quote: paragraph.text.slice(at.textStart, at.textEnd),
    start: positionIn(paragraph, at.textStart),
    end: positionIn(paragraph, at.textEnd),
    paragraph: paragraph.index,
    ...at,
    ...rest,
    citations,
  };
}

function remember(context: Context, scene: Scene, found: readonly Drafted[]): void {
  // What a figure is compared with is not what the text goes on about.
  const times = timesOf(scene).filter(({ time }) => !isCompared(scene, time));
  const time = times.findLast(({ role }) => role === 'plain')?.time ?? null;
  const today = context.publishedOn === null ? 9999 : Number(context.publishedOn.slice(0, 4));
  const years = times.flatMap(({ time: { period }, role }) => (role === 'plain' && yearOf(period) <= today ? [yearOf(period)] : []));
  if (years.length > 0) context.lastYear = Math.max(...years);
  context.lastPeriods = [...context.lastPeriods, ...found.flatMap(({ period }) => period ?? [])].slice(-12);
  if (
    found.length === 0 &&
    time &&
    !scene.chinese &&
    ofNumbers.test(scene.text.slice(0, time.start)) &&
    isOver(scene, time.period, context.publishedOn)
  )
    context.reporting = time.period;
  context.lastNamed = times.findLast(({ role }) => role === 'plain')?.time.period ?? context.lastNamed;
  const unit = found.findLast(({ unit: each }) => !['share', 'points', 'times', 'rank', 'count'].includes(each))?.unit ?? null;
  if (found.some(({ status }) => status === 'policy')) context.rulesIn = context.group;
  const last = found.at(-1);
  // “31 %, down from 38 % last year”: what it is compared with leaves no time.
  const own = found.filter(({ quantity }) => {
    const told = scene.chinese ? null : timeOf(scene, timesOf(scene), quantity);
    return told === null || !isCompared(scene, told);
  });
  const main = own.find(({ period, status }) => period !== null && (status === 'actual' || status === 'estimate'));
  if (main) context.main = { period: main.period!, metric: main.metric, group: context.group };
  context.last = last
    ? {
        metric: last.metric,
        period: leftBy(own),
        region: last.region,
        entity: last.entity,
        status: last.status,
        measure: last.measure,
        unit,
      }
    : {
        metric: subjectOfScene(scene),
        period: time?.period ?? context.last?.period ?? null,
        region: placeSpokenOf(scene),
        entity: null,
        status: time === null ? (context.last?.status ?? null) : isOver(scene, time.period, context.publishedOn) ? 'actual' : null,
        measure: null,
        unit: null,
      };
}

/** “These are its main numbers for 2024.” */
const ofNumbers = /\b(?:numbers|figures|findings|data|highlights|statistics|results|takeaways)\b[^.]{0,30}\b(?:for|of|in|from)\s*$/i;

/** What has begun by the day of publication is told, where no figure says how. */
function isOver({ chinese }: Scene, period: string, publishedOn: string | null): boolean {
  return !chinese && publishedOn !== null && endOf(period) < publishedOn;
}

function subjectOfScene(scene: Scene): MetricId | null {
  return scene.metrics.find(({ value }) => !value.weak)?.value.metric ?? null;
}

function readSentence(scene: Scene, context: Context): Drafted[] {
  const times = timesOf(scene);
  const pairs = pairLists(scene);
  for (const [quantity, period] of pairAgain(scene, context.lastPeriods)) if (!pairs.has(quantity)) pairs.set(quantity, period);
  const cues = cuesOf(scene);
  const named = pairEntities(scene);
  const drafts: Drafted[] = [];
  scene.quantities.forEach((quantity, index) => {
    const before = scene.text.slice(scene.quantities[index - 1]?.end ?? 0, quantity.start);
    const nextStart = scene.quantities[index + 1]?.start ?? scene.text.length;
    const after = scene.text.slice(quantity.end, nextStart);
    const measured = measureOf(scene, quantity, before, after);
    const plain = metricFor(scene, quantity, measured.measure, drafts, context, before);
    const metric = measured.measure === 'level' ? audienceOf(scene, quantity, plain, before, after) : plain;
    const policy = policyOf(scene, quantity, metric, {
      before,
      after,
      group: context.group?.text ?? null,
      official: context.official,
      ruled: context.last?.status === 'policy',
      rules: context.rulesIn === context.group,
      last: drafts.at(-1) ?? null,
    });
    const share = wholeOf(scene, quantity, measured.measure, metric, before, after);
    const entity =
      named.get(quantity) ??
      entityFor(
        scene,
        quantity,
        context,
        measured.measure === 'share' || metric === 'revenue' || share?.metric === 'revenue',
        drafts.at(-1),
      );
    const metricName = policy?.metric ?? share?.metric ?? ownMetric(scene, quantity, metric ?? 'other', entity);
    if (!isRelevant(scene, quantity, metricName, policy?.measure ?? measured.measure, context)) return;
    const told = timeOf(scene, times, quantity);
    const time =
      pairs.get(quantity) ??
      (told &&
      !(
        policy?.status === 'policy' &&
        told.relative &&
        ((setUp.test(scene.text) && !(metricName === 'fund_size' && setUp.test(clauseOf(scene, quantity)))) ||
          !/今年|明年|this year|next year/i.test(scene.text.slice(told.start, told.end)))
      )
        ? told.period
        : null);
    const { period, basePeriod } = periodsFor(scene, quantity, measured, {
      time,
      times,
      drafts,
      context,
      before,
      after,
      policy: policy?.status === 'policy',
      metric: metricName,
    });
    const asWritten = policy?.status ?? wordedStatus(scene, cues, quantity, nextStart, period, context.publishedOn);
    // 2027年市场规模达到120亿元, under a heading of a plan: what a plan says of a time to come is what it wants.
    const ofPlan =
      scene.chinese &&
      asWritten === 'actual' &&
      plans.test(context.group?.text ?? '') &&
      dueStatus('actual', period, context.publishedOn) === 'forecast';
    const worded = ofPlan ? 'target' : asWritten;
    const statusAsWorded = worded === 'estimate' && dueStatus('estimate', period, context.publishedOn) === 'forecast' ? 'forecast' : worded;
    const sign = measured.falls && policy?.status !== 'policy' ? -1 : 1;
    const value = valueOf(quantity, policy);
    const [low, high] = sign < 0 ? [negative(value.high), negative(value.low)] : [value.low, value.high];
    drafts.push({
      quantity,
      metric: metricName,
      measure: policy?.measure ?? (metricName === 'penetration' && measured.measure === 'level' ? 'share' : measured.measure),
      low,
      high,
      bound: value.bound,
      step: quantity.step,
      unit:
        measured.measure === 'level' || (measured.measure === 'change' && quantity.unit === 'count')
          ? unitFor(policy?.measure === 'threshold' && metric ? metric : metricName, quantity)
          : quantity.unit,
      currency: quantity.currency,
      scale: quantity.scale,
      scaleWord: quantity.scaleWord,
      period,
      basePeriod,
      region: regionFor(scene, quantity, context),
      entity,
      shareOf: share?.of ?? null,
      status: dueStatus(statusAsWorded, period, context.publishedOn),
      statusAsWorded,
    });
  });
  return drafts;
}

const plans = /方案|规划|行动计划|目标|任务|愿景|时间表|路线图/;

/** 今年拿出三百万元专项资金: the year in which a fund was set up is not that of its rules. */
const setUp =
  /(?:今年|本年度?)[^，,。；;\d]{0,8}(?:拿出|安排|设立|列支|推出|出台|新设|划出)|\bthis year,? (?:\w+ ){0,4}(?:set(?:s|ting)? (?:aside|up)|earmark\w*|put(?:s|ting)? up|launch\w*|open\w*)\b|\b(?:set aside|set up|earmarked|put up)\b[^.;]{0,60}\bthis year\b/i;

function clauseOf({ text, chinese }: Scene, { start, end }: Quantity): string {
  return chinese ? text.slice(startOfClause(text, start), endOfClause(text, end)) : '';
}

/** A threshold that is said plainly is a least value, a cap a greatest: “capped at A per project and B per company”. */
function valueOf(quantity: Quantity, policy: Policy | null): Pick<Quantity, 'low' | 'high' | 'bound'> {
  const { low, high, bound } = quantity;
  // “cannot receive more than 1 million”.
  if (bound === 'over' && policy?.measure === 'cap') return { low: null, high: low, bound: 'at_most' };
  if (bound !== 'exact') return { low, high, bound };
  if (policy?.measure === 'threshold') return { low, high: null, bound: 'at_least' };
  if (policy?.measure === 'cap') return { low: null, high, bound: 'at_most' };
  return { low, high, bound };
}

function negative(value: number | null): number | null {
  return value === null || value === 0 ? value : -value;
}
