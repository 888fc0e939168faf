/** Pages written by hand in the manner of real ones, with their claims beside them: what no template would say. */
import type { MarketFile, PlacedClaim, Split } from '../truth.ts';
import { literalOf } from '../wording.ts';
import { chineseDigests } from './dev/digests-zh.ts';
import { chineseNewsroom } from './dev/newsroom-zh.ts';
import { chinesePages } from './dev/press-zh.ts';
import { englishDigests } from './dev/digests-en.ts';
import { englishNewsroom } from './dev/newsroom-en.ts';
import { englishPages } from './dev/press-en.ts';
import { chineseHeldOut } from './heldout/pages-zh.ts';
import { englishHeldOut } from './heldout/pages-en.ts';

/** `text` holds its claims as `{!words|field=value…}` and what may be told or left out as `{?words}`. */
export type HandWritten = { name: string; language: 'zh' | 'en'; title: string; publishedAt: string; text: string };

const sets: Record<Split, readonly (readonly HandWritten[])[]> = {
  dev: [chinesePages, englishPages, chineseNewsroom, englishNewsroom, chineseDigests, englishDigests],
  heldout: [chineseHeldOut, englishHeldOut],
};

/** The pages of a split, in their order. */
export function handWritten(split: Split): MarketFile[] {
  return sets[split].flat().map(placed);
}

function placed(page: HandWritten, id: number): MarketFile {
  let text = '';
  let at = 0;
  const claims: PlacedClaim[] = [];
  const optional: { start: number; end: number }[] = [];
  const points = (of: string): number => Array.from(of).length;
  for (const found of page.text.matchAll(/\{([!?])([^{}]*)\}/g)) {
    text += page.text.slice(at, found.index);
    at = found.index + found[0].length;
    const start = points(text);
    const { text: quote, claim } = literalOf(found[2]!, page.name);
    text += quote;
    if (found[1] === '?') optional.push({ start, end: points(text) });
    else claims.push({ ...claim, id, start, end: points(text), quote });
  }
  text += page.text.slice(at);
  const { name, language, title, publishedAt } = page;
  return { name, language, text, title, publishedAt, claims, optional };
}
