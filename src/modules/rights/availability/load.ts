/** The book of a work: all that is agreed of it and of what it was made from, read once, with the names for reasons. */
import type { Trx } from '../../../platform/db/index.ts';
import { bookOf } from '../register/book.ts';
import { findParties } from '../register/repo/parties.ts';
import * as repo from '../register/repo/works.ts';
import type { Reason } from '../rules/availability.ts';
import { openBook, type OpenBook, type Work } from '../rules/book.ts';
import type { RightsParts } from '../service/parts.ts';
import type { RightKind, RightsReason } from '../words/contract.ts';

export type LoadedBook = {
  readonly open: OpenBook;
  readonly work: { readonly id: string; readonly title: string; readonly originalLanguage: string };
  /** Whether any deed of a right of the work is in force. */
  owned(right: RightKind): boolean;
  /** The same without the sources of which no adaptation is registered, and whether there are any such. */
  readonly withoutUnknownSources: { readonly open: OpenBook; readonly some: boolean };
  /** Names that clauses give platforms, media and languages, for questions that leave them open. */
  readonly named: { readonly platforms: readonly string[]; readonly media: readonly string[]; readonly languages: readonly string[] };
  /** Reasons with names in place of ids, and where each clause stands. */
  explain(reasons: readonly Reason[]): RightsReason[];
};

// Deeper and wider than any adaptation is; a circle cannot be, as the catalogue refuses it.
const mostWorks = 100;

/** Throws catalog.work_not_found. */
export async function loadBook(
  parts: Pick<RightsParts, 'catalog'>,
  trx: Trx,
  organisationId: string,
  workId: string,
  partyIds: readonly string[] = [],
): Promise<LoadedBook> {
  const works: Work[] = [];
  const titles = new Map<string, string>();
  const asked = await parts.catalog.getWork(trx, organisationId, workId);
  for (let todo = [asked]; todo.length > 0 && works.length < mostWorks;) {
    const next = todo.shift()!;
    if (titles.has(next.id)) continue;
    titles.set(next.id, next.texts[0]!.title);
    works.push({ id: next.id, derivedFrom: next.derivesFrom.map((each) => each.workId) });
    for (const { workId: id } of next.derivesFrom) if (!titles.has(id)) todo.push(await parts.catalog.getWork(trx, organisationId, id));
  }
  const ids = [...titles.keys()];
  const deeds = await repo.listDeeds(trx, organisationId, ids);
  const licences = await repo.listLicencesOfWorks(trx, organisationId, ids);
  const book = bookOf(works, deeds, licences);
  const people = new Set([
    ...partyIds,
    ...book.deeds.flatMap(({ from, to }) => (from === null ? [to] : [from, to])),
    ...book.licences.flatMap(({ grantors, grantee }) => [...grantors, grantee]),
  ]);
  const names = new Map((await findParties(trx, organisationId, [...people])).map(({ id, name }) => [id, name]));
  const places = new Map<string, RightsReason['clause']>();
  for (const { id, workId: of } of book.deeds) places.set(id, { kind: 'deed', id, documentedIn: id, workId: of });
  for (const { id, workId: of, holdbacks } of book.licences) {
    places.set(id, { kind: 'licence', id, documentedIn: id, workId: of });
    for (const held of holdbacks) places.set(held.id, { kind: 'holdback', id: held.id, documentedIn: id, workId: of });
  }
  const ownedOf = new Set(book.deeds.map((deed) => `${deed.right} ${deed.workId}`));
  const known = works.map(({ id, derivedFrom }) => ({
    id,
    derivedFrom: derivedFrom.filter((source) => ownedOf.has(`adaptation ${source}`)),
  }));
  const some = known.some(({ derivedFrom }, index) => derivedFrom.length < works[index]!.derivedFrom.length);
  const scopes = book.licences.flatMap((each) => [each.scope, ...each.holdbacks.map(({ scope }) => scope)]);
  const listed = (of: 'all' | readonly string[]): readonly string[] => (typeof of === 'string' ? [] : of);
  const open = openBook(book);
  return {
    open,
    work: { id: workId, title: titles.get(workId)!, originalLanguage: asked.originalLanguage },
    owned: (right) => ownedOf.has(`${right} ${workId}`),
    withoutUnknownSources: { open: some ? openBook({ ...book, works: known }) : open, some },
    named: {
      platforms: [...new Set(scopes.flatMap(({ platforms }) => listed(platforms)))],
      media: [...new Set(scopes.flatMap(({ media }) => listed(media)))],
      languages: [...new Set(scopes.flatMap(({ languages }) => listed(languages)))],
    },
    explain: (reasons) =>
      reasons.map(({ code, params, clause }) => ({
        code,
        params: Object.fromEntries(Object.entries(params).map(([name, value]) => [name, resolved(name, value, names, titles)])),
        clause: clause === null ? null : (places.get(clause) ?? null),
      })),
  };
}

function resolved(name: string, value: string, names: ReadonlyMap<string, string>, titles: ReadonlyMap<string, string>): string {
  if (name === 'party' || name === 'to' || name === 'owner') return names.get(value) ?? value;
  return name === 'work' || name === 'source' ? (titles.get(value) ?? value) : value;
}
