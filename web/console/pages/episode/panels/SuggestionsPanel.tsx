/** What an editor would say: each suggestion with what, why and how long; taken up or put back; and the edit that results. */
import { useQuery } from '@tanstack/react-query';
import { Button, Switch, Tooltip } from 'antd';
import { useEffect, useRef } from 'react';
import { studioContract, type Analysis, type Cue, type Recipe, type Suggestion } from '../../../../../src/modules/studio/contract.ts';
import { hrefOf } from '../../../../shared/api/client.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import type { Span } from '../../../../shared/timeline/intervals.ts';
import { clock } from '../../../../shared/timeline/timecode.ts';
import { Icon } from '../../../../shared/ui/Icon.tsx';
import { PermissionGate, useDenied } from '../../../../shared/ui/PermissionGate.tsx';
import type { useSuggestionChanges } from '../data.ts';
import { EvidenceList } from './EvidenceList.tsx';
import { ExportMenu } from './ExportMenu.tsx';

type Props = {
  episodeId: string;
  document: Analysis;
  applied: readonly string[];
  changes: ReturnType<typeof useSuggestionChanges>;
  openId: string | null;
  onGo: (span: Span) => void;
  onMakeClip: (recipe: Recipe) => void;
};

export function SuggestionsPanel({ episodeId, document, applied, changes, openId, onGo, onMakeClip }: Props) {
  const { t } = useI18n();
  const { suggestions } = document;
  const denied = useDenied('studio.write');
  if (suggestions.length === 0) return <p className="panel-empty">{t('suggestion.none')}</p>;
  const set = (id: string, on: boolean) => changes.mutate(on ? [...applied, id] : applied.filter((one) => one !== id));
  const all = suggestions.every((one) => applied.includes(one.id));
  return (
    <>
      <div className="panel-tools">
        <span>{t('suggestion.taken', { count: applied.length, total: suggestions.length })}</span>
        <PermissionGate permission="studio.write">
          <Button size="small" onClick={() => changes.mutate(all ? [] : suggestions.map((one) => one.id))}>
            {all ? t('suggestion.put_back_all') : t('suggestion.take_all')}
          </Button>
        </PermissionGate>
      </div>
      <ul className="suggestion-list">
        {suggestions.map((one) => (
          <SuggestionRow
            key={one.id}
            suggestion={one}
            cues={document.words.cues}
            on={applied.includes(one.id)}
            denied={denied}
            busy={changes.isPending}
            focused={one.id === openId}
            onGo={onGo}
            onChange={(on) => set(one.id, on)}
          />
        ))}
      </ul>
      <ResultingEdit
        episodeId={episodeId}
        applied={applied}
        originalMs={document.durationMs}
        changes={changes}
        mayWrite={!denied}
        onGo={onGo}
        onMakeClip={onMakeClip}
      />
    </>
  );
}

function SuggestionRow({
  suggestion,
  cues,
  on,
  denied,
  focused,
  onGo,
  onChange,
}: {
  suggestion: Suggestion;
  cues: readonly Cue[];
  on: boolean;
  denied: string | undefined;
  busy: boolean;
  focused: boolean;
  onGo: (span: Span) => void;
  onChange: (on: boolean) => void;
}) {
  const { t, format } = useI18n();
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (focused) row.current?.scrollIntoView({ block: 'nearest' });
  }, [focused]);
  const seconds = format.number((suggestion.endMs - suggestion.startMs) / 1000, 1);
  const what = t(`suggestion.${suggestion.kind}_what`, { seconds, ...suggestion.params });
  return (
    <li ref={row} className={`suggestion${on ? ' is-on' : ''}${focused ? ' is-focused' : ''}`}>
      <div className="suggestion-head">
        <button type="button" className="suggestion-what" onClick={() => onGo(suggestion)}>
          <span>{what}</span>
          <time>
            {clock(suggestion.startMs, 1)}–{clock(suggestion.endMs, 1)}
          </time>
        </button>
        <Tooltip title={denied ?? (on ? t('suggestion.put_back') : t('suggestion.take'))}>
          <Switch
            checked={on}
            disabled={denied !== undefined}
            onChange={onChange}
            aria-label={`${on ? t('suggestion.put_back') : t('suggestion.take')}: ${what}`}
          />
        </Tooltip>
      </div>
      <EvidenceList evidence={suggestion.evidence} cues={cues} />
    </li>
  );
}

/** The pieces that are left and their whole length, as the server works them out. */
function ResultingEdit({
  episodeId,
  applied,
  originalMs,
  changes,
  mayWrite,
  onGo,
  onMakeClip,
}: {
  episodeId: string;
  applied: readonly string[];
  originalMs: number;
  changes: Props['changes'];
  mayWrite: boolean;
  onGo: (span: Span) => void;
  onMakeClip: (recipe: Recipe) => void;
}) {
  const { t } = useI18n();
  const { data: recipe } = useQuery<Recipe | null>({
    queryKey: ['edit', episodeId],
    queryFn: () => null,
    enabled: false,
    staleTime: Infinity,
  });
  const asked = useRef(false);
  // What was taken up on an earlier visit: saying it again changes nothing and answers with the edit.
  useEffect(() => {
    if (asked.current || recipe || applied.length === 0 || !mayWrite) return;
    asked.current = true;
    changes.mutate([...applied]);
  }, [recipe, applied, mayWrite, changes]);
  if (applied.length === 0) return <p className="edit-result is-empty">{t('suggestion.edit_none')}</p>;
  const total = recipe?.pieces.reduce((sum, piece) => sum + piece.endMs - piece.startMs, 0);
  return (
    <section className="edit-result" aria-label={t('suggestion.edit')}>
      <header>
        <h3>{t('suggestion.edit')}</h3>
        {recipe && total !== undefined && (
          <span aria-live="polite">
            {t('suggestion.edit_figures', { count: recipe.pieces.length, length: clock(total, 1), before: clock(originalMs, 1) })}
          </span>
        )}
      </header>
      {recipe && (
        <ol className="edit-pieces">
          {recipe.pieces.map((piece, index) => (
            <li key={index}>
              <button type="button" onClick={() => onGo(piece)}>
                <b>{index + 1}</b> {clock(piece.startMs, 1)}–{clock(piece.endMs, 1)}
                {piece.gainDb !== 0 && (
                  <small>
                    {piece.gainDb > 0 ? '+' : '−'}
                    {Math.abs(piece.gainDb).toFixed(1)} dB
                  </small>
                )}
              </button>
            </li>
          ))}
        </ol>
      )}
      <div className="edit-actions">
        <ExportMenu href={(format) => hrefOf(studioContract.routes.exportEpisodeEdit, { params: { episodeId, format } })} />
        <PermissionGate permission="studio.write" because={recipe ? undefined : t('state.loading')}>
          <Button type="primary" icon={<Icon name="clip" size={16} />} onClick={() => recipe && onMakeClip(recipe)}>
            {t('clip.make_of_edit')}
          </Button>
        </PermissionGate>
      </div>
    </section>
  );
}
