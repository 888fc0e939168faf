/** Asks Mozilla's Readability which of a page's texts are its article. */
import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import { isBeside, isSilent } from './blocks.ts';
import { attribute, isElement, isText, type Element, type TextNode } from './tree.ts';

/** Larger pages are lists or hostile; Readability looks at everything several times. */
const mostNodes = 60_000;
/** What it judges by. */
const judged = ['id', 'class', 'role', 'href', 'itemprop', 'rel', 'data-table', 'summary'];

/** The text nodes that belong to the article; null where it finds none or the page is too large. */
export function articleTexts(body: Element): Set<TextNode> | null {
  const { document } = parseHTML('<!doctype html><html><head></head><body></body></html>');
  const origins = new Map<unknown, TextNode>();
  let nodes = 0;
  const copy = (from: Element, to: { appendChild(child: unknown): void }): void => {
    for (const child of from.childNodes) {
      if (nodes > mostNodes) return;
      if (isText(child)) {
        const text = document.createTextNode(child.value);
        nodes += 1;
        origins.set(text, child);
        to.appendChild(text);
      } else if (isElement(child) && !isSilent(child) && !isBeside(child)) {
        const made = document.createElement(child.tagName);
        nodes += 1;
        for (const name of judged) {
          const value = attribute(child, name);
          if (value !== null) made.setAttribute(name, value.slice(0, 500));
        }
        copy(child, made);
        to.appendChild(made);
      }
    }
  };
  copy(body, document.body);
  if (nodes > mostNodes) return null;
  // It would try again with looser rules on markup of its own making, whose texts are no longer those that were put in.
  const reader = new Readability<unknown>(document, { charThreshold: 0, disableJSONLD: true, serializer: (node) => node });
  const article = readSafely(reader);
  if (!article) return null;
  const kept = new Set<TextNode>();
  const walk = (node: { childNodes?: Iterable<unknown> }): void => {
    const origin = origins.get(node);
    if (origin) kept.add(origin);
    for (const child of node.childNodes ?? []) walk(child as { childNodes?: Iterable<unknown> });
  };
  walk(article as { childNodes?: Iterable<unknown> });
  return kept;
}

/** Markup that it stumbles over is read without it. */
function readSafely(reader: Readability<unknown>): unknown {
  try {
    return reader.parse()?.content ?? null;
  } catch {
    return null;
  }
}
