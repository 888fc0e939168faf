import type { ColumnType } from 'kysely';
import type { BriefItemInput, SectionInput } from './contract.ts';

type Json<T> = ColumnType<T, string, string>;

/** An item as it is kept: with what the house wrote, where it wrote it, so that a person's words are told from the house's. */
export type KeptItem = BriefItemInput & { house?: string };
type WithItems = Extract<SectionInput, { items: unknown }>;
export type KeptSection = Exclude<SectionInput, WithItems> | (Omit<WithItems, 'items'> & { items: KeptItem[] });

/** Tables of briefings as SQL sees them. */
export type BriefsTables = {
  market_briefs: {
    id: string;
    organisation_id: string;
    title: string;
    language: 'zh' | 'en';
    topic_id: string | null;
    sections: Json<KeptSection[]>;
    revision: number;
    version: number;
    issued_revision: number | null;
    created_at: Date;
    updated_at: Date;
    updated_by_name: string;
    archived_at: Date | null;
  };
  market_brief_versions: {
    organisation_id: string;
    brief_id: string;
    version: number;
    title: string;
    language: 'zh' | 'en';
    sections: Json<KeptSection[]>;
    note: string;
    issued_at: Date;
    issued_by_name: string;
  };
};
