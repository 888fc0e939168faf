/** A programme as the contract shows it. */
import type { Trx } from '../../../platform/db/index.ts';
import type { Citation, CitationKey } from '../citations/contract.ts';
import { readCitations } from '../citations/read.ts';
import type { IntelligenceParts } from '../service/parts.ts';
import type { ProgrammeDetail } from './contract.ts';
import type { ProgrammesCore, Whole } from './core.ts';
import { nameLikeness, passagesOf, presentSummary, valueOf, valuesOfItem } from './record.ts';
import * as repo from './repo.ts';
import { fieldNames } from './words/contract.ts';

// What a page can show; a programme with more passages than this shows the first.
const mostCitations = 600;

/** The citations of these passages, each once. */
export async function citationsOf(trx: Trx, organisationId: string, keys: readonly CitationKey[]): Promise<Citation[]> {
  const unique = new Map(keys.map((key) => [`${key.documentId} ${key.anchor} ${key.start} ${key.end}`, key]));
  return readCitations(trx, organisationId, [...unique.values()].slice(0, mostCitations));
}

export function createProgrammePresenter(parts: Pick<IntelligenceParts, 'catalog'>, core: ProgrammesCore) {
  function fieldsOf({ standing: { fact, raw, edits } }: Whole): ProgrammeDetail['fields'] {
    return Object.fromEntries(
      fieldNames.map((name) => [
        name,
        {
          value: valueOf(fact, name),
          raw: valueOf(raw, name),
          edited: edits.fields[name] !== undefined,
          passages: passagesOf(raw, name).slice(0, 40),
        },
      ]),
    ) as ProgrammeDetail['fields'];
  }

  async function alikeOf(trx: Trx, { row, standing: { fact } }: Whole): Promise<ProgrammeDetail['alike']> {
    const region = fact.region?.value ?? null;
    return (await repo.listProgrammes(trx, row.organisation_id, {}))
      .filter((other) => other.id !== row.id && (region === null || other.summary.region === null || other.summary.region === region))
      .map((other) => ({
        other,
        likeness:
          nameLikeness(other.summary.name, fact.name.value) +
          (region !== null && other.summary.region === region && other.summary.kind === fact.kind.value ? 0.3 : 0),
      }))
      .filter(({ likeness }) => likeness >= 0.3)
      .toSorted((a, b) => b.likeness - a.likeness)
      .slice(0, 5)
      .map(({ other }) => ({ id: other.id, name: other.summary.name, region: other.summary.region, state: other.state }));
  }

  return async (trx: Trx, whole: Whole): Promise<ProgrammeDetail> => {
    const { row, sources, standing } = whole;
    const organisationId = row.organisation_id;
    const firsts = sources.filter((source, index) => sources.findIndex((other) => other.document_id === source.document_id) === index);
    const heads = await readCitations(
      trx,
      organisationId,
      firsts
        .map(({ fact }) => fact.name.passages[0] ?? fact.kind.passages[0] ?? fact.items[0]?.text.passages[0])
        .filter((key) => key !== undefined),
    );
    const byDocument = new Map(heads.map((head) => [head.documentId, head]));
    const acts = await repo.listActs(trx, organisationId, row.id, 100);
    const last = acts.find((act) => !act.undone && act.act !== 'undo');
    const follows = await repo.listFollows(trx, organisationId, { programmeIds: [row.id] });
    const works = await parts.catalog.findWorks(trx, organisationId, [...new Set(follows.map(({ work_id: id }) => id))]);
    const keys = [
      ...fieldNames.flatMap((name) => passagesOf(standing.raw, name)),
      ...standing.fact.items.flatMap(({ text, rate, amount, caps, conditions, supports }) =>
        [text, rate, amount, supports, ...caps, ...conditions].flatMap((field) => field?.passages ?? []),
      ),
    ];
    const rawItems = new Map(standing.raw.items.map((item) => [item.id, item]));
    const added = new Set(standing.edits.added.map(({ id }) => id));
    return {
      ...presentSummary(row, core.today()),
      revision: row.revision,
      fields: fieldsOf(whole),
      items: standing.fact.items.map((item) => {
        const edited = standing.edits.items[item.id] !== undefined;
        const raw = rawItems.get(item.id);
        return { ...item, edited, added: added.has(item.id), raw: edited && raw ? valuesOfItem(raw) : null };
      }),
      removedItems: standing.edits.removed.flatMap((id) => {
        const item = rawItems.get(id);
        return item ? [{ id, text: item.text.value }] : [];
      }),
      sources: firsts.map((source) => {
        const head = byDocument.get(source.document_id) ?? null;
        return {
          documentId: source.document_id,
          familyId: source.family_id,
          title: head?.title ?? '',
          source: head?.source ?? null,
          publishedAt: head?.publishedAt ?? null,
          citation: head,
        };
      }),
      citations: await citationsOf(trx, organisationId, keys),
      alike: await alikeOf(trx, whole),
      history: acts.map((act) => ({
        id: act.id.toString(),
        at: act.at.toISOString(),
        by: act.actor_name,
        act: act.act,
        fields: act.fields,
        undone: act.undone,
        canUndo: act.id === last?.id,
      })),
      followedBy: [...works].map(([workId, work]) => ({ workId, title: titleOf(work) })),
    };
  };
}

/** The title in the work's own language. */
export function titleOf(work: { originalLanguage: string; texts: readonly { language: string; title: string }[] }): string {
  return (work.texts.find(({ language }) => language === work.originalLanguage) ?? work.texts[0]!).title;
}
