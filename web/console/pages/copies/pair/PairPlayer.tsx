/** Suspect and original side by side and in step, what was changed in the picture drawn over it, and the map of which seconds came from which. */
import { useEffect, useEffectEvent, useMemo, useRef, useState, type CSSProperties, type ReactNode } from 'react';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import type { PlaybackClock } from '../../../../shared/timeline/clock.ts';
import { clock as clockWords } from '../../../../shared/timeline/timecode.ts';
import { Choice } from '../../../../shared/ui/Choice.tsx';
import { Icon } from '../../../../shared/ui/Icon.tsx';
import { Glyph } from '../../episode/Glyph.tsx';
import { Ribbons } from './Ribbons.tsx';
import { referenceAt, type Piece } from './time-map.ts';
import { usePair, type Pair } from './use-pair.ts';
import './pair.css';

type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
export type PairPiece = Piece & { readonly mirrored: boolean; readonly region: Box; readonly label: string };
export type BoxedEdit = { readonly startMs: number; readonly endMs: number; readonly box: Box; readonly label: string };
type Side = { readonly src: string | null; readonly title: string; readonly ms: number; readonly missing: ReactNode };

const rates = ['0.25', '0.5', '1', '1.5', '2'];

export function PairPlayer({
  suspect,
  original,
  pieces,
  edits,
  fps,
  go,
}: {
  suspect: Side;
  original: Side;
  pieces: readonly PairPiece[];
  edits: readonly BoxedEdit[];
  fps: number;
  /** Where to be, in the suspect's time; another object is another wish. */
  go: { readonly ms: number };
}) {
  const { t } = useI18n();
  const pair = usePair(pieces, suspect.ms, fps);
  const [sound, setSound] = useState('suspect');
  const [asCopied, setAsCopied] = useState(true);
  const axes = useMemo(
    () => ({
      suspect: { ms: suspect.ms, title: t('protection.pair.suspect') },
      reference: { ms: original.ms, title: t('protection.pair.original') },
    }),
    [suspect.ms, original.ms, t],
  );
  usePairKeys(pair);
  const { seek } = pair;
  useEffect(() => seek(go.ms), [go, seek]);
  const mirrored = pieces.some((piece) => piece.mirrored);
  return (
    <div className="pair">
      <div className="pair-pictures">
        <Picture
          side={suspect}
          name={t('protection.pair.suspect')}
          take={pair.suspect}
          muted={sound !== 'suspect'}
          onReady={() => pair.seek(go.ms)}
        >
          <Boxes edits={edits} pieces={pieces} clock={pair.clock} />
        </Picture>
        <Picture
          side={original}
          name={t('protection.pair.original')}
          take={pair.original}
          muted={sound !== 'original'}
          flipped={pair.mirrored && asCopied}
          away={!pair.inside}
        />
      </div>
      <Controls pair={pair} pieces={pieces} suspectMs={suspect.ms} sound={sound} onSound={setSound}>
        {mirrored && (
          <label className="pair-check">
            <input type="checkbox" checked={asCopied} onChange={(event) => setAsCopied(event.target.checked)} />
            {t('protection.pair.flip')}
          </label>
        )}
      </Controls>
      <Ribbons ribbons={pieces} {...axes} clock={pair.clock} label={t('protection.pair.map')} onSeek={pair.seek} />
    </div>
  );
}

/** Keys of the house's player, wherever the focus is not in something that takes them itself. */
function usePairKeys({ toggle, step, leap }: Pair): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const target = event.target as HTMLElement;
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (/^(INPUT|SELECT|TEXTAREA|VIDEO)$/.test(target.tagName) || target.closest('[role=dialog],[role=slider],[role=menu]')) return;
    // Buttons and links take the space bar and Enter; everything else they leave to the players.
    if (/^(BUTTON|A|SUMMARY)$/.test(target.tagName) && (event.key === ' ' || event.key === 'Enter')) return;
    const acts: Record<string, () => void> = {
      ' ': toggle,
      k: toggle,
      ArrowLeft: () => step(event.shiftKey ? -25 : -1),
      ArrowRight: () => step(event.shiftKey ? 25 : 1),
      ',': () => step(-1),
      '.': () => step(1),
      '[': () => leap(-1),
      ']': () => leap(1),
    };
    const act = acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}

function Picture({
  side,
  name,
  take,
  muted,
  flipped = false,
  away = false,
  onReady,
  children,
}: {
  side: Side;
  name: string;
  take: (node: HTMLVideoElement | null) => void;
  muted: boolean;
  flipped?: boolean;
  away?: boolean;
  onReady?: () => void;
  children?: ReactNode;
}) {
  const { t } = useI18n();
  const [aspect, setAspect] = useState(9 / 16);
  const [failed, setFailed] = useState(false);
  return (
    <figure className="pair-side">
      <figcaption>
        <strong>{name}</strong> <span>{side.title}</span>
      </figcaption>
      <div className={`pair-picture${away ? ' is-away' : ''}`} style={{ '--aspect': aspect } as CSSProperties}>
        {side.src && !failed ? (
          <video
            ref={take}
            src={side.src}
            className={flipped ? 'is-flipped' : undefined}
            muted={muted}
            playsInline
            preload="auto"
            disablePictureInPicture
            aria-label={`${name} ${side.title}`}
            onLoadedMetadata={({ currentTarget: { videoWidth, videoHeight } }) => {
              if (videoWidth > 0 && videoHeight > 0) setAspect(videoWidth / videoHeight);
              onReady?.();
            }}
            onError={() => setFailed(true)}
          />
        ) : (
          <p className="pair-missing">
            <Icon name="warn" size={22} />
            {failed ? t('protection.pair.cannot_play') : side.missing}
          </p>
        )}
        {children}
        {away && side.src && !failed && <span className="pair-away">{t('protection.pair.away')}</span>}
      </div>
    </figure>
  );
}

/** Boxes over the suspect's picture: what was changed while it is so, and dashed the part in which the original stands. */
function Boxes({ edits, pieces, clock }: { edits: readonly BoxedEdit[]; pieces: readonly PairPiece[]; clock: PlaybackClock }) {
  const layer = useRef<HTMLDivElement>(null);
  const spans = useMemo(
    () => [
      ...pieces
        .filter(({ region }) => region.width < 0.98 || region.height < 0.98)
        .map((piece) => ({ startMs: piece.suspectStartMs, endMs: piece.suspectEndMs, box: piece.region, label: null })),
      ...edits,
    ],
    [edits, pieces],
  );
  useEffect(() => {
    const show = () => {
      for (const [index, span] of spans.entries()) {
        const box = layer.current?.children[index];
        if (box instanceof HTMLElement) box.hidden = clock.now() < span.startMs || clock.now() >= span.endMs;
      }
    };
    show();
    return clock.subscribe(show);
  }, [clock, spans]);
  const percent = (share: number) => `${share * 100}%`;
  return (
    <div ref={layer} className="pair-boxes">
      {spans.map(({ box, label }, index) => (
        <div
          key={index}
          className={label === null ? 'pair-box is-region' : 'pair-box'}
          style={{ left: percent(box.x), top: percent(box.y), width: percent(box.width), height: percent(box.height) }}
        >
          {label !== null && <span>{label}</span>}
        </div>
      ))}
    </div>
  );
}

function Controls({
  pair,
  pieces,
  suspectMs,
  sound,
  onSound,
  children,
}: {
  pair: Pair;
  pieces: readonly PairPiece[];
  suspectMs: number;
  sound: string;
  onSound: (sound: string) => void;
  children: ReactNode;
}) {
  const { t } = useI18n();
  const button = (label: string, key: string, press: () => void, body: ReactNode, main = false) => (
    <button type="button" className={`pair-button${main ? ' is-main' : ''}`} aria-label={label} title={`${label} (${key})`} onClick={press}>
      {body}
    </button>
  );
  return (
    <div className="pair-controls" role="group" aria-label={t('player.controls')}>
      <Times clock={pair.clock} pieces={pieces} />
      <div className="pair-buttons">
        {button(t('protection.pair.previous'), '[', () => pair.leap(-1), <Glyph size={20} d="M5 4v12M16 4.5L8 10l8 5.5z" />)}
        {button(t('command.frame_back'), '←', () => pair.step(-1), <Glyph size={20} d="M12.5 5.5L8 10l4.5 4.5" />)}
        {button(
          pair.playing ? t('player.pause') : t('player.play'),
          'Space',
          pair.toggle,
          <Icon name={pair.playing ? 'pause' : 'play'} size={22} />,
          true,
        )}
        {button(t('command.frame_forward'), '→', () => pair.step(1), <Glyph size={20} d="M7.5 5.5L12 10l-4.5 4.5" />)}
        {button(t('protection.pair.next'), ']', () => pair.leap(1), <Glyph size={20} d="M15 4v12M4 4.5L12 10l-8 5.5z" />)}
      </div>
      <Choice
        label={t('player.speed')}
        value={String(pair.rate)}
        options={rates.map((value) => ({ value, label: `${value}×` }))}
        onChange={(value) => pair.setRate(Number(value))}
      />
      <Choice
        label={t('protection.pair.sound')}
        value={sound}
        options={['suspect', 'original', 'none'].map((value) => ({ value, label: t(`protection.pair.sound_${value}`) }))}
        onChange={onSound}
      />
      {children}
      <Seeker pair={pair} suspectMs={suspectMs} />
    </div>
  );
}

/** Both times, written into the page at every frame. */
function Times({ clock, pieces }: { clock: PlaybackClock; pieces: readonly Piece[] }) {
  const { t } = useI18n();
  const words = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const write = () => {
      const there = referenceAt(pieces, clock.now());
      if (words.current) words.current.textContent = `${clockWords(clock.now(), 2)} ↔ ${there === null ? '–' : clockWords(there, 2)}`;
    };
    write();
    return clock.subscribe(write);
  }, [clock, pieces]);
  return (
    <div className="pair-times" role="timer" aria-live="off" aria-label={t('protection.pair.times')}>
      <span ref={words} />
    </div>
  );
}

function Seeker({ pair, suspectMs }: { pair: Pair; suspectMs: number }) {
  const { t } = useI18n();
  const input = useRef<HTMLInputElement>(null);
  const { clock } = pair;
  useEffect(() => {
    const place = () => {
      if (!input.current) return;
      input.current.value = String(clock.now());
      input.current.setAttribute('aria-valuetext', clockWords(clock.now(), 1));
    };
    place();
    return clock.subscribe(place);
  }, [clock]);
  return (
    <input
      ref={input}
      className="pair-seeker"
      type="range"
      min={0}
      max={Math.max(1, suspectMs)}
      step={40}
      defaultValue={0}
      aria-label={t('protection.pair.position')}
      onChange={(event) => pair.seek(Number(event.target.value))}
    />
  );
}
