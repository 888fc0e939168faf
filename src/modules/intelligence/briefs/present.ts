/** Briefings as they are shown: citations read anew and numbered through, whose words each sentence is in, and what no longer holds. */
import type { Trx } from '../../../platform/db/index.ts';
import { unsupportedNumbers } from '../asking/support.ts';
import type { Citation, CitationKey } from '../citations/contract.ts';
import { readCitations } from '../citations/read.ts';
import type { FindingItem } from '../contradictions/contract.ts';
import type { BriefDetail, BriefItem, BriefSection, BriefSummary } from './contract.ts';
import type { BriefRow, VersionRow } from './repo.ts';
import type { KeptItem, KeptSection } from './tables.ts';

export type FindingsById = (trx: Trx, organisationId: string, ids: readonly string[]) => Promise<FindingItem[]>;
type Written = Pick<BriefRow, 'title' | 'language' | 'sections'>;

const nameOf = ({ documentId, anchor, start, end }: CitationKey): string => `${documentId} ${anchor} ${start} ${end}`;
const folded = (text: string): string => text.normalize('NFKC').replaceAll(/\s+/g, ' ').trim();

/** All that is cited, in the order in which it is. */
export function citedIn(sections: readonly KeptSection[]): CitationKey[] {
  const keys = sections.flatMap((section) => {
    if ('items' in section) return section.items.flatMap(({ citations }) => citations);
    return section.kind === 'figures' ? section.charts.flatMap(({ points }) => points.map(({ citation }) => citation)) : [];
  });
  return [...new Map(keys.map((key) => [nameOf(key), key])).values()];
}

/** A briefing, or a version of it. */
export async function presentBrief(
  trx: Trx,
  row: BriefRow,
  versions: readonly Omit<VersionRow, 'sections'>[],
  version: VersionRow | null,
  findingsById: FindingsById,
): Promise<BriefDetail> {
  const written: Written = version ?? row;
  const keys = citedIn(written.sections);
  const citations = await readCitations(trx, row.organisation_id, keys);
  const numbered = new Map(keys.map((key, at) => [nameOf(key), { number: at + 1, citation: citations[at]! }]));
  const findingIds = written.sections.flatMap((section) =>
    'items' in section ? section.items.flatMap(({ ref }) => (ref?.kind === 'finding' ? [ref.id] : [])) : [],
  );
  const findings = new Map((await findingsById(trx, row.organisation_id, [...new Set(findingIds)])).map((item) => [item.id, item]));
  const sections = written.sections.map((section) => presentSection(section, numbered, findings));
  return {
    id: row.id,
    title: written.title,
    language: written.language,
    topicId: row.topic_id,
    revision: row.revision,
    version: row.version,
    changed: row.issued_revision !== row.revision,
    archivedAt: row.archived_at?.toISOString() ?? null,
    updatedAt: row.updated_at.toISOString(),
    updatedBy: row.updated_by_name,
    issued: version && presentVersion(version),
    sections,
    sources: citations.map((citation, at) => ({ ...citation, number: at + 1 })),
    broken: citations.filter(({ intact }) => !intact).length,
    versions: versions.map(presentVersion),
  };
}

export function presentVersion({ version, title, note, issued_at, issued_by_name }: Omit<VersionRow, 'sections'>) {
  return { version, title, note, issuedAt: issued_at.toISOString(), issuedBy: issued_by_name };
}

export function presentSummary(row: BriefRow): BriefSummary {
  return {
    id: row.id,
    title: row.title,
    language: row.language,
    topicId: row.topic_id,
    revision: row.revision,
    version: row.version,
    changed: row.issued_revision !== row.revision,
    sections: row.sections.length,
    sources: citedIn(row.sections).length,
    archivedAt: row.archived_at?.toISOString() ?? null,
    updatedAt: row.updated_at.toISOString(),
    updatedBy: row.updated_by_name,
  };
}

type Numbered = ReadonlyMap<string, { number: number; citation: Citation }>;

function presentSection(section: KeptSection, numbered: Numbered, findings: ReadonlyMap<string, FindingItem>): BriefSection {
  if ('items' in section) return { ...section, items: section.items.map((item) => presentItem(item, numbered, findings)) };
  if (section.kind !== 'figures') return section;
  const charts = section.charts.map((chart) => ({
    ...chart,
    points: chart.points.map((point) => {
      const { number, citation } = numbered.get(nameOf(point.citation))!;
      return { ...point, number, quote: citation.quote, broken: !citation.intact };
    }),
  }));
  return { ...section, charts };
}

function presentItem({ house, ...item }: KeptItem, numbered: Numbered, findings: ReadonlyMap<string, FindingItem>): BriefItem {
  const cited = item.citations.map((key) => numbered.get(nameOf(key))!);
  const quotes = cited.flatMap(({ citation }) => (citation.quote === null ? [] : [citation]));
  const text = folded(item.text);
  const words = quotes.some(({ quote }) => folded(quote!).includes(text))
    ? 'source'
    : house !== undefined && folded(house) === text
      ? 'house'
      : 'author';
  const broken = cited.filter(({ citation }) => !citation.intact).length;
  // Of passages that are gone nothing can be said: that they are broken is said instead.
  const bearers = quotes.map(({ quote, publishedAt }) => ({ text: quote!, publishedOn: publishedAt?.slice(0, 10) ?? null }));
  const unsupported = bearers.length === 0 ? [] : unsupportedNumbers(item.text, bearers);
  return { ...item, numbers: cited.map(({ number }) => number), words, broken, unsupported, finding: findingOf(item, findings) };
}

function findingOf({ ref }: KeptItem, findings: ReadonlyMap<string, FindingItem>): BriefItem['finding'] {
  if (ref?.kind !== 'finding') return null;
  const finding = findings.get(ref.id);
  if (!finding || (finding.vanishedAt !== null && finding.state === 'open'))
    return { state: 'gone', settledBy: null, settledAt: null, note: '' };
  const { state, settlement } = finding;
  return { state, settledBy: settlement?.by.name ?? null, settledAt: settlement?.at ?? null, note: settlement?.reason ?? '' };
}
