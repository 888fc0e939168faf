/** Where the panels stand: two columns at a desk, tabs where it is narrow, sheets on a phone. */
import { Drawer } from 'antd';
import type { ReactNode } from 'react';
import type { Episode } from '../../../../src/modules/catalog/contract.ts';
import type { Analysis, EpisodeAnalysis, KeptHook } from '../../../../src/modules/studio/contract.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import type { Span } from '../../../shared/timeline/intervals.ts';
import { clock } from '../../../shared/timeline/timecode.ts';
import { Icon, type IconName } from '../../../shared/ui/Icon.tsx';
import type { useSuggestionChanges } from './data.ts';
import { FactsPanel } from './panels/FactsPanel.tsx';
import { HookActions, HooksPanel } from './panels/HooksPanel.tsx';
import { StoryPanel } from './panels/StoryPanel.tsx';
import { SuggestionsPanel } from './panels/SuggestionsPanel.tsx';
import { WordsPanel } from './panels/WordsPanel.tsx';
import type { Playback } from './player/usePlayback.ts';
import { useMedia } from './useMedia.ts';
import { evidenceSentence } from './words.ts';

export type PanelKey = 'hooks' | 'suggestions' | 'words' | 'story' | 'facts';
const icons: Record<PanelKey, IconName> = { hooks: 'hook', suggestions: 'edit', words: 'text', story: 'book', facts: 'wave' };

type Props = {
  phone: boolean;
  panel: PanelKey | '';
  onPanel: (panel: PanelKey | null) => void;
  episode: Episode;
  analysis: EpisodeAnalysis;
  document: Analysis;
  hooks: readonly KeptHook[];
  selected: KeptHook | null;
  playback: Playback;
  suggestionChanges: ReturnType<typeof useSuggestionChanges>;
  openSuggestion: string | null;
  onSelect: (id: string | null) => void;
  onGo: (span: Span) => void;
  onPreview: (span: Span) => void;
  onMakeClip: (hook: KeptHook) => void;
  onMakeClipOfEdit: () => void;
  onReset: (id: string) => void;
  onRemove: (id: string) => void;
  onEdges: (id: string, span: Span) => void;
};

export function EditorPanels(props: Props) {
  const { t } = useI18n();
  const { phone, panel, onPanel, document, hooks, selected } = props;
  const wide = useMedia('(min-width: 1180px)');
  const counts: Record<PanelKey, number | null> = {
    hooks: hooks.length,
    suggestions: document.suggestions.length,
    words: document.words.cues.length,
    story: document.beats.length,
    facts: document.quality.length || null,
  };
  const tabs = (keys: readonly PanelKey[], current: PanelKey, asSheets: boolean) => (
    <div className="panel-tabs" role={asSheets ? 'group' : 'tablist'} aria-label={t('episode.panels')}>
      {keys.map((key) => (
        <button
          key={key}
          type="button"
          id={`tab-${key}`}
          {...(asSheets
            ? { 'aria-haspopup': 'dialog' as const }
            : { role: 'tab', 'aria-selected': key === current, 'aria-controls': `panel-${key}`, tabIndex: key === current ? 0 : -1 })}
          onClick={() => onPanel(key)}
          onKeyDown={(event) => {
            const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
            if (step === 0 || asSheets) return;
            const next = keys[(keys.indexOf(current) + step + keys.length) % keys.length]!;
            onPanel(next);
            globalThis.document.getElementById(`tab-${next}`)?.focus();
          }}
        >
          {asSheets && <Icon name={icons[key]} />}
          <span>{t(`episode.tab_${key}`)}</span>
          {counts[key] !== null && <small>{counts[key]}</small>}
        </button>
      ))}
    </div>
  );

  if (phone) {
    const keys: PanelKey[] = ['hooks', 'suggestions', 'words', 'story', 'facts'];
    return (
      <>
        <PhoneSummary {...props} />
        {tabs(keys, 'hooks', true)}
        <Drawer
          open={panel !== ''}
          placement="bottom"
          size="72dvh"
          title={panel ? t(`episode.tab_${panel}`) : ''}
          onClose={() => onPanel(null)}
          destroyOnHidden
          className="sheet"
          styles={{ body: { padding: 0 } }}
          closable={{ 'aria-label': t('action.close') }}
        >
          {panel && <Body {...props} panel={panel} />}
        </Drawer>
        {selected && (
          <span className="visually-hidden" role="status">
            {t('episode.rank', { rank: selected.rank })}
          </span>
        )}
      </>
    );
  }
  const keys: PanelKey[] = wide ? ['suggestions', 'words', 'story', 'facts'] : ['hooks', 'suggestions', 'words', 'story', 'facts'];
  const current = keys.includes(panel as PanelKey) ? (panel as PanelKey) : keys[0]!;
  return (
    <>
      {wide && (
        <section className="side-panel" aria-labelledby="hooks-title">
          <header className="side-title">
            <h2 id="hooks-title">{t('episode.tab_hooks')}</h2>
            <small>{hooks.length}</small>
          </header>
          <div className="side-body">
            <Body {...props} panel="hooks" />
          </div>
        </section>
      )}
      <section className="side-panel">
        {tabs(keys, current, false)}
        <div className="side-body" role="tabpanel" id={`panel-${current}`} aria-labelledby={`tab-${current}`}>
          <Body {...props} panel={current} />
        </div>
      </section>
    </>
  );
}

function Body(props: Props & { panel: PanelKey }): ReactNode {
  const { panel, document, analysis, episode, playback, onGo } = props;
  const { cues } = document.words;
  switch (panel) {
    case 'hooks':
      return (
        <HooksPanel
          hooks={props.hooks}
          selectedId={props.selected?.id ?? null}
          previewing={playback.looping !== null}
          cues={cues}
          durationMs={document.durationMs}
          onSelect={props.onSelect}
          onGo={onGo}
          onPreview={props.onPreview}
          onMakeClip={props.onMakeClip}
          onReset={props.onReset}
          onRemove={props.onRemove}
          onEdges={props.onEdges}
        />
      );
    case 'suggestions':
      return (
        <SuggestionsPanel
          episodeId={episode.id}
          document={document}
          applied={analysis.appliedSuggestionIds}
          changes={props.suggestionChanges}
          openId={props.openSuggestion}
          onGo={onGo}
          onMakeClip={props.onMakeClipOfEdit}
        />
      );
    case 'words':
      return <WordsPanel words={document.words} clock={playback.clock} onGo={onGo} />;
    case 'story':
      return <StoryPanel document={document} onGo={onGo} />;
    case 'facts':
      return <FactsPanel document={document} onGo={onGo} />;
  }
}

/** Beside the upright picture on a phone: the chosen hook, or the best one to begin with. */
function PhoneSummary({ selected, hooks, document, playback, onSelect, onPanel, onPreview, onMakeClip, onRemove }: Props) {
  const { t, format } = useI18n();
  const hook = selected;
  if (!hook) {
    return (
      <div className="phone-summary">
        <h2>{t('episode.best_hooks')}</h2>
        {hooks.length === 0 && <p>{t('episode.no_hooks')}</p>}
        <ol>
          {hooks.slice(0, 4).map((one) => (
            <li key={one.id}>
              <button type="button" onClick={() => onSelect(one.id)}>
                <span className="hook-rank">{one.rank}</span>
                <span>
                  {clock(one.startMs, 1)}
                  <small>{t('episode.seconds', { value: format.number((one.endMs - one.startMs) / 1000, 1) })}</small>
                </span>
                <b>{one.origin === 'machine' ? format.number(one.score) : ''}</b>
              </button>
            </li>
          ))}
        </ol>
      </div>
    );
  }
  return (
    <div className="phone-summary">
      <button type="button" className="phone-back" onClick={() => onSelect(null)}>
        <Icon name="left" size={14} />
        {t('episode.all_hooks')}
      </button>
      <div className="phone-hook">
        <span className="hook-rank">{hook.rank}</span>
        <div>
          <b>
            {clock(hook.startMs, 1)}–{clock(hook.endMs, 1)}
          </b>
          <small>
            {t('episode.seconds', { value: format.number((hook.endMs - hook.startMs) / 1000, 1) })}
            {hook.origin === 'machine' && ` · ${t('episode.score', { score: format.number(hook.score) })}`}
          </small>
        </div>
      </div>
      {hook.evidence[0] && (
        <button type="button" className="phone-why" onClick={() => onPanel('hooks')}>
          {evidenceSentence(t, hook.evidence[0], document.words.cues)}
        </button>
      )}
      <HookActions hook={hook} previewing={playback.looping !== null} onPreview={onPreview} onMakeClip={onMakeClip} onRemove={onRemove} />
    </div>
  );
}
