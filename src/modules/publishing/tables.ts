import type { ColumnType, Generated } from 'kysely';
import type { ConnectedChannel, Publication } from './contract.ts';

type Json<T> = ColumnType<T, string | null, string | null>;
export type Note = { code: string; params: Record<string, string | number | boolean | null> };

/** Publishing's tables as SQL sees them. */
export type PublishingTables = {
  connections: {
    id: string;
    organisation_id: string;
    creator_id: string | null;
    user_id: string;
    channel: ConnectedChannel;
    external_id: string;
    name: string;
    url: string | null;
    tokens_sealed: string;
    access_expires_at: Date;
    state: 'active' | 'reconnect_needed';
    error: Json<Note | null>;
    created_at: Date;
    updated_at: Date;
  };
  connection_attempts: {
    state_hash: string;
    organisation_id: string;
    user_id: string;
    creator_id: string | null;
    channel: ConnectedChannel;
    verifier_sealed: string;
    return_to: string;
    expires_at: Date;
  };
  publications: {
    id: string;
    organisation_id: string;
    placement_id: string;
    creator_id: string;
    creator_clip_id: string | null;
    channel: Publication['channel'];
    way: 'connected' | 'by_hand';
    connection_id: string | null;
    state: Publication['state'];
    progress_bps: Generated<number>;
    title: string;
    caption: string;
    privacy: Publication['privacy'];
    scheduled_at: Date | null;
    due_at: Date | null;
    attempts: Generated<number>;
    transfer_sealed: string | null;
    remote_id: string | null;
    url: string | null;
    error: Json<Note | null>;
    created_by: string | null;
    created_at: Date;
    published_at: Date | null;
  };
};
