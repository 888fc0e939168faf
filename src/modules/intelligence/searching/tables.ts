import type { ColumnType } from 'kysely';
import type { Counts } from './entry.ts';

/** The index as SQL sees it. */
export type SearchingTables = {
  market_search: {
    organisation_id: string;
    document_id: string;
    family_id: string;
    day: string;
    language: 'zh' | 'en';
    terms: number[];
    head_terms: number[];
    title: string;
    heads: string;
    body: string;
    concepts: ColumnType<Record<string, Counts>, string, string>;
    length: number;
    metrics: string[];
    regions: string[];
  };
};
