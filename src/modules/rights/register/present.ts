/** Rows of the register as the contract shows them. Pure: names and the time are given. */
import { writeFraction } from '../rules/fractions.ts';
import type { Ownership } from '../rules/ownership.ts';
import type { PartyRef, RightKind, ScopeWords } from '../words/contract.ts';
import { shareOf } from './book.ts';
import type { Deed, Licence, RightsChange, RightsDocument, RightsParty, TitleFault, TitleOfRight } from './contract.ts';
import type { ChangeRow, DeedRow, DocumentRow, LicenceRow, PartyRow } from './tables.ts';

export type Names = ReadonlyMap<string, PartyRef>;
export const refOf = (row: PartyRow): PartyRef => ({ id: row.id, name: row.name, isSelf: row.is_self });
export const namesOf = (rows: readonly PartyRow[]): Names => new Map(rows.map((row) => [row.id, refOf(row)]));
/** Parties are never deleted, so every id of a row has its name. */
export const named = (names: Names, id: string): PartyRef => names.get(id) ?? { id, name: id, isSelf: false };

export function presentParty(
  row: PartyRow,
  uses: { deeds: number; licences: number } | undefined,
  links: ReadonlyMap<string, string>,
): RightsParty {
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    country: row.country,
    contact: row.contact,
    note: row.note,
    isSelf: row.is_self,
    linkedTo: row.link_kind === null ? null : { kind: row.link_kind, id: row.link_id!, name: links.get(row.link_id!) ?? null },
    deeds: uses?.deeds ?? 0,
    licences: uses?.licences ?? 0,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    withdrawn: row.withdrawn_at && { at: row.withdrawn_at.toISOString(), by: row.withdrawn_by_name!, reason: row.withdraw_reason! },
  };
}

/** Which documents prove what, by the id of the deed or licence. */
export type Proofs = ReadonlyMap<string, readonly string[]>;
export function proofsOf(documents: readonly DocumentRow[]): Proofs {
  const pairs = documents.flatMap(({ id, proves }) => proves.map((subject) => ({ subject, id })));
  return new Map([...Map.groupBy(pairs, ({ subject }) => subject)].map(([subject, found]) => [subject, found.map(({ id }) => id)]));
}

export function presentDeed(row: DeedRow, names: Names, proofs: Proofs): Deed {
  return {
    id: row.id,
    workId: row.work_id,
    right: row.right_kind,
    from: row.from_party_id === null ? null : named(names, row.from_party_id),
    to: named(names, row.to_party_id),
    share: shareOf(row),
    on: row.effective_on,
    zone: row.zone,
    note: row.note,
    documentIds: [...(proofs.get(row.id) ?? [])],
    corrects: row.corrects,
    voided: row.voided_at && { at: row.voided_at.toISOString(), by: row.voided_by_name!, reason: row.void_reason! },
    createdAt: row.created_at.toISOString(),
    createdBy: row.created_by_name,
  };
}

/** A scope with its fields in one order: the database keeps another. */
export const orderedScope = ({ territories, languages, platforms, media, window }: ScopeWords): ScopeWords => ({
  territories: { of: territories.of, except: territories.except },
  languages,
  platforms,
  media,
  window: { from: window.from, until: window.until, zone: window.zone },
});

export function presentLicence(row: LicenceRow, names: Names, proofs: Proofs, now: Date): Licence {
  const grantors = row.grantors.map((id) => named(names, id));
  const grantee = named(names, row.grantee);
  return {
    id: row.id,
    workId: row.work_id,
    rights: row.rights,
    direction: grantee.isSelf ? 'in' : grantors.some(({ isSelf }) => isSelf) ? 'out' : 'others',
    grantors,
    grantee,
    scope: orderedScope(row.scope),
    exclusivity: row.exclusivity,
    sublicensing: row.sublicensing,
    holdbacks: row.holdbacks.map(({ id, binds, scope }) => ({ id, binds, scope: orderedScope(scope) })),
    feeNote: row.fee_note,
    note: row.note,
    documentIds: [...(proofs.get(row.id) ?? [])],
    state: row.signed_at === null ? 'draft' : row.over_at !== null && row.over_at <= now ? 'ended' : 'signed',
    signedAt: row.signed_at?.toISOString() ?? null,
    ended: row.ended_at && { at: row.ended_at.toISOString(), by: row.ended_by_name!, reason: row.end_reason! },
    version: row.version,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}

export function presentDocument(row: DocumentRow): RightsDocument {
  return {
    id: row.id,
    workId: row.work_id,
    kind: row.kind,
    name: row.name,
    mediaType: row.media_type,
    sizeBytes: Number(row.size_bytes),
    sha256: row.sha256,
    proves: row.proves,
    uploadedAt: row.uploaded_at.toISOString(),
    uploadedBy: row.uploaded_by_name,
  };
}

export function presentChange(row: ChangeRow): RightsChange {
  return {
    id: `${row.id}`,
    at: row.at.toISOString(),
    by: row.by_name,
    what: row.what,
    subjectId: row.subject_id,
    workId: row.work_id,
    reason: row.reason,
    fields: row.fields,
  };
}

/** One right's chain of title, with the period that holds at an instant. */
export function presentTitle(right: RightKind, periods: readonly Ownership[], names: Names, nowMs: number): TitleOfRight {
  const shown = periods.map((period) => ({
    from: new Date(period.fromMs).toISOString(),
    until: Number.isFinite(period.untilMs) ? new Date(period.untilMs).toISOString() : null,
    shares: [...period.shares].map(([partyId, owned]) => ({
      party: named(names, partyId),
      share: writeFraction(owned),
      deedIds: [...(period.deeds.get(partyId) ?? [])],
    })),
    fault: faultIn(right, period, names),
  }));
  const at = periods.findIndex(({ fromMs, untilMs }) => fromMs <= nowMs && nowMs < untilMs);
  return { right, now: at < 0 ? null : shown[at]!, periods: shown };
}

function faultIn(right: RightKind, { fault, fromMs, untilMs }: Ownership, names: Names): TitleFault | null {
  if (!fault) return null;
  return {
    right,
    code: fault.code,
    deedId: fault.clause,
    party: named(names, fault.params.party!),
    share: fault.params.share!,
    found: fault.params.found!,
    from: new Date(fromMs).toISOString(),
    until: Number.isFinite(untilMs) ? new Date(untilMs).toISOString() : null,
  };
}

/** What is wrong with titles in all periods, those that hold now or later first. */
export function faultsOf(titles: readonly TitleOfRight[], now: string): TitleFault[] {
  const all = titles.flatMap(({ periods }) => periods.flatMap(({ fault }) => fault ?? []));
  const current = ({ until }: TitleFault): boolean => until === null || until > now;
  return [...all.filter(current), ...all.filter((each) => !current(each))];
}
