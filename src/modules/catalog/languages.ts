/** Languages as file names and folders write them, and as texts show them. */

// What release groups, editors and platforms write, besides BCP 47 itself.
const names: Readonly<Record<string, string>> = {
  zh: 'zh-CN', chi: 'zh-CN', zho: 'zh-CN', cn: 'zh-CN', chs: 'zh-CN', sc: 'zh-CN', gb: 'zh-CN', hans: 'zh-CN', 'zh-hans': 'zh-CN', 'zh-cn': 'zh-CN', chinese: 'zh-CN',
  中: 'zh-CN', 简: 'zh-CN', 中文: 'zh-CN', 简体: 'zh-CN', 简中: 'zh-CN', 简体中文: 'zh-CN', 中字: 'zh-CN', 国语: 'zh-CN',
  cht: 'zh-TW', tc: 'zh-TW', tw: 'zh-TW', big5: 'zh-TW', hant: 'zh-TW', 'zh-hant': 'zh-TW', 'zh-tw': 'zh-TW', 'zh-hk': 'zh-HK', 繁: 'zh-TW', 繁体: 'zh-TW', 繁體: 'zh-TW', 繁中: 'zh-TW', 繁体中文: 'zh-TW',
  en: 'en', eng: 'en', english: 'en', 英: 'en', 英文: 'en', 英语: 'en', 英字: 'en',
  ja: 'ja', jp: 'ja', jpn: 'ja', japanese: 'ja', 日: 'ja', 日文: 'ja', 日语: 'ja', ko: 'ko', kr: 'ko', kor: 'ko', korean: 'ko', 韩: 'ko', 韩文: 'ko', 韩语: 'ko',
  th: 'th', tha: 'th', thai: 'th', 泰: 'th', 泰文: 'th', 泰语: 'th', vi: 'vi', vie: 'vi', vietnamese: 'vi', 越南语: 'vi', 越语: 'vi',
  id: 'id', ind: 'id', indonesian: 'id', 印尼语: 'id', ms: 'ms', may: 'ms', msa: 'ms', malay: 'ms', 马来语: 'ms', fil: 'fil', tl: 'fil', tagalog: 'fil',
  es: 'es', spa: 'es', spanish: 'es', 西语: 'es', 西班牙语: 'es', pt: 'pt', por: 'pt', portuguese: 'pt', 葡语: 'pt', 葡萄牙语: 'pt', 'pt-br': 'pt-BR',
  fr: 'fr', fra: 'fr', fre: 'fr', french: 'fr', 法语: 'fr', de: 'de', ger: 'de', deu: 'de', german: 'de', 德语: 'de', it: 'it', ita: 'it', italian: 'it', 意大利语: 'it',
  ru: 'ru', rus: 'ru', russian: 'ru', 俄语: 'ru', ar: 'ar', ara: 'ar', arabic: 'ar', 阿拉伯语: 'ar', hi: 'hi', hin: 'hi', hindi: 'hi', tr: 'tr', tur: 'tr', turkish: 'tr', 土耳其语: 'tr',
  'en-us': 'en', 'en-gb': 'en-GB', 'es-419': 'es-419', 'es-mx': 'es-MX', 'ja-jp': 'ja', 'ko-kr': 'ko', 'fr-fr': 'fr', 'de-de': 'de', 'id-id': 'id', 'th-th': 'th', 'vi-vn': 'vi',
};

/** The BCP 47 tag that a word of a file name stands for; of two joined ones (`chs&eng`) the first. Null for any other word. */
export function languageOfWord(word: string): string | null {
  const [first] = word.normalize('NFKC').toLowerCase().replaceAll('_', '-').split(/[&+]/);
  return Object.hasOwn(names, first!) ? names[first!]! : null;
}

/** The language of cues by their letters; `fallback` where they do not tell. */
export function languageOfText(text: string, fallback: string): string {
  const sample = text.slice(0, 20_000);
  const count = (expression: RegExp): number => sample.match(expression)?.length ?? 0;
  const han = count(/\p{Script=Han}/gu);
  const latin = count(/\p{Script=Latin}/gu);
  const others: [string, number][] = [
    ['ja', count(/[\p{Script=Hiragana}\p{Script=Katakana}]/gu) * 3],
    ['ko', count(/\p{Script=Hangul}/gu)],
    ['th', count(/\p{Script=Thai}/gu)],
    ['ru', count(/\p{Script=Cyrillic}/gu)],
    ['ar', count(/\p{Script=Arabic}/gu)],
  ];
  const [language, most] = others.reduce((best, other) => (other[1] > best[1] ? other : best));
  if (most > han && most > latin / 3) return language;
  // A Chinese character says as much as some three letters; bilingual files count as Chinese.
  if (han > 0 && han >= latin / 4) return fallback.startsWith('zh') ? fallback : 'zh-CN';
  if (latin === 0) return fallback;
  // Latin letters alone do not tell English from Indonesian: what the work is in counts, unless that is not written so.
  return /^(zh|ja|ko|th|ru|ar)/.test(fallback) ? 'en' : fallback;
}
