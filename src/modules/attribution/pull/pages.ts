/** Pages of a source as rows under a header, whatever their form: so a mapping of columns reads files and answers alike. Pure. */
import { edgeErrors } from '../edge-errors.ts';
import { guessSeparator, readCsv, type TableRow } from '../imports/csv.ts';

export type Page = { readonly header: readonly string[]; readonly rows: readonly TableRow[]; readonly cursor: string | null };

const mostRows = 50_000;
const deepest = 6;

/** The value at a path like `data.list`; undefined where there is none. Own properties only. */
export function valueAt(value: unknown, path: string): unknown {
  let at = value;
  for (const name of path === '' ? [] : path.split('.')) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return undefined;
    at = (at as Record<string, unknown>)[name];
  }
  return at;
}

/** Rows of a JSON answer: a column for each path to a value that is not an object. Throws attribution.pull_unreadable. */
export function jsonPage(text: string, of: { itemsPath: string; cursorPath: string | null }): Page {
  let answer: unknown;
  try {
    answer = JSON.parse(exactNumbers(text));
  } catch (cause) {
    throw edgeErrors.pull_unreadable({ what: 'json' }, cause);
  }
  const items = valueAt(answer, of.itemsPath);
  if (!Array.isArray(items)) throw edgeErrors.pull_unreadable({ what: of.itemsPath === '' ? 'list' : of.itemsPath });
  if (items.length > mostRows) throw edgeErrors.pull_too_large({ limit: mostRows });
  const columns = new Map<string, number>();
  const rows = items.map((item, at) => {
    const cells: string[] = [];
    for (const [path, text] of flatten(item, '', 0)) {
      if (!columns.has(path)) columns.set(path, columns.size);
      cells[columns.get(path)!] = text;
    }
    return { line: at + 1, cells: Array.from(cells, (cell) => cell ?? '') };
  });
  const cursor = of.cursorPath === null ? null : valueAt(answer, of.cursorPath);
  return {
    header: [...columns.keys()],
    rows,
    cursor: (typeof cursor === 'string' && cursor !== '') || typeof cursor === 'number' ? String(cursor).slice(0, 500) : null,
  };
}

// Money and long order numbers lose digits as doubles: numbers become texts of themselves before they are read.
function exactNumbers(text: string): string {
  return text.replace(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g, (token) => (token[0] === '"' ? token : `"${token}"`));
}

function* flatten(value: unknown, path: string, depth: number): Generator<[string, string]> {
  if (value === null || value === undefined || depth > deepest) return;
  if (typeof value !== 'object') yield [path, String(value)];
  else if (!Array.isArray(value))
    for (const [name, inner] of Object.entries(value)) yield* flatten(inner, path === '' ? name : `${path}.${name}`, depth + 1);
}

/** Rows of an answer in separated values; its first row is the header. */
export async function csvPage(text: string): Promise<Page> {
  const bare = text.replace(/^\ufeff/, '');
  const rows: TableRow[] = [];
  for await (const batch of readCsv([bare], guessSeparator(bare.slice(0, 32_768)))) rows.push(...batch);
  if (rows.length > mostRows) throw edgeErrors.pull_too_large({ limit: mostRows });
  return { header: (rows[0]?.cells ?? []).map((cell) => cell.trim()), rows: rows.slice(1), cursor: null };
}

/** The address of a page. Placeholders are filled as parts of a query are: whatever a cursor holds, the host stays. */
export function addressOf(
  template: string,
  of: { fromMs: number; toMs: number; page: number; cursor: string | null; timeFormat: 'iso' | 'unix_s' | 'unix_ms' | 'date' },
): string {
  const written = (ms: number): string => {
    const iso = new Date(ms).toISOString();
    return { iso, date: iso.slice(0, 10), unix_ms: String(ms), unix_s: String(Math.floor(ms / 1000)) }[of.timeFormat];
  };
  const values: Readonly<Record<string, string>> = {
    from: written(of.fromMs),
    to: written(of.toMs),
    page: String(of.page),
    cursor: of.cursor ?? '',
  };
  return template.replace(/\{(from|to|page|cursor)\}/g, (_, name: string) => encodeURIComponent(values[name]!));
}
