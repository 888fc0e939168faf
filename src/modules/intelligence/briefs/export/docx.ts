import { Document, HeadingLevel, ImageRun, Packer, Paragraph, Table, TableCell, TableRow, TextRun, WidthType } from 'docx';
import sharp from 'sharp';
import type { BriefChart, BriefDetail, BriefSection } from '../contract.ts';
import { chartSvg } from './chart.ts';
import type { Words } from './words.ts';

/** A briefing for Word: charts as pictures with their tables. */
export async function briefDocx(brief: BriefDetail, words: Words): Promise<Uint8Array<ArrayBuffer>> {
  const children: (Paragraph | Table)[] = [
    new Paragraph({ text: brief.title, heading: HeadingLevel.TITLE }),
    new Paragraph({ children: [quiet(words.byline)] }),
  ];
  for (const section of brief.sections) {
    children.push(new Paragraph({ text: section.heading, heading: HeadingLevel.HEADING_1 }));
    children.push(...(await bodyOf(section, brief, words)));
  }
  const document = new Document({
    title: brief.title,
    creator: 'Hookline',
    // Word takes the second for Chinese, whatever the language of the rest.
    styles: { default: { document: { run: { font: { ascii: 'Calibri', hAnsi: 'Calibri', eastAsia: 'Microsoft YaHei' }, size: 21 } } } },
    sections: [{ properties: { page: { size: { width: 11_906, height: 16_838 } } }, children }],
  });
  return new Uint8Array(await Packer.toArrayBuffer(document));
}

async function bodyOf(section: BriefSection, brief: BriefDetail, words: Words): Promise<(Paragraph | Table)[]> {
  if (section.kind === 'text')
    return [
      new Paragraph({ children: [quiet(words.t('intelligence.brief.own_words'))] }),
      ...section.body.split('\n').map((text) => new Paragraph({ text })),
    ];
  if (section.kind === 'sources')
    return brief.sources.map(
      (source) => new Paragraph({ children: [run(`[${source.number}] ${words.sourceLine(source)}`, !source.intact)] }),
    );
  if (section.kind === 'figures') {
    const blocks: (Paragraph | Table)[] = [];
    for (const chart of section.charts) blocks.push(...(await chartBlocks(chart, brief, words)));
    return blocks;
  }
  return section.items.map(
    (item) =>
      new Paragraph({
        bullet: { level: 0 },
        children: [
          new TextRun({ text: `${item.text} ` }),
          new TextRun({ text: words.marks(item.numbers), superScript: true }),
          ...words
            .notesOf(item)
            .map((note) => new TextRun({ text: ` (${note})`, italics: true, color: item.broken > 0 ? 'B91C1C' : '57534E' })),
        ],
      }),
  );
}

async function chartBlocks(chart: BriefChart, brief: BriefDetail, words: Words): Promise<(Paragraph | Table)[]> {
  const picture = await sharp(Buffer.from(chartSvg(chart, brief.language)), { density: 192 })
    .png()
    .toBuffer();
  const head = ['period', 'value', 'status', 'source'].map((name) => words.t(`intelligence.brief.column.${name}`));
  const rows = words.rowsOf(chart).map(({ period, value, status, marks, broken }) => ({ cells: [period, value, status, marks], broken }));
  const cells = (texts: readonly string[], bold: boolean, broken: boolean): TableRow =>
    new TableRow({
      tableHeader: bold,
      children: texts.map((text) => new TableCell({ children: [new Paragraph({ children: [run(text, broken, bold)] })] })),
    });
  return [
    new Paragraph({ text: words.chartTitle(chart), heading: HeadingLevel.HEADING_2 }),
    new Paragraph({ children: [new ImageRun({ type: 'png', data: picture, transformation: { width: 600, height: 217 } })] }),
    new Table({
      width: { size: 100, type: WidthType.PERCENTAGE },
      rows: [cells(head, true, false), ...rows.map(({ cells: texts, broken }) => cells(texts, false, broken))],
    }),
    new Paragraph({ text: '' }),
  ];
}

function run(text: string, broken: boolean, bold = false): TextRun {
  return new TextRun({ text, bold, ...(broken && { color: 'B91C1C' }) });
}
function quiet(text: string): TextRun {
  return new TextRun({ text, color: '57534E' });
}
