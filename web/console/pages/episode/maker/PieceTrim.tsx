/** A small strip of the source around a piece, with the two edges to drag; they snap as hooks do. */
import { useEffect, useRef, useState, type PointerEvent } from 'react';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { dragGrip, limitsAround, nextPoint } from '../../../../shared/timeline/edges.ts';
import type { Span } from '../../../../shared/timeline/intervals.ts';
import { clock, frameAt, frameStartMs } from '../../../../shared/timeline/timecode.ts';
import { assetHref } from '../data.ts';
import { leastPieceMs, trimPiece, type Piece } from './draft.ts';
import type { Source } from './useSources.ts';

const heightPx = 46;

export function PieceTrim({
  piece,
  source,
  number,
  onChange,
  onLook,
}: {
  piece: Piece;
  source: Source;
  number: number;
  onChange: (piece: Piece) => void;
  onLook: (sourceMs: number) => void;
}) {
  const { t } = useI18n();
  const strip = useRef<HTMLDivElement>(null);
  const [widthPx, setWidthPx] = useState(300);
  const [held, setHeld] = useState<{ grip: 'start' | 'end'; x: number; origin: Piece; range: Span } | null>(null);
  useEffect(() => {
    const node = strip.current;
    if (!node) return undefined;
    const observer = new ResizeObserver(() => setWidthPx(Math.max(80, node.clientWidth)));
    observer.observe(node);
    return () => observer.disconnect();
  }, []);
  // Room on both sides to grow into; it stands still while an edge is held.
  const room = Math.max(3000, (piece.endMs - piece.startMs) * 0.35);
  const range = held?.range ?? {
    startMs: Math.max(0, piece.startMs - room),
    endMs: Math.min(source.durationMs || piece.endMs + room, piece.endMs + room),
  };
  const msPerPx = Math.max(1, range.endMs - range.startMs) / widthPx;
  const toX = (ms: number) => (ms - range.startMs) / msPerPx;

  const handle = (grip: 'start' | 'end') => {
    const at = grip === 'start' ? piece.startMs : piece.endMs;
    const change = (next: Span) => {
      onChange({ ...piece, startMs: next.startMs, endMs: next.endMs });
      onLook(grip === 'start' ? next.startMs : Math.max(next.startMs, next.endMs - 1000 / source.fps));
    };
    return (
      <div
        className={`trim-handle is-${grip}`}
        style={{ left: toX(at) }}
        role="slider"
        tabIndex={0}
        aria-label={t(grip === 'start' ? 'clip.piece_start' : 'clip.piece_end', { number })}
        aria-valuemin={0}
        aria-valuemax={Math.round(source.durationMs)}
        aria-valuenow={at}
        aria-valuetext={clock(at, 2)}
        onPointerDown={(event: PointerEvent<HTMLElement>) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          setHeld({ grip, x: event.clientX, origin: piece, range });
        }}
        onPointerMove={(event) => {
          if (held?.grip !== grip) return;
          const ms = (grip === 'start' ? held.origin.startMs : held.origin.endMs) + (event.clientX - held.x) * msPerPx;
          change(
            dragGrip(
              held.origin,
              grip,
              ms,
              limitsAround(
                { startMs: held.origin.startMs, endMs: Math.max(held.origin.startMs + leastPieceMs, held.origin.endMs) },
                [],
                source.durationMs,
                leastPieceMs,
              ),
              source.snapPoints,
              event.altKey ? 0 : 8 * msPerPx,
            ).span,
          );
        }}
        onPointerUp={() => setHeld(null)}
        onPointerCancel={() => setHeld(null)}
        onKeyDown={(event) => {
          const direction = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0;
          if (event.key === 'Escape' && held) {
            event.stopPropagation();
            onChange(held.origin);
            setHeld(null);
          }
          if (direction === 0) return;
          event.preventDefault();
          const to = event.altKey
            ? nextPoint(source.snapPoints, at, direction, source.durationMs)
            : event.shiftKey
              ? at + direction * 1000
              : frameStartMs(frameAt(at + 0.5, source.fps) + direction, source.fps);
          change(trimPiece(piece, grip, to, source.durationMs));
        }}
      />
    );
  };
  return (
    <div ref={strip} className="trim">
      <Tiles source={source} range={range} widthPx={widthPx} />
      <div className="trim-shade" style={{ left: 0, width: Math.max(0, toX(piece.startMs)) }} />
      <div className="trim-shade" style={{ left: toX(piece.endMs), right: 0 }} />
      <div className="trim-frame" style={{ left: toX(piece.startMs), width: Math.max(2, toX(piece.endMs) - toX(piece.startMs)) }} />
      {handle('start')}
      {handle('end')}
    </div>
  );
}

/** Tiles of the picture sheet as backgrounds: few, so elements are cheap. */
function Tiles({ source, range, widthPx }: { source: Source; range: Span; widthPx: number }) {
  const sheet = source.filmstrip;
  if (!sheet) return null;
  const width = (heightPx * sheet.tileWidth) / sheet.tileHeight;
  const count = Math.ceil(widthPx / width);
  const scale = heightPx / sheet.tileHeight;
  const rows = Math.ceil(sheet.count / sheet.columns);
  return (
    <div className="trim-tiles" aria-hidden="true">
      {Array.from({ length: count }, (_, slot) => {
        const ms = range.startMs + ((slot + 0.5) * width * (range.endMs - range.startMs)) / widthPx;
        const tile = Math.min(sheet.count - 1, Math.max(0, Math.round(ms / sheet.everyMs)));
        return (
          <span
            key={slot}
            style={{
              width,
              backgroundImage: `url(${assetHref(sheet.assetId)})`,
              backgroundSize: `${sheet.columns * sheet.tileWidth * scale}px ${rows * sheet.tileHeight * scale}px`,
              backgroundPosition: `${-(tile % sheet.columns) * sheet.tileWidth * scale}px ${-Math.floor(tile / sheet.columns) * sheet.tileHeight * scale}px`,
            }}
          />
        );
      })}
    </div>
  );
}
