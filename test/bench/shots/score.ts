/**
 * Scores detected transitions against exact truth in the manner of TRECVID: a cut counts within one frame, a gradual transition
 * counts when a prediction overlaps its interval widened by two frames, a prediction explains at most one transition whatever
 * kind it claims, and what explains none is a false alarm.
 */
type TransitionKind = 'cut' | 'dissolve' | 'fade' | 'wipe';
export type Found = { kind: string; startFrame: number; endFrame: number };
export type Truth = { fps: number; frames: number; cuts: number[]; gradual: Array<[number, number, Exclude<TransitionKind, 'cut'>]> };

/** Counts, so that several films can be added up before rates are taken. */
export type Tally = {
  predictions: number;
  falseAlarms: number;
  right: number;
  cuts: number;
  cutsFound: number;
  gradual: Record<'dissolve' | 'fade' | 'wipe', { total: number; found: number }>;
};

export function score(truth: Truth, found: readonly Found[]): Tally {
  const usedCuts = new Set<number>();
  const usedGradual = new Set<number>();
  let falseAlarms = 0;
  let right = 0;
  const place = (one: Found): number => (one.kind === 'cut' ? one.startFrame : (one.startFrame + one.endFrame) / 2);
  for (const one of [...found].sort((x, y) => place(x) - place(y))) {
    const end = Math.max(one.endFrame, one.startFrame + 1);
    const near = nearestCut(truth, usedCuts, one, end, place(one));
    if (one.kind === 'cut' && near !== null) {
      usedCuts.add(near);
      right++;
      continue;
    }
    const inside = truth.gradual.findIndex(([from, to], i) => !usedGradual.has(i) && one.startFrame < to + 2 && end > from - 2);
    if (inside >= 0) {
      usedGradual.add(inside);
      if (truth.gradual[inside]![2] === one.kind) right++;
    } else if (near !== null) {
      usedCuts.add(near);
    } else {
      falseAlarms++;
    }
  }
  const gradual: Tally['gradual'] = { dissolve: { total: 0, found: 0 }, fade: { total: 0, found: 0 }, wipe: { total: 0, found: 0 } };
  for (const [i, [, , kind]] of truth.gradual.entries()) {
    gradual[kind].total++;
    if (usedGradual.has(i)) gradual[kind].found++;
  }
  return { predictions: found.length, falseAlarms, right, cuts: truth.cuts.length, cutsFound: usedCuts.size, gradual };
}

function nearestCut(truth: Truth, used: Set<number>, one: Found, end: number, place: number): number | null {
  let best: number | null = null;
  for (const [i, cut] of truth.cuts.entries()) {
    const counts = one.kind === 'cut' ? Math.abs(cut - one.startFrame) <= 1 : cut >= one.startFrame - 1 && cut <= end;
    if (!counts || used.has(i)) continue;
    if (best === null || Math.abs(cut - place) < Math.abs(truth.cuts[best]! - place)) best = i;
  }
  return best;
}

export function add(a: Tally, b: Tally): Tally {
  const kind = (name: 'dissolve' | 'fade' | 'wipe'): { total: number; found: number } => ({
    total: a.gradual[name].total + b.gradual[name].total,
    found: a.gradual[name].found + b.gradual[name].found,
  });
  return {
    predictions: a.predictions + b.predictions,
    falseAlarms: a.falseAlarms + b.falseAlarms,
    right: a.right + b.right,
    cuts: a.cuts + b.cuts,
    cutsFound: a.cutsFound + b.cutsFound,
    gradual: { dissolve: kind('dissolve'), fade: kind('fade'), wipe: kind('wipe') },
  };
}

export type Rates = {
  cutPrecision: number;
  cutRecall: number;
  cutF1: number;
  dissolve: number;
  fade: number;
  wipe: number;
  dissolveFade: number;
  allF1: number;
  kindAccuracy: number;
  falseAlarms: number;
};

/** Rates of a tally, to four places; a kind that does not occur counts as found. */
export function rates(tally: Tally): Rates {
  const { dissolve, fade, wipe } = tally.gradual;
  const gradualFound = dissolve.found + fade.found + wipe.found;
  const explained = tally.cutsFound + gradualFound;
  const cutPrecision = ratio(tally.cutsFound, tally.cutsFound + tally.falseAlarms);
  const cutRecall = ratio(tally.cutsFound, tally.cuts);
  const all = harmonic(ratio(explained, tally.predictions), ratio(explained, tally.cuts + dissolve.total + fade.total + wipe.total));
  const values = {
    cutPrecision,
    cutRecall,
    cutF1: harmonic(cutPrecision, cutRecall),
    dissolve: ratio(dissolve.found, dissolve.total),
    fade: ratio(fade.found, fade.total),
    wipe: ratio(wipe.found, wipe.total),
    dissolveFade: ratio(dissolve.found + fade.found, dissolve.total + fade.total),
    allF1: all,
    kindAccuracy: ratio(tally.right, explained),
    falseAlarms: tally.falseAlarms,
  };
  for (const name of Object.keys(values) as Array<keyof typeof values>) values[name] = Math.round(values[name] * 10_000) / 10_000;
  return values;
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 1 : part / whole;
}

function harmonic(p: number, r: number): number {
  return p + r === 0 ? 0 : (2 * p * r) / (p + r);
}
