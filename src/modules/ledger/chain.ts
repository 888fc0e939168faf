import { hash } from 'node:crypto';
import type { Phase, TransferKind } from './tables.ts';

/** What the first transfer of a chain follows. */
export const genesis = '0'.repeat(64);

export type ChainedEntry = { account: string; currency: string; amountMinor: bigint; phase: Phase; salt: string };
export type ChainedTransfer = {
  organisationId: string;
  seq: bigint;
  id: string;
  kind: TransferKind;
  key: string;
  groupKey: string | null;
  pendingSeq: bigint | null;
  reversesSeq: bigint | null;
  effectiveAt: Date;
  recordedAt: Date;
  expiresAt: Date | null;
  memo: string;
  entries: readonly ChainedEntry[];
};

const sha256 = (form: readonly unknown[]): string => hash('sha256', JSON.stringify(form));

/** An entry's hash: of account, currency, amount, phase and salt. The salt keeps one who sees the hash from guessing the amount. */
export function entryHash(entry: ChainedEntry): string {
  return sha256([entry.account, entry.currency, entry.amountMinor.toString(), entry.phase, entry.salt]);
}

/** What a transfer says, as one hash that can be shown without its entries: they are in it by their hashes. */
export function contentHash(transfer: Omit<ChainedTransfer, 'entries'>, entryHashes: readonly string[]): string {
  const text = (value: bigint | null): string | null => (value === null ? null : value.toString());
  return sha256([
    transfer.organisationId,
    text(transfer.seq),
    transfer.id,
    transfer.kind,
    transfer.key,
    transfer.groupKey,
    text(transfer.pendingSeq),
    text(transfer.reversesSeq),
    transfer.effectiveAt.toISOString(),
    transfer.recordedAt.toISOString(),
    transfer.expiresAt?.toISOString() ?? null,
    transfer.memo,
    entryHashes,
  ]);
}

export const linkHash = (previousHash: string, content: string): string => sha256([previousHash, content]);

/**
 * The hash of a transfer in its chain. All hashes are SHA-256 in hex over the UTF-8 bytes of a JSON array without spaces; integers
 * are decimal strings, instants ISO 8601 in UTC with milliseconds, null where absent. A link is the previous hash and the content's;
 * the content has the transfer's fields and its entries' hashes. So a chain can be followed by content hashes alone, and one
 * party's entries can be shown and proven without those of the others.
 */
export function hashOf(transfer: ChainedTransfer, previousHash: string): string {
  return linkHash(previousHash, contentHash(transfer, transfer.entries.map(entryHash)));
}

/** JSON with the keys of objects in order, so that equal memos have equal bytes. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
