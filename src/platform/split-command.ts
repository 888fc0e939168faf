/**
 * The words of a command line, split at blanks; quotes keep blanks together, a backslash keeps the next character. No shell reads it.
 * Null where a quote is left open or nothing is there.
 */
export function splitCommand(text: string): string[] | null {
  const words: string[] = [];
  let word: string | null = null;
  let quote = '';
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!;
    if (quote !== '') {
      if (char === quote) quote = '';
      else if (char === '\\' && quote === '"' && at + 1 < text.length) word += text[++at]!;
      else word += char;
    } else if (char === '"' || char === "'") [quote, word] = [char, word ?? ''];
    else if (char === '\\' && at + 1 < text.length) word = (word ?? '') + text[++at]!;
    else if (/\s/.test(char)) {
      if (word !== null) words.push(word);
      word = null;
    } else word = (word ?? '') + char;
  }
  if (quote !== '') return null;
  if (word !== null) words.push(word);
  return words.length > 0 ? words : null;
}
