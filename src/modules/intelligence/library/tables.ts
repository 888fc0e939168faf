import type { ColumnType, GeneratedAlways } from 'kysely';
import type { DocumentHead, MarketFetch, MarketFile, MarketSource, MarketDocumentDetail, Note } from './contract.ts';
import type { Signature } from '../families/signature.ts';

type Json<T> = ColumnType<T, string, string>;
type JsonNull<T> = ColumnType<T | null, string | null, string | null>;
/** Null unless it is given. */
type Later<T> = ColumnType<T | null, T | null | undefined, T | null>;
type Int8 = ColumnType<bigint, bigint | number, bigint | number>;
/** A core sentence by its paragraph; `anchor` binds it to what that said. */
export type KeptInsight = { group: string; sentences: { anchor: string; start: number; end: number }[] };

/** Who put right what a document says of itself; `at` an instant. */
export type Correction = { note: string; by: string; at: string };

/** Tables of documents as SQL sees them. */
export type LibraryTables = {
  market_desks: { organisation_id: string; reading_task_id: string | null };
  market_sources: {
    id: string;
    organisation_id: string;
    kind: MarketSource['kind'];
    name: string;
    url: string | null;
    every_minutes: number | null;
    state: MarketSource['state'];
    last_fetched_at: Date | null;
    next_fetch_at: Date | null;
    failures: ColumnType<number, number | undefined, number>;
    error: JsonNull<Note>;
    etag: string | null;
    last_modified: string | null;
    task_id: string | null;
    created_at: Date;
    removed_at: Date | null;
  };
  market_fetches: {
    id: GeneratedAlways<bigint>;
    organisation_id: string;
    source_id: string;
    at: Date;
    outcome: MarketFetch['outcome'];
    files: number;
    status: number | null;
    bytes: Int8;
    duration_ms: number;
    error: JsonNull<Note>;
  };
  market_feed_entries: { organisation_id: string; source_id: string; entry_key: string; content_key: string; seen_at: Date };
  market_files: {
    id: string;
    organisation_id: string;
    source_id: string;
    name: string;
    sha256: string;
    size_bytes: Int8;
    asset_id: string;
    content_type: string | null;
    url: string | null;
    fetched_at: Date | null;
    state: MarketFile['state'];
    attempts: ColumnType<number, number | undefined, number>;
    read_as: MarketFile['readAs'];
    encoding: string | null;
    warnings: ColumnType<Note[], string | undefined, string>;
    error: JsonNull<Note>;
    created_at: Date;
  };
  market_documents: {
    id: string;
    organisation_id: string;
    file_id: string;
    position: number;
    source_id: string;
    title: string;
    publisher: string | null;
    author: string | null;
    published_at: string | null;
    published_on: string;
    zone_name: string | null;
    zone_stated: boolean | null;
    language: 'zh' | 'en';
    url: string | null;
    file_start: number;
    file_end: number;
    paragraph_count: number;
    claim_count: number;
    lead: string;
    insights: Json<KeptInsight[]>;
    signature: JsonNull<Signature>;
    value_keys: number[];
    family_id: string;
    family_reason: MarketDocumentDetail['family']['reason'];
    family_found: Later<string>;
    family_found_reason: Later<MarketDocumentDetail['family']['reason']>;
    family_said_by: Later<string>;
    family_said_at: Later<Date>;
    as_read: ColumnType<DocumentHead | null, string | null | undefined, string | null>;
    correction: ColumnType<Correction | null, string | null | undefined, string | null>;
    translation_of: string | null;
    replaced_by: string | null;
    archived_at: Date | null;
    collected_at: Date;
  };
  market_paragraphs: {
    organisation_id: string;
    document_id: string;
    position: number;
    anchor: string;
    kind: 'heading' | 'text' | 'item' | 'row' | 'leftover';
    group_name: string | null;
    text: string;
    file_start: number;
    file_end: number;
    map: JsonNull<[number, number][]>;
    cells: JsonNull<{ text: string; start: number; end: number; head: string | null }[]>;
    caption: string | null;
  };
  market_bands: { organisation_id: string; band: number; document_id: string };
  market_translations: {
    organisation_id: string;
    document_id: string;
    language: 'zh' | 'en';
    model: string;
    paragraphs: Json<{ anchor: string; text: string }[]>;
    dropped: number;
    made_at: Date;
  };
};
