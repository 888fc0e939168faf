/** Who makes up a simulated audience, and what they do. */
export const honestKinds = ['usual', 'small', 'viral', 'office', 'campus', 'fans', 'carrier', 'unlucky'] as const;
export const dishonestKinds = [
  'click_flooding',
  'install_too_fast',
  'install_times_flat',
  'click_after_install',
  'self_purchase',
  'repeated_devices',
  'banned_referrer',
  'unfiled_account',
  'code_guessing',
  'refund_rate',
  'no_touches',
] as const;
export type CrowdKind = (typeof honestKinds)[number] | (typeof dishonestKinds)[number];

/** `id` names the touch for its click; a person is their address, program and device. */
export type Person = { readonly address: string; readonly agent: string; readonly device: string; readonly viewer: string };
export type CrowdTouch = Person & {
  readonly id: string;
  readonly kind: 'click' | 'search' | 'view';
  readonly at: number;
  readonly consent: boolean;
  readonly referrer: string | null;
};
export type CrowdConversion = Person & {
  readonly id: string;
  readonly kind: 'install' | 'register' | 'order';
  readonly at: number;
  readonly clickId: string | null;
  readonly byCode: boolean;
  readonly account: 'filed' | 'foreign' | null;
  readonly installBeginAt: number | null;
  readonly amountMinor: number;
  readonly refundAt: number | null;
};
export type CrowdPlacement = {
  readonly index: number;
  readonly kind: CrowdKind;
  readonly creator: Person;
  readonly touches: CrowdTouch[];
  readonly conversions: CrowdConversion[];
};
export type CrowdOptions = {
  readonly seed: number;
  readonly startMs: number;
  readonly days: number;
  readonly kinds: readonly CrowdKind[];
  readonly size?: number;
};
