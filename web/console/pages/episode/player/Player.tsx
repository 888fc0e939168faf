/** The picture with its controls: a vertical frame, a time code that is right to the frame, and the shuttle. */
import { useEffect, useRef, useState, type RefObject } from 'react';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { frameAt, timecode } from '../../../../shared/timeline/timecode.ts';
import { Icon } from '../../../../shared/ui/Icon.tsx';
import type { Playback } from './usePlayback.ts';
import { Glyph } from '../Glyph.tsx';

export function Picture({
  video,
  src,
  title,
  hasPicture,
  hasSound,
  playback,
  aspect,
}: {
  video: RefObject<HTMLVideoElement | null>;
  src: string | null;
  title: string;
  hasPicture: boolean;
  hasSound: boolean;
  playback: Playback;
  aspect: number;
}) {
  const { t } = useI18n();
  const [failedSrc, setFailedSrc] = useState<string | null>(null);
  const failed = src !== null && failedSrc === src;
  return (
    <div className="picture" style={{ '--aspect': aspect } as React.CSSProperties}>
      {src && (
        // Captions are drawn by the page itself; the element is the decoder.
        <video
          ref={video}
          src={src}
          preload="auto"
          playsInline
          disablePictureInPicture
          aria-label={title}
          onClick={playback.toggle}
          onError={() => setFailedSrc(src)}
        />
      )}
      {failed && (
        <p className="picture-note" role="alert">
          <Icon name="warn" size={22} />
          {t('player.cannot_play')}
        </p>
      )}
      {!failed && !hasPicture && (
        <p className="picture-note">
          <Icon name="wave" size={30} />
          {t('player.audio_only')}
        </p>
      )}
      {!failed && hasPicture && !hasSound && <span className="picture-badge">{t('player.video_only')}</span>}
      {playback.looping && <span className="picture-badge is-loop">{t('player.looping')}</span>}
    </div>
  );
}

export function Transport({
  playback,
  fps,
  durationMs,
  onHelp,
  onHook,
  compact,
}: {
  playback: Playback;
  fps: number;
  durationMs: number;
  onHelp: () => void;
  onHook: (direction: -1 | 1) => void;
  compact: boolean;
}) {
  const { t } = useI18n();
  const button = (label: string, key: string, press: () => void, body: React.ReactNode, extra = '') => (
    <button type="button" className={`transport-button ${extra}`} aria-label={label} title={`${label} (${key})`} onClick={press}>
      {body}
    </button>
  );
  const running = playback.playing || playback.rate < 0;
  return (
    <div className="transport" role="group" aria-label={t('player.controls')}>
      <Timecode playback={playback} fps={fps} durationMs={durationMs} />
      <div className="transport-buttons">
        {button(t('command.previous_hook'), '↑', () => onHook(-1), <Glyph size={20} d="M5 4v12M16 4.5L8 10l8 5.5z" />)}
        {button(t('command.frame_back'), '←', () => playback.step(-1), <Glyph size={20} d="M12.5 5.5L8 10l4.5 4.5" />)}
        {button(
          running ? t('player.pause') : t('player.play'),
          'Space',
          playback.toggle,
          <Icon name={running ? 'pause' : 'play'} size={22} />,
          'is-main',
        )}
        {button(t('command.frame_forward'), '→', () => playback.step(1), <Glyph size={20} d="M7.5 5.5L12 10l-4.5 4.5" />)}
        {button(t('command.next_hook'), '↓', () => onHook(1), <Glyph size={20} d="M15 4v12M4 4.5L12 10l-8 5.5z" />)}
        {!compact && (
          <button
            type="button"
            className="transport-button transport-rate"
            title={`${t('player.speed')} (J K L)`}
            aria-label={`${t('player.speed')} ${playback.rate}×`}
            onClick={() => playback.shuttle(1)}
          >
            {playback.rate < 0 ? '−' : ''}
            {Math.abs(playback.rate)}×
          </button>
        )}
        {!compact && button(t('command.help'), '?', onHelp, <span aria-hidden="true">?</span>)}
      </div>
    </div>
  );
}

/** Written straight into the page at every frame; read out only when asked for, as the playhead says it too. */
function Timecode({ playback, fps, durationMs }: { playback: Playback; fps: number; durationMs: number }) {
  const { t } = useI18n();
  const now = useRef<HTMLElement>(null);
  const { clock } = playback;
  useEffect(() => {
    const write = () => {
      if (now.current) now.current.textContent = timecode(frameAt(clock.now(), fps), fps);
    };
    write();
    return clock.subscribe(write);
  }, [clock, fps]);
  return (
    <div className="timecode" role="timer" aria-live="off" aria-label={t('player.timecode')}>
      <b ref={now} />
      <span> / {timecode(frameAt(durationMs, fps), fps)}</span>
    </div>
  );
}
