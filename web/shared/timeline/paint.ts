/** Draws the timeline's rows on a canvas, only what is in view. Each painter is given its row and leaves the context as it found it. */
import { columnsOf, loudnessHeight } from './curve.ts';
import { within, type IntervalIndex, type Laned } from './intervals.ts';
import type { Block, Loudness, Row, Sheet, ShotBlock, TimelineModel } from './model.ts';
import type { BlockColour, Palette } from './palette.ts';
import { endOf, timeToX, xToTime, type Viewport } from './scale.ts';
import { ticksIn } from './ticks.ts';

export type Surface = {
  readonly ctx: CanvasRenderingContext2D;
  readonly view: Viewport;
  readonly palette: Palette;
  readonly font: string;
  /** Pixels at the left edge that row names cover: labels keep clear of them. */ readonly inset: number;
};

const widths = new Map<string, string>();

/** The longest beginning of a text that fits, with an ellipsis; kept, as measuring is the dearest part of a redraw. */
function fitText(ctx: CanvasRenderingContext2D, text: string, maxPx: number): string {
  const key = `${ctx.font}|${Math.floor(maxPx)}|${text}`;
  const known = widths.get(key);
  if (known !== undefined) return known;
  if (widths.size > 6000) widths.clear();
  let shown = text;
  if (ctx.measureText(text).width > maxPx) {
    const letters = Array.from(text);
    let low = 0;
    let high = letters.length;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (ctx.measureText(`${letters.slice(0, middle).join('')}…`).width <= maxPx) low = middle;
      else high = middle - 1;
    }
    shown = low === 0 ? '' : `${letters.slice(0, low).join('')}…`;
  }
  widths.set(key, shown);
  return shown;
}

function drawBlock({ ctx, view, font, inset }: Surface, block: Block, colour: BlockColour, top: number, height: number): void {
  const left = timeToX(view, block.startMs);
  const right = Math.max(left + 2, timeToX(view, block.endMs));
  const x = Math.max(left, -4);
  const width = Math.min(right, view.widthPx + 4) - x;
  ctx.fillStyle = colour.fill;
  if (width < 5) {
    ctx.fillStyle = colour.edge;
    ctx.fillRect(left, top + 2, Math.max(1, width - 0.5), height - 4);
    return;
  }
  ctx.beginPath();
  ctx.roundRect(x + 0.5, top + 1.5, width - 1, height - 3, 3);
  ctx.fill();
  ctx.fillStyle = colour.edge;
  ctx.fillRect(left, top + 1.5, 2, height - 3);
  // A long block's label stays in view while the block does.
  const textLeft = Math.max(left, inset) + 7;
  const room = Math.min(right, view.widthPx) - textLeft - 4;
  if (room < 12) return;
  ctx.font = font;
  ctx.fillStyle = colour.text;
  ctx.textBaseline = 'middle';
  const text = fitText(ctx, block.label, room);
  if (text) ctx.fillText(text, textLeft, top + height / 2 + 0.5);
}

export function paintBlocks(surface: Surface, row: Row, blocks: IntervalIndex<Block>): void {
  const { view, palette } = surface;
  for (const block of within(blocks, view.startMs, endOf(view))) drawBlock(surface, block, block.colour(palette), row.top, row.height);
}

export function paintLanes(surface: Surface, row: Row, laned: readonly Laned<Block>[]): void {
  const { view, palette } = surface;
  const lanes = laned.reduce((most, entry) => Math.max(most, entry.lane + 1), 1);
  const height = (row.height - 4) / lanes;
  for (const { item, lane } of laned) {
    if (item.endMs < view.startMs || item.startMs > endOf(view)) continue;
    drawBlock(surface, item, item.colour(palette), row.top + 2 + lane * height, height);
  }
}

export function paintRuler({ ctx, view, palette, font }: Surface, row: Row, fps: number): void {
  ctx.fillStyle = palette.band;
  ctx.fillRect(0, row.top, view.widthPx, row.height);
  ctx.font = font;
  ctx.textBaseline = 'middle';
  for (const tick of ticksIn(view, fps)) {
    const x = Math.round(timeToX(view, tick.ms)) + 0.5;
    const long = tick.label !== null;
    ctx.fillStyle = long ? palette.muted : palette.line;
    ctx.fillRect(x - 0.5, row.top + row.height - (long ? 9 : 5), 1, long ? 9 : 5);
    if (tick.label === null) continue;
    ctx.fillStyle = palette.muted;
    ctx.fillText(tick.label, x + 4, row.top + row.height / 2 - 2);
  }
}

/** Tiles stand still relative to the time under them: each slot shows the tile nearest to its middle. */
export function paintFilmstrip({ ctx, view, palette }: Surface, row: Row, sheet: Sheet): void {
  const height = row.height - 4;
  const width = Math.max(8, (height * sheet.tileWidth) / sheet.tileHeight);
  const left = Math.max(0, timeToX(view, 0));
  const right = Math.min(view.widthPx, timeToX(view, view.durationMs));
  ctx.fillStyle = palette.faint;
  ctx.fillRect(left, row.top + 2, right - left, height);
  if (!sheet.image || sheet.count === 0) return;
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, row.top + 2, right - left, height);
  ctx.clip();
  const first = Math.floor(Math.max(0, -timeToX(view, 0)) / width);
  for (let slot = first; timeToX(view, 0) + slot * width < right; slot += 1) {
    const x = timeToX(view, 0) + slot * width;
    const tile = Math.min(sheet.count - 1, Math.max(0, Math.round(xToTime(view, x + width / 2) / sheet.everyMs)));
    const sx = (tile % sheet.columns) * sheet.tileWidth;
    const sy = Math.floor(tile / sheet.columns) * sheet.tileHeight;
    ctx.drawImage(sheet.image, sx, sy, sheet.tileWidth, sheet.tileHeight, x, row.top + 2, width - 1, height);
  }
  ctx.restore();
}

/** A cut is a tick; a dissolve two crossing ramps, a fade a ramp to the ground, a wipe a slanted front; each with its word where it fits. */
function drawTransition({ ctx, view, palette, font }: Surface, shot: ShotBlock, top: number, height: number): void {
  const x0 = timeToX(view, shot.startMs);
  const x1 = Math.max(x0 + 3, timeToX(view, shot.overUntilMs));
  const [y0, y1] = [top + 2, top + height - 2];
  if (shot.kind === 'start') return;
  if (shot.kind === 'cut') {
    ctx.fillStyle = palette.shot.edge;
    ctx.fillRect(Math.round(x0), y0, 1.5, y1 - y0);
    return;
  }
  const colour = palette.block(shot.kind === 'dissolve' ? 265 : shot.kind === 'fade' ? 300 : 185);
  ctx.fillStyle = colour.fill;
  ctx.strokeStyle = colour.edge;
  ctx.lineWidth = 1.25;
  ctx.fillRect(x0, y0, x1 - x0, y1 - y0);
  ctx.beginPath();
  if (shot.kind === 'dissolve') {
    ctx.moveTo(x0, y0);
    ctx.lineTo(x1, y1);
    ctx.moveTo(x0, y1);
    ctx.lineTo(x1, y0);
  } else if (shot.kind === 'fade') {
    ctx.moveTo(x0, y0);
    ctx.lineTo((x0 + x1) / 2, y1);
    ctx.lineTo(x1, y0);
  } else {
    ctx.moveTo(x0 + (x1 - x0) * 0.35, y1);
    ctx.lineTo(x0 + (x1 - x0) * 0.65, y0);
    ctx.moveTo(x0, y0);
    ctx.lineTo(x0, y1);
    ctx.moveTo(x1, y0);
    ctx.lineTo(x1, y1);
  }
  ctx.stroke();
  if (x1 - x0 < 46) return;
  ctx.font = font;
  const text = fitText(ctx, shot.label, x1 - x0 - 10);
  const width = ctx.measureText(text).width;
  ctx.fillStyle = colour.fill;
  ctx.fillRect((x0 + x1 - width) / 2 - 3, y0 + 1, width + 6, y1 - y0 - 2);
  ctx.fillStyle = colour.text;
  ctx.textBaseline = 'middle';
  ctx.fillText(text, (x0 + x1 - width) / 2, top + height / 2 + 0.5);
}

export function paintShots(surface: Surface, row: Row, shots: IntervalIndex<ShotBlock>): void {
  const { ctx, view, palette, font } = surface;
  const inView = within(shots, view.startMs, endOf(view));
  for (const shot of inView) {
    const left = timeToX(view, shot.startMs);
    const right = timeToX(view, shot.endMs);
    ctx.fillStyle = shot.number % 2 ? palette.shot.fill : palette.band;
    ctx.fillRect(left, row.top + 2, right - left, row.height - 4);
    const textLeft = Math.max(0, timeToX(view, shot.overUntilMs)) + 6;
    if (right - textLeft < 18) continue;
    ctx.font = font;
    ctx.fillStyle = palette.muted;
    ctx.textBaseline = 'middle';
    ctx.fillText(String(shot.number), textLeft, row.top + row.height / 2 + 0.5);
  }
  for (const shot of inView) drawTransition(surface, shot, row.top, row.height);
}

export function paintLoudness({ ctx, view, palette, font }: Surface, row: Row, loudness: Loudness): void {
  const strip = 5;
  const [top, bottom] = [row.top + 3, row.top + row.height - 3 - strip];
  const yOf = (lufs: number) => bottom - loudnessHeight(lufs) * (bottom - top);
  ctx.fillStyle = palette.silence;
  for (const silence of within(loudness.silences, view.startMs, endOf(view))) {
    const x = timeToX(view, silence.startMs);
    ctx.fillRect(x, top, Math.max(1, timeToX(view, silence.endMs) - x), bottom - top);
  }
  const columns = columnsOf(loudness.values, loudness.hopMs, view);
  ctx.fillStyle = palette.curveFill;
  for (const column of columns) ctx.fillRect(column.x, yOf(column.high), 1, bottom - yOf(column.high));
  // The line is laid in upright dashes: one long stroked path costs ten times as much without a graphics card.
  ctx.fillStyle = palette.curve;
  let last: { x: number; y: number } | null = null;
  for (const column of columns) {
    const y = yOf(column.high);
    const from = last && column.x - last.x <= 1 ? last.y : y;
    ctx.fillRect(column.x, Math.min(from, y) - 0.6, 1, Math.abs(from - y) + 1.2);
    last = { x: column.x, y };
  }
  const y = Math.round(yOf(loudness.targetLufs)) + 0.5;
  ctx.strokeStyle = palette.target;
  ctx.lineWidth = 1;
  ctx.setLineDash([4, 3]);
  ctx.beginPath();
  ctx.moveTo(0, y);
  ctx.lineTo(view.widthPx, y);
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.font = font;
  const label = loudness.targetLabel;
  const width = ctx.measureText(label).width;
  ctx.fillStyle = palette.ground;
  ctx.globalAlpha = 0.85;
  const right = Math.min(view.widthPx, timeToX(view, view.durationMs));
  ctx.fillRect(right - width - 10, y - 8, width + 8, 15);
  ctx.globalAlpha = 1;
  ctx.fillStyle = palette.text;
  ctx.textBaseline = 'middle';
  ctx.fillText(label, right - width - 6, y);
  for (const part of within(loudness.classes, view.startMs, endOf(view))) {
    if (part.kind === 'none') continue;
    const x = timeToX(view, part.startMs);
    ctx.fillStyle = part.kind === 'speech' ? palette.speech : palette.music;
    const width2 = Math.max(1, timeToX(view, part.endMs) - x - 1);
    // Speech is a solid bar, music a row of dots: told apart without colour.
    if (part.kind === 'speech') ctx.fillRect(x, bottom + 2, width2, 3);
    else
      for (let at = Math.max(x, x + Math.ceil(-x / 6) * 6); at < Math.min(x + width2, view.widthPx); at += 6)
        ctx.fillRect(at, bottom + 2, 3, 3);
  }
}

/** All rows that are drawn rather than built of elements. */
export function paintTimeline(surface: Surface, model: TimelineModel, rows: readonly Row[], height: number): void {
  const { ctx, view, palette } = surface;
  ctx.fillStyle = palette.ground;
  ctx.fillRect(0, 0, view.widthPx, height);
  for (const row of rows) {
    if (row.id === 'ruler') paintRuler(surface, row, model.fps);
    else if (row.id === 'filmstrip' && model.sheet) paintFilmstrip(surface, row, model.sheet);
    else if (row.id === 'shots') paintShots(surface, row, model.shots);
    else if (row.id === 'cues') paintBlocks(surface, row, model.cues);
    else if (row.id === 'beats') paintBlocks(surface, row, model.beats);
    else if (row.id === 'loudness' && model.loudness) paintLoudness(surface, row, model.loudness);
    else if (row.id === 'findings') paintLanes(surface, row, model.findings);
    else if (row.id === 'suggestions') paintLanes(surface, row, model.suggestions);
    ctx.fillStyle = palette.line;
    ctx.fillRect(0, row.top + row.height - 1, view.widthPx, 1);
  }
  // What lies outside of the file is hatched off, so that its ends are seen.
  ctx.fillStyle = palette.dark ? '#0c0f11' : '#eceff0';
  const start = timeToX(view, 0);
  const end = timeToX(view, view.durationMs);
  if (start > 0) ctx.fillRect(0, 0, start, height);
  if (end < view.widthPx) ctx.fillRect(end, 0, view.widthPx - end, height);
}

/** The block under a point of a row, for clicks and the pointer's hint. */
export function blockAt(
  model: TimelineModel,
  rows: readonly Row[],
  view: Viewport,
  x: number,
  y: number,
): { row: Row; block: Block | null } | null {
  const row = rows.find((one) => y >= one.top && y < one.top + one.height);
  if (!row) return null;
  const slack = 2 * view.msPerPx;
  const ms = xToTime(view, x);
  const hit = (block: Block) => block.startMs - slack <= ms && block.endMs + slack >= ms;
  if (row.id === 'cues' || row.id === 'beats')
    return { row, block: within(row.id === 'cues' ? model.cues : model.beats, ms - slack, ms + slack).findLast(hit) ?? null };
  if (row.id === 'findings' || row.id === 'suggestions') {
    const laned = row.id === 'findings' ? model.findings : model.suggestions;
    const lanes = laned.reduce((most, entry) => Math.max(most, entry.lane + 1), 1);
    const lane = Math.floor((y - row.top - 2) / ((row.height - 4) / lanes));
    return { row, block: laned.findLast((entry) => entry.lane === lane && hit(entry.item))?.item ?? null };
  }
  return { row, block: null };
}
