import type { CodeForm } from './word.ts';

/**
 * Words that no code may hold. Lists are of what is insulting, obscene, hateful or unlucky when it stands on a screen beside a
 * drama, in Chinese and English; for digits also what numbers are read as (谐音), such as 250 and 748.
 */

/** Anywhere in a code of digits: 二百五, 三八, 去死吧, 我要死, 去死一死 … , dates and numbers that are not for a code, emergency calls. */
const digitWords = ['250', '38', '444', '748', '514', '7414', '174', '1414', '5354', '8964', '1488', '110', '119', '120'];

/** Anywhere in a code of letters, where 2 3 4 5 6 7 8 9 V also count as the letters that they can be read as. */
const englishWords =
  'ANUS ARSE ASS BDSM CNT CRAP CUM CUNT DCK DEAD DYKE FAG FCK FCUK FKU FKK FUC FUK GAS GAY HATE JAP JEW JERK KKK KYS NAZ NGR NGGR NZ ' +
  'PHUK PNS PRN PSSY PUSS RAPE SEX SHT SS STFU SUCK TARD TTS TURD TWAT VAG WNK WTF XXX XTC';
/** Initials of insults in pinyin (操你妈, 他妈的, 日你妈, 妈卖批, 废物, 鸡巴 …) and names that are not for a code, as they are typed. */
const pinyinWords = 'CNM CTM D58 FW J8 MMP NCM NM8 NMD NND NTM RNM RTM TM8 TMD WTM XJP';

/** The house's own lists, for the test that says that each of them can come up. */
export const refusedWords: Readonly<Record<CodeForm, readonly string[]>> = {
  digits: digitWords,
  letters: [...englishWords.split(' '), ...pinyinWords.split(' ')],
};

// What stands for a letter in a code: itself, and the signs that it can be read from (leetspeak, and what was folded away).
const writtenAs: Readonly<Record<string, string>> = { A: '4', B: '8', E: '3', G: '69', S: '5', T: '7', U: 'V', Z: '2' };

/** A pattern that is read, not typed: four alike in a row, or five that go up or down by one. */
function isPattern(text: string, alphabet: string): boolean {
  let [alike, up, down] = [1, 1, 1];
  for (let i = 1; i < text.length; i++) {
    const step = alphabet.indexOf(text[i]!) - alphabet.indexOf(text[i - 1]!);
    alike = step === 0 ? alike + 1 : 1;
    up = step === 1 ? up + 1 : 1;
    down = step === -1 ? down + 1 : 1;
    if (alike >= 4 || up >= 5 || down >= 5) return true;
  }
  return false;
}

/** The comparable form of a reserved word: what of it could stand in a code. '' when nothing could. */
export function reservedForm(word: string): string {
  return word
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '');
}

/** A check of one organisation's codes: its own reserved words beside the house's lists. */
export function createRefusal(form: CodeForm, alphabet: string, reserved: readonly string[] = []): (code: string) => boolean {
  const own = reserved.map(reservedForm).filter((word) => word.length >= 2);
  const typed = form === 'digits' ? [...digitWords, ...own] : pinyinWords.split(' ');
  const read = form === 'digits' ? [] : [...englishWords.split(' '), ...own];
  // One expression for all words: a code is looked through once, however long the lists are.
  const words = new RegExp([...typed, ...read.map(readings)].join('|'));
  return (code) => words.test(code) || isPattern(code, alphabet);
}

/** What reads as a word, as an expression: `[A4][S5][S5]`. Words hold letters and digits alone. */
function readings(word: string): string {
  return [...word].map((sign) => (writtenAs[sign] ? `[${sign}${writtenAs[sign]}]` : sign)).join('');
}
