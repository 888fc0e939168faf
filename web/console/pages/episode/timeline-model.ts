/** The analysis as the timeline draws it, in the reader's words. Pure but for the words. */
import type { Analysis, Beat, EpisodeAnalysis, KeptHook, Shot } from '../../../../src/modules/studio/contract.ts';
import type { I18n } from '../../../shared/i18n/i18n.ts';
import { assignLanes, indexIntervals, lanesNeeded } from '../../../shared/timeline/intervals.ts';
import type { HookMark } from '../../../shared/timeline/HookTrack.tsx';
import type { Block, Loudness, Sheet, ShotBlock, TimelineModel } from '../../../shared/timeline/model.ts';
import { clock, frameStartMs } from '../../../shared/timeline/timecode.ts';
import { evidenceSentence } from './words.ts';

/** Hues of the beats: cold for what is suffered, warm for what turns, green for what is won. The label says the kind as well. */
export const beatHues: Record<Beat['kind'], number> = {
  setup: 250,
  humiliation: 305,
  misunderstanding: 275,
  threat: 25,
  reveal: 200,
  reversal: 60,
  triumph: 150,
  romance: 350,
  cliffhanger: 10,
};

/** Loudness is rendered to this unless a recipe says otherwise. */
export const targetLufs = -16;

/** Frames a second for time codes; a file without a picture is counted in 25ths. */
export const fpsOf = (document: Pick<Analysis, 'video'>): number => (document.video && document.video.fps > 0 ? document.video.fps : 25);

function shotBlocks(shots: readonly Shot[], fps: number, { t }: I18n): ShotBlock[] {
  return shots.map((shot, index) => ({
    startMs: shot.startMs,
    endMs: shot.endMs,
    number: index + 1,
    kind: shot.transitionIn.kind,
    label: t(`transition.${shot.transitionIn.kind}`),
    overUntilMs: Math.max(shot.startMs, frameStartMs(shot.transitionIn.endFrame, fps)),
  }));
}

function loudnessOf({ audio }: Analysis, { t, format }: I18n): Loudness | null {
  if (!audio) return null;
  return {
    hopMs: audio.curve.hopMs,
    values: audio.curve.momentaryLufs,
    targetLufs,
    targetLabel: t('episode.lufs', { value: format.number(targetLufs) }),
    silences: indexIntervals(audio.silences),
    classes: indexIntervals(audio.classes),
  };
}

export function timelineModel(
  document: Analysis,
  filmstrip: EpisodeAnalysis['filmstrip'],
  image: CanvasImageSource | null,
  applied: readonly string[],
  i18n: I18n,
): TimelineModel {
  const { t } = i18n;
  const fps = fpsOf(document);
  const cues: Block[] = document.words.cues.map((cue) => ({
    id: cue.id,
    startMs: cue.startMs,
    endMs: cue.endMs,
    label: cue.text,
    colour: (palette) => palette.cue,
  }));
  const beats: Block[] = document.beats.map((beat, index) => ({
    id: `beat-${index}`,
    startMs: beat.startMs,
    endMs: beat.endMs,
    label: t(`beat.${beat.kind}`),
    colour: (palette) => palette.block(beatHues[beat.kind], beat.kind === 'setup' ? 0.4 : 1),
  }));
  const findings: Block[] = document.quality.map((finding, index) => ({
    id: `finding-${index}`,
    startMs: finding.startMs,
    endMs: finding.endMs,
    label: t(`quality.${finding.kind}`),
    colour: (palette) => palette.warning,
  }));
  const suggestions: Block[] = document.suggestions.map((one) => ({
    id: one.id,
    startMs: one.startMs,
    endMs: one.endMs,
    label: `${applied.includes(one.id) ? '✓ ' : ''}${t(`suggestion.${one.kind}`)}`,
    colour: (palette) => (applied.includes(one.id) ? palette.applied : palette.suggestion),
  }));
  const sheet: Sheet | null = filmstrip && {
    image,
    everyMs: filmstrip.everyMs,
    tileWidth: filmstrip.tileWidth,
    tileHeight: filmstrip.tileHeight,
    columns: filmstrip.columns,
    count: filmstrip.count,
  };
  return {
    durationMs: Math.max(1, document.durationMs),
    fps,
    sheet,
    shots: indexIntervals(shotBlocks(document.shots, fps, i18n)),
    loudness: loudnessOf(document, i18n),
    cues: indexIntervals(cues),
    beats: indexIntervals(beats),
    findings: assignLanes(findings, lanesNeeded(findings, 3)),
    suggestions: assignLanes(suggestions, lanesNeeded(suggestions, 3)),
  };
}

/** Hooks with what the block shows and what a screen reader is told. */
export function hookMarks(hooks: readonly KeptHook[], document: Analysis, { t, format }: I18n): HookMark[] {
  return hooks.map((hook) => ({
    id: hook.id,
    startMs: hook.startMs,
    endMs: hook.endMs,
    rank: hook.rank,
    title: hook.origin === 'person' ? t('episode.hook_by_hand') : format.number(hook.score),
    name: t('episode.hook_name', {
      rank: hook.rank,
      score: format.number(hook.score),
      from: clock(hook.startMs, 1),
      to: clock(hook.endMs, 1),
      why: hook.evidence[0] ? evidenceSentence(t, hook.evidence[0], document.words.cues) : '',
    }),
  }));
}
