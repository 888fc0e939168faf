/** Links in a file beside the database: lines of JSON, whole or not there. Visitors' keys in it are sealed as in the database. */
import { createReadStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { LinkSettings } from './contract.ts';
import type { BookLink } from './book.ts';

type SealedKey = { readonly day: string; readonly sealed: string };
/** The visitors' keys that go with the links, as platform/visitors has them. */
export type SnapshotKeys = { sealedKeys(): readonly SealedKey[]; restore(keys: readonly SealedKey[]): void };

const version = 1;
type Head = {
  version: number;
  savedAt: string;
  settings: [string, LinkSettings][];
  hosts: [string, string][];
  keys: readonly SealedKey[];
};
/** `r` and `p` are the numbers of rules and pages that an earlier line gave. */
type Line =
  | { rules: BookLink['rules'] }
  | { page: BookLink['page'] }
  | { l: [string, string, string, string, number, number, string, string, number | null, string | null] }
  | { end: number };

/** Writes all of it beside and renames it into place. Throws what the disk says. */
export async function writeSnapshot(
  path: string,
  what: {
    savedAt: string;
    settings: ReadonlyMap<string, LinkSettings>;
    hosts: ReadonlyMap<string, string>;
    links: Iterable<BookLink>;
    keys: SnapshotKeys;
  },
): Promise<void> {
  const beside = `${path}.${process.pid}.new`;
  const file = await open(beside, 'w', 0o600);
  try {
    const head: Head = {
      version,
      savedAt: what.savedAt,
      settings: [...what.settings],
      hosts: [...what.hosts],
      keys: what.keys.sealedKeys(),
    };
    let text = `${JSON.stringify(head)}\n`;
    const numbers = new Map<object, number>();
    let count = 0;
    const numberOf = (kind: 'rules' | 'page', value: object): number => {
      let number = numbers.get(value);
      if (number === undefined) {
        numbers.set(value, (number = numbers.size));
        text += `${JSON.stringify({ [kind]: value })}\n`;
      }
      return number;
    };
    for (const link of what.links) {
      const [rules, page] = [numberOf('rules', link.rules), numberOf('page', link.page)];
      const ends = Number.isFinite(link.endsMs) ? link.endsMs : null;
      text += `${JSON.stringify({ l: [link.id, link.organisationId, link.slug, link.placementId, rules, page, link.code, link.codeShown, ends, link.usefulUrl] } satisfies Line)}\n`;
      count++;
      if (text.length > 500_000) {
        await file.write(text);
        text = '';
      }
    }
    await file.write(`${text}${JSON.stringify({ end: count })}\n`);
    await file.sync();
    await file.close();
    await rename(beside, path);
  } catch (error) {
    await file.close().catch(() => {});
    await rm(beside, { force: true });
    throw error;
  }
}

export type Snapshot = {
  savedAt: string;
  settings: Map<string, LinkSettings>;
  hosts: Map<string, string>;
  links: BookLink[];
  keys: readonly SealedKey[];
};

/** What writeSnapshot wrote; null where there is none, or it is of another version or not whole. */
export async function readSnapshot(path: string): Promise<Snapshot | null> {
  const values: object[] = [];
  const links: BookLink[] = [];
  let head: Head | null = null;
  let whole = false;
  try {
    for await (const text of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })) {
      if (!head) {
        head = JSON.parse(text) as Head;
        if (head.version !== version) return null;
        continue;
      }
      const line = JSON.parse(text) as Line;
      if ('rules' in line) values.push(line.rules);
      else if ('page' in line) values.push(line.page);
      else if ('end' in line) whole = line.end === links.length;
      else {
        const [id, organisationId, slug, placementId, rules, page, code, codeShown, ends, usefulUrl] = line.l;
        links.push({
          id,
          organisationId,
          slug,
          placementId,
          rules: values[rules] as BookLink['rules'],
          page: values[page] as BookLink['page'],
          code,
          codeShown,
          endsMs: ends ?? Number.POSITIVE_INFINITY,
          usefulUrl,
        });
      }
    }
  } catch {
    return null;
  }
  return head && whole
    ? { savedAt: head.savedAt, settings: new Map(head.settings), hosts: new Map(head.hosts), links, keys: head.keys }
    : null;
}
