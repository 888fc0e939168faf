/**
 * Time-stamps of RFC 3161: what is asked of an authority, and whether its answer holds. A token is CMS SignedData (RFC 5652) around a
 * TSTInfo; the signer is known by the certificate whose hash is among the signed attributes (RFC 2634, 5035), so that no other fits.
 */
import { createHash, timingSafeEqual, verify as verifySignature, X509Certificate } from 'node:crypto';
import { carriesTimeStamping, chainToAnchor } from './certificates.ts';
import {
  childrenOf,
  DerError,
  expectTag,
  readInteger,
  readOid,
  readTime,
  single,
  tags,
  write,
  writeInteger,
  writeOid,
  type Element,
} from './der.ts';

export type Query = {
  /** SHA-256 of what is stamped. */
  readonly imprint: Uint8Array;
  readonly nonce: bigint;
  /** The policy that is asked for, as an object identifier; null leaves it to the authority. */
  readonly policy: string | null;
};
export type Stamp = {
  readonly atMs: number;
  /** How far the authority's clock may be off; null where it does not say. */
  readonly accuracyMs: number | null;
  readonly policy: string;
  readonly serial: string;
  readonly signer: X509Certificate;
  /** The trusted certificate that the signer's leads to; null where none was given. */
  readonly anchor: X509Certificate | null;
};

/** Why a token does not hold. `token_…` are codes of the first difference. */
export type TokenFault =
  | 'token_malformed'
  | 'token_refused'
  | 'token_imprint'
  | 'token_nonce'
  | 'token_policy'
  | 'token_signature'
  | 'token_certificate'
  | 'token_expired'
  | 'token_anchor';
export class TokenError extends Error {
  readonly code: TokenFault;
  readonly expected: string;
  readonly found: string;

  constructor(code: TokenFault, expected: string, found: string) {
    super(`${code}: expected ${expected}, found ${found}`);
    this.code = code;
    this.expected = expected;
    this.found = found;
  }
}

const oids = {
  sha256: '2.16.840.1.101.3.4.2.1',
  signedData: '1.2.840.113549.1.7.2',
  tstInfo: '1.2.840.113549.1.9.16.1.4',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
} as const;
const digests: Readonly<Record<string, string>> = {
  [oids.sha256]: 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};
/** Signatures with the digest that they name (null: the signer's digest) and the keys they are of. RSASSA-PSS is not among them. */
const signatures: Readonly<Record<string, { digest: string | null; key: string }>> = {
  '1.2.840.113549.1.1.1': { digest: null, key: 'rsa' },
  '1.2.840.113549.1.1.11': { digest: 'sha256', key: 'rsa' },
  '1.2.840.113549.1.1.12': { digest: 'sha384', key: 'rsa' },
  '1.2.840.113549.1.1.13': { digest: 'sha512', key: 'rsa' },
  '1.2.840.10045.4.3.2': { digest: 'sha256', key: 'ec' },
  '1.2.840.10045.4.3.3': { digest: 'sha384', key: 'ec' },
  '1.2.840.10045.4.3.4': { digest: 'sha512', key: 'ec' },
};
const context = { zero: 0xa0, one: 0xa1, millis: 0x80, micros: 0x81 } as const;
const mostCertificates = 20;

/** A TimeStampReq that wants the authority's certificates in the token. */
export function writeQuery({ imprint, nonce, policy }: Query): Buffer {
  const algorithm = write(tags.sequence, writeOid(oids.sha256), write(tags.null));
  return write(
    tags.sequence,
    writeInteger(1n),
    write(tags.sequence, algorithm, write(tags.octets, imprint)),
    policy === null ? Uint8Array.of() : writeOid(policy),
    writeInteger(nonce),
    write(tags.boolean, Uint8Array.of(0xff)),
  );
}

/** The query that writeQuery wrote, of the same bytes. Throws TokenError for any other. */
export function readQuery(der: Uint8Array): Query {
  return orMalformed('a TimeStampReq', () => {
    const [, imprint, ...rest] = childrenOf(single(der));
    const policy = rest[0]?.tag === tags.oid ? readOid(rest.shift()) : null;
    const query = { imprint: readImprint(imprint), nonce: readInteger(rest[0]), policy };
    if (query.nonce < 0n || !writeQuery(query).equals(der)) throw new DerError('not a query of ours');
    return query;
  });
}

/**
 * Whether a TimeStampResp answers the query: granted, imprint, nonce, policy, signature, the certificate's purpose and its days. With
 * anchors the signer's certificate has to lead to one of them. Throws TokenError.
 */
export function verifyReply(der: Uint8Array, query: Query, anchors: readonly X509Certificate[]): Stamp {
  return orMalformed('a TimeStampResp', () => {
    const [status, token, ...more] = childrenOf(single(der));
    const granted = readInteger(childrenOf(status)[0]);
    // 0 is granted, 1 granted with modifications; what was modified shows below.
    if (granted !== 0n && granted !== 1n) throw new TokenError('token_refused', 'granted', `status ${granted}`);
    if (!token || more.length > 0) throw new DerError('no token');
    const signed = readSignedData(token);
    const info = readInfo(signed.content);
    if (!same(info.imprint, query.imprint)) throw new TokenError('token_imprint', hexOf(query.imprint), hexOf(info.imprint));
    if (info.nonce !== query.nonce) throw new TokenError('token_nonce', String(query.nonce), String(info.nonce));
    if (query.policy !== null && info.policy !== query.policy) throw new TokenError('token_policy', query.policy, info.policy);
    const signer = verifySigner(signed);
    if (!carriesTimeStamping(signer.raw)) throw new TokenError('token_certificate', 'time-stamping alone, critical', subjectOf(signer));
    const anchor = chainToAnchor(signer, signed.certificates, anchors, info.atMs);
    if (anchor === 'expired')
      throw new TokenError('token_expired', new Date(info.atMs).toISOString(), `${signer.validFrom} … ${signer.validTo}`);
    if (anchor === 'none') throw new TokenError('token_anchor', anchors.map(subjectOf).join('; '), subjectOf(signer));
    const { atMs, accuracyMs, policy, serial } = info;
    return { atMs, accuracyMs, policy, serial, signer, anchor };
  });
}

/** A certificate's subject on one line. */
export const subjectOf = (certificate: X509Certificate): string => certificate.subject.replaceAll('\n', ', ');

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const same = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && timingSafeEqual(a, b);
const hashOf = (algorithm: string, bytes: Uint8Array): Buffer => createHash(algorithm).update(bytes).digest();

// OpenSSL's own errors, of a key or a certificate that it cannot read, are the token's fault as well.
function orMalformed<T>(what: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof TokenError) throw error;
    throw new TokenError('token_malformed', what, (error as Error).message);
  }
}

/** A MessageImprint of SHA-256: no other was asked for. */
function readImprint(element: Element | undefined): Uint8Array {
  const [algorithm, hash] = childrenOf(element);
  const oid = readOid(childrenOf(algorithm)[0]);
  if (oid !== oids.sha256) throw new TokenError('token_imprint', oids.sha256, oid);
  return expectTag(hash, tags.octets).content;
}

type Info = {
  readonly policy: string;
  readonly imprint: Uint8Array;
  readonly serial: string;
  readonly atMs: number;
  readonly accuracyMs: number | null;
  readonly nonce: bigint | null;
};

/** A TSTInfo (RFC 3161, 2.4.2). */
function readInfo(der: Uint8Array): Info {
  const [version, policy, imprint, serial, time, ...rest] = childrenOf(single(der));
  if (readInteger(version) !== 1n) throw new DerError('a version that is not 1');
  const accuracy = rest[0]?.tag === tags.sequence ? childrenOf(rest.shift()) : null;
  if (rest[0]?.tag === tags.boolean) rest.shift();
  const nonce = rest[0]?.tag === tags.integer ? readInteger(rest.shift()) : null;
  return {
    policy: readOid(policy),
    imprint: readImprint(imprint),
    serial: readInteger(serial).toString(16),
    atMs: readTime(time),
    accuracyMs: accuracy && Math.ceil(accuracy.reduce((sum, part) => sum + accuracyPart(part), 0)),
    nonce,
  };
}

function accuracyPart(part: Element): number {
  const value = Number(readInteger({ ...part, tag: tags.integer }));
  if (part.tag === tags.integer) return value * 1000;
  return part.tag === context.millis ? value : value / 1000;
}

type SignedData = {
  readonly content: Uint8Array;
  readonly certificates: readonly X509Certificate[];
  readonly digest: string;
  /** With the tag of a SET, as it is signed (RFC 5652, 5.4). */
  readonly attributes: Uint8Array;
  readonly values: ReadonlyMap<string, Element>;
  readonly signatureOid: string;
  readonly signature: Uint8Array;
};

function readSignedData(token: Element): SignedData {
  const [type, wrapped] = childrenOf(token);
  if (readOid(type) !== oids.signedData) throw new DerError('not signed data');
  const [, , content, ...rest] = childrenOf(single(expectTag(wrapped, context.zero).content));
  const [contentType, contentWrapped] = childrenOf(content);
  if (readOid(contentType) !== oids.tstInfo) throw new DerError('not a TSTInfo');
  const certificates = rest[0]?.tag === context.zero ? childrenOf(rest.shift(), context.zero) : [];
  if (certificates.length > mostCertificates) throw new DerError(`more than ${mostCertificates} certificates`);
  if (rest[0]?.tag === context.one) rest.shift();
  const signers = childrenOf(rest[0], tags.set);
  if (signers.length !== 1) throw new DerError('not one signer');
  const [, , digestAlgorithm, attributes, signatureAlgorithm, signature] = childrenOf(signers[0]);
  const digest = digests[readOid(childrenOf(digestAlgorithm)[0])];
  if (digest === undefined) throw new DerError('a digest that is not SHA-2');
  const values = new Map<string, Element>();
  for (const attribute of childrenOf(attributes, context.zero)) {
    const [oid, set] = childrenOf(attribute);
    const name = readOid(oid);
    const [value, ...others] = childrenOf(set, tags.set);
    if (!value || others.length > 0 || values.has(name)) throw new DerError('an attribute that is not of one value');
    values.set(name, value);
  }
  return {
    content: expectTag(single(expectTag(contentWrapped, context.zero).content), tags.octets).content,
    certificates: certificates.map(({ raw }) => new X509Certificate(raw)),
    digest,
    attributes: Buffer.concat([Uint8Array.of(tags.set), attributes!.raw.subarray(1)]),
    values,
    signatureOid: readOid(childrenOf(signatureAlgorithm)[0]),
    signature: expectTag(signature, tags.octets).content,
  };
}

/** The certificate that the signed attributes name, once its key has signed them and they name the content. Throws TokenError. */
function verifySigner(signed: SignedData): X509Certificate {
  const { values, digest } = signed;
  if (readOid(values.get(oids.contentType)) !== oids.tstInfo) throw new DerError('attributes of other content');
  const said = expectTag(values.get(oids.messageDigest), tags.octets).content;
  const is = hashOf(digest, signed.content);
  if (!same(said, is)) throw new TokenError('token_signature', hexOf(said), hexOf(is));
  const [hash, algorithm] = signerHash(values);
  const signer = signed.certificates.find((each) => same(hashOf(algorithm, each.raw), hash));
  if (!signer) throw new TokenError('token_certificate', hexOf(hash), signed.certificates.map(subjectOf).join('; '));
  const method = signatures[signed.signatureOid];
  const key = signer.publicKey;
  if (!method || method.key !== key.asymmetricKeyType)
    throw new TokenError('token_signature', key.asymmetricKeyType ?? '', signed.signatureOid);
  if (!verifySignature(method.digest ?? digest, signed.attributes, key, signed.signature))
    throw new TokenError('token_signature', subjectOf(signer), 'another signature');
  return signer;
}

/** The hash of the signer's certificate: by SHA-1 in RFC 2634, by any digest, SHA-256 unless told, in RFC 5035. */
function signerHash(values: ReadonlyMap<string, Element>): [hash: Uint8Array, algorithm: string] {
  const second = values.get(oids.signingCertificateV2);
  const attribute = second ?? values.get(oids.signingCertificate);
  const parts = childrenOf(childrenOf(childrenOf(attribute)[0])[0]);
  if (!second) return [expectTag(parts[0], tags.octets).content, 'sha1'];
  if (parts[0]?.tag !== tags.sequence) return [expectTag(parts[0], tags.octets).content, 'sha256'];
  const algorithm = digests[readOid(childrenOf(parts[0])[0])];
  if (algorithm === undefined) throw new DerError('a digest that is not SHA-2');
  return [expectTag(parts[1], tags.octets).content, algorithm];
}
