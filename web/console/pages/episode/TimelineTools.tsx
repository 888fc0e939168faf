/** The timeline's tools: zoom, edges at the playhead, undo; the bar of a stretch marked by hand; the way back of a removal. */
import { Button, Tooltip } from 'antd';
import { useSyncExternalStore, type ReactNode, type RefObject } from 'react';
import type { KeptHook } from '../../../../src/modules/studio/contract.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import type { Signal } from '../../../shared/timeline/clock.ts';
import type { Span } from '../../../shared/timeline/intervals.ts';
import { clock } from '../../../shared/timeline/timecode.ts';
import type { TimelineHandle } from '../../../shared/timeline/Timeline.tsx';
import { Icon } from '../../../shared/ui/Icon.tsx';
import type { HookEditing } from './useHookEditing.ts';
import { Glyph } from './Glyph.tsx';

export function TimelineTools({
  zoom: zoomSignal,
  timeline,
  editing,
  selected,
  denied,
  phone,
  onEdge,
}: {
  zoom: Signal<number>;
  timeline: RefObject<TimelineHandle | null>;
  editing: HookEditing;
  selected: KeptHook | null;
  denied: string | undefined;
  phone: boolean;
  onEdge: (edge: 'start' | 'end') => void;
}) {
  const { t } = useI18n();
  const tool = (label: string, key: string, body: ReactNode, press: () => void, disabled: string | undefined | boolean = false) => (
    <Tooltip title={typeof disabled === 'string' ? disabled : phone ? '' : `${label}${key ? ` (${key})` : ''}`}>
      <span className="gate">
        <button
          type="button"
          className="icon-button"
          aria-label={label}
          disabled={disabled !== false && disabled !== undefined}
          onClick={press}
        >
          {body}
        </button>
      </span>
    </Tooltip>
  );
  return (
    <div className="timeline-tools" role="toolbar" aria-label={t('timeline.tools')}>
      {tool(
        selected ? t('timeline.set_start') : t('timeline.mark_start'),
        '[',
        <Glyph size={18} d="M12 4H8v12h4" />,
        () => onEdge('start'),
        denied,
      )}
      {tool(
        selected ? t('timeline.set_end') : t('timeline.mark_end'),
        ']',
        <Glyph size={18} d="M8 4h4v12H8" />,
        () => onEdge('end'),
        denied,
      )}
      <span className="tool-gap" />
      {tool(
        t('command.undo'),
        'Ctrl Z',
        <Glyph size={18} d="M7 5L3.5 8.5 7 12M3.5 8.5H12a4 4 0 0 1 0 8H8" />,
        editing.undo,
        !editing.canUndo,
      )}
      {tool(
        t('command.redo'),
        'Ctrl Shift Z',
        <Glyph size={18} d="M13 5l3.5 3.5L13 12M16.5 8.5H8a4 4 0 0 0 0 8h4" />,
        editing.redo,
        !editing.canRedo,
      )}
      {!phone && <p className="timeline-hint">{denied ?? (selected ? t('timeline.hint_edges') : t('timeline.hint_mark'))}</p>}
      <span className="tool-end" />
      <ZoomTools zoom={zoomSignal} timeline={timeline} phone={phone} />
      <Button size="small" type="text" className="fit-button" onClick={() => timeline.current?.fit()}>
        {t('timeline.fit')}
      </Button>
    </div>
  );
}

/** Alone in following the zoom, and of plain elements: it is drawn anew at every turn of the wheel. */
function ZoomTools({
  zoom: signal,
  timeline,
  phone,
}: {
  zoom: Signal<number>;
  timeline: RefObject<TimelineHandle | null>;
  phone: boolean;
}) {
  const { t } = useI18n();
  const zoom = useSyncExternalStore(signal.subscribe, signal.get);
  return (
    <>
      <button
        type="button"
        className="icon-button"
        aria-label={t('command.zoom_out')}
        title={`${t('command.zoom_out')} (−)`}
        disabled={zoom <= 0.001}
        onClick={() => timeline.current?.zoom(1 / 1.6)}
      >
        <Glyph size={18} d="M4 10h12" />
      </button>
      {!phone && (
        <input
          type="range"
          className="zoom-slider"
          min={0}
          max={1}
          step={0.01}
          value={zoom}
          aria-label={t('timeline.zoom')}
          onChange={(event) => timeline.current?.setZoom(Number(event.target.value))}
        />
      )}
      <button
        type="button"
        className="icon-button"
        aria-label={t('command.zoom_in')}
        title={`${t('command.zoom_in')} (+)`}
        disabled={zoom >= 0.999}
        onClick={() => timeline.current?.zoom(1.6)}
      >
        <Icon name="plus" />
      </button>
    </>
  );
}

export function SelectionBar({
  selection,
  denied,
  previewing,
  onPreview,
  onAdd,
  onCancel,
}: {
  selection: Span;
  denied: string | undefined;
  previewing: boolean;
  onPreview: () => void;
  onAdd: () => void;
  onCancel: () => void;
}) {
  const { t, format } = useI18n();
  const length = selection.endMs - selection.startMs;
  const why = denied ?? (length < 500 ? t('timeline.too_short') : undefined);
  return (
    <div className="float-bar" role="group" aria-label={t('timeline.selection')}>
      <span>
        {t('timeline.selection')}{' '}
        <b>
          {clock(selection.startMs, 1)}–{clock(selection.endMs, 1)}
        </b>{' '}
        · {t('episode.seconds', { value: format.number(length / 1000, 1) })}
      </span>
      <Button size="small" icon={<Icon name={previewing ? 'pause' : 'play'} size={14} />} onClick={onPreview}>
        {previewing ? t('episode.stop_preview') : t('episode.preview')}
      </Button>
      <Tooltip title={why}>
        <span className="gate">
          <Button size="small" type="primary" disabled={why !== undefined} onClick={onAdd}>
            {t('timeline.add_hook')}
          </Button>
        </span>
      </Tooltip>
      <button type="button" className="icon-button" aria-label={t('action.cancel')} onClick={onCancel}>
        <Icon name="close" size={16} />
      </button>
    </div>
  );
}

export function UndoBar({ rank, onUndo }: { rank: number; onUndo: () => void }) {
  const { t } = useI18n();
  return (
    <div className="float-bar is-undo" role="status">
      <span>{t('episode.removed', { rank })}</span>
      <Button size="small" type="primary" onClick={onUndo}>
        {t('command.undo')}
      </Button>
    </div>
  );
}
