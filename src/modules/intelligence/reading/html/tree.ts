/** Parses markup into a tree whose texts know their places, within bounds that hostile markup cannot pass. */
import { defaultTreeAdapter, parse, parseFragment, type DefaultTreeAdapterTypes } from 'parse5';
import type { MappedBuilder } from '../mapped.ts';

export type Element = DefaultTreeAdapterTypes.Element;
export type TextNode = DefaultTreeAdapterTypes.TextNode;
type Parent = DefaultTreeAdapterTypes.ParentNode;
type Child = DefaultTreeAdapterTypes.ChildNode;

/** Real pages are some sixty deep and have some ten thousand elements; each step of a parser looks at all that is open. */
const deepest = 400;
const mostElements = 250_000;

class TooMuch extends Error {}

/** The document element; null where the markup is too deep or too much to be parsed. */
export function parseTree(source: string): Element | null {
  let [depth, elements] = [0, 0];
  const adapter: typeof defaultTreeAdapter = {
    ...defaultTreeAdapter,
    createElement: (name, namespace, attributes) => {
      if (++elements > mostElements) throw new TooMuch();
      return defaultTreeAdapter.createElement(name, namespace, attributes);
    },
    onItemPush: () => {
      if (++depth > deepest) throw new TooMuch();
    },
    onItemPop: () => {
      depth -= 1;
    },
  };
  try {
    const document = parse(source, { sourceCodeLocationInfo: true, scriptingEnabled: false, treeAdapter: adapter });
    return document.childNodes.find(isElement) ?? null;
  } catch (error) {
    if (error instanceof TooMuch) return null;
    throw error;
  }
}

export function isElement(node: Child): node is Element {
  return 'tagName' in node;
}

export function isText(node: Child): node is TextNode {
  return node.nodeName === '#text';
}

export function attribute(element: Element, name: string): string | null {
  return element.attrs.find((each) => each.name === name)?.value ?? null;
}

/** Elements under one, itself left out, in the order of the document; `into` says whether to look inside. */
export function* elementsOf(parent: Parent, into: (element: Element) => boolean = () => true): Generator<Element> {
  for (const child of parent.childNodes) {
    if (!isElement(child)) continue;
    yield child;
    if (into(child)) yield* elementsOf(child, into);
  }
}

/** Its text with white space folded, at most `most` characters. */
export function textOf(parent: Parent, most = 2000): string {
  let text = '';
  const visit = (node: Parent): void => {
    for (const child of node.childNodes) {
      if (text.length > most) return;
      if (isText(child)) text += child.value;
      else if (isElement(child) && !/^(?:script|style|template|noscript)$/.test(child.tagName)) visit(child);
    }
  };
  visit(parent);
  return text.replace(/\s+/g, ' ').trim().slice(0, most);
}

/** Puts a text node's stretch of the source into a builder: entities as what they mean, each with its place. */
export function takeText(builder: MappedBuilder, source: string, node: TextNode): void {
  const place = node.sourceCodeLocation;
  if (!place) return;
  const { startOffset: from, endOffset: to } = place;
  const { value } = node;
  if (to - from === value.length && source.startsWith(value, from)) return builder.take(source, from, to);
  takeAligned(builder, source, from, to, value);
}

/** Walks source and value side by side. What lies between pieces of a text that markup was moved out of is passed over. */
function takeAligned(builder: MappedBuilder, source: string, from: number, to: number, value: string): void {
  let [at, plain, read] = [from, from, 0];
  const flush = (): void => {
    if (at > plain) builder.take(source, plain, at);
  };
  while (at < to && read < value.length) {
    const sign = source[at]!;
    if (sign === '&') {
      const token = /^&(?:#x[0-9a-f]{1,8}|#\d{1,8}|[a-z][a-z0-9]{1,31});?/i.exec(source.slice(at, Math.min(to, at + 40)))?.[0];
      const meaning = token ? meaningOf(token) : '&';
      if (token && meaning !== token && value.startsWith(meaning, read)) {
        flush();
        builder.replace(meaning, at, at + token.length);
        at += token.length;
        plain = at;
        read += meaning.length;
        continue;
      }
    }
    if (sign === value[read] || (sign === '\r' && value[read] === '\n')) {
      read += sign === '\r' && source[at + 1] === '\n' ? 0 : 1;
      at += 1;
      continue;
    }
    flush();
    // Markup between pieces, and characters that a parser drops.
    const tagEnd = sign === '<' ? source.indexOf('>', at) : -1;
    at = tagEnd >= 0 && tagEnd < to ? tagEnd + 1 : at + 1;
    plain = at;
  }
  flush();
}

const meanings = new Map<string, string>();

/** What an entity stands for; itself where it stands for nothing. */
export function meaningOf(token: string): string {
  let meaning = meanings.get(token);
  if (meaning === undefined) {
    const [node] = parseFragment(token).childNodes;
    meaning = node && isText(node) ? node.value : token;
    if (meanings.size < 5000) meanings.set(token, meaning);
  }
  return meaning;
}
