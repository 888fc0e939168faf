/** What a briefing is made of: sentences of a topic, charts of its figures, contradictions and programmes, each with its passages. */
import type { Trx } from '../../../platform/db/index.ts';
import { translator } from '../../../platform/i18n.ts';
import { monthsOf } from '../asking/periods.ts';
import type { CitationKey } from '../citations/contract.ts';
import { readCitations } from '../citations/read.ts';
import { entities } from '../claims/entities.ts';
import { regions, regionMeant } from '../claims/regions.ts';
import type { FindingItem } from '../contradictions/contract.ts';
import { findClaims, type StoredClaim } from '../figures/read.ts';
import type { ProgrammeDetail } from '../programmes/contract.ts';
import { headlines } from '../topics/headlines.ts';
import { briefLimits, type BriefChartInput } from './contract.ts';
import type { KeptItem, KeptSection } from './tables.ts';

type Language = 'zh' | 'en';
/** What a section of a kind is headed by until somebody says otherwise. */
export const headingOf = (language: Language, kind: KeptSection['kind']): string =>
  translator(language === 'zh' ? 'zh-CN' : 'en')(`intelligence.brief.section.${kind}`);
export type NewItem = Omit<KeptItem, 'key'>;
const quoted = (language: Language, text: string): string => (language === 'zh' ? `“${text}”` : `“${text}”`);

/**
 * A contradiction as a sentence: what is claimed, in the words of the documents, and that it cannot all be true; of a note, that it differs.
 * Null where its passages are gone.
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
  // What differs and may is told as that: a note accuses nobody.
  const text =
    finding.disposition === 'note'
      ? t('intelligence.brief.note', { quotes })
      : t('intelligence.brief.finding', { quotes, kind: t(`intelligence.brief.kind.${finding.kind}`) });
  // The whole sentence is cited: a number alone says nothing to whoever looks it up.
  return { text, house: text, citations: distinct(intact.map(({ claim }) => claim.sentence)), ref: { kind: 'finding', id: finding.id } };
}

const programmeMeasures = 5;

/** A programme as sentences: its name, and what it gives in the words of its text; what several measures say in one sentence once. */
export function programmeItems(programme: ProgrammeDetail): NewItem[] {
  const itemOf = (text: string, passages: readonly CitationKey[]): NewItem => ({
    text,
    house: text,
    citations: distinct(passages).slice(0, briefLimits.citationsPerItem),
    ref: { kind: 'programme', id: programme.id },
  });
  const measures = new Map(programme.items.map(({ text }) => [text.value, itemOf(text.value, text.passages)]));
  return [itemOf(programme.name, programme.fields.name.passages.slice(0, 3)), ...[...measures.values()].slice(0, programmeMeasures)];
}

/** The sentence that claims a figure, in the words of its document. Null where its passage is gone. */
export async function figureItem(trx: Trx, organisationId: string, { citation, sentence }: StoredClaim): Promise<NewItem | null> {
  const [whole, own] = await readCitations(trx, organisationId, [sentence, citation]);
  // What is longer than a sentence of a briefing may be, a row of a table for instance, is quoted by the figure alone.
  const chosen = whole!.quote !== null && whole!.quote.length <= briefLimits.sentence ? whole! : own!;
  if (chosen.quote === null) return null;
  const { documentId, anchor, start, end } = chosen;
  return { text: chosen.quote.trim(), citations: [{ documentId, anchor, start, end }], ref: null };
}

export type NewChart = Omit<BriefChartInput, 'key'>;
type Scaled = Pick<StoredClaim['claim'], 'metric' | 'measure' | 'unit' | 'currency'>;
/** What can stand in one chart. */
const scaleOf = ({ metric, measure, unit, currency }: Scaled): string => `${metric} ${measure} ${unit} ${currency}`;

/** A chart of claims, which are of one scale: those with a period, in their order in time; of what says the same the first. Null for none. */
export function chartOf(language: Language, claims: readonly StoredClaim[]): NewChart | null {
  const dated = claims.filter(({ claim }) => claim.period !== null && monthsOf(claim.period) !== null);
  if (dated.length === 0 || new Set(dated.map(({ claim }) => scaleOf(claim))).size > 1) return null;
  const points = new Map<string, NewChart['points'][number]>();
  for (const { claim, sentence } of dated.toSorted((a, b) => monthsOf(a.claim.period!)!.until - monthsOf(b.claim.period!)!.until)) {
    const { period, low, high, status } = claim;
    const name = `${period} ${low} ${high} ${status}`;
    if (!points.has(name)) points.set(name, { period: period!, low, high, status, citation: sentence });
  }
  const { metric, measure, unit, currency } = dated[0]!.claim;
  // One place, one kind, or none: a chart of several is named by neither. What names no place goes with those that do.
  const one = (names: readonly (string | null)[]): string | null => (new Set(names).size === 1 ? names[0]! : null);
  const region = one(dated.map(({ claim }) => claim.region).filter((name) => name !== null));
  const entity = one(dated.map(({ claim }) => claim.entity));
  const title = titleOf(language, { measure, region, entity });
  return { metric, title, unit, currency, region, entity, points: [...points.values()].slice(-briefLimits.pointsPerChart) };
}

function titleOf(language: Language, { measure, region, entity }: Pick<StoredClaim['claim'], 'measure' | 'region' | 'entity'>): string {
  const t = translator(language === 'zh' ? 'zh-CN' : 'en');
  const named = (known: ReadonlyMap<string, { zh: string }>, name: string | null): string =>
    (language === 'zh' ? known.get(name ?? '')?.zh : null) ?? name ?? '';
  const scope = t('intelligence.brief.chart', { region: named(regions, region), entity: named(entities, entity) }).trim();
  return [measure === 'level' ? '' : t(`intelligence.measure.${measure}`), scope].filter((part) => part !== '').join(' · ');
}

/** Charts of what a topic's documents claim: of each headline metric the series that its headline is of, where it has two points or more. */
export function chartsOf(language: Language, claims: readonly StoredClaim[]): NewChart[] {
  const flat = claims.map(({ claim, citation, familyId }) => ({ ...claim, key: citation, familyId }));
  return headlines(flat).flatMap(({ claim: head }) => {
    const series = claims.filter(
      ({ claim }) => scaleOf(claim) === scaleOf(head) && regionMeant(claim) === regionMeant(head) && claim.entity === head.entity,
    );
    const chart = chartOf(language, series);
    if (chart === null || new Set(chart.points.map(({ period }) => period)).size < 2) return [];
    return [{ ...chart, region: head.region, title: titleOf(language, head) }];
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

/** The keys of what `addTo` put in: of items and charts, and of the section where there was none of its kind. */
export function keysOf(before: readonly KeptSection[], section: KeptSection): string[] {
  const parts = 'items' in section ? section.items : section.kind === 'figures' ? section.charts : [];
  const made = before.every(({ kind }) => kind !== section.kind);
  return [...parts.map(({ key }) => key), ...(made ? [section.key] : [])];
}

/** Whether all that a section would add stands in the briefing already: the same sentence of the same passage, the same chart or record. */
export function stands(sections: readonly KeptSection[], section: KeptSection): boolean {
  const named = (one: KeptSection): string[] => {
    if ('items' in one)
      return one.items.map(({ ref, text, citations: [first] }) =>
        // A record is there whatever was made of its words; of an answer each sentence counts by itself.
        ref !== null && ref.kind !== 'answer' ? `${ref.kind} ${ref.id}` : `${first ? nameOf(first) : ''} ${text}`,
      );
    if (one.kind !== 'figures') return [];
    return one.charts.map(({ metric, title, points }) =>
      [metric, title, ...points.map(({ period, low, high, status }) => `${period} ${low} ${high} ${status}`)].join('|'),
    );
  };
  const known = new Set(sections.flatMap(named));
  const added = named(section);
  return added.length > 0 && added.every((name) => known.has(name));
}

const nameOf = ({ documentId, anchor, start, end }: CitationKey): string => `${documentId} ${anchor} ${start} ${end}`;

function distinct(keys: readonly CitationKey[]): CitationKey[] {
  return [...new Map(keys.map((key) => [nameOf(key), key])).values()];
}
