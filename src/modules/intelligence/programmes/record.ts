/** A programme as it stands: the facts of its documents joined, and what people made of them. Pure. */
import type { CitationKey } from '../citations/contract.ts';
import { phaseOn } from './phases.ts';
import type { ProgrammeSummary, programmeStates } from './contract.ts';
import {
  fieldNames,
  type AmountRange,
  type Cap,
  type Condition,
  type FieldName,
  type ItemValues,
  type ProgrammeFact,
  type ProgrammeItem,
  type Rate,
  type Said,
} from './words/contract.ts';

export type ProgrammeState = (typeof programmeStates)[number];
type Fact = ProgrammeFact<CitationKey>;
type Item = ProgrammeItem<CitationKey>;
/** A field's plain value, as people see and set it. */
export type FieldValues = {
  [Name in FieldName]: Fact[Name] extends Said<infer T, CitationKey>[]
    ? T[]
    : NonNullable<Fact[Name]> extends Said<infer T, CitationKey>
      ? T | null
      : never;
};
/** What people changed: fields by name, items by id, items that they added. What was read is never touched. */
export type ProgrammeEdits = {
  fields: Partial<FieldValues>;
  items: Record<string, ItemValues>;
  added: { id: string; values: ItemValues }[];
  removed: string[];
};
export const noEdits: ProgrammeEdits = { fields: {}, items: {}, added: [], removed: [] };
/** What a summary keeps; its day-bound parts are made when it is read. */
export type StoredSummary = Omit<ProgrammeSummary, 'id' | 'state' | 'phase' | 'nextDeadline' | 'updatedAt'> & { level: string | null };
export type Standing = { fact: Fact; raw: Fact; edits: ProgrammeEdits };

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Several tellings of one programme as one: the fullest speaks first, and what others say alike is cited with it. */
export function joinFacts(facts: readonly Fact[]): Fact {
  const ordered = facts.toSorted((a, b) => weight(b) - weight(a));
  const first = structuredClone(ordered[0]!);
  for (const other of ordered.slice(1)) {
    for (const name of fieldNames) {
      if (name === 'windows' || name === 'conditions' || name === 'caps') joinLists(first[name], other[name]);
      else joinField(first as Record<string, unknown>, name, other[name]);
    }
    for (const item of other.items) {
      const alike = first.items.find((own) => own.id === item.id || sameGift(own, item));
      if (alike) alike.text.passages.push(...item.text.passages);
      else first.items.push(structuredClone(item));
    }
  }
  first.items = first.items.slice(0, 100);
  return first;
}
const weight = (fact: Fact): number =>
  fact.items.length * 2 +
  fieldNames.filter((name) => (Array.isArray(fact[name]) ? (fact[name] as unknown[]).length > 0 : fact[name] !== null)).length +
  (fact.documentNumber ? 20 : 0);

function joinField(into: Record<string, unknown>, name: string, other: Said<unknown, CitationKey> | null): void {
  const own = into[name] as Said<unknown, CitationKey> | null;
  if (other === null) return;
  if (own === null) into[name] = structuredClone(other);
  else if (same(own.value, other.value)) own.passages.push(...other.passages);
}
function joinLists(own: Said<unknown, CitationKey>[], others: readonly Said<unknown, CitationKey>[]): void {
  for (const other of others) {
    const alike = own.find(({ value }) => same(value, other.value));
    if (alike) alike.passages.push(...other.passages);
    else if (own.length < 40) own.push(structuredClone(other));
  }
}
/** Two sentences that promise the same rate, sum and caps for the same things tell of one measure. */
function sameGift(a: Item, b: Item): boolean {
  const gift = ({ rate, amount, caps }: Item): unknown => [
    rate?.value ?? null,
    amount?.value ?? null,
    caps.map(({ value }) => [value.amountMinor, value.per]),
  ];
  if (a.rate === null && a.amount === null && a.caps.length === 0) return same(a.text.value, b.text.value);
  return same(gift(a), gift(b)) && a.supports.value.some((support) => b.supports.value.includes(support)) && conditionsAlike(a, b);
}
const conditionsAlike = (a: Item, b: Item): boolean =>
  same(a.conditions.map(({ value }) => value.kind).toSorted(), b.conditions.map(({ value }) => value.kind).toSorted());

const given = <T>(value: T): Said<T, CitationKey> => ({ value, passages: [] });
/** An item of a person's values, which no document says. */
export function itemOf(id: string, values: ItemValues): Item {
  return {
    id,
    text: given(values.text),
    supports: given(values.supports),
    conditions: values.conditions.map(given<Condition>),
    rate: values.rate && given<Rate>(values.rate),
    amount: values.amount && given<AmountRange>(values.amount),
    caps: values.caps.map(given<Cap>),
  };
}
export function valuesOfItem(item: Item): ItemValues {
  return {
    text: item.text.value,
    supports: item.supports.value,
    conditions: item.conditions.map(({ value }) => value),
    rate: item.rate?.value ?? null,
    amount: item.amount?.value ?? null,
    caps: item.caps.map(({ value }) => value),
  };
}
/** A field's plain value; a list where it is one. */
export function valueOf<Name extends FieldName>(fact: Fact, name: Name): FieldValues[Name] {
  const field = fact[name] as Said<unknown, CitationKey> | Said<unknown, CitationKey>[] | null;
  return (Array.isArray(field) ? field.map(({ value }) => value) : (field?.value ?? null)) as FieldValues[Name];
}
export function passagesOf(fact: Fact, name: FieldName): CitationKey[] {
  const field = fact[name] as Said<unknown, CitationKey> | Said<unknown, CitationKey>[] | null;
  return Array.isArray(field) ? field.flatMap(({ passages }) => passages) : (field?.passages ?? []);
}

/** The programme as people left it. A value that equals what was read keeps its passages; another has none. */
export function standing(raw: Fact, edits: ProgrammeEdits): Standing {
  const fact = structuredClone(raw) as Fact & Record<string, unknown>;
  for (const name of fieldNames) {
    const edit = edits.fields[name];
    if (edit === undefined) continue;
    if (Array.isArray(edit))
      (fact as Record<string, unknown>)[name] = edit.map((value) => passagesBeside(raw[name] as Said<unknown, CitationKey>[], value));
    else
      (fact as Record<string, unknown>)[name] =
        edit === null ? (name === 'windows' || name === 'conditions' || name === 'caps' ? [] : null) : given(edit);
  }
  const removed = new Set(edits.removed);
  fact.items = raw.items
    .filter(({ id }) => !removed.has(id))
    .map((item) => {
      const edit = edits.items[item.id];
      return edit ? editedItem(item, edit) : item;
    });
  fact.items.push(...edits.added.map(({ id, values }) => itemOf(id, values)));
  return { fact, raw, edits };
}
function passagesBeside<T>(read: readonly Said<T, CitationKey>[], value: T): Said<T, CitationKey> {
  return read.find((own) => same(own.value, value)) ?? given(value);
}
function editedItem(item: Item, values: ItemValues): Item {
  const keep = <T>(read: Said<T, CitationKey> | null, value: T | null): Said<T, CitationKey> | null =>
    value === null ? null : read !== null && same(read.value, value) ? read : given(value);
  return {
    id: item.id,
    // The passage is where the measure stands, however it is worded here.
    text: { value: values.text, passages: item.text.passages },
    supports: keep(item.supports, values.supports)!,
    conditions: values.conditions.map((value) => passagesBeside(item.conditions, value)),
    rate: keep(item.rate, values.rate),
    amount: keep(item.amount, values.amount),
    caps: values.caps.map((value) => passagesBeside(item.caps, value)),
  };
}

const biggest = <T>(values: readonly (T | null)[], size: (value: T) => number): T | null =>
  values.reduce<T | null>((best, value) => (value !== null && (best === null || size(value) > size(best)) ? value : best), null);

/** What lists show of a programme. */
export function summaryOf({ fact, edits }: Standing, sourceCount: number): StoredSummary {
  return {
    name: fact.name.value,
    kind: fact.kind.value,
    region: fact.region?.value ?? null,
    giver: fact.giver?.value ?? null,
    level: fact.giver?.value.level ?? null,
    documentNumber: fact.documentNumber?.value ?? null,
    issuedOn: fact.issuedOn?.value ?? null,
    validFrom: fact.validFrom?.value ?? null,
    validUntil: fact.validUntil?.value ?? null,
    windows: fact.windows.map(({ value }) => value),
    supports: [...new Set(fact.items.flatMap(({ supports }) => supports.value))],
    topRate: biggest(
      fact.items.map(({ rate }) => rate?.value ?? null),
      (rate) => rate.highBps ?? rate.lowBps ?? 0,
    ),
    topAmount: biggest(
      fact.items.map(({ amount }) => amount?.value ?? null),
      (amount) => Number(amount.highMinor ?? amount.lowMinor ?? 0),
    ),
    topCap: biggest(
      fact.items.flatMap(({ caps }) => caps.map(({ value }) => value)),
      (cap) => Number(cap.amountMinor),
    ),
    itemCount: fact.items.length,
    sourceCount,
    edited: Object.keys(edits.fields).length + Object.keys(edits.items).length + edits.added.length + edits.removed.length > 0,
  };
}

/** The summary of a row on a day. */
export function presentSummary(
  row: { id: string; state: ProgrammeState; summary: StoredSummary; updated_at: Date },
  today: string,
): ProgrammeSummary {
  const { level: _level, ...summary } = row.summary;
  const { phase, nextDeadline } = phaseOn(summary, today);
  return { ...summary, id: row.id, state: row.state, phase, nextDeadline, updatedAt: row.updated_at.toISOString() };
}

/** By what a programme is known again: its document number; its name with its place where it has a name of its own. */
export function keysOf(fact: Pick<Fact, 'name' | 'documentNumber' | 'region'>, named: boolean): string[] {
  const plain = (text: string): string => text.toLowerCase().replace(/[\s〔〕[\]【】()（）《》“”"'’,，.。、:：-]/g, '');
  const keys: string[] = [];
  if (fact.documentNumber) keys.push(`n:${plain(fact.documentNumber.value)}`.slice(0, 200));
  if (named) keys.push(`t:${plain(fact.name.value)}@${fact.region?.value ?? ''}`.slice(0, 300));
  return keys;
}

/** How alike two names are: shared pairs of letters over all of them, 0 to 1. */
export function nameLikeness(a: string, b: string): number {
  const pairs = (text: string): Set<string> => {
    const plain = text.toLowerCase().replace(/[\s\p{P}]/gu, '');
    return new Set(Array.from({ length: Math.max(0, plain.length - 1) }, (_, at) => plain.slice(at, at + 2)));
  };
  const [one, other] = [pairs(a), pairs(b)];
  if (one.size === 0 || other.size === 0) return 0;
  const shared = [...one].filter((pair) => other.has(pair)).length;
  return shared / (one.size + other.size - shared);
}

/** Every passage of a fact is handed to `change`: places become citation keys, or go where a document is gone. */
export function mapPassages<A, B>(fact: ProgrammeFact<A>, change: (passages: A[]) => B[]): ProgrammeFact<B> {
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, own]) => [key, key === 'passages' ? change(own as A[]) : walk(own)]));
  };
  return walk(fact) as ProgrammeFact<B>;
}
