import { numberOf, shift, stepOf, type Decimal } from './decimal.ts';
import { boundOf, type Measured } from './measured.ts';
import { englishUnitAt } from './units.ts';
import type { Quantity } from './quantity.ts';

const dash = /^ ?(?:-|~|—){1,2} ?$/;
const word = /^ ?(?:to|至|到|or|或者?) ?$/i;
const between = /(?:\bbetween|介于|在)(?: (?:the|about))? ?$/i;
const and = /^ ?(?:and|和|与|至|到|-|~) ?$/i;
const listed = /^ ?(?:,|、|and|, and|和|及|以及|与|,? or|\/) ?$/i;
const from = /(?:\bfrom|从|由|自)(?: (?:about|just|only|nearly|over|around|roughly|a))? ?(?:约|近|超|不足|不到)?$/i;
const ranging = /(?:\brang\w*|\bvar(?:y|ies|ying)|\banywhere)(?: \w+)? ?(?:from)? ?$/i;
const grew =
  /(?:grew|grow|grown|rose|risen|rise|increas\w*|climb\w*|jump\w*|surg\w*|expand\w*|soar\w*|fell|fall\w*|drop\w*|declin\w*|增长|增至|升至|提高|提升|上升|下降|降至|涨|跌)(?: (?:by|of|about|from))? ?$/i;

/** “overtook cinema, by 37 billion yuan to 32 billion”: a score and no range. */
const outdid =
  /\b(?:overt(?:ook|akes?|aken)|beat(?:en|s)?|pass(?:ed|es)|surpass\w*|outd(?:id|o|oes|one)|outsold|outgrew|outpaced|led|leads|ahead|exceed\w*|topped|tops|edged)\b[^.;!?]{0,100}\bby $/i;

/** Joins what belongs together into quantities: ranges, lists that share a scale and a unit, x of y. */
export function joined(text: string, all: readonly Measured[]): Quantity[] {
  const measured = all.map((one) => ({ ...one }));
  const partner = new Map<number, 'range' | 'taken'>();
  for (let at = measured.length - 2; at >= 0; at -= 1) {
    const [low, high] = [measured[at]!, measured[at + 1]!];
    const link = linkOf(text, low, high);
    if (link === null || !agree(low, high)) continue;
    lend(low, high);
    if (link === 'range' && partner.get(at + 1) !== 'range') {
      partner.set(at, 'range');
      partner.set(at + 1, 'taken');
    }
  }
  const quantities: Quantity[] = [];
  for (const [at, one] of measured.entries()) {
    if (partner.get(at) === 'taken') continue;
    if (partner.get(at) === 'range') {
      if (one.sure || measured[at + 1]!.sure) quantities.push(rangeOf(text, one, measured[at + 1]!));
    } else if (one.sure || wholeOf(text, one, measured[at + 1])) quantities.push(single(text, one, measured[at + 1]));
    else if (topOf(text, one)) quantities.push({ ...single(text, one, undefined), unit: topOf(text, one)! });
  }
  return quantities;
}

/** How two neighbours hang together: as a range, as a pair or list that shares scale and unit, or not. */
function linkOf(text: string, low: Measured, high: Measured): 'range' | 'shares' | null {
  if (low.upper || high.upper || low.open || high.open) return null;
  if ((low.unit === 'times') !== (high.unit === 'times') && low.closed) return null;
  const gap = text.slice(low.end, high.start);
  if (gap.length > 5) return null;
  const before = text.slice(Math.max(0, low.start - 24), low.start);
  if (and.test(gap) && between.test(before) && !dash.test(gap)) return 'range';
  if (high.before && high.before.start >= low.end) return null;
  if (dash.test(gap)) return 'range';
  if (word.test(gap)) {
    // “rose 20.8 percent to 7.53 million”: by how much, and to what.
    if ((low.unit === 'share' || low.unit === 'points') && low.unit !== high.unit) return null;
    if (ranging.test(before) || /^ ?不等/.test(text.slice(high.end))) return 'range';
    if (from.test(before)) return 'shares';
    if ((low.closed || low.power > 0) && outdid.test(text.slice(Math.max(0, low.start - 160), low.start))) return null;
    return low.closed && high.closed && low.unit !== 'share' && grew.test(before) ? null : 'range';
  }
  // “132, or 80 percent”: the share of what was counted, and no list.
  if (/or/.test(gap) && high.unit === 'share') return null;
  // “for Rs 10-15 lakh, a tenth of …”: a fraction in words lends nothing to the number before it.
  if (high.by !== null && high.written === 'words' && low.by === null) return null;
  // “grown to 658 million, 59.7 %”, “hit 5.84 million, 1.7 times as many”: what it comes to, beside what it is of.
  const relative = high.unit === 'share' || high.unit === 'times' || high.unit === 'points';
  if (relative && low.power > 0 && high.power === 0) return null;
  return listed.test(gap) && !low.closed && high.unit !== null && isFine(low) ? 'shares' : null;
}

/** In a list only numbers that look like amounts borrow: not the 1 of “1, 2 and 3 million”. */
const isFine = ({ written, value }: Measured) => written === 'digits' && (value.exponent < 0 || value.units >= 10n);

function agree(low: Measured, high: Measured): boolean {
  if (low.unit !== null && high.unit !== null && low.unit !== high.unit) return false;
  return low.currency === null || high.currency === null || low.currency === high.currency;
}

/** What the one says for both. */
function lend(low: Measured, high: Measured): void {
  // “60-30万”, written downwards by mistake, is of tens of thousands at both ends; “500-1千” is not.
  if (low.power === 0 && !low.closed && high.power > 0 && numberOf(low.value) <= numberOf(high.value) * 5) {
    low.power = high.power;
    low.scaleWord = high.scaleWord;
  }
  if (low.unit === null) {
    // What makes a share of a number (two digits down) belongs to the value: 10-20 %.
    if (high.unit === 'share' || high.unit === 'points')
      low.value = shift(
        low.value,
        high.unitWord === '成' ? -1 : high.unitWord === '‰' ? -3 : /bp|基点|basis/i.test(high.unitWord ?? '') ? -4 : -2,
      );
    low.unit = high.unit;
    low.unitWord = high.unitWord;
    low.by = high.by;
    low.sure ||= high.unit !== null && high.sure;
  } else if (high.unit === null) {
    high.unit = low.unit;
    high.unitWord = low.unitWord;
    high.by = low.by;
  }
  low.currency ??= high.currency;
  high.currency ??= low.currency;
  if (low.currency !== null) low.unit = high.unit = 'money';
}

/** In base units, from exact decimal text wherever the unit allows. */
function baseOf({ power, by }: Measured, value: Decimal): number {
  const scaled = shift(value, power);
  if (!by) return numberOf(scaled);
  const times = { units: scaled.units * by.times, exponent: scaled.exponent };
  return by.over === 1n ? numberOf(times) : numberOf(times) / Number(by.over);
}

function stepIn({ power, by, step, value }: Measured): number {
  if (step !== null) return step;
  const own = stepOf(shift(value, power));
  return by ? (own * Number(by.times)) / Number(by.over) : own;
}

function shared(one: Measured): Pick<Quantity, 'unit' | 'unitWord' | 'currency' | 'scale' | 'scaleWord' | 'step' | 'written'> {
  const { unit, unitWord, currency, power, scaleWord, written } = one;
  return { unit: unit ?? 'count', unitWord, currency, scale: Number(`1e${power}`), scaleWord, step: stepIn(one), written };
}

function rangeOf(text: string, low: Measured, high: Measured): Quantity {
  const opens = between.exec(text.slice(Math.max(0, low.start - 16), low.start));
  const start = opens && /between|介于/i.test(opens[0]) ? low.start - opens[0].length : (low.before?.start ?? low.start);
  const end = Math.max(high.end, high.behind?.end ?? 0);
  return {
    start,
    end,
    low: baseOf(low, low.value),
    high: baseOf(high, high.value),
    bound: 'range',
    ...shared(high),
    step: Math.max(stepIn(low), stepIn(high)),
  };
}

function single(text: string, one: Measured, next: Measured | undefined): Quantity {
  const start = Math.min(one.start, one.before?.start ?? one.start);
  const end = Math.max(one.end, one.behind?.end ?? 0);
  const value = baseOf(one, one.value);
  const own = {
    ...shared(one),
    ...((one.unit === null || one.unit === 'count') && { unit: topOf(text, one) ?? wholeOf(text, one, next) ?? 'count' }),
  } as ReturnType<typeof shared>;
  if (one.upper) return { start, end, low: value, high: baseOf(one, one.upper), bound: 'range', ...own };
  const bound = boundOf(one) ?? 'exact';
  const low = bound === 'nearly' || bound === 'under' || bound === 'at_most' ? null : value;
  const high = bound === 'over' || bound === 'at_least' ? null : value;
  return { start, end, low, high, bound, ...own };
}

/** “132 of 200 titles”: what the whole counts, the part does. */
function wholeOf(text: string, one: Measured, next: Measured | undefined): Quantity['unit'] | null {
  if (!next || next.unit === null || next.unit === 'share' || next.unit === 'money') return null;
  return /^ (?:(?:out )?of|in) (?:the |its |all |a total of |over |nearly |more than |some |about )*$/i.test(
    text.slice(one.end, next.start),
  )
    ? next.unit
    : null;
}

/** “eight spots in the Top 100 audiovisual apps”: what the list is of. */
function topOf(text: string, one: Measured): Quantity['unit'] | null {
  const found = /^(?: [a-z]+)? (?:of|in|on|among) (?:the )?(?:[a-z]+ ){0,2}top[- ]?(?:\d+|ten|twenty|fifty|hundred)/i.exec(
    text.slice(one.end, one.end + 60),
  );
  return found ? (englishUnitAt(text, one.end + found[0].length)?.unit ?? 'count') : null;
}
