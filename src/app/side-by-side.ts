/** Two texts in two columns of a terminal, where a Chinese character is as wide as two letters. */

const columnWidth = 56;
// What a script's text may do to a terminal: signs of control move its cursor or change its colours.
// oxlint-disable-next-line no-control-regex
const unsafe = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;

/** Rows of both texts, each wrapped in its column; empty lines are left out. */
export function sideBySide(left: string, right: string): string[] {
  const [a, b] = [wrap(left), wrap(right)];
  return Array.from({ length: Math.max(a.length, b.length) }, (_, at) => {
    const [text, width] = a[at] ?? ['', 0];
    return `${text}${' '.repeat(columnWidth - width)} │ ${b[at]?.[0] ?? ''}`.trimEnd();
  });
}

function wrap(text: string): [string, number][] {
  const rows: [string, number][] = [];
  for (const line of text.replace(/\t/g, ' ').replace(unsafe, '').split('\n')) {
    let row = '';
    let width = 0;
    for (const piece of line.match(/(?:(?!\p{Script=Han})[\p{L}\p{N}'’])+|./gsu) ?? []) {
      for (const part of sized(piece)) {
        const size = widthOf(part);
        if (width + size > columnWidth) {
          rows.push([row, width]);
          [row, width] = ['', 0];
        }
        if (row === '' && part === ' ') continue;
        row += part;
        width += size;
      }
    }
    if (row !== '') rows.push([row, width]);
  }
  return rows;
}

const widthOf = (text: string): number => Array.from(text).reduce((sum, sign) => sum + (wide.test(sign) ? 2 : 1), 0);

// A word longer than the column is cut.
const sized = (piece: string): string[] => (widthOf(piece) <= columnWidth ? [piece] : Array.from(piece));
