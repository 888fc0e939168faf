import type { ColumnType, Selectable } from 'kysely';
import type { LandingPage, LinkRules, LinkSettings } from './contract.ts';

type Json<T> = ColumnType<T, string, string>;
type Int8 = ColumnType<bigint, bigint | number, bigint | number>;
type Made = ColumnType<Date, Date, never>;
/** Written by a trigger. */
type Stamp = ColumnType<bigint, never, never>;

/** A landing page without what is the placement's own. */
export type StoredPage = Omit<LandingPage, 'code' | 'codeShown'>;

/** The tables of links as SQL sees them. Written by migrations/, read by repo.ts alone. */
export type LinksTables = {
  links: {
    id: string;
    organisation_id: string;
    slug: string;
    placement_id: string;
    rules: Json<LinkRules>;
    page: Json<StoredPage>;
    code: string;
    code_shown: string;
    ends_at: Date | null;
    ended_at: Date | null;
    useful_url: string | null;
    changed_xid: Stamp;
    created_at: Made;
    updated_at: Date;
  };
  link_settings: {
    organisation_id: string;
    allowed_hosts: string[];
    allowed_schemes: string[];
    app_url: string | null;
    ios_url: string | null;
    android_url: string | null;
    web_url: string | null;
    click_parameter: string;
    consent: LinkSettings['consent'];
    brand: string;
    accent: string | null;
    changed_xid: Stamp;
    updated_at: Date;
  };
  link_domains: { id: string; organisation_id: string; host: string; is_primary: boolean; created_at: Made };
  click_journals: { id: string; segment: Int8; at_offset: Int8; loaded: Int8; updated_at: Date };
  click_rejects: { journal_id: string; segment: Int8; at_offset: Int8; payload: string; reason: string; created_at: Made };
  link_bot_counts: { link_id: string; day: ColumnType<string, string, never>; count: Int8 };
};

export type LinkRow = Omit<Selectable<LinksTables['links']>, 'changed_xid'>;
export type SettingsRow = Omit<Selectable<LinksTables['link_settings']>, 'changed_xid'>;
export type DomainRow = Selectable<LinksTables['link_domains']>;
