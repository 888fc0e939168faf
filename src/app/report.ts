import type { Analysis, Evidence } from '../modules/studio/contract.ts';
import type { Translator } from '../platform/i18n.ts';
import { formatMs } from '../platform/time.ts';

const span = ({ startMs, endMs }: { startMs: number; endMs: number }): string => `${formatMs(startMs)}–${formatMs(endMs)}`;

/** An analysis for a person at a terminal: plain text, about a screen long, in the translator's language. */
export function writeReport(analysis: Analysis, t: Translator): string {
  const sentences = (list: readonly Evidence[]): string[] => list.map((each) => `      ${t(`evidence.${each.code}`, each.params)}`);
  const section = (title: string, lines: readonly string[], empty: string): string[] => [
    '',
    t(title),
    ...(lines.length > 0 ? lines : [`  ${t(empty)}`]),
  ];
  const lines = [
    analysis.file,
    ...describePicture(analysis, t),
    ...describeSound(analysis, t),
    `  ${t('report.words', { source: t(`words.source.${analysis.words.source}`), count: analysis.words.cues.length })}`,
    ...sentences(analysis.words.notes).map((line) => line.slice(2)),
    ...section(
      'report.hooks',
      analysis.hooks.flatMap((hook) => [
        `  ${hook.rank}. ${span(hook)}  ${t('report.score', { score: Math.round(hook.score) })}`,
        ...sentences(hook.evidence),
      ]),
      'report.no_hooks',
    ),
    ...section(
      'report.beats',
      analysis.beats.map((beat) => `  ${span(beat)}  ${t(`beat.${beat.kind}`)}`),
      'report.no_beats',
    ),
    ...section(
      'report.cliffhanger',
      [`  ${t('report.score', { score: Math.round(analysis.cliffhanger.score) })}`, ...sentences(analysis.cliffhanger.evidence)],
      'report.none',
    ),
    ...section(
      'report.quality',
      analysis.quality.map((finding) => `  ${span(finding)}  ${t(`quality.${finding.kind}`, finding.params)}`),
      'report.no_quality',
    ),
    ...section(
      'report.suggestions',
      analysis.suggestions.map((suggestion) => `  ${span(suggestion)}  ${t(`suggestion.${suggestion.kind}`, suggestion.params)}`),
      'report.no_suggestions',
    ),
    '',
    t('report.timings', { decode: (analysis.timings.decodeMs / 1000).toFixed(1), total: (analysis.timings.totalMs / 1000).toFixed(1) }),
    '',
  ];
  return `${lines.join('\n')}\n`;
}

function describePicture(analysis: Analysis, t: Translator): string[] {
  const { video, shots } = analysis;
  if (!video) return [`  ${t('report.no_video', { duration: formatMs(analysis.durationMs) })}`];
  const kinds = (['cut', 'dissolve', 'fade', 'wipe'] as const).map((kind) => ({
    kind,
    count: shots.filter((shot) => shot.transitionIn.kind === kind).length,
  }));
  const transitions = kinds.filter(({ count }) => count > 0).map(({ kind, count }) => `${count} ${t(`transition.${kind}`, { count })}`);
  return [
    `  ${video.width}×${video.height}  ${video.fps} fps  ${formatMs(video.durationMs)}  ${video.codec}  ${t('report.frames', { count: video.frames })}`,
    `  ${t('report.shots', { count: shots.length })}${transitions.length > 0 ? ` (${transitions.join(', ')})` : ''}`,
  ];
}

function describeSound({ audio }: Analysis, t: Translator): string[] {
  if (!audio) return [`  ${t('report.no_sound')}`];
  const level = (value: number | null, unit: string): string => (value === null ? '–' : `${value.toFixed(1)} ${unit}`);
  return [
    `  ${t('report.sound', { lufs: level(audio.integratedLufs, 'LUFS'), range: level(audio.loudnessRange, 'LU'), peak: level(audio.truePeakDbtp, 'dBTP'), silences: audio.silences.length })}`,
  ];
}
