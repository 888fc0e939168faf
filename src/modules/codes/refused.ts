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

// What a sign of the alphabet may be read as beside itself: leetspeak, and the letters that were folded away.
const readAs: Readonly<Record<string, string>> = { '2': 'Z', '3': 'E', '4': 'A', '5': 'S', '6': 'G', '7': 'T', '8': 'B', '9': 'G', V: 'U' };

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
  if (form === 'digits') {
    const words = [...refusedWords.digits, ...own];
    return (code) => isPattern(code, alphabet) || words.some((word) => code.includes(word));
  }
  const [read, typed] = [[...englishWords.split(' '), ...own], pinyinWords.split(' ')];
  return (code) => isPattern(code, alphabet) || typed.some((word) => code.includes(word)) || read.some((word) => reads(code, word));
}

/** Whether a word can be read in a code. */
function reads(code: string, word: string): boolean {
  for (let from = 0; from + word.length <= code.length; from++) {
    let i = 0;
    while (i < word.length && (code[from + i] === word[i] || readAs[code[from + i]!] === word[i])) i++;
    if (i === word.length) return true;
  }
  return false;
}
