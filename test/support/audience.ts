/** The simulated audience as signals see it, and how well they tell who is honest: precision and recall against what was simulated. */
import { dishonestKinds, honestKinds, simulateCrowd, type CrowdKind, type CrowdPlacement, bannedHost } from '../../src/app/demo/crowd.ts';
import type { Finding, Picture } from '../../src/modules/attribution/signals/facts.ts';
import { baselinesOf, findGuessers, findSignals, scoreOf, shareOf, usualHoldAt } from '../../src/modules/attribution/signals/score.ts';

export const crowdStart = Date.UTC(2026, 1, 1);

/** A campaign with three of every honest kind, usual ones besides, and one of every dishonest kind. */
export function wholeCrowd(seed: number, options: { honestOnly?: boolean } = {}): CrowdPlacement[] {
  const honest: CrowdKind[] = [...honestKinds, ...honestKinds, ...honestKinds, ...Array.from({ length: 6 }, () => 'usual' as const)];
  const kinds = options.honestOnly ? honest : [...honest, ...dishonestKinds];
  return simulateCrowd({ seed, startMs: crowdStart, days, kinds });
}

const dayMs = 24 * 3_600_000;
const days = 21;
// Hashes are made with a key of their day: the same address is another one tomorrow, for signals too.
const hashed = (value: string, at: number, back = 0): string => `${value}#${Math.floor(at / dayMs) - back}`;
const pairOf = (person: { address: string; agent: string }, at: number, back = 0): string =>
  `${hashed(person.address, at, back)}:${hashed(person.agent, at, back)}`;
/** An event is matched with what was seen in the three days before. */
const keysOf = (person: { address: string; agent: string }, at: number): string[] => [0, 1, 2, 3].map((back) => pairOf(person, at, back));

/** Every placement of a crowd as signals are shown it. */
export function picturesOf(crowd: readonly CrowdPlacement[]): Picture[] {
  const guessers = findGuessers(
    crowd.flatMap(({ index, touches }) =>
      touches
        .filter(({ kind }) => kind === 'search')
        .map((touch) => ({ at: touch.at, pair: pairOf(touch, touch.at), placementId: String(index) })),
    ),
  );
  return crowd.map((placement) => {
    const clicks = new Map(placement.touches.map((touch) => [touch.id, touch]));
    return {
      placementId: String(placement.index),
      creatorId: `creator-${placement.index}`,
      touches: placement.touches.map((touch) => ({
        kind: touch.kind,
        at: touch.at,
        addressHash: hashed(touch.address, touch.at),
        agentHash: hashed(touch.agent, touch.at),
        deviceHash: touch.consent ? touch.device : null,
        referrerHost: touch.referrer,
      })),
      conversions: placement.conversions.map((conversion) => {
        const click = conversion.clickId === null ? undefined : clicks.get(conversion.clickId);
        return {
          id: conversion.id,
          kind: conversion.kind,
          at: conversion.at,
          rule: conversion.byCode ? ('code' as const) : conversion.clickId ? ('click' as const) : ('account' as const),
          clickAt: click?.at ?? null,
          clickReferrer: click?.referrer ?? null,
          clickAddressHash: click ? hashed(click.address, click.at) : null,
          clickAgentHash: click ? hashed(click.agent, click.at) : null,
          installBeginAt: conversion.installBeginAt,
          viewerId: conversion.viewer,
          deviceId: conversion.device,
          matchKeys: keysOf(conversion, conversion.at),
          accountExternalId: conversion.account,
          refunded: conversion.refundAt !== null,
        };
      }),
      own: {
        viewerIds: new Set([placement.creator.viewer]),
        deviceIds: new Set([placement.creator.device]),
        // Creators look at their figures most days.
        matchKeys: new Set(Array.from({ length: days + 2 }, (_, day) => pairOf(placement.creator, crowdStart + day * dayMs))),
      },
      filing: { required: true, approvedExternalIds: new Set(['filed']), accountApproved: true },
      guessers,
    };
  });
}

/** `held` is about all that a placement earns; `ordersHeld` are conversions that are held by themselves. */
export type Verdict = {
  readonly placement: CrowdPlacement;
  readonly findings: readonly Finding[];
  readonly score: number;
  readonly held: boolean;
  readonly ordersHeld: ReadonlySet<string>;
};

/** What signals make of a crowd, placement by placement. */
export function judgeCrowd(crowd: readonly CrowdPlacement[]): Verdict[] {
  const pictures = picturesOf(crowd);
  const baselines = baselinesOf(new Map(pictures.map((picture) => [picture.placementId, shareOf(picture)])));
  return crowd.map((placement, at) => {
    const picture = pictures[at]!;
    const findings = findSignals(picture, baselines.get(picture.placementId)!, { bannedReferrers: [bannedHost], off: [] });
    const score = scoreOf(findings.filter(({ subject }) => subject.kind === 'placement'));
    const ordersHeld = new Set(
      findings
        .filter((finding) => finding.subject.kind === 'conversion' && scoreOf([finding]) >= usualHoldAt)
        .map(({ subject }) => subject.id),
    );
    return { placement, findings, score, held: score >= usualHoldAt, ordersHeld };
  });
}

const bySelf = (placement: CrowdPlacement): string[] =>
  placement.conversions
    .filter(
      ({ kind, viewer, device, address, agent }) =>
        kind === 'order' &&
        (viewer === placement.creator.viewer ||
          device === placement.creator.device ||
          (address === placement.creator.address && agent === placement.creator.agent)),
    )
    .map(({ id }) => id);
/** Whether what was earned dishonestly is held: the placement, or of self-purchases each order. */
const caught = ({ placement, held, ordersHeld }: Verdict): boolean =>
  held || (placement.kind === 'self_purchase' && bySelf(placement).every((id) => ordersHeld.has(id)));
const isDishonest = (kind: CrowdKind): boolean => (dishonestKinds as readonly string[]).includes(kind);
const share = (part: number, whole: number): number => (whole === 0 ? 1 : Math.round((1000 * part) / whole) / 1000);

export type FraudFigures = {
  campaigns: number;
  placements: number;
  precision: number;
  recall: number;
  /** Of single orders that are held: whether the creator had bought them. */
  ordersHeld: { precision: number; own: number };
  /** Of each dishonest kind: how many were held at all, and by their own signal; and how often that signal was raised on others. */
  perKind: Record<string, { recall: number; ownSignal: number; precision: number }>;
  /** Of each honest kind: how many were held though honest. */
  heldHonest: Record<string, { held: number; of: number }>;
};

/** Precision and recall over many seeds. A placement counts as accused when its money would be held. */
export function measureFraud(seeds: readonly number[]): FraudFigures {
  const verdicts = seeds.flatMap((seed) => judgeCrowd(wholeCrowd(seed)));
  const held = verdicts.filter((verdict) => verdict.held);
  const guilty = verdicts.filter(({ placement }) => isDishonest(placement.kind));
  const orders = verdicts.flatMap(({ placement, ordersHeld }) => {
    const own = new Set(bySelf(placement));
    return [...ordersHeld].map((id) => ({ own: own.has(id) }));
  });
  const raised = (verdict: Verdict, kind: string): boolean =>
    verdict.findings.some((finding) => finding.kind === kind && finding.subject.kind === 'placement');
  return {
    campaigns: seeds.length,
    placements: verdicts.length,
    precision: share(held.filter(({ placement }) => isDishonest(placement.kind)).length, held.length),
    recall: share(guilty.filter(caught).length, guilty.length),
    ordersHeld: {
      precision: share(orders.filter(({ own }) => own).length, orders.length),
      own: orders.filter(({ own }) => own).length,
    },
    perKind: Object.fromEntries(
      dishonestKinds.map((kind) => {
        const of = guilty.filter(({ placement }) => placement.kind === kind);
        const by = verdicts.filter((verdict) => raised(verdict, kind));
        return [
          kind,
          {
            recall: share(of.filter(caught).length, of.length),
            ownSignal: share(of.filter((verdict) => raised(verdict, kind)).length, of.length),
            precision: share(by.filter(({ placement }) => isDishonest(placement.kind)).length, by.length),
          },
        ];
      }),
    ),
    heldHonest: Object.fromEntries(
      honestKinds.map((kind) => {
        const of = verdicts.filter(({ placement }) => placement.kind === kind);
        return [kind, { held: of.filter((verdict) => verdict.held).length, of: of.length }];
      }),
    ),
  };
}
