/** Beats of the story from its lines, and the form's own arc: misunderstanding → reversal → triumph. */
import type { Beat, Evidence } from '../contract.ts';
import { clamp01, round } from './grid.ts';
import type { Line } from './lines.ts';
import { weights } from './weights.ts';

const quoteLength = 60;

/** The line as evidence shows it: one line, cut with an ellipsis where it is long. */
export function quote(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const points = [...line];
  return points.length > quoteLength ? `${points.slice(0, quoteLength - 1).join('')}…` : line;
}

export function lineEvidence(line: Line): Evidence {
  const { cue } = line;
  return {
    code: `line_${line.kind ?? 'strong'}`,
    params: { text: quote(cue.text) },
    cueIds: [cue.id],
    startMs: cue.startMs,
    endMs: cue.endMs,
  };
}

function makeBeat(kind: Beat['kind'], group: readonly Line[], durationMs: number): Beat {
  const strongest = [...group].sort((a, b) => b.kindScore - a.kindScore || a.cue.startMs - b.cue.startMs).slice(0, 3);
  const startMs = Math.min(...group.map((line) => line.cue.startMs));
  const endMs = Math.min(Math.floor(durationMs), Math.max(...group.map((line) => line.cue.endMs)));
  const miss = group.reduce((product, line) => product * (1 - line.kindScore * 0.9), 1);
  strongest.sort((a, b) => a.cue.startMs - b.cue.startMs);
  return { kind, startMs, endMs, score: round(clamp01(1 - miss), 3), evidence: strongest.map(lineEvidence) };
}

/** Lines of one kind that follow each other are one beat; plain lines between them do not part it. Beats never overlap. */
export function findBeats(lines: readonly Line[], durationMs: number): Beat[] {
  const beats: Beat[] = [];
  let group: Line[] = [];
  const close = (): void => {
    const kind = group[0]?.kind;
    if (kind) beats.push(makeBeat(kind, group, durationMs));
    group = [];
  };
  for (const line of lines) {
    if (
      line.kind === null ||
      line.kind === 'cliffhanger' ||
      line.kind === 'setup' ||
      line.kindScore < weights.beats.minScore ||
      line.cue.startMs >= durationMs
    )
      continue;
    const last = group.at(-1);
    if (last !== undefined && (last.kind !== line.kind || line.cue.startMs - last.cue.endMs > weights.beats.joinMs)) close();
    group.push(line);
  }
  close();
  return withSetup(clipOverlaps(beats), lines);
}

function clipOverlaps(beats: Beat[]): Beat[] {
  return beats
    .map((beat, i) => ({ ...beat, endMs: Math.min(beat.endMs, beats[i + 1]?.startMs ?? beat.endMs) }))
    .filter((beat) => beat.endMs > beat.startMs);
}

/** What is said before the first turn is the setup, when there is enough of it to be one. */
function withSetup(beats: Beat[], lines: readonly Line[]): Beat[] {
  const first = beats[0]?.startMs ?? Number.POSITIVE_INFINITY;
  const before = lines.filter((line) => line.cue.endMs <= first);
  if (before.length === 0 || beats.length === 0) return beats;
  const startMs = before[0]!.cue.startMs;
  const endMs = Math.max(...before.map((line) => line.cue.endMs));
  if (endMs - startMs < weights.beats.setupMinMs) return beats;
  const shown = before.slice(0, 2);
  const evidence: Evidence[] = [
    { code: 'setup_before_turn', params: { lines: before.length }, cueIds: shown.map((line) => line.cue.id), startMs, endMs },
  ];
  return [{ kind: 'setup', startMs, endMs, score: 0.5, evidence }, ...beats];
}

export type Arc = { startMs: number; endMs: number; steps: Beat[] };

const arcOrder: readonly (readonly Beat['kind'][])[] = [['misunderstanding', 'humiliation'], ['reveal', 'reversal'], ['triumph']];

/** Arcs in order of time: a wrong is done, it turns, it is answered; each beat is in one arc only. */
export function findArcs(beats: readonly Beat[]): Arc[] {
  const arcs: Arc[] = [];
  let steps: Beat[] = [];
  for (const beat of beats) {
    if (arcOrder[steps.length]!.includes(beat.kind)) steps.push(beat);
    else if (steps.length > 0 && beat.startMs - steps[0]!.startMs > weights.arc.withinMs)
      steps = arcOrder[0]!.includes(beat.kind) ? [beat] : [];
    if (steps.length === arcOrder.length) {
      arcs.push({ startMs: steps[0]!.startMs, endMs: steps.at(-1)!.endMs, steps });
      steps = [];
    }
  }
  return arcs;
}

/** Says in the beats of an arc which step of it they are. */
export function markArcs(beats: readonly Beat[]): Beat[] {
  const notes = new Map<Beat, Evidence>();
  for (const arc of findArcs(beats)) {
    for (const [index, step] of arc.steps.entries()) {
      notes.set(step, { code: 'arc_step', params: { step: index + 1, of: arc.steps.length }, startMs: arc.startMs, endMs: arc.endMs });
    }
  }
  return beats.map((beat) => (notes.has(beat) ? { ...beat, evidence: [...beat.evidence, notes.get(beat)!] } : beat));
}
