import type { BriefDetail, BriefSection } from '../contract.ts';
import type { Words } from './words.ts';

/** A briefing in Markdown (CommonMark with tables). */
export function briefMarkdown(brief: BriefDetail, words: Words): string {
  const sections = brief.sections.map((section) => sectionMarkdown(section, brief, words));
  return `${[`# ${plain(brief.title)}`, `_${words.byline}_`, ...sections].join('\n\n')}\n`;
}

function sectionMarkdown(section: BriefSection, brief: BriefDetail, words: Words): string {
  const lines = [`## ${plain(section.heading)}`];
  if (section.kind === 'text') lines.push(`_${words.t('intelligence.brief.own_words')}_`, section.body);
  else if (section.kind === 'sources')
    lines.push(brief.sources.map((source) => `${source.number}. ${plain(words.sourceLine(source))}`).join('\n'));
  else if (section.kind === 'figures')
    for (const chart of section.charts) {
      const head = ['period', 'value', 'status', 'source'].map((name) => words.t(`intelligence.brief.column.${name}`));
      const rows = words
        .rowsOf(chart)
        .map(({ period, value, status, marks, broken }) => [period, value, status, `${marks}${broken ? ' ⚠' : ''}`]);
      lines.push(
        `### ${plain(words.chartTitle(chart))}`,
        [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.map(cell).join(' | ')} |`).join('\n'),
      );
    }
  else
    lines.push(
      section.items
        .map((item) => {
          const notes = words.notesOf(item).map((note) => ` _(${plain(note)})_`);
          return `- ${plain(item.text)} ${words.marks(item.numbers)}${notes.join('')}`.trimEnd();
        })
        .join('\n'),
    );
  return lines.filter((line) => line !== '').join('\n\n');
}

/** What documents say is not to become markup: signs that begin some are escaped, lines are one. */
function plain(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll(/([\\`*_<>|#[\]])/g, '\\$1');
}
function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
