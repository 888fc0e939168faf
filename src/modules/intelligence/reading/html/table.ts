/** Reads tables of data into rows whose cells know the head of their column. */
import { joinCells, MappedBuilder } from '../mapped.ts';
import { isNaming } from '../rows.ts';
import type { PageBlock } from './blocks.ts';
import { attribute, elementsOf, isElement, isText, takeText, textOf, type Element, type TextNode } from './tree.ts';

const mostRows = 5000;
const mostColumns = 100;
const longestCaption = 300;

type Row = { element: Element; cells: Element[]; head: boolean };

/**
 * A table's rows; null for a table that only lays a page out. `lead` is the text above, which says what a table without a caption is
 * about and often its unit.
 */
export function readTable(source: string, table: Element, lead: string | null): PageBlock[] | null {
  const inside = (element: Element): boolean => element.tagName !== 'table';
  const parts = [...elementsOf(table, inside)];
  if (parts.some(({ tagName }) => tagName === 'table')) return null;
  const rows = rowsOf(parts);
  const marked = parts.some(({ tagName }) => tagName === 'th' || tagName === 'caption' || tagName === 'thead');
  if (!marked && !looksLikeData(rows)) return null;
  const captionElement = parts.find(({ tagName }) => tagName === 'caption');
  const said = captionElement ? textOf(captionElement) : '';
  const caption = said || (lead && lead.length <= longestCaption ? lead : '') || null;
  let heads: (string | null)[] = [];
  const blocks: PageBlock[] = [];
  rows.forEach((row, at) => {
    const columns = columnsOf(row.cells);
    const isHead =
      row.head ||
      (at === 0 && row.cells.every(({ tagName }) => tagName === 'th')) ||
      (at === 0 && !marked && isNaming(textsOf(row), rows[1] && textsOf(rows[1])));
    const block = rowBlock(source, row, isHead ? [] : heads.length > 0 ? columns.map((column) => heads[column] ?? null) : [], caption);
    if (block) blocks.push(block);
    if (isHead) heads = joinedHeads(heads, row.cells);
  });
  return blocks;
}

function rowsOf(parts: readonly Element[]): Row[] {
  const rows: Row[] = [];
  for (const element of parts) {
    if (element.tagName !== 'tr' || rows.length >= mostRows) continue;
    const cells = element.childNodes.filter(isElement).filter(({ tagName }) => tagName === 'td' || tagName === 'th');
    if (cells.length > 0) rows.push({ element, cells, head: (element.parentNode as Element | null)?.tagName === 'thead' });
  }
  return rows;
}

/** Several rows of several short cells, of which some have figures. */
function looksLikeData(rows: readonly Row[]): boolean {
  const wide = rows.filter(({ cells }) => cells.length >= 2);
  if (wide.length < 2 || wide.length < rows.length * 0.7) return false;
  const texts = wide.slice(0, 50).flatMap(({ cells }) => cells.map((cell) => textOf(cell, 300)));
  const figures = texts.filter((text) => /\d/.test(text)).length;
  return texts.every((text) => text.length <= 200) && figures >= texts.length / 5;
}

function textsOf(row: Row): string[] {
  return row.cells.map((cell) => textOf(cell, 100));
}

/** The column at which each cell stands. */
function columnsOf(cells: readonly Element[]): number[] {
  let column = 0;
  return cells.map((cell) => {
    const at = column;
    column += spanOf(cell);
    return at;
  });
}

function spanOf(cell: Element): number {
  const span = Number(attribute(cell, 'colspan') ?? 1);
  return Number.isInteger(span) && span >= 1 && span <= mostColumns ? span : 1;
}

/** Heads of one row under those of the row above: “收入” over “2023” and “2024” is “收入 2023”. */
function joinedHeads(above: readonly (string | null)[], cells: readonly Element[]): (string | null)[] {
  const heads: (string | null)[] = [...above];
  let column = 0;
  for (const cell of cells) {
    const text = textOf(cell, 200);
    for (let span = spanOf(cell); span > 0 && column < mostColumns; span--, column++) {
      const upper = above[column];
      heads[column] = upper && text ? `${upper} ${text}` : text || upper || null;
    }
  }
  return heads;
}

function rowBlock(source: string, row: Row, heads: readonly (string | null)[], caption: string | null): PageBlock | null {
  const builder = new MappedBuilder();
  const texts: TextNode[] = [];
  const cells = row.cells.slice(0, mostColumns).map((cell) => {
    visit(cell, (node) => {
      takeText(builder, source, node);
      texts.push(node);
    });
    return builder.finish();
  });
  const joined = joinCells(cells);
  if (!joined) return null;
  const places = joined.places.map((place, at) => ({ ...place, head: heads[at] ?? null }));
  return { kind: 'row', mapped: joined.mapped, cells: places, level: 0, blanks: 0, caption, element: row.element, texts };
}

function visit(element: Element, take: (node: TextNode) => void): void {
  for (const child of element.childNodes) {
    if (isText(child)) take(child);
    else if (isElement(child) && !/^(?:script|style|template|noscript|svg)$/.test(child.tagName)) visit(child, take);
  }
}
