import { createHash } from 'node:crypto';
import type { Phase, TransferKind } from './tables.ts';

/** What the first transfer of a chain follows. */
export const genesis = '0'.repeat(64);

export type ChainedEntry = { account: string; currency: string; amountMinor: bigint; phase: Phase };
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

/**
 * The hash of a transfer in its chain: SHA-256, in hex, of the UTF-8 bytes of a JSON array without spaces – previous hash,
 * organisation, seq, id, kind, key, group, pending seq, reversed seq, effective, recorded and expiry instants (ISO 8601, UTC,
 * milliseconds; null where absent), memo, and the entries as arrays of account, currency, amount and phase. Integers are
 * decimal strings. Whoever holds the rows can compute it anew with nothing of ours.
 */
export function hashOf(transfer: ChainedTransfer, previousHash: string): string {
  const text = (value: bigint | null): string | null => (value === null ? null : value.toString());
  const form = [
    previousHash,
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
    transfer.entries.map((entry) => [entry.account, entry.currency, entry.amountMinor.toString(), entry.phase]),
  ];
  return createHash('sha256').update(JSON.stringify(form)).digest('hex');
}

/** JSON with the keys of objects in order, so that equal memos have equal bytes. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
