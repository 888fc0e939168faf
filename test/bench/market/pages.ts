/** Documents as an analyst saves them: digest pages, topic pages of several documents, articles, policies, tables, and pages of HTML. */
import type { Random } from './random.ts';
import type { Language, Mark, MarketFile, PlacedClaim, Said, TruthClaim } from './truth.ts';

export type Group = { head: string; items: readonly Said[] };
/** Cells of a table: the head, and rows of texts with their figures. */
export type Table = { caption: string; head: readonly string[]; rows: readonly (readonly Said[])[] };
export type Draft = {
  /** Of the text; a title may be in the other. */
  language: Language;
  title: Said;
  source: string;
  /** `2025-08-13 10:01` */
  publishedAt: string;
  core: readonly Said[];
  groups: readonly Group[];
  table?: Table;
};
export type Shape = 'digest' | 'digest-lines' | 'article' | 'policy' | 'markdown' | 'html';
export const plain = (text: string): Said => ({ text, marks: [] });

type Piece = { text: string; marks: Mark[] };
type Out = Piece & { add(text: string): void; say(said: Said, escape?: (text: string) => string): void };

function newOut(): Out {
  const out: Out = {
    text: '',
    marks: [],
    add(text) {
      out.text += text;
    },
    say({ text, marks }, escape = (raw) => raw) {
      // Every edge of a mark is a seam; what stands between seams is escaped by itself.
      const seams = [...new Set([0, text.length, ...marks.flatMap(({ start, end }) => [start, end])])].toSorted((a, b) => a - b);
      const placed = new Map<number, number>();
      for (const [at, seam] of seams.entries()) {
        placed.set(seam, out.text.length);
        if (at + 1 < seams.length) out.text += escape(text.slice(seam, seams[at + 1]));
      }
      for (const { start, end, claim } of marks) out.marks.push({ start: placed.get(start)!, end: placed.get(end)!, claim });
    },
  };
  return out;
}

const stop = (language: Language): string => (language === 'zh' ? '。' : '.');
const cites = (random: Random): string => Array.from({ length: 1 + random.int(2) }, () => `[${1 + random.int(18)}]`).join('');
const label = (n: number): string => `Group ${n}: `;

function digest(out: Out, draft: Draft, random: Random, lines: boolean): void {
  const gap = lines ? '\n' : ' ';
  out.say(draft.title);
  out.add(`\n${draft.source}${random.pick(['·', '· '])}${draft.publishedAt}\n${lines ? '' : '\n'}`);
  out.add(`${random.pick(['Core Insights', 'Core Viewpoint'])}${gap}`);
  const item = (said: Said): void => {
    out.add('- ');
    out.say(said);
    out.add(random() < 0.5 ? ` ${cites(random)}` : ` ${cites(random)}${stop(draft.language)}`);
    out.add(gap);
  };
  for (const said of draft.core) item(said);
  for (const [at, { head, items }] of draft.groups.entries()) {
    out.add(`${label(at + 1)}${head}${gap}`);
    for (const said of items) item(said);
  }
  out.add('\n');
}

function article(out: Out, draft: Draft, random: Random): void {
  const zh = draft.language === 'zh';
  const [day, time] = draft.publishedAt.split(' ') as [string, string];
  out.say(draft.title);
  out.add(zh ? `\n来源：${draft.source}　${day} ${time}\n\n` : `\n${draft.source} | ${day} ${time}\n\n`);
  const sentences = [...draft.core, ...draft.groups.flatMap(({ items }) => items)];
  for (let at = 0; at < sentences.length;) {
    const take = 1 + random.int(3);
    for (const said of sentences.slice(at, at + take)) {
      out.say(said);
      out.add(zh ? '。' : '. ');
    }
    out.add('\n\n');
    at += take;
  }
}

function policy(out: Out, draft: Draft): void {
  const zh = draft.language === 'zh';
  const [day] = draft.publishedAt.split(' ') as [string];
  out.say(draft.title);
  out.add(zh ? `\n发布机构：${draft.source}　发布日期：${day}\n\n` : `\nIssued by: ${draft.source}\nDate: ${day}\n\n`);
  let n = 0;
  for (const [at, { head, items }] of [{ head: zh ? '总则' : 'General provisions', items: draft.core }, ...draft.groups].entries()) {
    out.add(zh ? `${'一二三四五六七'[at]!}、${head}\n` : `${['I', 'II', 'III', 'IV', 'V', 'VI'][at]!}. ${head}\n`);
    for (const said of items) {
      n += 1;
      out.add(zh ? `（${'一二三四五六七八九十'[(n - 1) % 10]!}）` : `${n}. `);
      out.say(said);
      out.add(`${stop(draft.language)}\n`);
    }
  }
}

function markdown(out: Out, draft: Draft): void {
  out.add('# ');
  out.say(draft.title);
  out.add(`\n\n${draft.source}, ${draft.publishedAt}\n\n`);
  for (const said of draft.core) {
    out.say(said);
    out.add(`${stop(draft.language)}\n\n`);
  }
  if (draft.table) {
    out.add(`${draft.table.caption}\n\n| ${draft.table.head.join(' | ')} |\n|${draft.table.head.map(() => ' --- |').join('')}\n`);
    for (const row of draft.table.rows) {
      out.add('|');
      for (const cell of row) {
        out.add(' ');
        out.say(cell);
        out.add(' |');
      }
      out.add('\n');
    }
    out.add('\n');
  }
  for (const { head, items } of draft.groups) {
    out.add(`## ${head}\n\n`);
    for (const said of items) {
      out.add('- ');
      out.say(said);
      out.add('\n');
    }
    out.add('\n');
  }
}

function html(out: Out, draft: Draft, random: Random): void {
  const zh = draft.language === 'zh';
  const escape = (text: string): string =>
    text
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('"', random() < 0.5 ? '&quot;' : '"')
      .replaceAll('’', '&rsquo;');
  const [day, time] = draft.publishedAt.split(' ') as [string, string];
  const nav = zh ? ['首页', '产业', '数据', '登录'] : ['Home', 'Industry', 'Data', 'Log in'];
  out.add(`<!doctype html>\n<html lang="${zh ? 'zh-CN' : 'en'}">\n<head><meta charset="utf-8"><title>`);
  // A reader may take its title from here or from the heading.
  out.say({ text: draft.title.text, marks: draft.title.marks.map((mark) => ({ ...mark, claim: null })) }, escape);
  out.add(
    `</title>\n<meta name="author" content="${draft.source}">\n<meta property="article:published_time" content="${day}T${time}:00+08:00">`,
  );
  out.add(`\n<meta property="og:site_name" content="${draft.source}">\n<script>var views = 128000; track("50.4 billion");</script>`);
  out.add(
    `\n<style>.a{width:300px}</style></head>\n<body>\n<nav>${nav.map((word) => `<a href="/${nav.indexOf(word)}">${word}</a>`).join(' ')}</nav>\n`,
  );
  out.add('<article>\n<h1>');
  out.say(draft.title, escape);
  out.add(`</h1>\n<p class="meta">${draft.source} <time datetime="${day}T${time}:00+08:00">${day} ${time}</time></p>\n`);
  const paragraph = (list: readonly Said[]): void => {
    out.add('<p>');
    for (const [at, said] of list.entries()) {
      const strong = random() < 0.15 && said.marks.length === 0;
      if (strong) out.add('<strong>');
      out.say(said, escape);
      if (strong) out.add('</strong>');
      out.add(zh ? '。' : `.${at + 1 < list.length ? ' ' : ''}`);
    }
    out.add('</p>\n');
  };
  paragraph(draft.core);
  if (draft.table) {
    out.add(
      `<p>${escape(draft.table.caption)}</p>\n<table>\n<thead><tr>${draft.table.head.map((cell) => `<th>${escape(cell)}</th>`).join('')}</tr></thead>\n<tbody>\n`,
    );
    for (const row of draft.table.rows) {
      out.add('<tr>');
      for (const cell of row) {
        out.add('<td>');
        out.say(cell, escape);
        out.add('</td>');
      }
      out.add('</tr>\n');
    }
    out.add('</tbody></table>\n');
  }
  for (const { head, items } of draft.groups) {
    out.add(`<h2>${escape(head)}</h2>\n`);
    for (let at = 0; at < items.length; at += 2) paragraph(items.slice(at, at + 2));
  }
  const tail = zh
    ? '责任编辑：小林　版权所有，未经许可不得转载　京ICP备12345678号'
    : 'Copyright. All rights reserved. 12,480 people follow this page';
  out.add(`</article>\n<footer>${tail}</footer>\n</body>\n</html>\n`);
}

const shapes: Record<Shape, (out: Out, draft: Draft, random: Random) => void> = {
  digest: (out, draft, random) => digest(out, draft, random, false),
  'digest-lines': (out, draft, random) => digest(out, draft, random, true),
  article,
  policy,
  markdown,
  html,
};
const endings: Partial<Record<Shape, string>> = { markdown: 'md', html: 'html' };

/** A file of one document, or a topic page of several in the shape of digests. */
export function fileOf(
  id: number,
  name: string,
  drafts: readonly Draft[],
  shape: Shape,
  random: Random,
): { file: MarketFile; places: Map<TruthClaim, number> } {
  const out = newOut();
  const [first] = drafts as [Draft];
  if (drafts.length > 1) out.add(random.pick(['Search documents\n', 'Tuanbao\nSearch documents\n', '']));
  for (const draft of drafts) shapes[shape](out, draft, random);
  const characters = codePointsOf(out.text);
  const places = new Map<TruthClaim, number>();
  const claims: PlacedClaim[] = [];
  const optional: { start: number; end: number }[] = [];
  for (const { start, end, claim } of out.marks) {
    const at = { start: characters(start), end: characters(end) };
    if (!claim) optional.push(at);
    else {
      places.set(claim, claims.length);
      claims.push({ ...claim, ...at, id, quote: out.text.slice(start, end) });
    }
  }
  const file: MarketFile = {
    name: `${name}.${endings[shape] ?? 'txt'}`,
    language: first.language,
    text: out.text,
    title: first.title.text,
    publishedAt: first.publishedAt,
    claims,
    optional,
  };
  return { file, places };
}

/** UTF-16 units to code points. */
function codePointsOf(text: string): (unit: number) => number {
  const wide: number[] = [];
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) >= 0xd800 && text.charCodeAt(at) < 0xdc00) wide.push(at);
  return (unit) => unit - wide.filter((at) => at < unit).length;
}
