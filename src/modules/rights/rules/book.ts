/** Everything that is agreed about works, made ready for questions: ownership by period, licences, and the promises that they contain. */
import { instantFromIso } from '../../../platform/time.ts';
import { ownershipOf, type Deed, type Ownership } from './ownership.ts';
import { timed, type Scope, type TimedScope } from './scope.ts';
import type { RightKind } from './words.ts';

export type Work = {
  readonly id: string;
  /** Novel → script → drama: what this one was made from. */ readonly derivedFrom: readonly string[];
};
export type Holdback = {
  readonly id: string;
  /** The grantor keeps back what would spoil the licence; the grantee, what it was not given for. */
  readonly binds: 'grantor' | 'grantee';
  readonly scope: Scope;
};
export type Licence = {
  readonly id: string;
  readonly workId: string;
  readonly right: RightKind;
  /** Co-owners may sign together. */
  readonly grantors: readonly string[];
  readonly grantee: string;
  /** An ISO 8601 instant in UTC: of two promises that exclude one another the earlier is kept; of one instant, that of the smaller id. */
  readonly grantedAt: string;
  readonly scope: Scope;
  /** Sole keeps others out, exclusive the grantor as well. */
  readonly exclusivity: 'exclusive' | 'sole' | 'non_exclusive';
  /** How many levels may be granted below this one; 0 is none. At most 5. */
  readonly sublicensing: number;
  readonly holdbacks: readonly Holdback[];
  /** The ISO 8601 instant from which on it allows and forbids nothing, whatever its window says; absent or null where it was not ended. */
  readonly endedAt?: string | null;
};
export type Book = { readonly works: readonly Work[]; readonly deeds: readonly Deed[]; readonly licences: readonly Licence[] };

export type OpenLicence = Licence & { readonly timed: TimedScope };
/** A promise of somebody not to use, nor to let use. */
export type Restriction = {
  readonly clause: string;
  readonly code: 'exclusive' | 'sole' | 'holdback';
  readonly licence: Licence;
  readonly binds: readonly string[];
  readonly timed: TimedScope;
  /** Whom it was promised to, who is not kept out. */
  readonly allows: string | null;
  readonly ownUse: boolean;
};
/** What is agreed of one right of one work. */
export type Chapter = {
  readonly owned: readonly Ownership[];
  readonly licences: readonly OpenLicence[];
  readonly restrictions: readonly Restriction[];
};
export type OpenBook = {
  readonly sourcesOf: ReadonlyMap<string, readonly string[]>;
  chapter(workId: string, right: RightKind): Chapter;
  readonly scopes: readonly TimedScope[];
};

const empty: Chapter = { owned: [], licences: [], restrictions: [] };

/** Makes a book ready. Throws RangeError for days, zones and numbers that are none, and for works that are made from themselves. */
export function openBook(book: Book): OpenBook {
  const sourcesOf = new Map(book.works.map(({ id, derivedFrom }) => [id, derivedFrom]));
  refuseCircles(sourcesOf);
  const nameOf = ({ workId, right }: { workId: string; right: RightKind }): string => `${right} ${workId}`;
  const deeds = Map.groupBy(book.deeds, nameOf);
  const licences = Map.groupBy(book.licences.map(open), nameOf);
  const chapters = new Map<string, Chapter>();
  for (const name of new Set([...deeds.keys(), ...licences.keys()])) {
    const own = licences.get(name) ?? [];
    chapters.set(name, { owned: ownershipOf(deeds.get(name) ?? []), licences: own, restrictions: own.flatMap(restrictionsOf) });
  }
  const all = [...chapters.values()];
  return {
    sourcesOf,
    chapter: (workId, right) => chapters.get(nameOf({ workId, right })) ?? empty,
    scopes: all.flatMap((each) => [...each.licences, ...each.restrictions].map((clause) => clause.timed)),
  };
}

function open(licence: Licence): OpenLicence {
  const { id, sublicensing, grantors, grantee } = licence;
  if (!Number.isInteger(sublicensing) || sublicensing < 0 || sublicensing > 5)
    throw new RangeError(`${id}: sublicensing of ${sublicensing}`);
  if (grantors.length === 0 || grantors.includes(grantee)) throw new RangeError(`${id}: granted by nobody, or to oneself`);
  return { ...licence, timed: untilEnd(timed(licence.scope), licence) };
}

/** What a licence says ends with it. */
function untilEnd(clause: TimedScope, { endedAt }: Licence): TimedScope {
  if (endedAt === undefined || endedAt === null) return clause;
  return { ...clause, untilMs: Math.min(clause.untilMs, instantFromIso(endedAt).getTime()) };
}

function restrictionsOf(licence: OpenLicence): Restriction[] {
  const { id, grantors, grantee, exclusivity } = licence;
  const held = licence.holdbacks.map((each): Restriction => {
    const whose = each.binds === 'grantor' ? { binds: grantors, allows: grantee } : { binds: [grantee], allows: null };
    return { clause: each.id, code: 'holdback', licence, timed: untilEnd(timed(each.scope), licence), ownUse: false, ...whose };
  });
  if (exclusivity === 'non_exclusive') return held;
  const kept = {
    clause: id,
    code: exclusivity,
    licence,
    binds: grantors,
    timed: licence.timed,
    allows: grantee,
    ownUse: exclusivity === 'sole',
  };
  return [kept, ...held];
}

/** Whether a licence was granted before another: what was granted before a promise survives it. */
export const precedes = (a: Pick<Licence, 'grantedAt' | 'id'>, b: Pick<Licence, 'grantedAt' | 'id'>): boolean =>
  a.grantedAt === b.grantedAt ? a.id < b.id : a.grantedAt < b.grantedAt;

function refuseCircles(sourcesOf: ReadonlyMap<string, readonly string[]>): void {
  const done = new Set<string>();
  const visit = (id: string, above: ReadonlySet<string>): void => {
    if (above.has(id)) throw new RangeError(`${id} is made from itself`);
    if (done.has(id)) return;
    const path = new Set([...above, id]);
    for (const source of sourcesOf.get(id) ?? []) visit(source, path);
    done.add(id);
  };
  for (const id of sourcesOf.keys()) visit(id, new Set());
}
