/** Takes the markup out of a cue's text: what is left is what a viewer reads. */

const lineBreakTag = /<br\s*\/?>/gi;
// Only tags that subtitle formats know, so that `<3` and `a < b` stay text.
const knownTag = /<\/?(?:b|i|u|s|em|strong|font|span|p|div|c|v|ruby|rt|lang)(?:[\s.:=][^<>]{0,300})?\s*\/?>/gi;
const vttTimestampTag = /<\d{1,3}:\d{2}(?::\d{2})?\.\d{3}>/g;
const assOverride = /\{\\[^{}]{0,2000}\}/g;
// Zero-width and direction marks, and controls other than the line feed: invisible, and poison for matching.
// oxlint-disable-next-line no-control-regex
const invisible = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g;
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', lrm: '', rlm: '' };

/** Trims every line and drops empty ones. */
export function tidyText(text: string): string {
  return text
    .replace(invisible, (mark) => (mark === '\t' ? ' ' : ''))
    .split('\n')
    .map((line) => line.replaceAll('\u00a0', ' ').trim())
    .filter((line) => line !== '')
    .join('\n');
}

/** SRT has no markup of its own; players honour HTML's and ASS's, so both are taken out. */
export function stripSrt(text: string): string {
  return tidyText(text.replace(assOverride, '').replace(lineBreakTag, '\n').replace(knownTag, ''));
}

/** WebVTT: tags out, the voice kept as speaker where the whole cue has one, character references resolved. */
export function stripVtt(text: string): { text: string; speaker?: string } {
  const speakers = new Set<string>();
  for (const [, name] of text.matchAll(/<v(?:\.[^\s<>]{0,100})?\s([^<>]{1,200})>/gi))
    speakers.add(tidyText(resolveEntities(name!)).replaceAll('\n', ' '));
  const plain = text.replace(lineBreakTag, '\n').replace(vttTimestampTag, '').replace(knownTag, '').replace(assOverride, '');
  const speaker = speakers.size === 1 ? [...speakers][0] : undefined;
  return { text: tidyText(resolveEntities(plain)), ...(speaker ? { speaker } : {}) };
}

function resolveEntities(text: string): string {
  return text.replace(/&(#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,6});/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return entities[name.toLowerCase()] ?? whole;
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
    return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : whole;
  });
}

/** ASS: overrides out, `\N` and `\n` are line breaks, `\h` a space; a drawing (`\p1`) has no words. */
export function stripAss(text: string): string {
  const drawing = /\{[^{}]*\\p[1-9][^{}]*\}/.test(text);
  if (drawing) return '';
  return tidyText(
    text
      .replace(/\{[^{}]{0,2000}\}/g, '')
      .replace(/\\[Nn]/g, '\n')
      .replaceAll('\\h', ' '),
  );
}
