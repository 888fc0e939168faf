/**
 * Whether a party may use a work, and the clauses that decide. Every owner has to consent: by being the party, or by a chain of licences
 * that cover the point, each with as many levels of sublicensing as there are below it, none broken by a promise that somebody on the
 * chain made before. And what the work was made from has to be cleared: one of its owners may exploit an adaptation of every source
 * there and then.
 */
import { precedes, type Chapter, type OpenBook, type OpenLicence, type Restriction } from './book.ts';
import { writeFraction } from './fractions.ts';
import type { Ownership } from './ownership.ts';
import { outsideOf, touches, type Point } from './scope.ts';
import type { RightKind } from './words.ts';

export type Question = Point & { readonly party: string; readonly workId: string; readonly right: RightKind };
/** Why: `clause` is the id of a deed, a licence or a holdback, null where the reason is that there is none. */
export type Reason = { readonly clause: string | null; readonly code: string; readonly params: Readonly<Record<string, string>> };
export type Answer = { readonly answer: 'yes' | 'no'; readonly reasons: readonly Reason[] };

/** Whether the party may use the work's right itself at that point. */
export function mayUse(book: OpenBook, question: Question): Answer {
  return answerFor(book, question, { kind: 'use' });
}

/** Whether the party may license it to somebody new at that point, and with `exclusive` to nobody else. */
export function maySell(book: OpenBook, question: Question, exclusive: boolean): Answer {
  return answerFor(book, question, { kind: 'sale', exclusive });
}

type Purpose = { readonly kind: 'use' } | { readonly kind: 'sale'; readonly exclusive: boolean };

function answerFor(book: OpenBook, question: Question, purpose: Purpose): Answer {
  const { workId, right, party } = question;
  const chapter = book.chapter(workId, right);
  const atMs = question.at.getTime();
  const owned = chapter.owned.find(({ fromMs, untilMs }) => fromMs <= atMs && atMs < untilMs);
  if (!owned) return no({ clause: null, code: 'no_owner', params: { work: workId, right } });
  if (owned.fault) return no(owned.fault);
  const clauses: Reason[] = [];
  for (const owner of [...owned.shares.keys()].sort()) {
    const found = consentOf(chapter, question, owner, purpose);
    if (!found.path) return { answer: 'no', reasons: unique(found.reasons.length > 0 ? found.reasons : [noLicence(owner, party, workId)]) };
    clauses.push(...ownerReasons(owned, owner), ...found.path.map(licensed));
  }
  for (const source of book.sourcesOf.get(workId) ?? []) {
    const cleared = clearedFor(book, question, source, [...owned.shares.keys()].sort());
    if (cleared.answer === 'no') return cleared;
    clauses.push(...cleared.reasons);
  }
  return { answer: 'yes', reasons: unique(clauses) };
}

/** Whether any owner of a work may exploit an adaptation of what it was made from. */
function clearedFor(book: OpenBook, question: Question, source: string, owners: readonly string[]): Answer {
  const reasons: Reason[] = [{ clause: null, code: 'source_not_cleared', params: { work: question.workId, source } }];
  for (const party of owners) {
    const each = mayUse(book, { ...question, party, workId: source, right: 'adaptation' });
    if (each.answer === 'yes') return each;
    reasons.push(...each.reasons);
  }
  return { answer: 'no', reasons: unique(reasons) };
}

type Consent = { readonly path: readonly OpenLicence[] | null; readonly reasons: readonly Reason[] };

/** The licences from an owner down to the party; or, without a way, what closed each one. */
function consentOf(chapter: Chapter, question: Question, owner: string, purpose: Purpose): Consent {
  const { party } = question;
  const closed: Reason[] = [];
  const selling = purpose.kind === 'sale';
  const exclusive = selling && purpose.exclusive;
  const broken = brokenBy(chapter, question, party, null, selling);
  if (broken) return { path: null, reasons: [promised(broken, party)] };
  if (exclusive) {
    const taken = chapter.licences.find((each) => each.grantors.includes(party) && touches(each.timed, question));
    if (taken) return { path: null, reasons: [{ clause: taken.id, code: 'already_licensed', params: { party, to: taken.grantee } }] };
  }
  const dead = new Set<string>();
  const search = (node: string, below: number): OpenLicence[] | null => {
    if (node === owner) return [];
    // Where there was no way from here with so many levels below, there is none now.
    const state = `${below} ${node}`;
    if (dead.has(state)) return null;
    dead.add(state);
    for (const licence of chapter.licences.filter(({ grantee }) => grantee === node)) {
      const outside = outsideOf(licence.timed, question) ?? (licence.sublicensing < below ? 'sublicensing_exhausted' : null);
      if (outside) {
        closed.push({ clause: licence.id, code: outside, params: { party: node } });
        continue;
      }
      if (exclusive && licence.exclusivity !== 'exclusive') {
        closed.push({ clause: licence.id, code: 'not_exclusive', params: { party: node } });
        continue;
      }
      for (const grantor of licence.grantors) {
        const kept = brokenBy(chapter, question, grantor, licence, true);
        const other =
          exclusive &&
          chapter.licences.find((each) => each.grantors.includes(grantor) && each.grantee !== node && touches(each.timed, question));
        if (kept) closed.push(promised(kept, grantor));
        else if (other) closed.push({ clause: other.id, code: 'already_licensed', params: { party: grantor, to: other.grantee } });
        else {
          const above = search(grantor, below + 1);
          if (above) return [...above, licence];
        }
      }
    }
    return null;
  };
  return { path: search(party, selling ? 1 : 0), reasons: closed };
}

/** The promise that a party breaks by granting a licence (null: a new one), or, where it grants none, by its own use. */
function brokenBy(chapter: Chapter, point: Point, party: string, licence: OpenLicence | null, grants: boolean): Restriction | undefined {
  return chapter.restrictions.find((each) => {
    if (!each.binds.includes(party) || !touches(each.timed, point)) return false;
    if (!grants) return !each.ownUse;
    if (licence === null) return true;
    return licence.grantee !== each.allows && !precedes(licence, each.licence);
  });
}

const no = (reason: Reason): Answer => ({ answer: 'no', reasons: [reason] });
const noLicence = (owner: string, party: string, work: string): Reason => ({
  clause: null,
  code: 'no_licence',
  params: { owner, party, work },
});
const promised = ({ clause, code, allows }: Restriction, party: string): Reason => ({
  clause,
  code: `kept_by_${code}`,
  params: allows === null ? { party } : { party, to: allows },
});
const licensed = ({ id, grantee, exclusivity }: OpenLicence): Reason => ({
  clause: id,
  code: 'licensed',
  params: { to: grantee, exclusivity },
});
function ownerReasons(owned: Ownership, owner: string): Reason[] {
  const share = writeFraction(owned.shares.get(owner)!);
  return owned.deeds.get(owner)!.map((clause) => ({ clause, code: 'owned', params: { party: owner, share } }));
}
function unique(reasons: readonly Reason[]): Reason[] {
  return [...new Map(reasons.map((each) => [JSON.stringify(each), each])).values()];
}
