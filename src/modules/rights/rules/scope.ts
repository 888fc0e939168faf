/** Where, in what, on what and when a clause holds, and whether one point of that space lies in it. */
import { dateIn, instantFromIso } from '../../../platform/time.ts';

export type Territories = { readonly of: 'world' | readonly string[]; readonly except: readonly string[] };
/** Whole days of a business zone; `until` is the first day after. Null is open. */
export type Window = { readonly from: string | null; readonly until: string | null; readonly zone: string };
export type Scope = {
  readonly territories: Territories;
  /** Language ranges of RFC 4647: `zh` holds for `zh-CN` as well. */
  readonly languages: 'all' | readonly string[];
  readonly platforms: 'all' | readonly string[];
  /** What it is shown in or sold as: `svod`, `avod`, `cinema`, `television`… */
  readonly media: 'all' | readonly string[];
  readonly window: Window;
};
export type Point = {
  readonly territory: string;
  readonly language: string;
  readonly platform: string;
  readonly medium: string;
  readonly at: Date;
};

/** A scope whose window is instants, so that it is compared quickly. */
export type TimedScope = { readonly scope: Scope; readonly fromMs: number; readonly untilMs: number };
export const timed = (scope: Scope): TimedScope => ({ scope, ...instantsOf(scope.window) });

const dayMs = 24 * 3_600_000;

/** The instant at which a day begins in a zone: where clocks skip midnight, the first of that day. Throws RangeError for no day. */
export function startOfDay(zone: string, day: string): number {
  const name = `${zone} ${day}`;
  const known = starts.get(name);
  if (known !== undefined) return known;
  const found = searchStart(zone, day);
  if (starts.size >= mostStarts) starts.clear();
  starts.set(name, found);
  return found;
}
// A register asks for the same days over and over, and each takes thirty questions to the time zone database.
const starts = new Map<string, number>();
const mostStarts = 20_000;

function searchStart(zone: string, day: string): number {
  const noon = instantFromIso(`${day}T12:00:00Z`).getTime();
  let [before, in_] = [noon - 3 * dayMs, noon + 3 * dayMs];
  while (in_ - before > 1) {
    const middle = Math.floor((before + in_) / 2);
    if (dateIn(zone, new Date(middle)) >= day) in_ = middle;
    else before = middle;
  }
  return in_;
}

function instantsOf({ from, until, zone }: Window): { fromMs: number; untilMs: number } {
  return {
    fromMs: from === null ? -Infinity : startOfDay(zone, from),
    untilMs: until === null ? Infinity : startOfDay(zone, until),
  };
}

const within = (range: string, tag: string): boolean => tag === range || tag.startsWith(`${range}-`);
const holds = (of: 'all' | readonly string[], value: string): boolean => of === 'all' || of.includes(value);
/** Whether a territory is among these. */
export const inTerritories = ({ of, except }: Territories, territory: string): boolean =>
  (of === 'world' || of.includes(territory)) && !except.includes(territory);

/** Why a point is not wholly in a scope; null where it is. A licence for `zh-CN` does not cover all of `zh`. */
export type Outside = 'outside_territory' | 'outside_language' | 'outside_platform' | 'outside_medium' | 'before_window' | 'after_window';
export function outsideOf({ scope, fromMs, untilMs }: TimedScope, point: Point): Outside | null {
  const language = point.language.toLowerCase();
  if (!inTerritories(scope.territories, point.territory)) return 'outside_territory';
  if (scope.languages !== 'all' && !scope.languages.some((range) => within(range.toLowerCase(), language))) return 'outside_language';
  if (!holds(scope.platforms, point.platform)) return 'outside_platform';
  if (!holds(scope.media, point.medium)) return 'outside_medium';
  if (point.at.getTime() < fromMs) return 'before_window';
  return point.at.getTime() >= untilMs ? 'after_window' : null;
}

/** Whether any of the point is in a scope: a promise about `zh-CN` is broken by using `zh`. */
export function touches(timedScope: TimedScope, point: Point): boolean {
  const outside = outsideOf(timedScope, point);
  if (outside === null) return true;
  const { languages } = timedScope.scope;
  if (outside !== 'outside_language' || languages === 'all') return false;
  const language = point.language.toLowerCase();
  if (!languages.some((range) => within(language, range.toLowerCase()))) return false;
  return outsideOf({ ...timedScope, scope: { ...timedScope.scope, languages: 'all' } }, point) === null;
}
