/** Findings as people see them: claims with their values and quotes, each quote hashed anew as it is read. */
import type { Trx } from '../../../platform/db/index.ts';
import type { Citation } from '../citations/contract.ts';
import { readCitations } from '../citations/read.ts';
import { findClaims, type StoredClaim } from '../figures/read.ts';
import type { ClaimValue, FindingClaim, FindingDetail, FindingItem } from './contract.ts';
import * as repo from './repo.ts';

const shownInList = 6;

/** Where a claim stands: what it is known by as long as its document says the same. */
export const placeOf = ({ citation, claim }: StoredClaim): string =>
  `${citation.documentId} ${citation.anchor} ${citation.start}-${citation.end} ${claim.measure}`;

const valueOf = ({ claim }: StoredClaim): ClaimValue => ({
  metric: claim.metric,
  measure: claim.measure,
  low: claim.low,
  high: claim.high,
  bound: claim.bound,
  unit: claim.unit,
  currency: claim.currency,
  period: claim.period,
  region: claim.region,
  entity: claim.entity,
  status: claim.status,
  statusAsWorded: claim.statusAsWorded,
});

type Loaded = {
  rows: ReadonlyMap<string, repo.FindingClaimRow[]>;
  stored: ReadonlyMap<string, StoredClaim>;
  quotes: ReadonlyMap<string, Citation>;
  settled: ReadonlyMap<string, repo.SettledRow[]>;
};

async function load(trx: Trx, organisationId: string, findings: readonly repo.FindingRow[], most: number): Promise<Loaded> {
  const ids = findings.map(({ id }) => id);
  const all = await repo.listFindingClaims(trx, organisationId, ids);
  const rows = new Map([...all].map(([id, own]) => [id, own] as const));
  const wanted = [...rows.values()].flatMap((own) =>
    own
      .filter(({ copy_of }) => copy_of === null)
      .slice(0, most)
      .map(({ claim_id }) => claim_id),
  );
  const claims = await findClaims(trx, organisationId, [...new Set(wanted)]);
  const citations = await readCitations(
    trx,
    organisationId,
    claims.map(({ citation }) => citation),
  );
  return {
    rows,
    stored: new Map(claims.map((stored) => [stored.id, stored])),
    quotes: new Map(claims.map((stored, index) => [stored.id, citations[index]!])),
    settled: Map.groupBy(await repo.listSettledOf(trx, organisationId, ids), ({ finding_id }) => finding_id),
  };
}

function claimsOf(row: repo.FindingRow, loaded: Loaded, most: number): FindingClaim[] {
  const own = loaded.rows.get(row.id) ?? [];
  const settled = new Map((loaded.settled.get(row.id) ?? []).map((each) => [each.place, each]));
  const would = new Map(row.hypotheses[0]!.off.map(({ claimId, reading }) => [claimId, reading]));
  return own
    .filter(({ copy_of }) => copy_of === null)
    .slice(0, most)
    .flatMap((each): FindingClaim[] => {
      const stored = loaded.stored.get(each.claim_id);
      if (!stored) return [];
      const said = settled.get(each.place);
      return [
        {
          claimId: each.claim_id,
          documentId: stored.documentId,
          title: stored.title,
          source: stored.publisher,
          publishedAt: stored.publishedAt,
          quote: loaded.quotes.get(each.claim_id)?.quote ?? null,
          value: valueOf(stored),
          suspected: each.suspected,
          would: would.get(each.claim_id) ?? null,
          copies: own.filter(({ copy_of }) => copy_of === each.position).length,
          settled: said ? { state: said.state, reading: readingOf(said) } : null,
        },
      ];
    });
}

export const readingOf = (row: repo.SettledRow): { low: number | null; high: number | null } | null =>
  row.reading_low === null && row.reading_high === null ? null : { low: row.reading_low, high: row.reading_high };

function itemOf(row: repo.FindingRow, loaded: Loaded, most: number): FindingItem {
  return {
    id: row.id,
    kind: row.kind,
    disposition: row.disposition,
    severity: row.severity,
    ratio: row.ratio,
    metric: row.metric,
    state: row.state,
    vanishedAt: row.vanished_at?.toISOString() ?? null,
    foundAt: row.found_at.toISOString(),
    changedAt: row.changed_at.toISOString(),
    hypothesis: row.hypotheses[0]!,
    claims: claimsOf(row, loaded, most),
    claimCount: loaded.rows.get(row.id)?.length ?? 0,
    settlement: row.settlement,
  };
}

/** Findings for a list. */
export async function presentFindings(trx: Trx, organisationId: string, rows: readonly repo.FindingRow[]): Promise<FindingItem[]> {
  const loaded = await load(trx, organisationId, rows, shownInList);
  return rows.map((row) => itemOf(row, loaded, shownInList));
}

/** A finding with its passages, explanations and history. */
export async function presentFinding(trx: Trx, organisationId: string, row: repo.FindingRow): Promise<FindingDetail> {
  const loaded = await load(trx, organisationId, [row], 100);
  const item = itemOf(row, loaded, 100);
  const shown = item.claims.map(({ claimId }) => loaded.stored.get(claimId)!);
  const sentences = await readCitations(
    trx,
    organisationId,
    shown.map(({ sentence }) => sentence),
  );
  const acts = await repo.listActs(trx, organisationId, row.id);
  return {
    ...item,
    hypotheses: row.hypotheses,
    passages: shown.map((stored, index) => ({
      claimId: stored.id,
      citation: loaded.quotes.get(stored.id)!,
      sentence: sentences[index]!,
      figureStart: stored.citation.start - stored.sentence.start,
      figureEnd: stored.citation.end - stored.sentence.start,
    })),
    history: acts.map(({ at, by_id, by_name, act, reason }) => ({ at: at.toISOString(), by: { id: by_id, name: by_name }, act, reason })),
  };
}
