/** What attribution promises of suspicious traffic: signals with evidence, holds, and people's decisions on them. */
import { z } from 'zod';
import { instant, pageOf, pageQuery, type Route } from '../../../platform/http/contract.ts';

export const signalKinds = [
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
export type SignalKind = (typeof signalKinds)[number];

/** What is under suspicion: all that a placement earns, or one conversion. */
export const signalSubjects = ['placement', 'conversion'] as const;
export const holdStates = ['none', 'held', 'released', 'confirmed'] as const;

/** Figures that a person can check; the client has the sentence `signal.<kind>.evidence` for them. */
export const signalEvidence = z.record(z.string(), z.union([z.string(), z.number()]));

export const signal = z.object({
  id: z.string(),
  kind: z.enum(signalKinds),
  /** 0 to 1: how sure this signal is by itself. */
  strength: z.number().min(0).max(1),
  weight: z.number().min(0).max(1),
  evidence: signalEvidence,
  firstSeenAt: instant,
  lastSeenAt: instant,
});

/** A suspect: a placement or a conversion with its signals, their score together, and what people decided. */
export const suspect = z.object({
  id: z.string(),
  subject: z.enum(signalSubjects),
  subjectId: z.string(),
  placementId: z.string().nullable(),
  creatorId: z.string().nullable(),
  creatorName: z.string().nullable(),
  agencyId: z.string().nullable(),
  campaignId: z.string().nullable(),
  channel: z.string().nullable(),
  score: z.number().min(0).max(1),
  state: z.enum(holdStates),
  signals: z.array(signal),
  /** What is on hold by it now. */
  held: z.array(z.object({ currency: z.string(), amountMinor: z.string(), conversions: z.number().int() })),
  decidedBy: z.string().nullable(),
  decidedAt: instant.nullable(),
  note: z.string().nullable(),
  firstSeenAt: instant,
  lastSeenAt: instant,
});
export type Suspect = z.output<typeof suspect>;

export const signalSettings = z.object({
  /** The score from which earnings are held. */
  holdAt: z.number().min(0.1).max(1),
  /** Kinds that are not looked for. */
  off: z.array(z.enum(signalKinds)).max(signalKinds.length),
  /** Hosts, with all below them, whose visitors do not count as won. */
  bannedReferrers: z.array(z.string().regex(/^(?=.{1,253}$)([a-z0-9-]+\.)+[a-z0-9-]+$/)).max(500),
});
export type SignalSettings = z.output<typeof signalSettings>;

export const signalRoutes = {
  listSignals: {
    id: 'attribution.list_signals',
    method: 'GET',
    path: '/api/v1/signals',
    summary: 'Suspicious traffic with its evidence, the surest first',
    access: 'attribution.read_signals',
    query: pageQuery.extend({
      state: z.enum(holdStates).optional(),
      kind: z.enum(signalKinds).optional(),
      campaignId: z.string().optional(),
      creatorId: z.string().optional(),
    }),
    response: pageOf(suspect),
  },
  getSignal: {
    id: 'attribution.get_signal',
    method: 'GET',
    path: '/api/v1/signals/:suspectId',
    summary: 'One suspect with everything that was found and decided',
    access: 'attribution.read_signals',
    params: z.object({ suspectId: z.string() }),
    response: suspect,
    errors: ['attribution.suspect_not_found'],
  },
  decideSignals: {
    id: 'attribution.decide_signals',
    method: 'POST',
    path: '/api/v1/signals/decisions',
    summary: 'Hold, release or confirm what is under suspicion',
    access: 'attribution.decide_signals',
    body: z.object({
      suspectIds: z.array(z.string()).min(1).max(200),
      decision: z.enum(['hold', 'release', 'confirm']),
      note: z.string().trim().min(1).max(1000),
    }),
    response: z.object({ items: z.array(suspect) }),
    errors: ['attribution.suspect_not_found'],
  },
  getSignalSettings: {
    id: 'attribution.get_signal_settings',
    method: 'GET',
    path: '/api/v1/signal-settings',
    summary: 'What is looked for, and from which score money is held',
    access: 'attribution.read_signals',
    response: signalSettings,
  },
  setSignalSettings: {
    id: 'attribution.set_signal_settings',
    method: 'PUT',
    path: '/api/v1/signal-settings',
    summary: 'Change what is looked for',
    access: 'attribution.decide_signals',
    body: signalSettings,
    response: signalSettings,
  },
} as const satisfies Record<string, Route>;
