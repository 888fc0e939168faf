/** What a briefing is made of: sentences of a topic, charts of its figures, contradictions and programmes, each with its passages. */
import type { Trx } from '../../../platform/db/index.ts';
import { translator } from '../../../platform/i18n.ts';
import { monthsOf } from '../asking/periods.ts';
import type { CitationKey } from '../citations/contract.ts';
import { readCitations } from '../citations/read.ts';
import { entities } from '../claims/entities.ts';
import { regions } from '../claims/regions.ts';
import type { FindingItem } from '../contradictions/contract.ts';
import { findClaims, type StoredClaim } from '../figures/read.ts';
import type { ProgrammeDetail } from '../programmes/contract.ts';
import { headlines } from '../topics/headlines.ts';
import { briefLimits, type BriefChartInput } from './contract.ts';
import type { KeptItem, KeptSection } from './tables.ts';

type Language = 'zh' | 'en';
export type NewItem = Omit<KeptItem, 'key'>;
const quoted = (language: Language, text: string): string => (language === 'zh' ? `“${text}”` : `“${text}”`);

/**
 * A contradiction as a sentence: what is claimed, in the words of the documents, and that it cannot all be true. Null where its passages are
 * gone.
 */
export async function findingItem(trx: Trx, organisationId: string, language: Language, finding: FindingItem): Promise<NewItem | null> {
  const claims = new Map(
    (
      await findClaims(
        trx,
        organisationId,
        finding.claims.map(({ claimId }) => claimId),
      )
    ).map((claim) => [claim.id, claim]),
  );
  const known = finding.claims.flatMap(({ claimId }) => claims.get(claimId) ?? []).slice(0, 4);
  const citations = await readCitations(
    trx,
    organisationId,
    known.map(({ citation }) => citation),
  );
  const intact = known.flatMap((claim, at) => (citations[at]!.quote === null ? [] : [{ claim, quote: citations[at]!.quote! }]));
  if (intact.length === 0) return null;
  const t = translator(language === 'zh' ? 'zh-CN' : 'en');
  const quotes = intact.map(({ quote }) => quoted(language, quote)).join(language === 'zh' ? '、' : ', ');
  const text = t('intelligence.brief.finding', { quotes, kind: t(`intelligence.brief.kind.${finding.kind}`) });
  // The whole sentence is cited: a number alone says nothing to whoever looks it up.
  return { text, house: text, citations: distinct(intact.map(({ claim }) => claim.sentence)), ref: { kind: 'finding', id: finding.id } };
}

/** A programme as sentences: what it gives, in the words of its text. */
export function programmeItems(programme: ProgrammeDetail): NewItem[] {
  const ref = { kind: 'programme' as const, id: programme.id };
  const items = programme.items.slice(0, 5).map(({ text }) => ({
    text: text.value,
    house: text.value,
    citations: distinct(text.passages).slice(0, briefLimits.citationsPerItem),
    ref,
  }));
  if (items.length > 0) return items;
  return [{ text: programme.name, house: programme.name, citations: distinct(programme.fields.name.passages).slice(0, 3), ref }];
}

/** Charts of what a topic's documents claim: of each headline metric the series that its headline is of, where it has two points or more. */
export function chartsOf(language: Language, claims: readonly StoredClaim[]): Omit<BriefChartInput, 'key'>[] {
  const flat = claims.map(({ claim, citation, familyId, id }) => ({ ...claim, key: citation, familyId, id }));
  const byId = new Map(claims.map((claim) => [claim.id, claim]));
  const title = translator(language === 'zh' ? 'zh-CN' : 'en');
  const named = (known: ReadonlyMap<string, { zh: string }>, name: string | null): string =>
    (language === 'zh' ? known.get(name ?? '')?.zh : null) ?? name ?? '';
  return headlines(flat).flatMap(({ claim: head }) => {
    const series = flat
      .filter(
        (claim) =>
          claim.metric === head.metric && claim.measure === head.measure && claim.unit === head.unit && claim.currency === head.currency,
      )
      .filter((claim) => (claim.region ?? 'China') === (head.region ?? 'China') && claim.entity === head.entity && claim.period !== null);
    const points = new Map<string, BriefChartInput['points'][number]>();
    for (const { period, low, high, status, id } of series.toSorted((a, b) => monthsOf(a.period!)!.until - monthsOf(b.period!)!.until)) {
      const name = `${period} ${low} ${high} ${status}`;
      if (!points.has(name)) points.set(name, { period: period!, low, high, status, citation: byId.get(id)!.sentence });
    }
    if (new Set([...points.values()].map(({ period }) => period)).size < 2) return [];
    return [
      {
        metric: head.metric,
        title: title(`intelligence.brief.chart`, { region: named(regions, head.region), entity: named(entities, head.entity) }).trim(),
        unit: head.unit,
        currency: head.currency,
        region: head.region,
        entity: head.entity,
        points: [...points.values()].slice(0, briefLimits.pointsPerChart),
      },
    ];
  });
}

/** A section of a kind with what is put into it, at the end; before the sources where it has to be made. */
export function addTo(sections: readonly KeptSection[], section: KeptSection): KeptSection[] {
  const at = sections.findLastIndex(({ kind }) => kind === section.kind);
  if (at < 0) {
    const sources = sections.findIndex(({ kind }) => kind === 'sources');
    return sections.toSpliced(sources < 0 ? sections.length : sources, 0, section);
  }
  const old = sections[at]!;
  if ('items' in old && 'items' in section) return sections.with(at, { ...old, items: [...old.items, ...section.items] });
  if (old.kind === 'figures' && section.kind === 'figures')
    return sections.with(at, { ...old, charts: [...old.charts, ...section.charts] });
  return [...sections];
}

function distinct(keys: readonly CitationKey[]): CitationKey[] {
  return [...new Map(keys.map((key) => [`${key.documentId} ${key.anchor} ${key.start} ${key.end}`, key])).values()];
}
