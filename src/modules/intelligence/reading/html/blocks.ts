/** Takes a page's tree apart into blocks: paragraphs, headings, points, rows of tables, each with its place in the source. */
import type { Block } from '../block.ts';
import { MappedBuilder } from '../mapped.ts';
import { readTable } from './table.ts';
import { attribute, isElement, isText, takeText, type Element, type TextNode } from './tree.ts';

/** A block and what it came from: `element` the nearest that sets it apart, `texts` the nodes in it. */
export type PageBlock = Block & { readonly element: Element; readonly texts: readonly TextNode[] };

const silent = new Set(
  'script style noscript template svg math iframe object embed canvas audio video picture img input select option textarea button datalist dialog map link meta title head'.split(
    ' ',
  ),
);
const breaking = new Set(
  'p div section article main header footer aside nav h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre figure figcaption address hr br table caption thead tbody tfoot tr td th form fieldset legend details summary center body html'.split(
    ' ',
  ),
);
const beside = new Set(['nav', 'aside', 'footer']);
const besideRoles = new Set([
  'navigation',
  'banner',
  'contentinfo',
  'search',
  'dialog',
  'complementary',
  'menu',
  'menubar',
  'toolbar',
  'alert',
]);

/** Whether nothing of an element is there to be read. */
export function isSilent(element: Element): boolean {
  if (silent.has(element.tagName)) return true;
  if (attribute(element, 'hidden') !== null || attribute(element, 'aria-hidden') === 'true') return true;
  return /display\s*:\s*none|visibility\s*:\s*hidden/i.test(attribute(element, 'style') ?? '');
}

/** Whether an element stands beside what the page is about. */
export function isBeside(element: Element): boolean {
  return beside.has(element.tagName) || besideRoles.has(attribute(element, 'role') ?? '');
}

/** The blocks under an element, in the order of the source. What stands beside (menus, footers) is left out. */
export function pageBlocks(source: string, root: Element): PageBlock[] {
  const walker = new Walker(source);
  walker.visit(root, { item: false, pre: false });
  return walker.finish(root);
}

type Around = { item: boolean; pre: boolean };

class Walker {
  private readonly source: string;
  private readonly blocks: PageBlock[] = [];
  private readonly builder = new MappedBuilder();
  private texts: TextNode[] = [];

  constructor(source: string) {
    this.source = source;
  }

  finish(root: Element): PageBlock[] {
    this.close(root, false);
    return this.blocks;
  }

  visit(element: Element, around: Around): void {
    for (const child of element.childNodes) {
      if (isText(child)) this.text(child, element, around);
      else if (isElement(child) && !isSilent(child) && !isBeside(child)) this.element(child, element, around);
    }
  }

  private element(child: Element, parent: Element, around: Around): void {
    const name = child.tagName;
    if (name === 'hr') {
      this.close(parent, around.item);
      const at = child.sourceCodeLocation;
      if (at)
        this.blocks.push({
          kind: 'separator',
          mapped: { text: '', runs: [[0, at.startOffset]], end: at.endOffset },
          level: 0,
          blanks: 1,
          element: child,
          texts: [],
        });
      return;
    }
    if (!breaking.has(name)) return this.visit(child, around);
    this.close(parent, around.item);
    const table = name === 'table' ? readTable(this.source, child, this.blocks.at(-1)?.mapped.text ?? null) : null;
    if (table) {
      this.blocks.push(...table);
      return;
    }
    this.visit(child, { item: around.item || name === 'li' || name === 'dd', pre: around.pre || name === 'pre' });
    this.close(child, around.item || name === 'li' || name === 'dd');
  }

  private text(node: TextNode, parent: Element, around: Around): void {
    if (node.value.trim() === '') {
      const place = node.sourceCodeLocation;
      if (place && node.value !== '') this.builder.space(place.startOffset, place.endOffset, node.value === ' ');
      return;
    }
    if (!around.pre || !node.value.includes('\n')) {
      takeText(this.builder, this.source, node);
      this.texts.push(node);
      return;
    }
    // Of preformatted text each line is one by itself.
    const place = node.sourceCodeLocation!;
    let from = place.startOffset;
    for (const line of this.source.slice(from, place.endOffset).split('\n')) {
      const value = line.endsWith('\r') ? line.slice(0, -1) : line;
      takeText(this.builder, this.source, {
        ...node,
        value,
        sourceCodeLocation: { ...place, startOffset: from, endOffset: from + value.length },
      });
      this.texts.push(node);
      this.close(parent, around.item);
      from += line.length + 1;
    }
  }

  private close(element: Element, item: boolean): void {
    const mapped = this.builder.finish();
    const { texts } = this;
    this.texts = [];
    if (!mapped) return;
    const level = /^h([1-6])$/.exec(element.tagName)?.[1];
    this.blocks.push({
      kind: level ? 'heading' : item ? 'item' : 'text',
      mapped,
      level: level ? Number(level) : 0,
      blanks: 1,
      element,
      texts,
    });
  }
}
