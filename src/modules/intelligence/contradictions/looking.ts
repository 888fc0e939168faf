/** Looking at the figures of an organisation: claims out of the store, the rules over them, and what they find held against what is known. */
import type { Trx } from '../../../platform/db/index.ts';
import { AppError } from '../../../platform/errors.ts';
import { newId } from '../../../platform/ids.ts';
import { readParagraphs, type CitedParagraph } from '../citations/read.ts';
import type { Claim } from '../claims/claim.ts';
import { metricIds, type MetricId } from '../claims/metrics.ts';
import { listComparableDocuments, listComparableOf, type StoredClaim } from '../figures/read.ts';
import type { ReadDocument } from '../reading/document.ts';
import type { IntelligenceParts } from '../service/parts.ts';
import type { Checked, Checker, CheckPart } from './checking.ts';
import type { FindingHypothesis } from './contract.ts';
import { findingsChanged } from './events.ts';
import type { ClaimRef, Finding } from './finding.ts';
import { placeOf } from './present.ts';
import * as repo from './repo.ts';
import type { CheckedDocument } from './rules/check.ts';
import type { Cut } from './tables.ts';

/** Metrics that rules hold against each other are looked at together. */
const together: readonly (readonly MetricId[])[] = [
  ['users', 'paying_users', 'internet_users', 'population', 'penetration', 'paying_rate', 'mau', 'dau', 'practitioners'],
];
/** Nothing is compared of these: places in orders, offers of support, and what is not known. */
const skipped = new Set<MetricId>(['other', 'rank', 'subsidy', 'tax_relief', 'project_days']);
const groups: readonly (readonly MetricId[])[] = [
  ...together,
  ...metricIds.filter((metric) => !skipped.has(metric) && !together.some((group) => group.includes(metric))).map((metric) => [metric]),
];
/** What is beyond is said beside what was found. */
const limits = { claims: 60_000, findings: 2_000, fewest: 500 };
/** Read and handed over at once: some ten milliseconds. */
const claimsAtOnce = 1_000;
/** Other systems are told of so many at once; a first import is no news to anybody. */
const mostTold = 50;

/** Of a claim that is compared what is needed to keep what is found of it. */
type NamedClaim = Pick<StoredClaim, 'id' | 'documentId' | 'familyId'> & {
  place: string;
  claim: Pick<Claim, 'metric' | 'measure' | 'low' | 'high' | 'period'>;
};
/** A finding with its claims by their ids. */
type Named = { finding: Finding; claims: NamedClaim[]; suspected: Set<string>; hypotheses: FindingHypothesis[] };
type Compared = Checked & { claims: readonly NamedClaim[][]; cut: Cut | null };

export function createLooking(
  parts: Pick<IntelligenceParts, 'db' | 'clock' | 'log' | 'jobs' | 'webhooks'>,
  checker: Checker,
  most = limits,
) {
  const { db, clock, log, jobs, webhooks } = parts;

  /**
   * Documents with their claims as the rules take them, and the paragraphs that they stand in; `named` is filled with who they are. The
   * database is asked in between, so that neither it nor the loop is held for long.
   */
  async function* documentsOf(
    organisationId: string,
    metrics: readonly MetricId[],
    outline: readonly { documentId: string; claims: number }[],
    named: NamedClaim[][],
  ): AsyncGenerator<CheckPart> {
    for (const some of portionsOf(outline)) {
      yield await db.read(async (trx) => {
        const ids = some.map(({ documentId }) => documentId);
        const claims = await listComparableOf(trx, organisationId, metrics, ids);
        const texts = await readParagraphs(
          trx,
          organisationId,
          claims.map(({ sentence }) => sentence),
        );
        const stored = [...Map.groupBy(claims, ({ documentId }) => documentId).values()];
        named.push(...stored.map((own) => own.map(nameOfClaim)));
        return { documents: stored.map((own) => documentOf(own, texts)), mostFindings: most.findings };
      });
    }
  }

  /**
   * Compares as many as there is room for, the latest first; where that is too much for a thread, half of them, and so on. Answers with
   * nothing compared where even a few are too much.
   */
  async function compare(organisationId: string, metrics: readonly MetricId[], signal?: AbortSignal): Promise<Compared> {
    const outline = await db.read((trx) => listComparableDocuments(trx, organisationId, metrics));
    const claims = outline.reduce((sum, one) => sum + one.claims, 0);
    for (let room = most.claims; ; room = Math.min(room, claims) / 2) {
      const chosen = withinRoom(outline, room);
      const named: NamedClaim[][] = [];
      const compared = chosen.reduce((sum, one) => sum + one.claims, 0);
      try {
        const checked =
          chosen.length === 0 ? { findings: [], found: 0 } : await checker.run(documentsOf(organisationId, metrics, chosen, named), signal);
        const kept = checked.findings.length;
        const cut = compared < claims || kept < checked.found ? { metrics, claims, compared, found: checked.found, kept } : null;
        return { ...checked, claims: named, cut };
      } catch (error) {
        if (!(error instanceof AppError) || !tooMuch.has(error.code)) throw error;
        log.warn('intelligence.too_many_figures', { organisationId, metrics, compared, code: error.code });
        if (compared <= most.fewest)
          return { findings: [], found: 0, claims: [], cut: { metrics, claims, compared: 0, found: 0, kept: 0 } };
      }
    }
  }

  /** Looks at metrics and keeps what is found; answers the findings that came, changed or vanished. Throws the signal's reason. */
  async function look(organisationId: string, metrics: readonly MetricId[], signal?: AbortSignal): Promise<string[]> {
    const { findings, claims, cut } = await compare(organisationId, metrics, signal);
    const found = findings.map((finding) => name(finding, claims));
    return db.transaction(async (trx) => {
      await repo.lockChecks(trx, organisationId, clock.now());
      await repo.writeCut(trx, organisationId, metrics[0]!, cut);
      // What could not be compared is not known to be gone.
      return cut?.compared === 0 ? [] : keep(trx, organisationId, metrics, found);
    });
  }

  async function keep(trx: Trx, organisationId: string, metrics: readonly MetricId[], found: readonly Named[]): Promise<string[]> {
    const now = clock.now();
    const known = await repo.listFindingsOf(trx, organisationId, metrics);
    const claims = await repo.listFindingClaims(
      trx,
      organisationId,
      known.map(({ id }) => id),
    );
    const { pairs, gone } = match(found, known, claims);
    const acts: Parameters<typeof repo.insertActs>[1][number][] = [];
    const act = (finding_id: string, what: repo.ActRow['act']): void => {
      acts.push({ organisation_id: organisationId, finding_id, at: now, by_id: null, by_name: 'Hookline', act: what, reason: '' });
    };
    const fresh: Parameters<typeof repo.insertFindings>[1][number][] = [];
    const rewritten: string[] = [];
    const rows: Parameters<typeof repo.replaceClaims>[3][number][] = [];
    const changed: string[] = [];
    const news: { id: string; named: Named }[] = [];
    for (const [named, row] of pairs) {
      const { kind, disposition, severity, ratio } = named.finding;
      const what = {
        kind,
        disposition,
        severity,
        ratio,
        metric: named.claims[0]!.claim.metric,
        hypotheses: JSON.stringify(named.hypotheses),
      };
      if (row) {
        const returned = row.vanished_at !== null;
        const same = sameClaims(named, claims.get(row.id) ?? []) && row.kind === kind;
        if (
          same &&
          !returned &&
          sameIds(named, claims.get(row.id) ?? []) &&
          row.severity === severity &&
          JSON.stringify(row.hypotheses) === what.hypotheses
        )
          continue;
        await repo.updateFinding(trx, organisationId, row.id, { ...what, vanished_at: null, ...(same ? {} : { changed_at: now }) });
        if (returned || !same) {
          act(row.id, returned ? 'returned' : 'changed');
          changed.push(row.id);
        }
        rewritten.push(row.id);
        rows.push(...claimRows(organisationId, row.id, named));
        continue;
      }
      const id = newId('finding', now.getTime());
      fresh.push({
        organisation_id: organisationId,
        id,
        ...what,
        state: 'open',
        settlement: null,
        found_at: now,
        changed_at: now,
        vanished_at: null,
      });
      act(id, 'found');
      rows.push(...claimRows(organisationId, id, named));
      if (disposition === 'contradiction') {
        changed.push(id);
        news.push({ id, named });
      }
    }
    for (const row of gone) {
      await repo.updateFinding(trx, organisationId, row.id, { vanished_at: now });
      act(row.id, 'vanished');
      changed.push(row.id);
    }
    await repo.insertFindings(trx, fresh);
    await repo.replaceClaims(trx, organisationId, rewritten, rows);
    await repo.insertActs(trx, acts);
    for (let at = 0; at < changed.length; at += 500)
      await jobs.publish(trx, findingsChanged, { organisationId, findingIds: changed.slice(at, at + 500) });
    await tell(trx, organisationId, news);
    return changed;
  }

  async function tell(trx: Trx, organisationId: string, news: readonly { id: string; named: Named }[]): Promise<void> {
    if (news.length === 0) return;
    await webhooks.emit(
      trx,
      news.slice(0, mostTold).map(({ id, named: { finding, claims } }) => ({
        organisationId,
        type: 'intelligence.contradiction_found' as const,
        data: {
          findingId: id,
          kind: finding.kind,
          severity: finding.severity,
          metric: claims[0]!.claim.metric,
          ratio: finding.ratio,
          documentIds: [...new Set(claims.map(({ documentId }) => documentId))].slice(0, 20),
        },
      })),
    );
  }

  return {
    /** Metrics as they are looked at: each group at once. */
    groupsOf: (metrics: readonly MetricId[] | null): readonly (readonly MetricId[])[] =>
      metrics === null ? groups : groups.filter((group) => group.some((metric) => metrics.includes(metric))),
    look,
  };
}

/** What a thread gives up on. */
const tooMuch = new Set(['intelligence.too_large', 'intelligence.took_too_long']);

function* portionsOf<Row extends { claims: number }>(outline: readonly Row[]): Generator<Row[]> {
  let some: Row[] = [];
  let size = 0;
  for (const one of outline) {
    some.push(one);
    size += one.claims;
    if (size < claimsAtOnce) continue;
    yield some;
    [some, size] = [[], 0];
  }
  if (some.length > 0) yield some;
}

/** The first documents whose claims have room; a document is compared whole or not at all. */
function withinRoom<Row extends { claims: number }>(outline: readonly Row[], room: number): Row[] {
  let left = room;
  const end = outline.findIndex(({ claims }) => (left -= claims) < 0);
  return end < 0 ? [...outline] : outline.slice(0, end);
}

function nameOfClaim(stored: StoredClaim): NamedClaim {
  const { id, documentId, familyId, claim } = stored;
  const { metric, measure, low, high, period } = claim;
  return { id, documentId, familyId, place: placeOf(stored), claim: { metric, measure, low, high, period } };
}

/** A document with no more of it than the rules look at: the paragraphs in which its figures stand, at their places. */
function documentOf(own: readonly StoredClaim[], texts: ReadonlyMap<string, CitedParagraph>): CheckedDocument {
  const [first] = own as [StoredClaim];
  const paragraphs: ReadDocument['paragraphs'][number][] = [];
  for (const { claim, sentence } of own) {
    const found = texts.get(`${sentence.documentId} ${sentence.anchor}`);
    if (found) paragraphs[claim.paragraph] = { ...found, start: 0, end: 0, map: [[0, 0]] };
  }
  return {
    familyId: first.familyId,
    claims: own.map(({ claim }) => claim),
    document: {
      title: first.title,
      source: first.publisher,
      author: null,
      publishedAt: first.publishedAt,
      zone: null,
      language: first.language,
      url: null,
      start: 0,
      end: 0,
      paragraphs,
    },
  };
}

function name(finding: Finding, stored: readonly NamedClaim[][]): Named {
  const of = ({ document, claim }: ClaimRef): NamedClaim => stored[document]![claim]!;
  const hypotheses = finding.hypotheses.map(({ kind, code, params, support, evidence, off }): FindingHypothesis => ({
    kind,
    code,
    params,
    support,
    evidence: evidence.map((ref) => of(ref).id),
    off: off.map(({ claim, low, high }) => ({ claimId: of(claim).id, reading: low === null && high === null ? null : { low, high } })),
  }));
  return {
    finding,
    claims: finding.claims.map(of),
    suspected: new Set(finding.hypotheses[0]!.off.map(({ claim }) => of(claim).id)),
    hypotheses,
  };
}

/** The same figure in a copy of the same story stands behind the first. */
function claimRows(organisation_id: string, finding_id: string, { claims, suspected }: Named) {
  const first = new Map<string, number>();
  return claims.map((stored, position) => {
    const { id, documentId, familyId, claim } = stored;
    const said = [familyId, claim.metric, claim.measure, claim.low, claim.high, claim.period].join(' ');
    const before = first.get(said);
    if (before === undefined) first.set(said, position);
    const copy_of = suspected.has(id) ? null : (before ?? null);
    return {
      organisation_id,
      finding_id,
      position,
      place: stored.place,
      claim_id: id,
      document_id: documentId,
      copy_of,
      suspected: suspected.has(id),
    };
  });
}

const sameClaims = ({ claims, suspected }: Named, rows: readonly repo.FindingClaimRow[]): boolean =>
  claims.length === rows.length &&
  claims.every((stored, at) => rows[at]!.place === stored.place && rows[at]!.suspected === suspected.has(stored.id));
const sameIds = ({ claims }: Named, rows: readonly repo.FindingClaimRow[]): boolean =>
  claims.every(({ id }, at) => rows[at]?.claim_id === id);

/**
 * Which findings are those that are known: the ones that share most of what is off, and of the rest. Kinds may change when more is known;
 * a note stays a note.
 */
function match(
  found: readonly Named[],
  known: readonly repo.FindingRow[],
  claims: ReadonlyMap<string, repo.FindingClaimRow[]>,
): { pairs: [Named, repo.FindingRow | null][]; gone: repo.FindingRow[] } {
  const byClaim = new Map<string, Set<repo.FindingRow>>();
  for (const row of known)
    for (const { place } of claims.get(row.id) ?? []) {
      const rows = byClaim.get(place);
      if (rows) rows.add(row);
      else byClaim.set(place, new Set([row]));
    }
  const scored: { named: Named; row: repo.FindingRow; score: number }[] = [];
  for (const named of found) {
    const places = new Set(named.claims.map(({ place }) => place));
    const suspects = new Set(named.claims.filter(({ id }) => named.suspected.has(id)).map(({ place }) => place));
    const near = new Set([...places].flatMap((each) => [...(byClaim.get(each) ?? [])]));
    for (const row of near) {
      // An outlook on the past is an error of its own beside what else is wrong with the figure.
      if ((row.kind === 'status') !== (named.finding.kind === 'status') || row.disposition !== named.finding.disposition) continue;
      const rows = claims.get(row.id) ?? [];
      const shared = rows.filter(({ place }) => places.has(place)).length / (places.size + rows.length);
      const off = rows.filter(({ place, suspected }) => suspected && suspects.has(place)).length;
      if (off === 0 && (suspects.size > 0 || shared < 0.2)) continue;
      scored.push({ named, row, score: Math.min(off, 5) + shared + (row.kind === named.finding.kind ? 0.5 : 0) });
    }
  }
  scored.sort((a, b) => b.score - a.score || (a.row.id < b.row.id ? -1 : 1));
  const pairs = new Map<Named, repo.FindingRow>();
  const taken = new Set<repo.FindingRow>();
  for (const { named, row } of scored) {
    if (pairs.has(named) || taken.has(row)) continue;
    pairs.set(named, row);
    taken.add(row);
  }
  return {
    pairs: found.map((named) => [named, pairs.get(named) ?? null]),
    gone: known.filter((row) => !taken.has(row) && row.vanished_at === null),
  };
}
