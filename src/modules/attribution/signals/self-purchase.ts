/**
 * The buyer is the creator: their own viewer, their own device, or the address and program with which they use Hookline. It is
 * about the order, and only where it is many of them about the placement. Address and program alone may be a flatmate's phone of
 * the same make: that is told, and holds nothing by itself.
 */
import { onPlacement, percent, type ConversionFact, type Finding, type Own, type Rule } from './facts.ts';
import { ramp } from './statistics.ts';

// Creators try their own code, once or a few times; each such order is held by itself.
const leastOrders = 5;

function sameAs(own: Own, conversion: ConversionFact): 'viewer' | 'device' | 'address' | null {
  if (conversion.viewerId !== null && own.viewerIds.has(conversion.viewerId)) return 'viewer';
  if (conversion.deviceId !== null && own.deviceIds.has(conversion.deviceId)) return 'device';
  return conversion.matchKeys.some((key) => own.matchKeys.has(key)) ? 'address' : null;
}

export const selfPurchase: Rule = {
  kind: 'self_purchase',
  weight: 0.9,
  find: (picture) => {
    const orders = picture.conversions.filter(({ kind }) => kind === 'order' || kind === 'renewal');
    const own = orders.flatMap((conversion) => {
      const by = sameAs(picture.own, conversion);
      return by ? [{ conversion, by }] : [];
    });
    const findings: Finding[] = own.map(({ conversion, by }) => ({
      kind: 'self_purchase',
      subject: { kind: 'conversion', id: conversion.id },
      strength: by === 'address' ? 0.6 : 1,
      evidence: { by },
    }));
    const share = own.length / Math.max(1, orders.length);
    if (own.length >= leastOrders && share >= 0.1)
      findings.push({
        kind: 'self_purchase',
        subject: onPlacement(picture),
        strength: ramp(share, 0, 0.2),
        evidence: { orders: orders.length, own: own.length, ownPercent: percent(own.length, orders.length) },
      });
    return findings;
  },
};
