/** The words of an exported briefing, in its own language. */
import { translator, type Translator } from '../../../../platform/i18n.ts';
import { taxonomy } from '../../claims/taxonomy.ts';
import type { BriefChart, BriefDetail, BriefItem } from '../contract.ts';
import { scaleOf, valueText } from './chart.ts';

export type Words = {
  t: Translator;
  language: 'zh' | 'en';
  /** `[1][2]`, none for what cites nothing. */
  marks(numbers: readonly number[]): string;
  /** What is to be said beside a sentence: whose words, that it is broken, how a contradiction was settled. */
  notesOf(item: BriefItem): string[];
  chartTitle(chart: BriefChart): string;
  /** Lines of the chart's table: period, value, status, mark. */
  rowsOf(chart: BriefChart): { period: string; value: string; status: string; marks: string; broken: boolean }[];
  sourceLine(source: BriefDetail['sources'][number]): string;
  byline: string;
};

export function wordsOf(brief: BriefDetail, today: string): Words {
  const { language } = brief;
  const t = translator(language === 'zh' ? 'zh-CN' : 'en');
  const marks = (numbers: readonly number[]): string => numbers.map((number) => `[${number}]`).join('');
  return {
    t,
    language,
    marks,
    notesOf: (item) => {
      const notes: string[] = [];
      if (item.words === 'author') notes.push(t('intelligence.brief.own_words'));
      if (item.broken > 0) notes.push(t('intelligence.brief.broken'));
      if (item.unsupported.length > 0) notes.push(t('intelligence.brief.unsupported', { numbers: item.unsupported.join(', ') }));
      if (item.finding) {
        const { state, settledBy, note } = item.finding;
        notes.push(
          [t(`intelligence.brief.state.${state}`, { by: settledBy ?? '' }), note].filter(Boolean).join(language === 'zh' ? '：' : ': '),
        );
      }
      return notes;
    },
    chartTitle: (chart) => {
      const { word } = scaleOf(chart, language);
      const unit = [word, chart.currency ?? ''].filter(Boolean).join(' ');
      const name = [taxonomy[chart.metric][language], chart.title].filter(Boolean).join(' · ');
      return unit === '' ? name : language === 'zh' ? `${name}（${unit}）` : `${name} (${unit})`;
    },
    rowsOf: (chart) =>
      chart.points.map((point) => ({
        period: point.period,
        value: valueText(point, scaleOf(chart, language).size),
        status: t(`intelligence.brief.status.${point.status}`),
        marks: marks([point.number]),
        broken: point.broken,
      })),
    sourceLine: ({ title, source, publishedAt, intact, quote, aside }) => {
      const said = aside && t(`intelligence.brief.source_${aside}`);
      const head = [title || t('intelligence.brief.source_gone'), source, publishedAt?.slice(0, 10), said].filter(Boolean).join(' · ');
      return intact ? `${head} — “${quote}”` : `${head} — ${t('intelligence.brief.broken')}`;
    },
    byline: [brief.issued ? t('intelligence.brief.version', { version: brief.issued.version }) : t('intelligence.brief.draft'), today].join(
      ' · ',
    ),
  };
}
