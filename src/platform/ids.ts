import { randomFillSync } from 'node:crypto';

/** Every prefixed id of the house. High-volume append-only rows have bigint identities instead. */
export const idPrefixes = {
  organisation: 'org',
  user: 'usr',
  member: 'mem',
  invitation: 'inv',
  apiKey: 'key',
  session: 'ses',
  account: 'acc',
  verification: 'ver',
  auditEvent: 'aud',
  oneTimeLink: 'otl',
  work: 'wrk',
  episode: 'ep',
  asset: 'ast',
  subtitleTrack: 'sub',
  importRun: 'imp',
  upload: 'upl',
  analysis: 'ana',
  hook: 'hok',
  clip: 'clp',
  batch: 'bat',
  clipBody: 'cbd',
  stampedClip: 'stc',
  task: 'tsk',
  request: 'req',
  agency: 'agy',
  creator: 'crt',
  channelAccount: 'cac',
  creatorInvitation: 'civ',
  creatorTerms: 'ctm',
  campaign: 'cmp',
  offer: 'ofr',
  claim: 'clm',
  placement: 'plc',
  creatorClip: 'ccl',
  captionTemplate: 'cpt',
  searchCode: 'cod',
  link: 'lnk',
  linkDomain: 'dom',
  click: 'clk',
  source: 'src',
  ledgerAccount: 'lac',
  transfer: 'trf',
  conversion: 'cnv',
  decision: 'dec',
  signal: 'sig',
  fileImport: 'fim',
  importMapping: 'map',
  erasure: 'ers',
  connection: 'con',
  publication: 'pub',
  notification: 'ntf',
  webhook: 'whk',
  webhookMessage: 'msg',
  webhookDelivery: 'dlv',
} as const;

export type IdKind = keyof typeof idPrefixes;
export type Id<K extends IdKind = IdKind> = `${(typeof idPrefixes)[K]}_${string}`;

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
// Drawn many at a time: one call into the system for an id would cost more than all the rest of it.
const pool = new Uint8Array(10 * 512);
let drawn = pool.length;

/** A new id: prefix, then a UUIDv7 (RFC 9562) as 26 digits of Crockford's base 32, so that ids sort by time. */
export function newId<K extends IdKind>(kind: K, nowMs: number): Id<K> {
  if (drawn === pool.length) {
    randomFillSync(pool);
    drawn = 0;
  }
  const random = pool.subarray(drawn, (drawn += 10));
  let value = (BigInt(nowMs) << 80n) | (0x7n << 76n);
  value |= (BigInt(((random[0]! << 8) | random[1]!) & 0x0fff) << 64n) | (0x2n << 62n);
  let tail = 0n;
  for (let i = 2; i < 10; i++) tail = (tail << 8n) | BigInt(random[i]!);
  value |= tail & ((1n << 62n) - 1n);
  let text = '';
  for (let i = 0; i < 26; i++) {
    text = alphabet[Number(value & 31n)]! + text;
    value >>= 5n;
  }
  return `${idPrefixes[kind]}_${text}` as Id<K>;
}

/** Whether a text is an id of this kind by its form; says nothing of its existence. */
export function isId<K extends IdKind>(kind: K, text: string): text is Id<K> {
  return new RegExp(`^${idPrefixes[kind]}_[0-9a-hjkmnp-tv-z]{26}$`).test(text);
}
