import { z } from 'zod';
import { instant } from '../../../platform/http/contract.ts';
import type { WebhookType } from '../contract.ts';

const id = z.string();
/** Minor units of the currency as a decimal text, as all money on the wire. */
const minor = z.string();
const campaign = z.looseObject({ campaignId: id, name: z.string(), workId: id, at: instant });
const conversion = z.looseObject({
  conversionId: id,
  /** The order's number with whoever told of it. */
  externalId: z.string(),
  kind: z.string(),
  status: z.string(),
  amountMinor: minor,
  refundedMinor: minor,
  currency: z.string(),
  occurredAt: instant,
});
/** What is suspected: a creator, a placement, a source of traffic … */
const suspect = { suspectId: id, subject: z.string(), subjectId: z.string() };
const reason = z.looseObject({ code: z.string() });

const tail = '06dkx2n5r8t0c3g7k1p4v9w2ya';
const exampleCampaign = { campaignId: `cmp_${tail}`, name: '重生归来 · 六月推广', workId: `wrk_${tail}`, at: '2026-06-01T08:00:00.000Z' };
const exampleConversion = {
  conversionId: `cnv_${tail}`,
  externalId: 'A-1001',
  kind: 'order',
  status: 'paid',
  amountMinor: '990',
  refundedMinor: '0',
  currency: 'CNY',
  occurredAt: '2026-06-01T07:59:58.000Z',
};
const exampleSuspect = { suspectId: `sig_${tail}`, subject: 'placement', subjectId: `plc_${tail}` };

const settlement = z.looseObject({
  settlementId: id,
  /** A month in Asia/Shanghai, YYYY-MM. */
  period: z.string(),
  currency: z.string(),
  /** How many statements it made. */
  statements: z.number().int(),
});
const exampleSettlement = { settlementId: `stl_${tail}`, period: '2026-05', currency: 'CNY', statements: 128 };

const payout = z.looseObject({
  payoutId: id,
  batchId: id,
  payeeId: id,
  amountMinor: minor,
  currency: z.string(),
  /** What bank and provider know it by. */
  reference: z.string(),
  state: z.enum(['paid', 'failed', 'returned']),
  reason: z.string().nullable(),
});
const examplePayout = {
  payoutId: `pyo_${tail}`,
  batchId: `pob_${tail}`,
  payeeId: `pye_${tail}`,
  amountMinor: '125000',
  currency: 'CNY',
  reference: `PYO${tail.toUpperCase()}`,
  state: 'paid',
  reason: null,
};

const foundMatch = z.looseObject({
  matchId: id,
  suspectId: id,
  workId: id,
  episodeId: id,
  /** 0 to 1: how surely it is a copy. */
  score: z.number(),
  /** Of the suspect's time, what shows the original. */
  copiedMs: z.number().int(),
  transformations: z.array(z.string()),
  /** `allowed` where the allow-list knows it. */
  state: z.enum(['open', 'allowed', 'ignored', 'case']),
  url: z.string().nullable(),
  host: z.string().nullable(),
});
const exampleMatch = {
  matchId: `mch_${tail}`,
  suspectId: `sus_${tail}`,
  workId: `wrk_${tail}`,
  episodeId: `ep_${tail}`,
  score: 0.97,
  copiedMs: 81_250,
  transformations: ['mirror', 'crop'],
  state: 'open',
  url: 'https://video.example.com/watch/1',
  host: 'video.example.com',
};
const scanned = z.looseObject({
  suspectId: id,
  name: z.string(),
  sha256: z.string(),
  /** All that there are, and those that no earlier scan had found. */
  matches: z.number().int(),
  newMatches: z.number().int(),
});
const exampleScan = { suspectId: `sus_${tail}`, name: 'repost-03.mp4', sha256: '0'.repeat(64), matches: 1, newMatches: 1 };

const takedownCase = { caseId: id, number: z.number().int(), at: instant };
const exampleCase = { caseId: `cas_${tail}`, number: 42, at: '2026-06-01T08:00:00.000Z' };

/** The `data` of every type. More fields may come; those that are here stay. */
export const webhookMessages: Record<WebhookType, { summary: string; data: z.ZodType; example: unknown }> = {
  'campaign.published': { summary: 'A campaign was published or resumed.', data: campaign, example: exampleCampaign },
  'campaign.ended': { summary: 'A campaign has ended.', data: campaign, example: exampleCampaign },
  'claim.approved': {
    summary: 'A creator has taken a campaign: codes and links are out.',
    data: z.looseObject({ claimId: id, campaignId: id, creatorId: id, workId: id, channels: z.array(z.string()) }),
    example: { claimId: `clm_${tail}`, campaignId: `cmp_${tail}`, creatorId: `crt_${tail}`, workId: `wrk_${tail}`, channels: ['douyin'] },
  },
  'conversion.created': { summary: 'A conversion is known.', data: conversion, example: exampleConversion },
  'conversion.changed': {
    summary: 'A conversion was paid, refunded or cancelled, or its amount changed.',
    data: conversion,
    example: { ...exampleConversion, status: 'partly_refunded', refundedMinor: '300' },
  },
  'conversion.decided': {
    summary: 'It was decided, or decided anew, to whom a conversion is credited; nobody where the placement is null.',
    data: z.looseObject({
      conversionId: id,
      externalId: z.string(),
      placementId: id.nullable(),
      creatorId: id.nullable(),
      campaignId: id.nullable(),
      rule: z.string().nullable(),
      reasons: z.array(reason),
    }),
    example: {
      conversionId: `cnv_${tail}`,
      externalId: 'A-1001',
      placementId: `plc_${tail}`,
      creatorId: `crt_${tail}`,
      campaignId: `cmp_${tail}`,
      rule: 'code',
      reasons: [{ code: 'code_given', params: {} }],
    },
  },
  'signal.raised': {
    summary: 'Something about traffic looks wrong; where it is held, the money waits until a person has looked.',
    data: z.looseObject({ ...suspect, score: z.number(), kinds: z.array(z.string()), held: z.boolean() }),
    example: { ...exampleSuspect, score: 0.82, kinds: ['click_flooding'], held: true },
  },
  'signal.released': { summary: 'A person has let held money go.', data: z.looseObject(suspect), example: exampleSuspect },
  'account.decided': {
    summary: 'The filing of a channel account was approved or refused.',
    data: z.looseObject({
      accountId: id,
      creatorId: id,
      channel: z.string(),
      externalId: z.string().nullable(),
      state: z.enum(['approved', 'refused']),
    }),
    example: { accountId: `cac_${tail}`, creatorId: `crt_${tail}`, channel: 'douyin', externalId: 'dy_8812', state: 'approved' },
  },
  'settlement.posted': {
    summary: 'A month was settled: it is in the books, and its statements can be read.',
    data: settlement,
    example: exampleSettlement,
  },
  'payout.paid': { summary: 'A payee was paid.', data: payout, example: examplePayout },
  'registration.sealed': {
    summary: 'A registration of a work, or of captured copies, was stamped by an authority; once for each time-stamp.',
    data: z.looseObject({
      registrationId: id,
      workId: id,
      number: z.number().int(),
      basis: z.enum(['work', 'captures']),
      root: z.string(),
      authority: z.string(),
      /** What the authority said. */
      stampedAt: instant,
    }),
    example: {
      registrationId: `reg_${tail}`,
      workId: `wrk_${tail}`,
      number: 1,
      basis: 'work',
      root: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
      authority: 'tsa.example.org',
      stampedAt: '2026-06-01T08:00:05.000Z',
    },
  },
  'payout.failed': {
    summary: 'A payout failed, or came back after it was paid: what it was for is owed again.',
    data: payout,
    example: { ...examplePayout, state: 'failed', reason: 'provider_refused' },
  },
  'protection.match_found': { summary: 'A suspect shows an episode of ours.', data: foundMatch, example: exampleMatch },
  'protection.scan_done': { summary: 'A suspect was searched for in the whole catalogue.', data: scanned, example: exampleScan },
  'takedown.notice_sent': {
    summary: 'A notice, a follow-up or a withdrawal went out to a host.',
    data: z.looseObject({
      ...takedownCase,
      noticeId: id,
      kind: z.string(),
      host: z.string(),
      jurisdiction: z.string(),
      links: z.number().int(),
    }),
    example: { ...exampleCase, noticeId: `ntc_${tail}`, kind: 'notice', host: 'Example Video', jurisdiction: 'dmca', links: 128 },
  },
  'takedown.links_removed': {
    summary: 'All links of a case that were noticed are gone.',
    data: z.looseObject({ ...takedownCase, state: z.string() }),
    example: { ...exampleCase, state: 'removed' },
  },
  'takedown.counter_notice': {
    summary: 'A counter-notice came in; `missing` has what its law asks for and it lacks.',
    data: z.looseObject({ ...takedownCase, missing: z.array(z.string()) }),
    example: { ...exampleCase, state: 'counter_notice', missing: [] },
  },
  'takedown.case_closed': {
    summary: 'A case was closed, with its outcome and the money recovered.',
    data: z.looseObject({
      ...takedownCase,
      outcome: z.string().nullable(),
      recovered: z.array(z.object({ amountMinor: minor, currency: z.string() })),
    }),
    example: { ...exampleCase, state: 'closed', outcome: 'settled', recovered: [{ amountMinor: '5000000', currency: 'CNY' }] },
  },
  'takedown.incoming_notice': {
    summary: 'Somebody sent a notice about a link of ours.',
    data: z.looseObject({ incomingId: id, number: z.number().int(), jurisdiction: z.string(), links: z.number().int(), at: instant }),
    example: { incomingId: `inc_${tail}`, number: 7, jurisdiction: 'eu_dsa', links: 1, at: '2026-06-01T08:00:00.000Z' },
  },
  'intelligence.contradiction_found': {
    summary: 'Figures of documents were found that cannot all be true.',
    data: z.looseObject({
      findingId: id,
      kind: z.string(),
      /** 0 to 1. */
      severity: z.number(),
      metric: z.string(),
      /** The larger over the smaller; null where that says nothing. */
      ratio: z.number().nullable(),
      documentIds: z.array(id),
    }),
    example: {
      findingId: `fnd_${tail}`,
      kind: 'scale',
      severity: 0.9,
      metric: 'market_size',
      ratio: 9.9,
      documentIds: [`mdo_${tail}`],
    },
  },
};
