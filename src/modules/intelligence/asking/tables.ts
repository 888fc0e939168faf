import type { ColumnType } from 'kysely';
import type { CitationKey } from '../citations/contract.ts';
import type { AskScope, MarketAnswer } from './contract.ts';

type Json<T> = ColumnType<T, string, string>;
export type KeptSentence = { text: string; citations: CitationKey[] };

/** Tables of questions as SQL sees them. */
export type AskingTables = {
  market_answers: {
    id: string;
    organisation_id: string;
    user_id: string | null;
    asked_by_name: string;
    question: string;
    language: 'zh' | 'en';
    scope: Json<AskScope>;
    topic_id: string | null;
    kind: MarketAnswer['kind'];
    model: string | null;
    fallback: string | null;
    sentences: Json<KeptSentence[]>;
    dropped: number;
    other_language: boolean;
    found: number;
    considered: number;
    asked_at: Date;
  };
};
