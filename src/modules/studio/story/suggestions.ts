/** What an editor would say about an episode; each suggestion can be applied to a recipe by `applySuggestions`. */
import type { Evidence, Hook, Suggestion } from '../contract.ts';
import { quote } from './beats.ts';
import { quantile, round, stepMs } from './grid.ts';
import type { Signals } from './hooks.ts';
import type { Cliffhanger, StoryInput } from './types.ts';
import { weights } from './weights.ts';

type Draft = Omit<Suggestion, 'id'>;
type Span = { startMs: number; endMs: number };
const rules = weights.suggest;

const draft = (kind: Suggestion['kind'], span: Span, params: Suggestion['params'], evidence: Evidence[]): Draft => ({
  kind,
  startMs: span.startMs,
  endMs: span.endMs,
  params,
  evidence,
});
const seconds = (ms: number): number => round(ms / 1000, 1);

/** What is left of a span when others are taken out of it. */
export function subtractSpans(span: Span, others: readonly Span[]): Span[] {
  let rest: Span[] = [{ startMs: span.startMs, endMs: span.endMs }];
  for (const other of others) {
    if (other.endMs <= span.startMs || other.startMs >= span.endMs) continue;
    rest = rest.flatMap((part) => {
      if (other.endMs <= part.startMs || other.startMs >= part.endMs) return [part];
      const pieces: Span[] = [];
      if (other.startMs > part.startMs) pieces.push({ startMs: part.startMs, endMs: other.startMs });
      if (other.endMs < part.endMs) pieces.push({ startMs: other.endMs, endMs: part.endMs });
      return pieces;
    });
  }
  return rest;
}

function openOnHook(hooks: readonly Hook[]): Draft[] {
  const best = hooks[0];
  if (best === undefined || best.startMs < rules.openAfterMs || best.score < 25) return [];
  const evidence: Evidence[] = [
    { code: 'hook_comes_late', params: { seconds: seconds(best.startMs), score: best.score }, startMs: best.startMs, endMs: best.endMs },
  ];
  return [draft('open_on_hook', best, { hookRank: best.rank, score: best.score }, [...evidence, ...best.evidence.slice(0, 2)])];
}

/** Whether the picture stands still: no cut inside, and hardly any motion where motion was measured. */
function isStatic(span: Span, input: StoryInput, signals: Signals): boolean {
  if ((signals.picture?.cutsMs ?? []).some((at) => at > span.startMs && at < span.endMs)) return false;
  const motion = input.motion;
  // Not measured: a long silent shot is more likely a scene without words than a dead one.
  if (!motion || motion.values.length === 0) return span.endMs - span.startMs <= rules.deadUnseenMs;
  const sorted = Float64Array.from(motion.values).sort();
  const limit = Math.max(1.5, quantile(sorted, 0.35));
  const values = motion.values.slice(Math.floor(span.startMs / motion.hopMs) + 1, Math.max(1, Math.floor(span.endMs / motion.hopMs)));
  return values.length === 0 || values.reduce((sum, value) => sum + value, 0) / values.length <= limit;
}

/** Silence with nothing said and nothing moving; a breath is kept on both sides so that the join does not feel cut. */
function trimDead(input: StoryInput, signals: Signals): Draft[] {
  return (input.audio?.silences ?? []).flatMap((silence) => {
    const free = subtractSpans({ startMs: silence.startMs, endMs: Math.min(silence.endMs, input.durationMs) }, input.cues);
    return free.flatMap((span) => {
      const startMs = Math.round(span.startMs <= 0 ? 0 : span.startMs + rules.keepMs);
      const endMs = Math.round(span.endMs >= input.durationMs ? input.durationMs : span.endMs - rules.keepMs);
      if (endMs - startMs < rules.deadMs - 2 * rules.keepMs || span.endMs - span.startMs < rules.deadMs || !isStatic(span, input, signals))
        return [];
      const evidence: Evidence[] = [
        {
          code: 'silent_and_static',
          params: { seconds: seconds(span.endMs - span.startMs) },
          startMs: Math.round(span.startMs),
          endMs: Math.round(span.endMs),
        },
      ];
      return [draft('trim_dead', { startMs, endMs }, { seconds: seconds(endMs - startMs) }, evidence)];
    });
  });
}

/** The loudest 400 ms of a line stand for how loud it was said. */
function lineLoudness(span: Span, lufs: Float32Array): number | null {
  let top = -Infinity;
  for (let i = Math.floor(span.startMs / stepMs); i < Math.min(lufs.length, Math.ceil(span.endMs / stepMs)); i += 1) {
    if (lufs[i]! > top) top = lufs[i]!;
  }
  return Number.isFinite(top) ? top : null;
}

function liftQuiet(input: StoryInput, signals: Signals): Draft[] {
  const sound = signals.sound;
  if (sound === null || input.cues.length < 3) return [];
  const levels = input.cues.map((cue) => lineLoudness(cue, sound.lufs));
  const heard = levels.filter((level) => level !== null && level > rules.quietFloorLufs).sort((a, b) => a! - b!) as number[];
  if (heard.length < 3) return [];
  const usual = quantile(heard, 0.5);
  const drafts: Draft[] = [];
  for (const [index, cue] of input.cues.entries()) {
    const level = levels[index];
    if (level === null || level === undefined || level <= rules.quietFloorLufs || usual - level < rules.quietDb) continue;
    const startMs = Math.max(cue.startMs, drafts.at(-1)?.kind === 'lift_quiet' ? drafts.at(-1)!.endMs : 0);
    if (cue.endMs <= startMs) continue;
    const gainDb = round(Math.min(rules.quietMaxDb, usual - level), 1);
    const evidence: Evidence[] = [
      {
        code: 'line_is_quiet',
        params: { text: quote(cue.text), lufs: round(level, 1), usualLufs: round(usual, 1) },
        cueIds: [cue.id],
        startMs: cue.startMs,
        endMs: cue.endMs,
      },
    ];
    drafts.push(
      draft(
        'lift_quiet',
        { startMs, endMs: cue.endMs },
        { gainDb, cueId: cue.id, lufs: round(level, 1), usualLufs: round(usual, 1) },
        evidence,
      ),
    );
  }
  return drafts;
}

function captionMissing(input: StoryInput): Draft[] {
  const speech = (input.audio?.classes ?? []).filter((span) => span.kind === 'speech');
  const widened = input.cues.map((cue) => ({ startMs: cue.startMs - 400, endMs: cue.endMs + 400 }));
  const bare = speech.flatMap((span) => subtractSpans(span, widened)).filter((span) => span.endMs - span.startMs >= rules.captionMs / 2);
  const joined: Span[] = [];
  for (const span of bare.sort((a, b) => a.startMs - b.startMs)) {
    const last = joined.at(-1);
    const parted = last !== undefined && input.cues.some((cue) => cue.startMs >= last.endMs && cue.endMs <= span.startMs);
    if (last !== undefined && !parted && span.startMs - last.endMs <= rules.captionJoinMs) last.endMs = Math.max(last.endMs, span.endMs);
    else joined.push({ ...span });
  }
  return joined
    .filter((span) => span.endMs - span.startMs >= rules.captionMs)
    .slice(0, rules.captionMost)
    .map((span) => {
      const held = { startMs: Math.max(0, Math.round(span.startMs)), endMs: Math.min(input.durationMs, Math.round(span.endMs)) };
      return draft('caption_missing', held, { seconds: seconds(held.endMs - held.startMs) }, [
        { code: 'speech_without_words', params: { seconds: seconds(held.endMs - held.startMs) }, ...held },
      ]);
    });
}

/** Black and frozen stretches are dropped only where nobody speaks; what is said over them is kept. */
function removeStill(input: StoryInput): Draft[] {
  return (input.quality ?? []).flatMap((finding) => {
    if (finding.kind !== 'black' && finding.kind !== 'frozen') return [];
    const kind = finding.kind === 'black' ? 'remove_black' : 'remove_frozen';
    const least = finding.kind === 'black' ? rules.blackMs : rules.frozenMs;
    return subtractSpans({ startMs: finding.startMs, endMs: Math.min(finding.endMs, input.durationMs) }, input.cues)
      .filter((span) => span.endMs - span.startMs >= least)
      .map((span) =>
        draft(kind, span, { seconds: seconds(span.endMs - span.startMs) }, [
          {
            code: `picture_${finding.kind}`,
            params: { seconds: seconds(span.endMs - span.startMs) },
            startMs: span.startMs,
            endMs: span.endMs,
          },
        ]),
      );
  });
}

function wholeFile(input: StoryInput): Draft[] {
  const all = { startMs: 0, endMs: input.durationMs };
  const drafts: Draft[] = [];
  const boxed = (input.quality ?? []).find((finding) => finding.kind === 'letterbox');
  if (boxed !== undefined) {
    drafts.push(
      draft('crop_letterbox', { startMs: boxed.startMs, endMs: Math.min(boxed.endMs, input.durationMs) }, boxed.params, [
        { code: 'picture_letterbox', params: boxed.params, startMs: boxed.startMs, endMs: boxed.endMs },
      ]),
    );
  }
  const from = input.audio?.integratedLufs ?? null;
  if (from !== null && Math.abs(from - rules.targetLufs) > rules.toleranceLu) {
    const params = { fromLufs: round(from, 1), toLufs: rules.targetLufs };
    drafts.push(draft('normalise_loudness', all, params, [{ code: 'loudness_off_target', params }]));
  }
  return drafts;
}

/** When the episode goes on after its last strong line, end where the line ends. */
function endOnCliffhanger(input: StoryInput, signals: Signals, cliffhanger: Cliffhanger): Draft[] {
  const last = signals.lines.at(-1);
  const heavy = signals.lines.slice(-4).findLast((line) => line.own >= 0.5 && line.kind !== 'triumph' && line.kind !== 'romance');
  if (heavy === undefined || last === undefined || cliffhanger.score < rules.tailScore * 0.6) return [];
  const after = signals.lines.filter((line) => line.cue.startMs >= heavy.cue.endMs);
  if (after.some((line) => line.own >= 0.3) || input.durationMs - heavy.cue.endMs > 20_000) return [];
  const cut = (signals.picture?.cutsMs ?? []).find((at) => at >= heavy.cue.endMs && at <= heavy.cue.endMs + 1500);
  const startMs = Math.round(
    cut ?? heavy.cue.endMs + Math.min(600, Math.max(0, (after[0]?.cue.startMs ?? input.durationMs) - heavy.cue.endMs)),
  );
  if (input.durationMs - startMs < rules.tailMs) return [];
  const params = { cutAtMs: startMs, seconds: seconds(input.durationMs - startMs) };
  const evidence: Evidence[] = [
    {
      code: 'end_after_strongest_line',
      params: { text: quote(heavy.cue.text), seconds: params.seconds },
      cueIds: [heavy.cue.id],
      startMs: heavy.cue.startMs,
      endMs: heavy.cue.endMs,
    },
  ];
  return [draft('end_on_cliffhanger', { startMs, endMs: input.durationMs }, params, evidence)];
}

/** All suggestions in order of time, each with an id that is the same whenever the same thing is suggested. */
export function makeSuggestions(input: StoryInput, signals: Signals, hooks: readonly Hook[], cliffhanger: Cliffhanger): Suggestion[] {
  const drafts = [
    ...wholeFile(input),
    ...openOnHook(hooks),
    ...trimDead(input, signals),
    ...liftQuiet(input, signals),
    ...captionMissing(input),
    ...removeStill(input),
    ...endOnCliffhanger(input, signals, cliffhanger),
  ].filter((item) => item.endMs > item.startMs || item.kind === 'crop_letterbox');
  const seen = new Map<string, number>();
  return drafts
    .sort((a, b) => a.startMs - b.startMs || a.endMs - b.endMs || a.kind.localeCompare(b.kind))
    .slice(0, rules.most)
    .map((item) => {
      const base = `${item.kind}_${item.startMs}`;
      const count = (seen.get(base) ?? 0) + 1;
      seen.set(base, count);
      return { id: count === 1 ? base : `${base}_${count}`, ...item };
    });
}
