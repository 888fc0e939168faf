/** Whether something found may be there: by the list, as a filed account of a creator who promotes the work, or by a search code in its words. */
import type { Trx } from '../../../platform/db/index.ts';
import { businessZone, dateIn } from '../../../platform/time.ts';
import type { ProtectionParts } from '../service/parts.ts';
import { accountKey, keysAbove, placeOf } from './address.ts';
import type { AllowReason } from './contract.ts';
import * as repo from './repo.ts';
import type { AllowRow } from './tables.ts';

export type Found = {
  readonly workId: string;
  readonly url: string | null;
  readonly account: string | null;
  readonly platform: string | null;
  readonly texts: readonly string[];
};

// Codes stand in titles and descriptions; what is longer than these together is read by nobody.
const mostTexts = 5;
const mostPieces = 20;
const pieceLength = 350;
const pieceStep = 300;

export function createAsking(parts: ProtectionParts) {
  const { clock, creators, campaigns, codes } = parts;

  /** The platform and the names under which somebody showed it. */
  function namesOf({ url, account, platform }: Found) {
    const place = url === null ? null : placeOf(url);
    const where = platform?.trim().toLowerCase() || place?.platform || null;
    const names = [...new Set([account, place?.account ?? null].filter((name) => name !== null && name.trim() !== ''))] as string[];
    return { place, platform: where, names: names.map((name) => name.trim().replace(/^@/, '').slice(0, 200)) };
  }

  /** Whether a creator promotes a work now, through this account where the placement names one. */
  async function promotes(trx: Trx, organisationId: string, workId: string, creatorId: string, accountId: string): Promise<boolean> {
    const own = (await campaigns.placementsOf(trx, organisationId, { creatorId })).filter(
      (each) => each.workId === workId && (each.accountId === null || each.accountId === accountId),
    );
    const facts = await campaigns.placementFacts(
      trx,
      organisationId,
      own.map(({ placementId }) => placementId),
    );
    return [...facts.values()].some(isValid);
  }
  const isValid = ({ validFrom, validUntil }: { validFrom: Date; validUntil: Date | null }): boolean =>
    validFrom <= clock.now() && (validUntil === null || clock.now() < validUntil);

  async function byCode(trx: Trx, organisationId: string, found: Found): Promise<AllowReason | null> {
    for (const piece of piecesOf([...found.texts, ...(found.url === null ? [] : [found.url])])) {
      const code = await codes.findInText(trx, organisationId, piece);
      if (!code) continue;
      const facts = (await campaigns.placementFacts(trx, organisationId, [code.placementId])).get(code.placementId);
      if (!facts || facts.workId !== found.workId || !isValid(facts)) continue;
      const name = (await creators.creatorNames(trx, organisationId, [facts.creatorId])).get(facts.creatorId) ?? '';
      return { code: 'search_code', params: { code: code.code, creator: name }, entryId: null };
    }
    return null;
  }

  function byEntry(row: AllowRow, creatorNames: ReadonlyMap<string, string>): AllowReason {
    const { subject } = row;
    const days: Record<string, string> = row.ends_on === null ? {} : { until: row.ends_on };
    if (subject.kind === 'account')
      return {
        code: subject.own ? 'own_account' : 'account',
        params: { account: subject.account, platform: subject.platform, ...days },
        entryId: row.id,
      };
    if (subject.kind === 'creator')
      return { code: 'creator', params: { creator: creatorNames.get(subject.creatorId) ?? '', ...days }, entryId: row.id };
    if (subject.kind === 'host') return { code: 'host', params: { host: subject.host, ...days }, entryId: row.id };
    return { code: 'address', params: { address: subject.address, ...days }, entryId: row.id };
  }

  return {
    /**
     * Why something found may show a work, in the caller's transaction; null where nobody has allowed it. What is the more certain is
     * asked first: the list, then filed accounts whose creator promotes the work now, then an active code of such a placement.
     */
    async whoAllows(trx: Trx, organisationId: string, found: Found): Promise<{ allowed: true; reason: AllowReason } | null> {
      const { place, platform, names } = namesOf(found);
      const filed = [];
      for (const name of names) filed.push(...(await creators.approvedAccountsNamed(trx, organisationId, { channel: platform, name })));
      const above = place ? keysAbove(place) : { hosts: [], addresses: [] };
      const [entry] = await repo.findHolding(trx, organisationId, {
        workId: found.workId,
        day: dateIn(businessZone, clock.now()),
        keys: [
          { kind: 'account', keys: platform === null ? [] : names.map((name) => accountKey(platform, name)) },
          { kind: 'creator', keys: filed.map(({ creatorId }) => creatorId) },
          { kind: 'host', keys: above.hosts },
          { kind: 'address', keys: above.addresses },
        ],
      });
      if (entry) {
        const ids = entry.subject.kind === 'creator' ? [entry.subject.creatorId] : [];
        return { allowed: true, reason: byEntry(entry, await creators.creatorNames(trx, organisationId, ids)) };
      }
      for (const account of filed) {
        if (!(await promotes(trx, organisationId, found.workId, account.creatorId, account.id))) continue;
        const name = (await creators.creatorNames(trx, organisationId, [account.creatorId])).get(account.creatorId) ?? '';
        const params = { account: account.handle, platform: account.channel, creator: name };
        return { allowed: true, reason: { code: 'filed_account', params, entryId: null } };
      }
      const reason = await byCode(trx, organisationId, found);
      return reason && { allowed: true, reason };
    },
  };
}

/** Texts in pieces that overlap by more than a code is long. */
function piecesOf(texts: readonly string[]): string[] {
  return texts
    .slice(0, mostTexts + 1)
    .flatMap((text) =>
      Array.from({ length: Math.ceil(text.length / pieceStep) }, (_, at) => text.slice(at * pieceStep, at * pieceStep + pieceLength)),
    )
    .slice(0, mostPieces);
}
