/** The beats in order, each with what it rests on, and how strongly the episode's end pulls on. */
import type { Analysis } from '../../../../../src/modules/studio/contract.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import type { Span } from '../../../../shared/timeline/intervals.ts';
import { paletteFor } from '../../../../shared/timeline/palette.ts';
import { clock } from '../../../../shared/timeline/timecode.ts';
import { useTheme } from '../../../../shared/theme/theme.ts';
import { Notice } from '../../../../shared/ui/states.tsx';
import { beatHues } from '../timeline-model.ts';
import { evidenceSentence } from '../words.ts';
import { EvidenceList } from './EvidenceList.tsx';

export function StoryPanel({ document, onGo }: { document: Analysis; onGo: (span: Span) => void }) {
  const { t, format } = useI18n();
  const { dark } = useTheme();
  const palette = paletteFor(dark);
  const { cues } = document.words;
  return (
    <div className="panel-pad story">
      {document.engine.notes.length > 0 && (
        <Notice>
          {document.engine.notes.map((note, index) => (
            <p key={index}>{evidenceSentence(t, note, cues)}</p>
          ))}
        </Notice>
      )}
      {document.beats.length === 0 && <p className="panel-empty">{t('episode.no_beats')}</p>}
      <ol className="beat-list">
        {document.beats.map((beat, index) => {
          const colour = palette.block(beatHues[beat.kind], beat.kind === 'setup' ? 0.4 : 1);
          return (
            <li key={index}>
              <button type="button" onClick={() => onGo(beat)}>
                <span className="beat-kind" style={{ background: colour.fill, color: colour.text, borderColor: colour.edge }}>
                  {t(`beat.${beat.kind}`)}
                </span>
                <time>
                  {clock(beat.startMs, 1)}–{clock(beat.endMs, 1)}
                </time>
              </button>
              <EvidenceList evidence={beat.evidence} cues={cues} onGo={onGo} />
            </li>
          );
        })}
      </ol>
      <section className="cliffhanger">
        <h3>
          {t('episode.cliffhanger')}
          <b>{format.number(document.cliffhanger.score)}</b>
        </h3>
        <EvidenceList evidence={document.cliffhanger.evidence} cues={cues} onGo={onGo} />
      </section>
    </div>
  );
}
