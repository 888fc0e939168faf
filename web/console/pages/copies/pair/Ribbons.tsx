/**
 * Two rulers with ribbons between them: above the suspect's time, below the original's; each ribbon ties a stretch to where it was
 * taken from. Crossing ribbons are re-ordered pieces, narrowing ones are sped up, hatched ones are mirrored; the list beside says the same.
 */
import { useEffect, useId, useLayoutEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import type { PlaybackClock } from '../../../../shared/timeline/clock.ts';
import { chooseStep } from '../../../../shared/timeline/ticks.ts';
import { clock as clockWords } from '../../../../shared/timeline/timecode.ts';
import { referenceAt, suspectAt, type Piece } from './time-map.ts';
import './ribbons.css';

export type Ribbon = Piece & { readonly mirrored: boolean; readonly label: string };
type Axis = { readonly ms: number; readonly title: string };

const full = { height: 148, ruler: 26, band: 9 };
const tiny = { height: 40, ruler: 0, band: 5 };

/** The picture alone, for a row of a list. */
export function RibbonPicture({
  ribbons,
  suspect,
  reference,
  label,
}: {
  ribbons: readonly Ribbon[];
  suspect: Axis;
  reference: Axis;
  label: string;
}) {
  const hatch = useId();
  return (
    <svg className="ribbons is-tiny" viewBox={`0 0 100 ${tiny.height}`} preserveAspectRatio="none" role="img" aria-label={label}>
      <Hatch id={hatch} />
      <Bands width={100} size={tiny} />
      {ribbons.map((ribbon, index) => (
        <path
          key={index}
          className={`ribbon ribbon-${index % 4}`}
          d={outline(ribbon, { suspect, reference, width: 100, size: tiny })}
          vectorEffect="non-scaling-stroke"
        />
      ))}
    </svg>
  );
}

/** The same to work with: ribbons are buttons that arrows walk through, the rulers are sought in, two needles follow the players. */
export function Ribbons({
  ribbons,
  suspect,
  reference,
  clock,
  label,
  onSeek,
}: {
  ribbons: readonly Ribbon[];
  suspect: Axis;
  reference: Axis;
  clock: PlaybackClock;
  label: string;
  /** To a moment of the suspect. */
  onSeek: (suspectMs: number) => void;
}) {
  const frame = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  const [here, setHere] = useState(0);
  const hatch = useId();
  useLayoutEffect(() => {
    const node = frame.current!;
    const watcher = new ResizeObserver(() => setWidth(node.clientWidth));
    watcher.observe(node);
    setWidth(node.clientWidth);
    return () => watcher.disconnect();
  }, []);
  const seekBy = (event: PointerEvent<SVGRectElement>, of: 'suspect' | 'reference') => {
    const box = event.currentTarget.getBoundingClientRect();
    const share = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
    const ms = of === 'suspect' ? share * suspect.ms : suspectAt(ribbons, share * reference.ms);
    if (ms !== null) onSeek(ms);
  };
  const onKeyDown = (event: KeyboardEvent<SVGGElement>, index: number) => {
    const next = {
      ArrowRight: index + 1,
      ArrowDown: index + 1,
      ArrowLeft: index - 1,
      ArrowUp: index - 1,
      Home: 0,
      End: ribbons.length - 1,
    }[event.key];
    if (next !== undefined) {
      const to = Math.min(ribbons.length - 1, Math.max(0, next));
      setHere(to);
      frame.current?.querySelectorAll<SVGGElement>('.ribbon-button')[to]?.focus();
    } else if (event.key === 'Enter' || event.key === ' ') onSeek(ribbons[index]!.suspectStartMs);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div ref={frame} className="ribbons-frame">
      <svg className="ribbons" width={width} height={full.height} role="group" aria-label={label}>
        <Hatch id={hatch} />
        <Bands width={width} size={full} />
        <Ruler axis={suspect} width={width} y={0} below={false} />
        <Ruler axis={reference} width={width} y={full.height - full.ruler} below />
        <rect
          className="ribbons-seek"
          x={0}
          y={0}
          width={width}
          height={full.ruler + full.band}
          onPointerDown={(event) => seekBy(event, 'suspect')}
        />
        <rect
          className="ribbons-seek"
          x={0}
          y={full.height - full.ruler - full.band}
          width={width}
          height={full.ruler + full.band}
          onPointerDown={(event) => seekBy(event, 'reference')}
        />
        {ribbons.map((ribbon, index) => {
          const d = outline(ribbon, { suspect, reference, width, size: full });
          return (
            <g
              key={index}
              className="ribbon-button"
              role="button"
              tabIndex={index === Math.min(here, ribbons.length - 1) ? 0 : -1}
              aria-label={ribbon.label}
              onClick={() => {
                setHere(index);
                onSeek(ribbon.suspectStartMs);
              }}
              onKeyDown={(event) => onKeyDown(event, index)}
            >
              <title>{ribbon.label}</title>
              <path className={`ribbon ribbon-${index % 4}`} d={d} />
              {ribbon.mirrored && <path d={d} fill={`url(#${hatch})`} className="ribbon-hatch" />}
            </g>
          );
        })}
        <Needles clock={clock} ribbons={ribbons} suspect={suspect} reference={reference} width={width} />
      </svg>
    </div>
  );
}

type Layout = { suspect: Axis; reference: Axis; width: number; size: typeof full };

const xOf = (ms: number, axis: Axis, width: number) => (axis.ms > 0 ? Math.min(1, Math.max(0, ms / axis.ms)) * width : 0);

/** A ribbon's outline: straight along the bands, an S between them, and never so thin that nobody sees it. */
function outline(piece: Piece, { suspect, reference, width, size }: Layout): string {
  const top = size.ruler;
  const bottom = size.height - size.ruler;
  const least = width > 100 ? 3 : 0.8;
  const a0 = xOf(piece.suspectStartMs, suspect, width);
  const a1 = Math.max(a0 + least, xOf(piece.suspectEndMs, suspect, width));
  const b0 = xOf(piece.referenceStartMs, reference, width);
  const b1 = Math.max(b0 + least, xOf(piece.referenceEndMs, reference, width));
  const up = top + size.band;
  const down = bottom - size.band;
  const middle = (up + down) / 2;
  return `M${a0} ${top}H${a1}V${up}C${a1} ${middle} ${b1} ${middle} ${b1} ${down}V${bottom}H${b0}V${down}C${b0} ${middle} ${a0} ${middle} ${a0} ${up}Z`;
}

function Hatch({ id }: { id: string }) {
  return (
    <defs>
      <pattern id={id} width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <line x1="0" y1="0" x2="0" y2="7" className="ribbon-hatch-line" />
      </pattern>
    </defs>
  );
}

function Bands({ width, size }: { width: number; size: typeof full }) {
  return (
    <>
      <rect className="ribbons-band" x={0} y={size.ruler} width={width} height={size.band} />
      <rect className="ribbons-band" x={0} y={size.height - size.ruler - size.band} width={width} height={size.band} />
    </>
  );
}

function Ruler({ axis, width, y, below }: { axis: Axis; width: number; y: number; below: boolean }) {
  if (width === 0 || axis.ms <= 0) return null;
  const step = chooseStep(axis.ms / width, 1000, 84);
  const every = step.unit === 'second' ? step.size * 1000 : step.size;
  const marks = Array.from({ length: Math.floor(axis.ms / every) + 1 }, (_, index) => index * every);
  return (
    <g className="ribbons-ruler" aria-hidden="true">
      {marks.map((ms) => {
        const x = xOf(ms, axis, width);
        // The last label would be cut at the edge.
        const fits = x < width - 34;
        return (
          <g key={ms}>
            <line x1={x} x2={x} y1={below ? y : y + full.ruler - 6} y2={below ? y + 6 : y + full.ruler} />
            {fits && (
              <text x={x + 4} y={below ? y + 18 : y + 15}>
                {ms === 0 ? axis.title : clockWords(ms)}
              </text>
            )}
          </g>
        );
      })}
    </g>
  );
}

/** Moved without drawing anything anew. */
function Needles({
  clock,
  ribbons,
  suspect,
  reference,
  width,
}: {
  clock: PlaybackClock;
  ribbons: readonly Piece[];
  suspect: Axis;
  reference: Axis;
  width: number;
}) {
  const above = useRef<SVGLineElement>(null);
  const under = useRef<SVGLineElement>(null);
  useEffect(() => {
    const place = () => {
      above.current?.setAttribute('transform', `translate(${xOf(clock.now(), suspect, width)} 0)`);
      const there = referenceAt(ribbons, clock.now());
      under.current?.setAttribute('visibility', there === null ? 'hidden' : 'visible');
      under.current?.setAttribute('transform', `translate(${xOf(there ?? 0, reference, width)} 0)`);
    };
    place();
    return clock.subscribe(place);
  }, [clock, ribbons, suspect, reference, width]);
  return (
    <>
      <line ref={above} className="ribbons-needle" x1={0} x2={0} y1={0} y2={full.ruler + full.band + 6} />
      <line ref={under} className="ribbons-needle" x1={0} x2={0} y1={full.height - full.ruler - full.band - 6} y2={full.height} />
    </>
  );
}
