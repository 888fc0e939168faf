/** Time to pixels and back: the one place where the timeline's scale is worked out. Pure; times in milliseconds, lengths in CSS pixels. */

export type Viewport = {
  /** Time at x = 0; negative while the margin before the start is in view. */
  readonly startMs: number;
  readonly msPerPx: number;
  readonly widthPx: number;
  readonly durationMs: number;
  /** How far the view may go past either end: a finger's width on a desktop, half the screen under a fixed playhead. */
  readonly marginPx: number;
};

/** One millisecond a pixel: a frame at 25 fps is 40 px wide, wide enough to place an edge on it with a finger. */
export const finestMsPerPx = 1;

export const timeToX = (view: Viewport, ms: number): number => (ms - view.startMs) / view.msPerPx;
export const xToTime = (view: Viewport, x: number): number => view.startMs + x * view.msPerPx;
export const endOf = (view: Viewport): number => view.startMs + view.widthPx * view.msPerPx;

/** Keeps a time inside the file. */
export const clampTime = (view: Viewport, ms: number): number => Math.min(Math.max(ms, 0), view.durationMs);

/** The scale at which the whole file is in view, margins of at most 12 px aside. */
export function fitMsPerPx(view: Pick<Viewport, 'widthPx' | 'durationMs' | 'marginPx'>): number {
  const inner = Math.max(1, view.widthPx - 2 * Math.min(view.marginPx, 12));
  return Math.max(finestMsPerPx, view.durationMs / inner);
}

/** Brings a view back inside its limits: never finer than one millisecond a pixel, never wider than the file, never past its margins. */
export function clampView(view: Viewport): Viewport {
  const msPerPx = Math.min(Math.max(view.msPerPx, finestMsPerPx), fitMsPerPx(view));
  const margin = view.marginPx * msPerPx;
  const latest = Math.max(-margin, view.durationMs - view.widthPx * msPerPx + margin);
  return { ...view, msPerPx, startMs: Math.min(Math.max(view.startMs, -margin), latest) };
}

/** The whole file in view. */
export function fitView(view: Viewport): Viewport {
  const msPerPx = fitMsPerPx(view);
  return clampView({ ...view, msPerPx, startMs: -Math.min(view.marginPx, 12) * msPerPx });
}

/** Zooms so that the time under `anchorX` stays under it, as far as the limits allow. */
export function zoomTo(view: Viewport, msPerPx: number, anchorX: number): Viewport {
  const next = Math.min(Math.max(msPerPx, finestMsPerPx), fitMsPerPx(view));
  return clampView({ ...view, msPerPx: next, startMs: xToTime(view, anchorX) - anchorX * next });
}

export const zoomBy = (view: Viewport, factor: number, anchorX: number): Viewport => zoomTo(view, view.msPerPx / factor, anchorX);
export const panBy = (view: Viewport, dx: number): Viewport => clampView({ ...view, startMs: view.startMs + dx * view.msPerPx });

/** The view whose middle is a time. */
export const centreOn = (view: Viewport, ms: number): Viewport => clampView({ ...view, startMs: ms - (view.widthPx / 2) * view.msPerPx });

/** Moves the least that brings a time into view; while playing, a page at a time, so that the eye can rest. */
export function reveal(view: Viewport, ms: number, pagePx = 48): Viewport {
  const x = timeToX(view, ms);
  if (x >= 0 && x <= view.widthPx) return view;
  return clampView({ ...view, startMs: ms - pagePx * view.msPerPx });
}

/** Shows a stretch with room on either side of it. */
export function showSpan(view: Viewport, startMs: number, endMs: number): Viewport {
  const msPerPx = Math.min(Math.max((endMs - startMs) / Math.max(1, view.widthPx * 0.6), finestMsPerPx), fitMsPerPx(view));
  return centreOn({ ...view, msPerPx }, (startMs + endMs) / 2);
}

/** 0 at the widest, 1 at the finest: a zoom slider's position, logarithmic as the eye expects. */
export function zoomFraction(view: Viewport): number {
  const fit = fitMsPerPx(view);
  return fit <= finestMsPerPx ? 0 : Math.log(fit / view.msPerPx) / Math.log(fit / finestMsPerPx);
}

/** The scale at a zoom slider's position. */
export function msPerPxAt(view: Viewport, fraction: number): number {
  const fit = fitMsPerPx(view);
  return fit * (finestMsPerPx / fit) ** Math.min(Math.max(fraction, 0), 1);
}
