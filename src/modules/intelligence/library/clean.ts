/** Texts as a database keeps them. Whatever is replaced keeps its length, so that places in the text stay right. */

/** NUL and halves of surrogate pairs become the replacement character. */
export function clean(text: string): string {
  const whole = text.isWellFormed() ? text : text.toWellFormed();
  return whole.includes('\0') ? whole.replaceAll('\0', '\ufffd') : whole;
}

/** Cleaned and cut to a length, not in the middle of a sign. */
export function short(text: string, most: number): string {
  return clean(text).slice(0, most).toWellFormed();
}
