/** A month, day by day: what the crowd did is taken in at each day's end, hashed with that day's key. */
import type { NewTouch } from '../../../modules/attribution/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { dateIn, businessZone } from '../../../platform/time.ts';
import type { House } from '../../compose.ts';
import type { CrowdConversion, CrowdPlacement, CrowdTouch, Person as CrowdPerson } from '../crowd.ts';
import type { Placed } from './campaigns.ts';
import type { Joined } from './people.ts';

const dayMs = 24 * 3_600_000;
const countries = ['CN', 'CN', 'CN', 'CN', 'CN', 'CN', 'CN', 'SG', 'MY', 'US'];
const mostTouches = 5_000;
const mostEvents = 1_000;

export type Life = {
  readonly owner: Actor;
  readonly workId: string;
  readonly joined: readonly Joined[];
  readonly placements: readonly (readonly Placed[])[];
  readonly crowd: readonly CrowdPlacement[];
  readonly sourceId: string;
  readonly poolSourceId: string;
  readonly startMs: number;
  readonly days: number;
  readonly signal: AbortSignal;
};
type Scene = Life & { readonly house: House; readonly seen: Set<string> };

/** Lives the days one after another; `dawn` is called at each one's end, before what it brought is taken in. */
export async function live(house: House, life: Life, dawn: (day: number, endMs: number) => Promise<void>): Promise<void> {
  const scene: Scene = { ...life, house, seen: new Set() };
  const { organisationId } = life.owner;
  for (let day = 0; day < life.days; day++) {
    life.signal.throwIfAborted();
    const from = life.startMs + day * dayMs;
    await dawn(day, from + dayMs);
    await house.visitors.refresh();
    if (day % 3 === 0)
      for (const [index, { creator }] of life.crowd.entries())
        await house.attribution.edges.signals.noteCreator(organisationId, life.joined[index]!.creatorId, {
          address: creator.address,
          userAgent: creator.agent,
        });
    const { touches, events } = dayOf(scene, from, from + dayMs);
    for (let at = 0; at < touches.length; at += mostTouches)
      await house.db.transaction((trx) => house.attribution.recordTouches(trx, touches.slice(at, at + mostTouches)));
    for (let at = 0; at < events.length; at += mostEvents)
      await house.attribution.takeEvents(organisationId, life.sourceId, events.slice(at, at + mostEvents));
    await house.attribution.takeEvents(organisationId, life.poolSourceId, [poolOf(scene, from, touches)]);
  }
}

function dayOf(scene: Scene, from: number, until: number): { touches: NewTouch[]; events: object[] } {
  const today = (at: number): boolean => at >= from && at < until;
  const touches: NewTouch[] = [];
  const events: object[] = [];
  for (const [index, each] of scene.crowd.entries()) {
    const person = scene.joined[index]!;
    for (const touch of each.touches) if (today(touch.at)) touches.push(touchOf(scene, placeOf(scene, index, touch), touch));
    for (const conversion of each.conversions) {
      if (today(conversion.at)) events.push(eventOf(scene, conversion, placeOf(scene, index, conversion), person, each.creator));
      if (conversion.refundAt !== null && today(conversion.refundAt)) events.push(refundOf(conversion));
    }
  }
  return { touches, events };
}

const sumOf = (text: string): number => [...text].reduce((sum, sign) => (sum * 31 + sign.charCodeAt(0)) % 65_521, 7);

/** Of a creator with clips: the same person has always seen the same one, and the later clips are seen more. */
function placeOf(scene: Scene, index: number, { device }: CrowdPerson): Placed {
  const placed = scene.placements[index]!;
  return placed[Math.min(placed.length - 1, Math.floor(Math.sqrt((sumOf(device) % 1000) / 1000) * placed.length))]!;
}

// The same person is always from the same country.
const countryOf = (address: string): string =>
  countries[[...address].reduce((sum, sign) => sum + sign.charCodeAt(0), 0) % countries.length]!;

function touchOf({ house, owner }: Scene, placed: Placed, touch: CrowdTouch): NewTouch {
  const hash = (kind: 'address' | 'agent' | 'device', value: string): string | null => house.visitors.hash(kind, value);
  return {
    touchId: `demo-${touch.id}`,
    kind: touch.kind,
    organisationId: owner.organisationId,
    placementId: placed.placementId,
    at: new Date(touch.at),
    country: countryOf(touch.address),
    device: 'phone',
    os: 'android',
    language: 'zh-CN',
    referrerHost: touch.referrer,
    addressHash: hash('address', touch.address),
    agentHash: hash('agent', touch.agent),
    deviceHash: touch.consent ? hash('device', touch.device) : null,
    consent: touch.consent,
    destination: touch.kind === 'search' ? 'search' : 'app',
    ...(touch.kind === 'search' && { code: placed.code, viewerId: touch.viewer }),
  };
}

function eventOf(scene: Scene, conversion: CrowdConversion, placed: Placed, person: Joined, creator: CrowdPerson): object {
  const { kind, at, address, agent, device } = conversion;
  // In the app creators go by the name of their channel account.
  const isOwn = conversion.viewer === creator.viewer || device === creator.device;
  const viewer = isOwn ? person.externalId : conversion.viewer;
  // Whoever has bought and buys again goes on watching.
  const again = kind === 'order' && !isOwn && scene.seen.has(viewer);
  if (kind === 'order') scene.seen.add(viewer);
  return {
    id: conversion.id,
    type: again ? 'renewal' : kind,
    occurredAt: new Date(at).toISOString(),
    viewer: { id: viewer, deviceId: device, address, userAgent: agent },
    country: countryOf(address),
    ...(conversion.byCode && { code: placed.code }),
    ...(conversion.clickId !== null && { clickId: `demo-${conversion.clickId}` }),
    ...(conversion.installBeginAt !== null && { installBeginAt: new Date(conversion.installBeginAt).toISOString() }),
    ...(kind === 'order' && { orderId: conversion.id, status: 'paid', amountMinor: String(priceOf(conversion)), currency: 'CNY' }),
    ...(kind === 'order' &&
      conversion.account !== null && {
        channel: person.channel,
        accountExternalId: conversion.account === 'filed' ? person.externalId : 'UID99999',
      }),
  };
}

/** The crowd pays for single episodes; here the drama is sold whole and as a season’s pass, at five times that. */
const priceOf = ({ amountMinor }: CrowdConversion): number => amountMinor * 5;

// Some get half of their money back, most all of it.
function refundOf(conversion: CrowdConversion): object {
  const half = sumOf(conversion.id) % 4 === 0;
  return {
    id: `${conversion.id}-refund`,
    type: 'refund',
    orderId: conversion.id,
    occurredAt: new Date(conversion.refundAt!).toISOString(),
    ...(half && { status: 'partly_refunded', refundedMinor: String(Math.floor(priceOf(conversion) / 2)) }),
  };
}

/** What advertisements brought that day, shared by the rewarded views that each code counted. */
function poolOf({ placements, workId }: Scene, from: number, touches: readonly NewTouch[]): object {
  const views = new Map<string, number>();
  for (const { placementId } of touches) views.set(placementId, (views.get(placementId) ?? 0) + 1);
  const counts = placements.flat().map(({ placementId, code }) => ({ code, count: Math.ceil((views.get(placementId) ?? 0) * 0.4) }));
  const counted = counts.reduce((sum, { count }) => sum + count, 0);
  const day = dateIn(businessZone, new Date(from + dayMs / 2));
  return {
    id: `ad-${day}`,
    type: 'ad_revenue',
    occurredAt: new Date(from + dayMs).toISOString(),
    day,
    workId,
    // A view of an advertisement brings some fifteen fen, and some views no code had brought.
    amountMinor: String(15 * (counted + 60)),
    currency: 'CNY',
    counts: [...counts.filter(({ count }) => count > 0), { count: 60 }],
  };
}
