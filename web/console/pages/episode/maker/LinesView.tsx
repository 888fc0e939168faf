/** The words to be burned, verbatim and with the clip's times; each may be rewritten. */
import { Input } from 'antd';
import type { Cue, Recipe } from '../../../../../src/modules/studio/contract.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { clock } from '../../../../shared/timeline/timecode.ts';
import { captionLines, rewriteLine, type CaptionLine } from './draft.ts';
import { Section } from './LookSections.tsx';

export function LinesView({
  recipe,
  lines,
  cuesOf,
  onChange,
  onGo,
}: {
  recipe: Recipe;
  lines: readonly CaptionLine[];
  cuesOf: (source: string) => readonly Cue[];
  onChange: (recipe: Recipe) => void;
  onGo: (ms: number) => void;
}) {
  const { t } = useI18n();
  if (recipe.captions.preset === 'none') return null;
  const original = captionLines({ ...recipe, cues: undefined }, cuesOf);
  // A clip that was rendered carries its cues; that alone is no change of words.
  const rewritten =
    recipe.cues !== undefined &&
    original.length > 0 &&
    original.map((line) => line.text).join('\n') !== lines.map((line) => line.text).join('\n');
  return (
    <Section
      title={t('clip.lines', { count: lines.length })}
      aside={
        rewritten ? (
          <button type="button" className="link-button" onClick={() => onChange({ ...recipe, cues: undefined })}>
            {t('clip.lines_reset')}
          </button>
        ) : undefined
      }
    >
      {lines.length === 0 ? (
        <p className="field-hint">{t('clip.lines_none')}</p>
      ) : (
        <ol className="lines">
          {lines.map((line) => (
            <li key={`${line.pieceIndex}-${line.source}-${line.cueId}`}>
              <button type="button" className="link-button" onClick={() => onGo(line.startMs)}>
                <time>{clock(line.startMs, 1)}</time>
              </button>
              <Input.TextArea
                autoSize
                variant="borderless"
                value={line.text}
                aria-label={t('clip.line_at', { at: clock(line.startMs, 1) })}
                onChange={(event) => onChange(rewriteLine(recipe, line.source, cuesOf(line.source), line.cueId, event.target.value))}
              />
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}
