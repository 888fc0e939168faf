/** Words of scale in both languages, as powers of ten. */
const chinese: Readonly<Record<string, number>> = {
  万亿: 12,
  千亿: 11,
  百亿: 10,
  十亿: 9,
  亿: 8,
  千万: 7,
  百万: 6,
  十万: 5,
  万: 4,
  千: 3,
  百: 2,
};
const english: Readonly<Record<string, number>> = {
  hundred: 2,
  'ten thousand': 4,
  'hundred thousand': 5,
  'hundred million': 8,
  'hundred billion': 11,
  thousand: 3,
  thousands: 3,
  k: 3,
  million: 6,
  millions: 6,
  mn: 6,
  mln: 6,
  mil: 6,
  m: 6,
  mm: 6,
  billion: 9,
  billions: 9,
  bn: 9,
  bln: 9,
  b: 9,
  trillion: 12,
  trillions: 12,
  tn: 12,
  trn: 12,
  lakh: 5,
  crore: 7,
};

export type Scale = { readonly word: string; readonly power: number; readonly end: number };

const byLength = (words: Readonly<Record<string, number>>) =>
  Object.keys(words)
    .toSorted((a, b) => b.length - a.length)
    .join('|');
const chineseAt = new RegExp(` ?(${byLength(chinese)})`, 'y');
// A hyphen as in “100-million-yuan”; letters alone stand right behind the digits or after a space.
const englishAt = new RegExp(`[ -]?(${byLength(english)})(?![a-zA-Z])`, 'iy');

/** The word of scale that begins at a place of the folded text, white space before it allowed. */
export function scaleAt(text: string, at: number): Scale | null {
  chineseAt.lastIndex = at;
  const own = chineseAt.exec(text);
  if (own) return { word: own[1]!, power: chinese[own[1]!]!, end: chineseAt.lastIndex };
  englishAt.lastIndex = at;
  const found = englishAt.exec(text);
  if (!found) return null;
  const word = found[1]!;
  const lower = word.toLowerCase();
  // 4K and 8K are sizes of pictures, “5 m” and “5 b” with a space are metres or the start of a word; 1.2M and 500k are counts.
  if (word.length === 1 && (found[0].length > 1 || (word === 'K' && /(?:^|[^\d.])[248]$/.test(text.slice(Math.max(0, at - 2), at)))))
    return null;
  return { word, power: english[lower]!, end: englishAt.lastIndex };
}
