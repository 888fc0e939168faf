/** What differs between a registration and a work as it is now. Pure. */
import type { RegisteredKind, RegisteredOwner, RegistrationChanges } from './contract.ts';

type File = { readonly path: string; readonly kind: RegisteredKind; readonly sha256: string };
export type Compared = { readonly title: string; readonly owners: readonly RegisteredOwner[]; readonly assets: readonly File[] };

const mostShown = 200;

/** A replaced video is in the place of the one before it, whatever it is called: a place is its folder where that holds one file. */
const placeOf = ({ path, kind }: File): string =>
  kind === 'episode_video' || kind === 'cover' || kind === 'subtitle' ? `${kind} ${path.slice(0, path.lastIndexOf('/'))}` : path;

/** Differences in the order of their paths; what is made from subtitles is not counted a second time. */
export function changesBetween(before: Compared, after: Compared): RegistrationChanges {
  const files = (of: Compared) =>
    new Map(of.assets.filter(({ kind }) => kind !== 'text' && kind !== 'record').map((file) => [placeOf(file), file]));
  const [was, is] = [files(before), files(after)];
  const items: RegistrationChanges['items'] = [];
  for (const [place, file] of was) {
    const now = is.get(place);
    if (now?.sha256 === file.sha256) continue;
    items.push({ path: now?.path ?? file.path, kind: file.kind, before: file.sha256, after: now?.sha256 ?? null });
  }
  for (const [place, file] of is) if (!was.has(place)) items.push({ path: file.path, kind: file.kind, before: null, after: file.sha256 });
  items.sort((a, b) => (a.path < b.path ? -1 : 1));
  const added = items.filter((item) => item.before === null).length;
  const removed = items.filter((item) => item.after === null).length;
  const owners = (of: Compared): string =>
    JSON.stringify(of.owners.map(({ name, right, share, from, until }) => [right, from, name, share, until]).sort());
  const ownersChanged = owners(before) !== owners(after);
  const titleChanged = before.title !== after.title;
  return {
    unchanged: items.length === 0 && !ownersChanged && !titleChanged,
    added,
    removed,
    replaced: items.length - added - removed,
    ownersChanged,
    titleChanged,
    items: items.slice(0, mostShown),
  };
}
