import type { ColumnType, GeneratedAlways, Selectable } from 'kysely';
import type { Claim } from '../claims/claim.ts';
import type { Bound, Unit } from '../quantities/quantity.ts';
import type { Reading } from './contract.ts';

type Numeric = ColumnType<string, string | number, string | number>;
type NumericNull = ColumnType<string | null, string | number | null, string | number | null>;
type Json<T> = ColumnType<T, string, string>;

/** Tables of figures as SQL sees them. */
export type FiguresTables = {
  market_claims: {
    id: GeneratedAlways<bigint>;
    organisation_id: string;
    document_id: string;
    family_id: string;
    published_on: string;
    position: number;
    paragraph: number;
    anchor: string;
    text_start: number;
    text_end: number;
    sentence_start: number;
    sentence_end: number;
    file_start: number;
    file_end: number;
    quote: string;
    metric: Claim['metric'];
    measure: Claim['measure'];
    low: NumericNull;
    high: NumericNull;
    value: Numeric;
    bound: Bound;
    step: Numeric;
    unit: Unit;
    currency: string | null;
    scale: Numeric;
    scale_word: string | null;
    period: string | null;
    period_from: string | null;
    period_to: string | null;
    base_period: string | null;
    region: string | null;
    entity: string | null;
    share_of: string | null;
    status: Claim['status'];
    status_as_worded: Claim['status'];
    citations: Json<number[]>;
    as_read: ColumnType<Reading | null, string | null, string | null>;
    excluded: ColumnType<boolean, boolean | undefined, boolean>;
  };
  market_rulings: {
    organisation_id: string;
    document_id: string;
    anchor: string;
    text_start: number;
    text_end: number;
    measure: Claim['measure'];
    change: Json<Partial<Reading>>;
    excluded: boolean;
    note: string;
    ruled_by: string;
    ruled_at: Date;
  };
};
export type ClaimRow = Selectable<FiguresTables['market_claims']>;
export type RulingRow = Selectable<FiguresTables['market_rulings']>;
