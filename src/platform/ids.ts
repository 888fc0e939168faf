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
  sharePlan: 'shp',
  payee: 'pye',
  transfer: 'trf',
  revenueCost: 'rvc',
  settlement: 'stl',
  statement: 'stm',
  statementQuestion: 'stq',
  payeeDocument: 'pyd',
  payeeInvoice: 'pyi',
  payoutBatch: 'pob',
  payout: 'pyo',
  payoutAccount: 'poa',
  reconciliation: 'rcn',
  receipt: 'rct',
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
  rightsParty: 'rpt',
  deed: 'ded',
  licence: 'lic',
  holdback: 'hbk',
  rightsDocument: 'rdc',
  registration: 'reg',
  timeStamp: 'tsp',
  allowEntry: 'alw',
  reference: 'rfc',
  suspect: 'sus',
  scan: 'scn',
  match: 'mch',
  capture: 'cpr',
  copyReport: 'rpo',
  host: 'hst',
  case: 'cas',
  caseLink: 'csl',
  notice: 'ntc',
  incomingNotice: 'inc',
  marketSource: 'msr',
  marketFile: 'mfi',
  marketDocument: 'mdo',
  marketFamily: 'mfm',
  topic: 'top',
  alert: 'alr',
  finding: 'fnd',
  answer: 'ans',
  programme: 'prg',
  brief: 'brf',
} as const;

export type IdKind = keyof typeof idPrefixes;
export type Id<K extends IdKind = IdKind> = `${(typeof idPrefixes)[K]}_${string}`;

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
// Two digits at a time: half the steps, for ids that are made for every click.
const pairs = Array.from({ length: 1024 }, (_, value) => alphabet[value >> 5]! + alphabet[value & 31]!);
// Drawn many at a time: one call into the system for an id would cost more than all the rest of it.
const pool = new Uint8Array(10 * 512);
let drawn = pool.length;
// The ten digits of the time are the same for as long as a millisecond lasts.
let time = { ms: Number.NaN, digits: '' };

/** A new id: prefix, then a UUIDv7 (RFC 9562) as 26 digits of Crockford's base 32, so that ids sort by time. */
export function newId<K extends IdKind>(kind: K, nowMs: number): Id<K> {
  if (drawn === pool.length) {
    randomFillSync(pool);
    drawn = 0;
  }
  if (time.ms !== nowMs) time = { ms: nowMs, digits: timeDigits(nowMs) };
  const at = drawn;
  drawn += 10;
  // The 80 bits after the time: version 7 in four, 12 random, the variant in two, 62 random.
  pool[at] = 0x70 | (pool[at]! & 0x0f);
  pool[at + 2] = 0x80 | (pool[at + 2]! & 0x3f);
  return `${idPrefixes[kind]}_${time.digits}${eightDigits(at)}${eightDigits(at + 5)}` as Id<K>;
}

/** 48 bits of time in ten digits, of which the first has three bits. */
function timeDigits(ms: number): string {
  const high = Math.floor(ms / 2 ** 30);
  const low = ms % 2 ** 30;
  return `${pairs[high >> 10]!}${pairs[high & 1023]!}${pairs[low >> 20]!}${pairs[(low >> 10) & 1023]!}${pairs[low & 1023]!}`;
}

/** Forty bits of the pool. */
function eightDigits(at: number): string {
  const high = (pool[at]! << 12) | (pool[at + 1]! << 4) | (pool[at + 2]! >> 4);
  const low = ((pool[at + 2]! & 15) << 16) | (pool[at + 3]! << 8) | pool[at + 4]!;
  return `${pairs[high >> 10]!}${pairs[high & 1023]!}${pairs[low >> 10]!}${pairs[low & 1023]!}`;
}

/** When an id was made, in milliseconds since 1970, as it says itself. */
export function timeOfId(id: Id): number {
  let ms = 0;
  for (const digit of id.slice(id.indexOf('_') + 1, id.indexOf('_') + 11)) ms = ms * 32 + alphabet.indexOf(digit);
  return ms;
}

/** Whether a text is an id of this kind by its form; says nothing of its existence. */
export function isId<K extends IdKind>(kind: K, text: string): text is Id<K> {
  return new RegExp(`^${idPrefixes[kind]}_[0-9a-hjkmnp-tv-z]{26}$`).test(text);
}
