/** The pieces of a clip in order, from any episode of the drama. */
import { InputNumber, Select } from 'antd';
import type { Episode } from '../../../../../src/modules/catalog/contract.ts';
import type { KeptHook } from '../../../../../src/modules/studio/contract.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { clock } from '../../../../shared/timeline/timecode.ts';
import { Icon } from '../../../../shared/ui/Icon.tsx';
import { movePiece, trimPiece, type Piece } from './draft.ts';
import { PieceTrim } from './PieceTrim.tsx';
import type { Source } from './useSources.ts';

type Props = {
  pieces: readonly Piece[];
  sources: ReadonlyMap<string, Source>;
  episodes: readonly Episode[];
  hooks: readonly KeptHook[];
  onChange: (pieces: Piece[]) => void;
  onLook: (index: number, sourceMs: number) => void;
};

export function PieceList({ pieces, sources, episodes, hooks, onChange, onLook }: Props) {
  const { t } = useI18n();
  const replace = (index: number, piece: Piece) => onChange(pieces.map((one, at) => (at === index ? piece : one)));
  return (
    <div className="piece-list">
      <ol>
        {pieces.map((piece, index) => (
          <li key={index} className="piece">
            <PieceHead
              piece={piece}
              index={index}
              count={pieces.length}
              source={sources.get(piece.source)}
              onChange={(next) => replace(index, next)}
              onMove={(to) => onChange(movePiece(pieces, index, to))}
              onRemove={() => onChange(pieces.filter((_, at) => at !== index))}
            />
            {sources.get(piece.source) && (
              <PieceTrim
                piece={piece}
                source={sources.get(piece.source)!}
                number={index + 1}
                onChange={(next) => replace(index, next)}
                onLook={(ms) => onLook(index, ms)}
              />
            )}
          </li>
        ))}
      </ol>
      <AddPiece episodes={episodes} hooks={hooks} onAdd={(piece) => onChange([...pieces, piece])} t={t} />
    </div>
  );
}

function PieceHead({
  piece,
  index,
  count,
  source,
  onChange,
  onMove,
  onRemove,
}: {
  piece: Piece;
  index: number;
  count: number;
  source: Source | undefined;
  onChange: (piece: Piece) => void;
  onMove: (to: number) => void;
  onRemove: () => void;
}) {
  const { t, format } = useI18n();
  const number = index + 1;
  const seconds = (edge: 'start' | 'end') => (
    <InputNumber
      size="small"
      className="piece-seconds"
      controls={false}
      aria-label={t(edge === 'start' ? 'clip.piece_start' : 'clip.piece_end', { number })}
      value={Math.round((edge === 'start' ? piece.startMs : piece.endMs) / 10) / 100}
      precision={2}
      step={0.04}
      min={0}
      onChange={(value) => value !== null && source && onChange(trimPiece(piece, edge, value * 1000, source.durationMs))}
    />
  );
  return (
    <div className="piece-head">
      <b className="piece-number">{number}</b>
      <span className="piece-source">{t('episode.number', { number: source?.number ?? '…' })}</span>
      <span className="piece-span">
        {seconds('start')}–{seconds('end')}
        <small>{t('episode.seconds', { value: format.number((piece.endMs - piece.startMs) / 1000, 1) })}</small>
      </span>
      <span className="piece-tools">
        <button
          type="button"
          className="icon-button"
          aria-label={t('clip.piece_up', { number })}
          disabled={index === 0}
          onClick={() => onMove(index - 1)}
        >
          <Up />
        </button>
        <button
          type="button"
          className="icon-button"
          aria-label={t('clip.piece_down', { number })}
          disabled={index === count - 1}
          onClick={() => onMove(index + 1)}
        >
          <Icon name="down" size={16} />
        </button>
        <button
          type="button"
          className="icon-button"
          aria-label={t('clip.piece_remove', { number })}
          title={count === 1 ? t('clip.piece_last') : undefined}
          disabled={count === 1}
          onClick={onRemove}
        >
          <Icon name="trash" size={16} />
        </button>
      </span>
    </div>
  );
}

const Up = () => (
  <span style={{ display: 'grid', transform: 'rotate(180deg)' }}>
    <Icon name="down" size={16} />
  </span>
);

/** A further piece: a hook of the drama, or the beginning of an episode to trim from. */
function AddPiece({
  episodes,
  hooks,
  onAdd,
  t,
}: {
  episodes: readonly Episode[];
  hooks: readonly KeptHook[];
  onAdd: (piece: Piece) => void;
  t: ReturnType<typeof useI18n>['t'];
}) {
  const options = [
    {
      label: t('clip.add_hooks'),
      options: hooks.slice(0, 60).map((hook) => ({
        value: `hook:${hook.id}`,
        label: `${t('episode.number', { number: hook.episodeNumber })} · ${clock(hook.startMs, 1)}–${clock(hook.endMs, 1)} · ${t('episode.score', { score: Math.round(hook.score) })}`,
      })),
    },
    {
      label: t('clip.add_episodes'),
      options: episodes
        .filter((one) => one.video)
        .map((one) => ({ value: `ep:${one.id}`, label: `${t('episode.number', { number: one.number })} ${one.title}` })),
    },
  ];
  return (
    <Select
      className="add-piece"
      value={null}
      options={options}
      showSearch={{ optionFilterProp: 'label' }}
      placeholder={
        <span>
          <Icon name="plus" size={14} /> {t('clip.add_piece')}
        </span>
      }
      aria-label={t('clip.add_piece')}
      popupMatchSelectWidth={300}
      onChange={(value: string | null) => {
        const [kind, id] = (value ?? '').split(':');
        const hook = hooks.find((one) => one.id === id);
        const episode = episodes.find((one) => one.id === id);
        if (kind === 'hook' && hook) onAdd({ source: hook.episodeId, startMs: hook.startMs, endMs: hook.endMs, gainDb: 0 });
        else if (kind === 'ep' && episode)
          onAdd({ source: episode.id, startMs: 0, endMs: Math.max(200, Math.min(10_000, episode.durationMs ?? 10_000)), gainDb: 0 });
      }}
    />
  );
}
