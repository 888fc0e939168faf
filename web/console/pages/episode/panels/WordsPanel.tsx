/** The cues as a list: the one that is spoken follows playback, a press goes there. Windowed, as an hour has thousands. */
import { Input } from 'antd';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Cue, Words } from '../../../../../src/modules/studio/contract.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import type { PlaybackClock } from '../../../../shared/timeline/clock.ts';
import { indexIntervals, itemAt, type Span } from '../../../../shared/timeline/intervals.ts';
import { clock as clockText } from '../../../../shared/timeline/timecode.ts';
import { Notice } from '../../../../shared/ui/states.tsx';
import { evidenceSentence } from '../words.ts';
import { useWindow } from './useWindow.ts';

const rowPx = 44;

export function WordsPanel({ words, clock, onGo }: { words: Words; clock: PlaybackClock; onGo: (span: Span) => void }) {
  const { t, format } = useI18n();
  const [query, setQuery] = useState('');
  const cues = useMemo(() => {
    const wanted = query.trim().toLowerCase();
    return wanted ? words.cues.filter((cue) => `${cue.speaker ?? ''} ${cue.text}`.toLowerCase().includes(wanted)) : words.cues;
  }, [words.cues, query]);
  const current = useCurrentCue(words.cues, clock);
  const list = useRef<HTMLDivElement>(null);
  const { from, to } = useWindow(list, cues.length, rowPx);
  const currentIndex = query ? -1 : cues.findIndex((cue) => cue.id === current);
  useEffect(() => {
    const node = list.current;
    if (!node || currentIndex < 0 || !clock.playing()) return;
    const top = currentIndex * rowPx;
    if (top < node.scrollTop || top > node.scrollTop + node.clientHeight - rowPx * 2) node.scrollTop = top - node.clientHeight / 3;
  }, [currentIndex, clock]);

  if (words.cues.length === 0) return <NoWords words={words} />;
  return (
    <div className="words">
      <div className="panel-tools">
        <Input.Search
          size="small"
          allowClear
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          placeholder={t('words.search')}
          aria-label={t('words.search')}
        />
        <span>
          {t('words.source', {
            source: t(`words.source_${words.source}`),
            language: words.language ? format.languageName(words.language) : '—',
            count: words.cues.length,
          })}
        </span>
      </div>
      <div ref={list} className="words-list" tabIndex={0} role="region" aria-label={t('episode.tab_words')}>
        <ol style={{ height: cues.length * rowPx }}>
          {cues.slice(from, to).map((cue, index) => (
            <li
              key={cue.id}
              style={{ top: (from + index) * rowPx, height: rowPx }}
              aria-setsize={cues.length}
              aria-posinset={from + index + 1}
            >
              <button
                type="button"
                className={cue.id === current ? 'is-current' : ''}
                aria-current={cue.id === current ? 'true' : undefined}
                onClick={() => onGo(cue)}
              >
                <time>{clockText(cue.startMs, 1)}</time>
                <span>
                  {cue.speaker && <b>{cue.speaker}</b>} {cue.text}
                </span>
              </button>
            </li>
          ))}
        </ol>
      </div>
    </div>
  );
}

/** Why there are no words, and what would give them. */
export function NoWords({ words }: { words: Words }) {
  const { t } = useI18n();
  return (
    <div className="panel-pad">
      <Notice tone="warn">
        <b>{t('words.none')}</b>
        <ul className="plain-list">
          {words.notes.map((note, index) => (
            <li key={index}>{evidenceSentence(t, note, [])}</li>
          ))}
        </ul>
        <p>{t('words.none_help')}</p>
      </Notice>
    </div>
  );
}

function useCurrentCue(cues: readonly Cue[], clock: PlaybackClock): string | null {
  const index = useMemo(() => indexIntervals(cues), [cues]);
  const [current, setCurrent] = useState<string | null>(null);
  useEffect(() => {
    const look = () => setCurrent(itemAt(index, clock.now())?.id ?? null);
    look();
    return clock.subscribe(look);
  }, [index, clock]);
  return current;
}
