/** What signals look at: a placement's touches and conversions of some weeks, beside those of the rest of its campaign. */
import type { SignalKind } from './contract.ts';

/** Times are milliseconds since 1970; hashes are keyed, and null where none was taken or it is erased. */
export type TouchFact = {
  readonly kind: 'click' | 'search' | 'view';
  readonly at: number;
  readonly addressHash: string | null;
  readonly agentHash: string | null;
  readonly deviceHash: string | null;
  readonly referrerHost: string | null;
};

export type ConversionFact = {
  readonly id: string;
  readonly kind: 'install' | 'register' | 'order' | 'renewal';
  readonly at: number;
  /** By which rule it was credited here. */
  readonly rule: 'code' | 'click' | 'account' | 'probabilistic';
  /** Of the click that it names or was matched with. */
  readonly clickAt: number | null;
  readonly clickReferrer: string | null;
  readonly clickAddressHash: string | null;
  readonly clickAgentHash: string | null;
  readonly installBeginAt: number | null;
  readonly viewerId: string | null;
  readonly deviceId: string | null;
  readonly matchKeys: readonly string[];
  /** Of the channel account through which it was sold, where the source says. */
  readonly accountExternalId: string | null;
  readonly refunded: boolean;
};

/** What the creator is known by: a buyer with one of these is the creator. */
export type Own = {
  readonly viewerIds: ReadonlySet<string>;
  readonly deviceIds: ReadonlySet<string>;
  readonly matchKeys: ReadonlySet<string>;
};

export type Picture = {
  readonly placementId: string;
  readonly creatorId: string;
  readonly touches: readonly TouchFact[];
  readonly conversions: readonly ConversionFact[];
  readonly own: Own;
  /** Whether the campaign wants filed accounts, and those that were approved for this creator and channel at the time. */
  readonly filing: { readonly required: boolean; readonly approvedExternalIds: ReadonlySet<string>; readonly accountApproved: boolean };
  /**
   * Address-and-agent pairs that searched many different placements in an hour, with how many, over all of the organisation:
   * who guesses codes does not guess only this one's.
   */
  readonly guessers: ReadonlyMap<string, number>;
};

/** The rest of the campaign, without the placement that is looked at: a placement must not be its own measure. */
export type Baseline = {
  readonly clicks: number;
  /** Installs and orders that came by clicks. */
  readonly clickConversions: number;
  readonly orders: number;
  readonly refundedOrders: number;
  /** Of installs that came by a click, in order, milliseconds. */
  readonly installTimesMs: readonly number[];
  /** Buyers by code, and those of them for whom nobody had searched in the hours before. */
  readonly codeOrders: number;
  readonly untouchedCodeOrders: number;
};

export type Evidence = Record<string, string | number>;
export type Finding = {
  readonly kind: SignalKind;
  readonly subject: { readonly kind: 'placement' | 'conversion'; readonly id: string };
  /** 0 to 1: how sure, and how much of the traffic it is about. */
  readonly strength: number;
  readonly evidence: Evidence;
};
export type Thresholds = { readonly bannedReferrers: readonly string[] };
export type Rule = {
  readonly kind: SignalKind;
  /** How far this signal alone goes towards holding: 1 holds by itself at full strength. */
  readonly weight: number;
  find(picture: Picture, baseline: Baseline, settings: Thresholds): Finding[];
};

/** One person's browser, as far as it is known: address and program together. */
export function pairOf(touch: Pick<TouchFact, 'addressHash' | 'agentHash'>): string | null {
  return touch.addressHash && touch.agentHash ? `${touch.addressHash}:${touch.agentHash}` : null;
}

/** Share as a percentage with one decimal, for evidence. */
export const percent = (part: number, whole: number): number => (whole === 0 ? 0 : Math.round((1000 * part) / whole) / 10);

export const onPlacement = (picture: Picture): Finding['subject'] => ({ kind: 'placement', id: picture.placementId });
