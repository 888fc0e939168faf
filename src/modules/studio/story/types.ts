import type { Audio, Beat, Cue, Evidence, Hook, Quality, Shot, Suggestion } from '../contract.ts';

/** How much the picture moves: the mean absolute luma difference of neighbouring pictures (0 to 255), one value every hopMs. */
type Motion = { hopMs: number; values: readonly number[] };

/** What the engine looks at. Words, sound and picture may each be missing: no cues, `audio: null`, no shots. */
export type StoryInput = {
  durationMs: number;
  shots: readonly Shot[];
  audio: Pick<Audio, 'integratedLufs' | 'truePeakDbtp' | 'curve' | 'silences' | 'classes'> | null;
  cues: readonly Cue[];
  /** `zh` or `en`; found from the cues when absent. */
  language?: string | null;
  motion?: Motion | null;
  flashes?: readonly { startMs: number; endMs: number }[];
  quality?: readonly Quality[];
};

export type Cliffhanger = { score: number; evidence: Evidence[] };
export type Story = { beats: Beat[]; hooks: Hook[]; cliffhanger: Cliffhanger; suggestions: Suggestion[] };

export type BeatKind = Beat['kind'];
