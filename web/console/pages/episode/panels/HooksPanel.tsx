/** The hooks of an episode by rank, and the chosen one opened: why it is one, where it begins and ends, what to do with it. */
import { Button, InputNumber, Tooltip } from 'antd';
import { useEffect, useRef } from 'react';
import { studioContract, type Cue, type KeptHook } from '../../../../../src/modules/studio/contract.ts';
import { hrefOf } from '../../../../shared/api/client.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import type { Span } from '../../../../shared/timeline/intervals.ts';
import { clock } from '../../../../shared/timeline/timecode.ts';
import { Icon } from '../../../../shared/ui/Icon.tsx';
import { PermissionGate, useDenied } from '../../../../shared/ui/PermissionGate.tsx';
import { evidenceSentence } from '../words.ts';
import { EvidenceList } from './EvidenceList.tsx';
import { ExportMenu } from './ExportMenu.tsx';
import { ScoreParts } from './ScoreParts.tsx';

type Actions = {
  onSelect: (id: string | null) => void;
  onGo: (span: Span) => void;
  onPreview: (hook: KeptHook) => void;
  onMakeClip: (hook: KeptHook) => void;
  onReset: (id: string) => void;
  onRemove: (id: string) => void;
  onEdges: (id: string, span: Span) => void;
};

export function HooksPanel({
  hooks,
  selectedId,
  previewing,
  cues,
  durationMs,
  ...actions
}: Actions & { hooks: readonly KeptHook[]; selectedId: string | null; previewing: boolean; cues: readonly Cue[]; durationMs: number }) {
  const { t } = useI18n();
  if (hooks.length === 0) return <p className="panel-empty">{t('episode.no_hooks')}</p>;
  return (
    <ol className="hook-list">
      {hooks.map((hook) => (
        <li key={hook.id} className={hook.id === selectedId ? 'is-open' : ''}>
          <HookRow hook={hook} cues={cues} open={hook.id === selectedId} onSelect={actions.onSelect} />
          {hook.id === selectedId && <HookDetail hook={hook} cues={cues} durationMs={durationMs} previewing={previewing} {...actions} />}
        </li>
      ))}
    </ol>
  );
}

function HookRow({ hook, cues, open, onSelect }: { hook: KeptHook; cues: readonly Cue[]; open: boolean; onSelect: Actions['onSelect'] }) {
  const { t, format } = useI18n();
  const row = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (open) row.current?.scrollIntoView({ block: 'nearest' });
  }, [open]);
  return (
    <button ref={row} type="button" className="hook-row" aria-expanded={open} onClick={() => onSelect(open ? null : hook.id)}>
      <span className="hook-rank" aria-label={t('episode.rank', { rank: hook.rank })}>
        {hook.rank}
      </span>
      <span className="hook-why">
        <span>
          {hook.origin === 'person'
            ? t('episode.hook_by_hand')
            : hook.evidence[0]
              ? evidenceSentence(t, hook.evidence[0], cues)
              : t('episode.hook')}
        </span>
        <small>
          {clock(hook.startMs, 1)}–{clock(hook.endMs, 1)} ·{' '}
          {t('episode.seconds', { value: format.number((hook.endMs - hook.startMs) / 1000, 1) })}
          {hook.edited && <em> · {t('episode.edited')}</em>}
        </small>
      </span>
      {hook.origin === 'machine' && (
        <span className="hook-score" aria-label={t('episode.score', { score: format.number(hook.score) })}>
          {format.number(hook.score)}
        </span>
      )}
    </button>
  );
}

export function HookDetail({
  hook,
  cues,
  durationMs,
  previewing,
  ...actions
}: Actions & { hook: KeptHook; cues: readonly Cue[]; durationMs: number; previewing: boolean }) {
  const { t } = useI18n();
  return (
    <div className="hook-detail">
      <HookActions hook={hook} previewing={previewing} {...actions} />
      <Edges hook={hook} durationMs={durationMs} onEdges={actions.onEdges} onReset={actions.onReset} />
      {hook.origin === 'machine' && (
        <>
          <h3>{t('episode.score_parts')}</h3>
          <ScoreParts parts={hook.parts} />
          <p className="hook-drama-rank">{t('episode.drama_rank', { rank: hook.dramaRank })}</p>
        </>
      )}
      {hook.evidence.length > 0 && (
        <>
          <h3>{t('episode.evidence')}</h3>
          <EvidenceList evidence={hook.evidence} cues={cues} onGo={actions.onGo} />
        </>
      )}
    </div>
  );
}

export function HookActions({
  hook,
  previewing,
  onPreview,
  onMakeClip,
  onRemove,
}: Pick<Actions, 'onPreview' | 'onMakeClip' | 'onRemove'> & { hook: KeptHook; previewing: boolean }) {
  const { t } = useI18n();
  return (
    <div className="hook-actions">
      <Button icon={<Icon name={previewing ? 'pause' : 'play'} size={16} />} aria-pressed={previewing} onClick={() => onPreview(hook)}>
        {previewing ? t('episode.stop_preview') : t('episode.preview')}
      </Button>
      <PermissionGate permission="studio.write">
        <Button type="primary" icon={<Icon name="clip" size={16} />} onClick={() => onMakeClip(hook)}>
          {t('clip.make')}
        </Button>
      </PermissionGate>
      <ExportMenu href={(format) => hrefOf(studioContract.routes.exportHook, { params: { hookId: hook.id, format } })} compact />
      <PermissionGate permission="studio.write">
        <Button icon={<Icon name="trash" size={16} />} aria-label={t('episode.remove_hook')} onClick={() => onRemove(hook.id)} />
      </PermissionGate>
    </div>
  );
}

/** The edges as figures: for those who know them, and for those who cannot drag. */
function Edges({
  hook,
  durationMs,
  onEdges,
  onReset,
}: {
  hook: KeptHook;
  durationMs: number;
  onEdges: Actions['onEdges'];
  onReset: Actions['onReset'];
}) {
  const { t } = useI18n();
  const denied = useDenied('studio.write');
  const field = (edge: 'startMs' | 'endMs', label: string, min: number, max: number) => (
    <label className="edge-field">
      <span>{label}</span>
      <InputNumber
        key={hook[edge]}
        size="small"
        aria-label={label}
        disabled={denied !== undefined}
        min={min / 1000}
        max={max / 1000}
        step={0.1}
        precision={2}
        suffix={t('episode.s')}
        defaultValue={hook[edge] / 1000}
        changeOnBlur
        onBlur={(event) => keep(edge, event.currentTarget.value)}
        onPressEnter={(event) => keep(edge, event.currentTarget.value)}
        onStep={(value) => keep(edge, String(value))}
      />
    </label>
  );
  const keep = (edge: 'startMs' | 'endMs', text: string) => {
    const ms = Math.round(Number(text) * 1000);
    // Two decimals are shown: a value that reads the same was not changed.
    if (!Number.isFinite(ms) || Math.abs(ms - hook[edge]) < 6) return;
    const next = { startMs: hook.startMs, endMs: hook.endMs, [edge]: ms };
    if (next.startMs >= 0 && next.endMs <= durationMs && next.endMs - next.startMs >= 500) onEdges(hook.id, next);
  };
  return (
    <div className="edge-fields">
      {field('startMs', t('episode.begins'), 0, hook.endMs - 500)}
      {field('endMs', t('episode.ends'), hook.startMs + 500, durationMs)}
      {hook.origin === 'machine' && (
        <Tooltip
          title={
            denied ??
            (hook.edited
              ? t('episode.reset_why', { from: clock(hook.suggestedStartMs, 1), to: clock(hook.suggestedEndMs, 1) })
              : t('episode.reset_none'))
          }
        >
          <span className="gate">
            <Button
              size="small"
              type="text"
              icon={<Icon name="restore" size={14} />}
              disabled={denied !== undefined || !hook.edited}
              onClick={() => onReset(hook.id)}
            >
              {t('episode.reset')}
            </Button>
          </span>
        </Tooltip>
      )}
    </div>
  );
}
