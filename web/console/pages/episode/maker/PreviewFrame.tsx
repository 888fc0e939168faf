/** The clip as it will look: reframed, captioned, with its opening line and its card, playing through its pieces. */
import { QRCode, Slider } from 'antd';
import { useEffect, useRef } from 'react';
import type { Recipe } from '../../../../../src/modules/studio/contract.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { clock } from '../../../../shared/timeline/timecode.ts';
import { Icon } from '../../../../shared/ui/Icon.tsx';
import { bodyMs, placeAt, totalMs, type CaptionLine } from './draft.ts';
import type { RecipePlayback } from './useRecipePlayback.ts';
import type { Source } from './useSources.ts';

export function PreviewFrame({
  recipe,
  lines,
  sources,
  playback,
  video,
}: {
  recipe: Recipe;
  lines: readonly CaptionLine[];
  sources: ReadonlyMap<string, Source>;
  playback: RecipePlayback;
  video: React.RefObject<HTMLVideoElement | null>;
}) {
  const { t } = useI18n();
  const backdrop = useRef<HTMLCanvasElement>(null);
  const { mode } = recipe.reframe;
  const { atMs } = playback;
  const place = placeAt(recipe, atMs);
  const first = sources.get(recipe.pieces[0]!.source);
  // Without reframing the clip keeps the shape of its source.
  const aspect = mode === 'none' && first ? first.aspect : recipe.reframe.width / recipe.reframe.height;
  const onCard = place.kind === 'card';
  const opening =
    recipe.openingLine && recipe.openingLine.text.trim() && atMs < recipe.openingLine.durationMs ? recipe.openingLine.text : null;
  const line = onCard || recipe.captions.preset === 'none' ? null : lines.find((one) => atMs >= one.startMs && atMs < one.endMs);
  useBackdrop(backdrop, video, mode === 'blur_fill' || onCard);
  return (
    <div className="preview">
      <div className="preview-box" style={{ '--aspect': aspect } as React.CSSProperties} data-mode={mode}>
        <canvas
          ref={backdrop}
          width={54}
          height={96}
          aria-hidden="true"
          style={{ display: mode === 'blur_fill' || onCard ? 'block' : 'none' }}
        />
        <video
          ref={video}
          playsInline
          preload="auto"
          aria-label={t('clip.preview')}
          style={{ visibility: onCard ? 'hidden' : 'visible' }}
          onClick={playback.toggle}
        />
        {mode === 'follow' && !onCard && <span className="preview-note">{t('clip.follow_note')}</span>}
        {opening && !onCard && <p className="preview-opening">{opening}</p>}
        {line && (
          <p className={`preview-caption is-${recipe.captions.preset} at-${recipe.captions.position}`}>
            <span>{line.text}</span>
          </p>
        )}
        {onCard && recipe.endCard && <CardLook card={recipe.endCard} />}
      </div>
      <div className="preview-controls">
        <button
          type="button"
          className="icon-button"
          aria-label={playback.playing ? t('player.pause') : t('player.play')}
          onClick={playback.toggle}
        >
          <Icon name={playback.playing ? 'pause' : 'play'} size={20} />
        </button>
        <Slider
          min={0}
          max={Math.max(1, totalMs(recipe))}
          step={40}
          value={atMs}
          onChange={playback.seek}
          tooltip={{ open: false }}
          ariaLabelForHandle={t('clip.preview_place')}
          {...(recipe.endCard ? { marks: { [bodyMs(recipe)]: ' ' } } : {})}
        />
        <span className="preview-time">
          {clock(atMs, 1)} / {clock(totalMs(recipe), 1)}
        </span>
      </div>
    </div>
  );
}

/** The card over the blurred last picture: title, code to type, picture to scan. */
function CardLook({ card }: { card: NonNullable<Recipe['endCard']> }) {
  const { t } = useI18n();
  return (
    <div className="card-look">
      {card.title.trim() && <strong>{card.title}</strong>}
      {(card.code.trim() || card.url.trim()) && (
        <div className="card-panel">
          {card.url.trim() && <QRCode value={card.url} bordered={false} size={512} type="svg" color="#15151b" bgColor="#ffffff" />}
          {card.url.trim() && <small>{t('clip.card_scan')}</small>}
          {card.code.trim() && <small>{t('clip.card_code')}</small>}
          {card.code.trim() && <b>{card.code}</b>}
        </div>
      )}
    </div>
  );
}

/** The blurred backdrop is the picture drawn very small and stretched: the softening costs nothing. */
function useBackdrop(
  canvas: React.RefObject<HTMLCanvasElement | null>,
  video: React.RefObject<HTMLVideoElement | null>,
  on: boolean,
): void {
  useEffect(() => {
    if (!on) return undefined;
    let handle = 0;
    let drawn = -1;
    const draw = () => {
      const [node, ctx] = [video.current, canvas.current?.getContext('2d')];
      if (node && ctx && node.readyState >= 2 && node.currentTime !== drawn) {
        drawn = node.currentTime;
        const scale = Math.max(54 / node.videoWidth, 96 / node.videoHeight);
        const [width, height] = [node.videoWidth * scale, node.videoHeight * scale];
        ctx.drawImage(node, (54 - width) / 2, (96 - height) / 2, width, height);
      }
      handle = requestAnimationFrame(draw);
    };
    handle = requestAnimationFrame(draw);
    return () => cancelAnimationFrame(handle);
  }, [canvas, video, on]);
}
