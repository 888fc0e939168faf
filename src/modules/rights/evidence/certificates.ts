/** What of X.509 a time-stamp stands on: the purpose of its signer's certificate, and the way from there to a trusted one. */
import type { X509Certificate } from 'node:crypto';
import { childrenOf, readOid, single, tags } from './der.ts';

const extendedKeyUsage = '2.5.29.37';
const timeStamping = '1.3.6.1.5.5.7.3.8';
const extensionsTag = 0xa3;
const longestChain = 8;

/** RFC 3161, 2.3: the one purpose, and critical. Node does not tell what is critical. Throws DerError for what is no certificate. */
export function carriesTimeStamping(certificate: Uint8Array): boolean {
  const [body] = childrenOf(single(certificate));
  const wrapped = childrenOf(body).find(({ tag }) => tag === extensionsTag);
  if (!wrapped) return false;
  for (const extension of childrenOf(single(wrapped.content))) {
    const [oid, ...rest] = childrenOf(extension);
    if (readOid(oid) !== extendedKeyUsage) continue;
    const critical = rest.length === 2 && rest[0]!.tag === tags.boolean && rest[0]!.content[0] === 0xff;
    const purposes = childrenOf(single(rest.at(-1)!.content)).map(readOid);
    return critical && purposes.length === 1 && purposes[0] === timeStamping;
  }
  return false;
}

/**
 * The anchor that a certificate leads to over issuers that were valid at the time; null where there are no anchors to lead to. What
 * was revoked since is not asked: a token outlives its authority.
 */
export function chainToAnchor(
  leaf: X509Certificate,
  others: readonly X509Certificate[],
  anchors: readonly X509Certificate[],
  atMs: number,
): X509Certificate | null | 'expired' | 'none' {
  const valid = (each: X509Certificate): boolean => each.validFromDate.getTime() <= atMs && atMs <= each.validToDate.getTime();
  if (!valid(leaf)) return 'expired';
  if (anchors.length === 0) return null;
  const trusted = new Set(anchors.map(({ fingerprint256 }) => fingerprint256));
  const seen = new Set<string>();
  const search = (from: X509Certificate, left: number): X509Certificate | null => {
    if (trusted.has(from.fingerprint256)) return from;
    // Each certificate is tried once: a bundle of cross-signed ones is no maze.
    if (left === 0 || seen.has(from.fingerprint256)) return null;
    seen.add(from.fingerprint256);
    for (const issuer of [...anchors, ...others]) {
      if (!issuer.ca || !valid(issuer) || !from.checkIssued(issuer) || !from.verify(issuer.publicKey)) continue;
      const found = search(issuer, left - 1);
      if (found) return found;
    }
    return null;
  };
  return search(leaf, longestChain) ?? 'none';
}
