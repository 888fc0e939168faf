/** The words of attribution that several of its contracts share. */
import { z } from 'zod';
import { currencies } from '../../../platform/http/contract.ts';

export { currencies };
export const channelName = z.string().regex(/^[a-z][a-z_]{0,31}$/);

export const eventTypes = ['install', 'register', 'order', 'renewal', 'refund', 'ad_revenue'] as const;
export type EventType = (typeof eventTypes)[number];
/** What events add up to: a refund belongs to its order, and ad revenue to its pool. */
export const conversionKinds = ['install', 'register', 'order', 'renewal'] as const;
export type ConversionKind = (typeof conversionKinds)[number];
export const statuses = ['unpaid', 'paid', 'partly_refunded', 'refunded', 'cancelled'] as const;
export type OrderStatus = (typeof statuses)[number];
export const touchKinds = ['click', 'search', 'view'] as const;
export type TouchKind = (typeof touchKinds)[number];

/** How a candidate is tied to a conversion, the strongest first. */
export const rules = ['code', 'click', 'account', 'probabilistic'] as const;
export type Rule = (typeof rules)[number];
export const verdicts = ['won', 'lost', 'rejected'] as const;
export type Verdict = (typeof verdicts)[number];
export const decisionCauses = ['new', 'changed', 'late_touch', 'late_event', 'facts', 'repair'] as const;
export type DecisionCause = (typeof decisionCauses)[number];
export const earningStates = ['estimated', 'on_hold', 'payable', 'confirmed_fraud'] as const;
export const earningParts = ['order_share', 'renewal_share', 'per_install', 'per_order', 'order_cap', 'ad_share'] as const;

/** Why, in words of `reason.<code>`; parameters are what the sentence needs and never name anybody. */
export const reasonCodes = [
  // Of the candidate that was credited.
  'won_by_code',
  'won_by_click',
  'won_by_account',
  'won_by_probabilistic',
  // Of candidates that were good, but another was better.
  'stronger_trace',
  'later_trace',
  'equal_trace',
  // Of candidates that could not be credited.
  'after_conversion',
  'outside_window',
  'campaign_not_started',
  'campaign_ended',
  'campaign_not_published',
  'embargo',
  'territory',
  'channel',
  'claim_not_yet',
  'claim_ended',
  'account_not_filed',
  'click_after_install_began',
  'probabilistic_off',
  'no_consent',
  'work_differs',
  'placement_gone',
  // Of the whole.
  'no_trace',
  'no_valid_trace',
  'code_unknown',
  'click_unknown',
  'account_unknown',
  'clock_ahead',
] as const;
export type ReasonCode = (typeof reasonCodes)[number];

/** A decimal string of minor units. */
export const minor = z.string().regex(/^-?\d{1,24}$/);
export const wireMoney = z.object({ amountMinor: minor, currency: z.enum(currencies) });
