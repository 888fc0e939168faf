/** Touches come in: stored once each, counted, and where they are late what they may change is decided anew. */
import type { Trx } from '../../../platform/db/index.ts';
import { businessDay } from '../day.ts';
import { lockOrganisation } from '../repo/events.ts';
import { selectAffected } from '../repo/conversions.ts';
import { addToRollups, Tally, unknownPlacements } from '../repo/rollups.ts';
import { appendTouches } from '../repo/touches.ts';
import type { AttributionParts } from '../service/parts.ts';
import type { TouchKind } from '../words/contract.ts';
import { applySubjects, noteNewPlacements } from './apply.ts';
import { longestAlikeMs } from './traces.ts';

/** What happened at a link or in the app; hashes are null without consent. */
export type NewTouch = {
  /** Unique, made where the touch happens: the click id that the destination is given. */
  touchId: string;
  kind: TouchKind;
  organisationId: string;
  placementId: string;
  at: Date;
  country: string | null;
  device: 'phone' | 'tablet' | 'desktop' | 'other';
  os: 'ios' | 'android' | 'harmony' | 'windows' | 'macos' | 'linux' | 'other';
  language: string | null;
  referrerHost: string | null;
  addressHash: string | null;
  agentHash: string | null;
  deviceHash: string | null;
  consent: boolean;
  destination: 'app' | 'store' | 'web' | 'landing' | 'search';
  /** Of a search: the code, and who searched, as the app names them. */
  code?: string | null;
  viewerId?: string | null;
};
type Parts = Pick<AttributionParts, 'clock' | 'campaigns' | 'creators' | 'webhooks'>;

/** Takes touches in the caller's transaction; those that are stored already change nothing. Any number of organisations. */
export async function recordTouches(parts: Parts, trx: Trx, touches: readonly NewTouch[]): Promise<void> {
  const groups = new Map<string, Map<string, NewTouch>>();
  for (const touch of touches) {
    const group = groups.get(touch.organisationId) ?? new Map<string, NewTouch>();
    if (!group.has(touch.touchId)) group.set(touch.touchId, touch);
    groups.set(touch.organisationId, group);
  }
  // In one order for everybody: locks are held to the end of the transaction.
  for (const organisationId of [...groups.keys()].sort())
    await recordOf(parts, trx, organisationId, [...groups.get(organisationId)!.values()]);
}

async function recordOf(parts: Parts, trx: Trx, organisationId: string, touches: readonly NewTouch[]): Promise<void> {
  await lockOrganisation(trx, organisationId);
  const rows = touches.map(rowOf).sort((a, b) => (a.touch_id < b.touch_id ? -1 : 1));
  const fresh = await appendTouches(trx, rows, parts.clock.now());
  const added = touches.filter(({ touchId }) => fresh.has(touchId));
  if (added.length === 0) return;
  const unknown = await unknownPlacements(trx, organisationId, [...new Set(added.map(({ placementId }) => placementId))]);
  if (unknown.length > 0) await noteNewPlacements(trx, organisationId, await parts.campaigns.placementFacts(trx, organisationId, unknown));
  const tally = new Tally();
  for (const touch of added) {
    const place = { day: businessDay(touch.at), placementId: touch.placementId, country: touch.country ?? '', currency: '' };
    tally.add([{ ...place, ...(touch.kind === 'click' ? { clicks: 1 } : touch.kind === 'search' ? { searches: 1 } : { views: 1 }) }], 1);
  }
  await addToRollups(trx, organisationId, tally);
  const refs = await selectAffected(trx, organisationId, {
    clickIds: added.map(({ touchId }) => touchId),
    viewers: added.flatMap(({ viewerId, at }) => (viewerId ? [{ id: viewerId, from: at, renewalsOnly: false }] : [])),
    alike: lateAlike(added, parts.clock.nowMs()),
  });
  await applySubjects(
    parts,
    trx,
    organisationId,
    refs.map((ref) => ({ ref, cause: 'late_touch', fresh: [] })),
  );
}

// A touch that is told at once cannot be like a conversion that came before it: only late ones look back.
const promptMs = 5000;

function lateAlike(touches: readonly NewTouch[], nowMs: number): { key: string; from: Date; until: Date }[] {
  // After a rush thousands are late at once, many of the same visitor: one question for each of them.
  const times = new Map<string, { firstMs: number; lastMs: number }>();
  const note = (key: string, ms: number): void => {
    const known = times.get(key);
    if (!known) times.set(key, { firstMs: ms, lastMs: ms });
    else {
      known.firstMs = Math.min(known.firstMs, ms);
      known.lastMs = Math.max(known.lastMs, ms);
    }
  };
  for (const { at, consent, addressHash, agentHash, deviceHash } of touches) {
    if (!consent || nowMs - at.getTime() < promptMs) continue;
    if (addressHash && agentHash) note(`${addressHash}:${agentHash}`, at.getTime());
    if (deviceHash) note(deviceHash, at.getTime());
  }
  return [...times].map(([key, { firstMs, lastMs }]) => ({ key, from: new Date(firstMs), until: new Date(lastMs + longestAlikeMs) }));
}

function rowOf(touch: NewTouch) {
  // Consent is not only a flag: without it nothing of the person is kept, whatever the caller sent.
  const hashes = touch.consent
    ? { address_hash: touch.addressHash, agent_hash: touch.agentHash, device_hash: touch.deviceHash }
    : { address_hash: null, agent_hash: null, device_hash: null };
  return {
    touch_id: touch.touchId,
    organisation_id: touch.organisationId,
    placement_id: touch.placementId,
    kind: touch.kind,
    at: touch.at,
    country: touch.country,
    device: touch.device,
    os: touch.os,
    language: touch.language,
    referrer_host: touch.referrerHost,
    destination: touch.destination,
    consent: touch.consent,
    code: touch.code ?? null,
    viewer_id: touch.viewerId ?? null,
    ...hashes,
  };
}
