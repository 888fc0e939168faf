/**
 * Finds who and what a script calls by name: speakers, casts and the places of its headings. Names are the first thing that a copyist
 * changes, so the comparison reads a name as a name and not as its letters. Pure.
 */

/** Names of one script in its own spelling, folded as tokens are: no name in both sets. */
export type Names = { readonly people: ReadonlySet<string>; readonly places: ReadonlySet<string> };

/** A line's speaker: where its name is in the line, and where what is said begins; positions in UTF-16 units of the line. */
export type Label = { readonly name: string; readonly bodyAt: number };

// A cast of hundreds is a list of something else, and every name costs time in each line.
const mostNames = 400;
const mostChecked = 2000;

const labelPattern =
  /^[\s△▲*·•\-—]*[【[「]?(\p{Script=Han}[\p{Script=Han}·・A-Za-z0-9]{0,7}|\p{Lu}[\p{L}.'’-]*(?: \p{Lu}[\p{L}.'’-]*){0,2})[】\]」]?(?:\s*(?:os|vo|v\.o\.|o\.s\.))?\s*(?:[（(][^）)\n]{0,30}[）)])?\s*[:：]\s*/iu;
const headingPattern =
  /^\s*(?:#+\s*|[【[]?第\s*[\d零一二三四五六七八九十百]+\s*[集场幕章回话折]|[【[]?场景|[【[]?\d{1,3}\s*[-－—]\s*\d{1,3}(?![\d:])|\.?(?:int|ext|est|int\.?\/ext|i\/e)[. ]|(?:scene|episode|act)\s+(?:\d+|[ivx]+)\b|(?:内景|外景))/iu;
const castPattern = /^\s*(?:出场)?(?:人物|角色|演员|cast|characters?)\s*[:：]\s*(.+)$/iu;
const notNames = new Set(
  '场景 时间 地点 人物 角色 出场人物 旁白 画外音 字幕 内景 外景 镜头 特写 音效 音乐 备注 注 道具 闪回 标题 编剧 导演 剧名 题材 梗概 scene place time note title author credit draft source contact cast characters narrator subtitle music cut fade int ext'.split(
    ' ',
  ),
);
// Before these a short string at the head of a clause is somebody.
const speech =
  /(?<=^|[。！？!?，,\n△\s])(\p{Script=Han}{2,3}?)(?:冷笑|说道|问道|喊道|怒道|笑道|说|问|喊|看着|走进|转身|推门|站起|点头|摇头|抬头|低头|拿出|拿起|走到)/gu;
const pronouns = /^(?:他|她|它|我|你|您|咱|谁|两人|众人|大家|有人|对方|男人|女人|自己|突然|忽然|这|那|一|然后|于是|只|又|再|慢慢|缓缓)/u;
const capitalised = /(?<=[\p{Ll},;] )\p{Lu}\p{Ll}{2,15}\b/gu;
const notCapitalised = new Set(
  'monday tuesday wednesday thursday friday saturday sunday january february april june july august september october november december english chinese american god christmas'.split(
    ' ',
  ),
);

/** A name as it is compared: width and case folded. */
export const foldName = (name: string): string => name.normalize('NFKC').toLowerCase().trim();

/** The speaker before a colon; null where the line has none. Words such as 场景 or NOTE are no speakers. */
export function labelOf(line: string): Label | null {
  // Without a bound a line of a megabyte would be searched for its label.
  const match = labelPattern.exec(line.slice(0, 120));
  if (!match || notNames.has(foldName(match[1]!))) return null;
  return { name: foldName(match[1]!), bodyAt: match[0].length };
}

/** Whether a line says where a scene is rather than what happens in it. */
export const isHeading = (line: string): boolean => headingPattern.test(line.slice(0, 60)) || castPattern.test(line.slice(0, 200));

/** A character's own line in Fountain: `@` or capitals, with an extension in brackets allowed. */
export function isFountainCharacter(line: string): boolean {
  const text = line.trim().replace(/\s*\^$/, '');
  if (text.length > 60 || text === '') return false;
  if (text.startsWith('@')) return text.length > 1;
  const bare = text.replace(/\s*\([^)]*\)\s*$/, '');
  return (
    /\p{Lu}/u.test(bare) && /^[\p{Lu}\d .'’#-]+$/u.test(bare) && !/^(?:int|ext|est|fade|cut|the end)\b/i.test(bare) && !/[.:]$/.test(bare)
  );
}

/** Names found in a script's lines; `characters` are those of Fountain's own character lines. The most frequent 400 of each kind. */
export function findNames(text: string, lines: readonly string[], characters: readonly string[]): Names {
  const people = new Map<string, number>();
  const count = (map: Map<string, number>, name: string, by = 1): void => {
    if (name.length >= 2 && name.length <= 30 && !notNames.has(name)) map.set(name, (map.get(name) ?? 0) + by);
  };
  const places = new Map<string, number>();
  for (const character of characters) count(people, foldName(character));
  for (const line of lines) {
    const cast = castPattern.exec(line.slice(0, 400));
    if (cast)
      for (const name of cast[1]!.split(/[、,，;；/\s]+/)) if (/^\p{Script=Han}{2,4}$/u.test(name)) count(people, foldName(name), 2);
    const label = labelOf(line);
    if (label) count(people, label.name);
    if (!cast && isHeading(line)) for (const place of placesOf(line)) count(places, place);
  }
  for (const [, name] of text.matchAll(speech)) if (!pronouns.test(name!)) count(people, name!, 0.7);
  for (const [word] of text.matchAll(capitalised)) if (!notCapitalised.has(word.toLowerCase())) count(people, foldName(word), 0.7);
  const folded = text.toLowerCase();
  // Who speaks once and is spoken of is somebody, too.
  for (const [name, times] of [...people].slice(0, mostChecked))
    if (times === 1 && folded.indexOf(name) !== folded.lastIndexOf(name)) people.set(name, 2);
  addGivenNames(folded, people);
  const frequent = (map: Map<string, number>, without?: ReadonlySet<string>): Set<string> =>
    new Set(
      [...map]
        .filter(([name, times]) => times >= 2 && !without?.has(name))
        .toSorted((a, b) => b[1] - a[1])
        .slice(0, mostNames)
        .map(([name]) => name),
    );
  const who = frequent(people);
  return { people: who, places: frequent(places, who) };
}

// 林晚秋 is 晚秋 to those who love her, and Mary Ann Smith is Mary.
function addGivenNames(folded: string, people: Map<string, number>): void {
  for (const [name, times] of [...people].filter((each) => each[1] >= 2).slice(0, mostNames)) {
    const parts = /^\p{Script=Han}{3}$/u.test(name) ? [name.slice(1)] : name.includes(' ') ? name.split(' ') : [];
    for (const part of parts) if (part.length >= 2 && !people.has(part) && folded.includes(part)) people.set(part, times);
  }
}

function placesOf(heading: string): string[] {
  const bare = foldName(heading)
    .replace(
      /第\s*[\d零一二三四五六七八九十百]+\s*[集场幕章回话折]|场景|内景|外景|\b(?:int|ext|est|i\/e|scene|episode|act|day|night|morning|evening|later|continuous|dawn|dusk)\b/gu,
      ' ',
    )
    .replace(/[^\p{Script=Han}a-z' ]+/gu, ' ');
  return bare.split(/\s+/).filter((word) => /^\p{Script=Han}{2,8}$/u.test(word) && !/^[日夜内外晨昏傍晚清早上午下]+$/u.test(word));
}
