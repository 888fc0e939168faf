/** What the timeline draws, free of any module's words: stretches with labels and colours, curves and a sheet of tiles. */
import type { IntervalIndex, Laned, Span } from './intervals.ts';
import type { BlockColour, Palette } from './palette.ts';

export type Block = Span & {
  readonly id: string;
  readonly label: string;
  readonly colour: (palette: Palette) => BlockColour;
};

export type TransitionShape = 'start' | 'cut' | 'dissolve' | 'fade' | 'wipe';
/** A shot with the transition that leads into it; for a cut both of its times are the shot's start. */
export type ShotBlock = Span & {
  readonly number: number;
  readonly kind: TransitionShape;
  readonly label: string;
  readonly overUntilMs: number;
};

/** A picture sheet: tiles left to right, top to bottom, one every `everyMs`. */
export type Sheet = {
  readonly image: CanvasImageSource | null;
  readonly everyMs: number;
  readonly tileWidth: number;
  readonly tileHeight: number;
  readonly columns: number;
  readonly count: number;
};

export type Loudness = {
  readonly hopMs: number;
  readonly values: readonly (number | null)[];
  readonly targetLufs: number;
  readonly targetLabel: string;
  readonly silences: IntervalIndex<Span>;
  readonly classes: IntervalIndex<Span & { readonly kind: 'speech' | 'music' | 'none' }>;
};

export type TimelineModel = {
  readonly durationMs: number;
  readonly fps: number;
  readonly sheet: Sheet | null;
  readonly shots: IntervalIndex<ShotBlock>;
  readonly loudness: Loudness | null;
  readonly cues: IntervalIndex<Block>;
  readonly beats: IntervalIndex<Block>;
  readonly findings: readonly Laned<Block>[];
  readonly suggestions: readonly Laned<Block>[];
};

export type RowId = 'ruler' | 'hooks' | 'filmstrip' | 'shots' | 'cues' | 'beats' | 'loudness' | 'findings' | 'suggestions';
export type Row = { readonly id: RowId; readonly top: number; readonly height: number };

const desktopHeights: Record<RowId, number> = {
  ruler: 24,
  hooks: 34,
  filmstrip: 52,
  shots: 18,
  cues: 26,
  beats: 24,
  loudness: 48,
  findings: 20,
  suggestions: 20,
};
const phoneHeights: Record<RowId, number> = {
  ruler: 22,
  hooks: 44,
  filmstrip: 60,
  shots: 14,
  cues: 28,
  beats: 24,
  loudness: 38,
  findings: 18,
  suggestions: 18,
};
const order: readonly RowId[] = ['ruler', 'hooks', 'filmstrip', 'shots', 'cues', 'beats', 'loudness', 'findings', 'suggestions'];

/** The rows from top to bottom; a row with nothing to show is left out, except the ruler and the hooks. */
export function layoutRows(model: TimelineModel, phone: boolean): { rows: Row[]; height: number } {
  const heights = phone ? phoneHeights : desktopHeights;
  const lanes = (list: readonly Laned<unknown>[]) => list.reduce((most, entry) => Math.max(most, entry.lane + 1), 0);
  const count: Record<RowId, number> = {
    ruler: 1,
    hooks: 1,
    filmstrip: model.sheet ? 1 : 0,
    shots: model.shots.items.length ? 1 : 0,
    cues: model.cues.items.length ? 1 : 0,
    beats: model.beats.items.length ? 1 : 0,
    loudness: model.loudness ? 1 : 0,
    findings: lanes(model.findings),
    suggestions: lanes(model.suggestions),
  };
  let top = 0;
  const rows: Row[] = [];
  for (const id of order) {
    if (count[id] === 0) continue;
    const height = heights[id] * count[id] + (id === 'ruler' ? 0 : 4);
    rows.push({ id, top, height });
    top += height;
  }
  return { rows, height: top };
}
