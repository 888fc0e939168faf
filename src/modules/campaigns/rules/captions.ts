/** Captions: templates filled in, counted as each channel counts. Pure. */

export const placeholders = ['title', 'code', 'link', 'hook', 'hashtags', 'episodes'] as const;
type Placeholder = (typeof placeholders)[number];
const placeholder = /\{\{\s*([^{}]*?)\s*\}\}/g;

/** What a template is filled with; an empty text takes its line along. */
export type CaptionWords = Record<Exclude<Placeholder, 'hashtags'>, string>;
export type CaptionTemplate = { channel: string | null; language: string; text: string; hashtags: readonly string[] };

/**
 * How much text a channel takes. TikTok: content posting API, `title` up to 2200 UTF-16 units. Instagram: Graph API, 2200.
 * YouTube: Data API v3, titles 100 and descriptions 5000. X: 280 by weight, Han counting two. Xiaohongshu: 20 and 1000, as its
 * creator centre shows. Channels that name no figure have none here.
 */
const limits: Readonly<Record<string, { text: number; title?: number }>> = {
  tiktok: { text: 2200 },
  instagram: { text: 2200 },
  youtube: { text: 5000, title: 100 },
  x: { text: 280 },
  xiaohongshu: { text: 1000, title: 20 },
};

/** Placeholders of a text that do not exist, each once. */
export function unknownPlaceholders(text: string): string[] {
  const found = [...text.matchAll(placeholder)].map((match) => match[1]!);
  return [...new Set(found.filter((name) => !(placeholders as readonly string[]).includes(name)))];
}

/** A tag as channels take it: letters, digits and underscores alone, without the sign. Empty where nothing is left. */
export function tagOf(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}_]+/gu, '')
    .slice(0, 60);
}

/** Weibo closes its tags; everybody else begins them. */
export function writeTags(tags: readonly string[], channel: string | null): string {
  return tags.map((tag) => (channel === 'weibo' ? `#${tag}#` : `#${tag}`)).join(' ');
}

/** A filled template. A line that asks for something empty is left out; blank lines never pile up, nor stand at either end. */
export function fillTemplate(
  template: CaptionTemplate,
  words: CaptionWords,
  extraTags: readonly string[],
): { text: string; hashtags: string[] } {
  const hashtags = [...new Set([...template.hashtags, ...extraTags].map(tagOf).filter((tag) => tag !== ''))];
  const values: Record<Placeholder, string> = { ...words, hashtags: writeTags(hashtags, template.channel) };
  const lines: string[] = [];
  for (const line of template.text.split(/\r?\n/)) {
    const names = [...line.matchAll(placeholder)].map((match) => match[1] as Placeholder);
    // The title beside an empty hook is worth keeping; a line about a code or a link that is not there is not.
    const empty = names.filter((name) => (values[name] ?? '').trim() === '');
    if (names.length > 0 && empty.length > 0 && (empty.length === names.length || empty.some((name) => name === 'code' || name === 'link')))
      continue;
    // One pass: what a title says is never read as a placeholder.
    lines.push(line.replace(placeholder, (_, name: Placeholder) => values[name] ?? '').trimEnd());
  }
  const text = lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  return { text, hashtags };
}

/** The size of a text as its channel counts it, and the most that it takes; null where no figure is known. */
export function measure(channel: string | null, text: string): { size: number; limit: number | null } {
  const limit = channel === null ? undefined : limits[channel];
  return { size: channel === 'x' ? weight(text) : text.length, limit: limit?.text ?? null };
}

// X counts an address as 23, and scripts outside of Latin's neighbourhood as two (its counting characters page).
function weight(text: string): number {
  let sum = 0;
  const plain = text.replace(/https?:\/\/\S+/g, () => {
    sum += 23;
    return '';
  });
  for (const character of plain.normalize('NFC')) {
    const point = character.codePointAt(0)!;
    sum +=
      point <= 0x10ff ||
      (point >= 0x2000 && point <= 0x200d) ||
      (point >= 0x2010 && point <= 0x201f) ||
      (point >= 0x2032 && point <= 0x2037)
        ? 1
        : 2;
  }
  return sum;
}

/** A title that its channel takes: cut at a whole character, with an ellipsis. */
export function fitTitle(channel: string | null, title: string): string {
  const most = channel === null ? undefined : limits[channel]?.title;
  if (most === undefined || title.length <= most) return title;
  let cut = '';
  for (const character of title) {
    if (cut.length + character.length > most - 1) break;
    cut += character;
  }
  return `${cut.trimEnd()}…`;
}

const baseOf = (language: string): string => language.toLowerCase().split('-')[0]!;

/** Whether two languages are one for a reader: `zh` and `zh-CN` are, `zh-CN` and `zh-TW` are not. */
export function sameLanguage(a: string, b: string): boolean {
  const [x, y] = [a.toLowerCase(), b.toLowerCase()];
  return x === y || (baseOf(x) === baseOf(y) && (x === baseOf(x) || y === baseOf(y)));
}

/** The templates for a channel and a language: those made for the channel, else those for every channel. */
export function chooseTemplates<T extends { channel: string | null; language: string }>(
  templates: readonly T[],
  channel: string,
  language: string,
): T[] {
  const spoken = templates.filter((template) => sameLanguage(template.language, language));
  const own = spoken.filter((template) => template.channel === channel);
  return own.length > 0 ? own : spoken.filter((template) => template.channel === null);
}
