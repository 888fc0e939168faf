/** What creators promises: agencies and creators, how they join, the channel accounts they file, the terms they accept. */
import { z } from 'zod';
import { defineContract, instant, pageOf, pageQuery } from '../../platform/http/contract.ts';

export const channels = [
  'douyin',
  'kuaishou',
  'wechat_channels',
  'xiaohongshu',
  'bilibili',
  'weibo',
  'tiktok',
  'youtube',
  'instagram',
  'facebook',
  'x',
  'other',
] as const;
export type Channel = (typeof channels)[number];

export const creatorStates = ['active', 'suspended', 'left'] as const;
export const agencyStates = ['active', 'suspended'] as const;
export const accountStates = ['filed', 'approved', 'refused', 'withdrawn'] as const;
/** Why a filing was refused; the note may say more. */
export const refusalReasons = [
  'not_yours',
  'not_found',
  'wrong_channel',
  'too_few_followers',
  'against_rules',
  'duplicate',
  'other',
] as const;
export const partyKinds = ['creator', 'agency'] as const;

export const creatorLimits = { decisionsMost: 200, accountsOfCreator: 100, termsCharacters: 60_000 } as const;

const language = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/);
const shortName = z.string().trim().min(1).max(100);
const note = z.string().trim().max(1000);
const email = z.email().max(254);
/** NIST SP 800-63B asks for length and nothing else. */
const password = z.string().min(10).max(200);

const named = z.object({ id: z.string(), name: z.string() });

export const creator = z.object({
  id: z.string(),
  name: z.string(),
  state: z.enum(creatorStates),
  agency: named.nullable(),
  /** Where to reach them; null once they asked to be forgotten. */
  email: z.string().nullable(),
  bio: z.string(),
  /** Staff's own; empty for everybody else. */
  note: z.string(),
  accounts: z.object({ filed: z.number().int(), approved: z.number().int() }),
  /** The version of the terms that they accepted last. */
  acceptedTerms: z.number().int().nullable(),
  joinedAt: instant,
});
export type Creator = z.output<typeof creator>;

/** One stretch of a creator's belonging; `agency` null is alone. */
export const belonging = z.object({ agency: named.nullable(), from: instant, until: instant.nullable() });

export const creatorDetail = creator.extend({
  history: z.array(belonging),
  suspension: z.object({ at: instant, reason: z.string() }).nullable(),
});
export type CreatorDetail = z.output<typeof creatorDetail>;

export const myCreator = creator.extend({
  organisation: z.string(),
  suspended: z.boolean(),
  terms: z.object({
    newest: z.number().int(),
    accepted: z.number().int().nullable(),
    acceptedAt: instant.nullable(),
    mustAccept: z.boolean(),
  }),
});
export type MyCreator = z.output<typeof myCreator>;

export const agency = z.object({
  id: z.string(),
  name: z.string(),
  state: z.enum(agencyStates),
  contactEmail: z.string().nullable(),
  creators: z.number().int(),
  members: z.array(z.object({ userId: z.string(), name: z.string(), email: z.string() })),
  /** The agency's own sign-up page, while it is open. */
  signupLink: z.string().nullable(),
  createdAt: instant,
});
export type Agency = z.output<typeof agency>;

export const creatorInvitation = z.object({
  id: z.string(),
  kind: z.enum(partyKinds),
  /** Null for a link that whoever has it may use once. */
  email: z.string().nullable(),
  agency: named.nullable(),
  state: z.enum(['pending', 'accepted', 'cancelled', 'expired']),
  createdAt: instant,
  expiresAt: instant,
  /** Shown once, and only where it was not mailed. */
  link: z.string().nullable(),
});
export type CreatorInvitation = z.output<typeof creatorInvitation>;

export const termsText = z.object({
  language,
  title: z.string().trim().min(1).max(200),
  body: z.string().min(1).max(creatorLimits.termsCharacters),
});
export const creatorTerms = z.object({
  version: z.number().int(),
  texts: z.array(termsText).min(1).max(20),
  /** What changed, for those who accepted the version before. */
  note: z.string(),
  publishedAt: instant,
  publishedBy: z.string(),
});
export type CreatorTerms = z.output<typeof creatorTerms>;

export const channelAccount = z.object({
  id: z.string(),
  creator: named,
  agency: named.nullable(),
  channel: z.enum(channels),
  /** The account's name on the channel, as people see it. */
  handle: z.string(),
  /** The channel's own id of the account (抖音号 is a handle, UID is this), by which orders of the channel name it. */
  externalId: z.string().nullable(),
  url: z.string().nullable(),
  followers: z.number().int().nullable(),
  state: z.enum(accountStates),
  refusal: z.object({ reason: z.enum(refusalReasons), note: z.string() }).nullable(),
  filedAt: instant,
  decidedAt: instant.nullable(),
  decidedBy: z.string().nullable(),
  /** When it was approved, oldest first; until is null while it is. */
  approved: z.array(z.object({ from: instant, until: instant.nullable() })),
});
export type ChannelAccount = z.output<typeof channelAccount>;

const accountUrl = z
  .url({ protocol: /^https?$/ })
  .max(500)
  .nullable();
export const newChannelAccount = z.object({
  channel: z.enum(channels),
  handle: z.string().trim().min(1).max(100),
  externalId: z.string().trim().min(1).max(100).nullable().default(null),
  url: accountUrl.default(null),
  followers: z.number().int().min(0).max(2_000_000_000).nullable().default(null),
  /** Whose it is, where staff or an agency files it; a creator files their own. */
  creatorId: z.string().max(60).optional(),
});

export const accountDecision = z
  .object({
    accountIds: z.array(z.string().max(60)).min(1).max(creatorLimits.decisionsMost),
    /** `reopen` takes a decision back: the account is filed again. */
    decision: z.enum(['approve', 'refuse', 'reopen']),
    reason: z.enum(refusalReasons).optional(),
    note: note.default(''),
  })
  .refine(({ decision, reason }) => decision !== 'refuse' || reason !== undefined, {
    path: ['reason'],
    error: 'A refusal needs its reason.',
  });

export const decisionResults = z.object({
  results: z.array(
    z.object({
      id: z.string(),
      status: z.enum(['done', 'unchanged', 'failed']),
      /** What it was before, for an undo; null when it failed. */
      before: z.enum(accountStates).nullable(),
      state: z.enum(accountStates).nullable(),
      /** The code of the failure. */
      code: z.string().nullable(),
    }),
  ),
});
export type DecisionResults = z.output<typeof decisionResults>;

export const joinOffer = z.object({
  organisation: z.string(),
  kind: z.enum(partyKinds),
  agency: z.string().nullable(),
  /** Null where whoever joins gives their own. */
  email: z.string().nullable(),
  /** The address has an account: sign in first, then accept. */
  hasAccount: z.boolean(),
  terms: creatorTerms.nullable(),
});
export const joinResult = z.object({
  /** `joined`: sign in now. `confirm`: a mail is on its way to the address, with the link that ends the joining. */
  status: z.enum(['joined', 'confirm']),
  email: z.string(),
});
export const signupOffer = z.object({ open: z.boolean(), organisation: z.string(), agency: z.string().nullable() });

const creatorParam = z.object({ creatorId: z.string() });
const agencyParam = z.object({ agencyId: z.string() });
const tokenParam = z.object({ token: z.string().max(200) });

export const creatorsContract = defineContract({
  module: 'creators',
  schemas: {
    Creator: creator,
    CreatorDetail: creatorDetail,
    MyCreator: myCreator,
    Agency: agency,
    CreatorInvitation: creatorInvitation,
    CreatorTerms: creatorTerms,
    ChannelAccount: channelAccount,
  },
  permissions: {
    // An agency reads and changes its own creators alone; the service narrows it.
    'creators.read': ['owner', 'operator', 'editor', 'viewer', 'agency'],
    'creators.manage': ['owner', 'operator', 'agency'],
    'creators.invite': ['owner', 'operator', 'agency'],
    'creators.administer': ['owner', 'operator'],
    'creators.self': ['creator'],
    'creators.accounts': ['owner', 'operator', 'editor', 'viewer', 'agency', 'creator'],
    'creators.file': ['owner', 'operator', 'agency', 'creator'],
    'creators.decide': ['owner', 'operator'],
    'creators.read_terms': ['owner', 'operator', 'editor', 'viewer', 'agency', 'creator'],
  },
  routes: {
    listCreators: {
      id: 'creators.list_creators',
      method: 'GET',
      path: '/api/v1/creators',
      summary: 'Creators, newest first; an agency sees its own.',
      access: 'creators.read',
      query: pageQuery.extend({
        state: z.enum(creatorStates).optional(),
        agencyId: z.string().max(60).optional(),
        /** A part of the name or of the e-mail. */
        query: z.string().max(100).optional(),
      }),
      response: pageOf(creator),
      errors: ['creators.not_a_party'],
    },
    getCreator: {
      id: 'creators.get_creator',
      method: 'GET',
      path: '/api/v1/creators/:creatorId',
      summary: 'A creator, with the agencies they belonged to.',
      access: 'creators.read',
      params: creatorParam,
      response: creatorDetail,
      errors: ['creators.creator_not_found', 'creators.not_a_party'],
    },
    updateCreator: {
      id: 'creators.update_creator',
      method: 'PATCH',
      path: '/api/v1/creators/:creatorId',
      summary: 'Rename, suspend, reinstate or move a creator; an agency can only let its own go.',
      access: 'creators.manage',
      params: creatorParam,
      body: z.object({
        name: shortName.optional(),
        note: note.optional(),
        state: z.enum(['active', 'suspended']).optional(),
        /** Why they are suspended; the creator reads it. */
        reason: note.optional(),
        /** Null: alone from now on. */
        agencyId: z.string().max(60).nullable().optional(),
      }),
      response: creatorDetail,
      errors: [
        'creators.creator_not_found',
        'creators.agency_not_found',
        'creators.agency_suspended',
        'creators.creator_left',
        'creators.not_yours_to_change',
        'creators.not_a_party',
      ],
      example: { state: 'suspended', reason: '上传了未报备账号的视频' },
    },
    getMine: {
      id: 'creators.get_mine',
      method: 'GET',
      path: '/api/v1/creator',
      summary: 'Oneself as a creator, and whether there are terms to accept.',
      access: 'creators.self',
      response: myCreator,
      errors: ['creators.not_a_party'],
    },
    updateMine: {
      id: 'creators.update_mine',
      method: 'PATCH',
      path: '/api/v1/creator',
      summary: 'Change what others read of oneself.',
      access: 'creators.self',
      body: z.object({ name: shortName.optional(), bio: z.string().trim().max(500).optional() }),
      response: myCreator,
      errors: ['creators.not_a_party'],
      example: { name: '小鱼看剧', bio: '每天一部短剧' },
    },
    leave: {
      id: 'creators.leave',
      method: 'POST',
      path: '/api/v1/creator/departures',
      summary: 'Leave the agency, or the organisation.',
      access: 'creators.self',
      body: z.object({ from: z.enum(['agency', 'organisation']) }),
      response: z.object({}),
      errors: ['creators.not_a_party', 'creators.no_agency'],
      example: { from: 'agency' },
    },
    listInvitations: {
      id: 'creators.list_invitations',
      method: 'GET',
      path: '/api/v1/creator-invitations',
      summary: 'Invitations that are open; an agency sees its own.',
      access: 'creators.invite',
      response: z.object({ items: z.array(creatorInvitation) }),
      errors: ['creators.not_a_party'],
    },
    invite: {
      id: 'creators.invite',
      method: 'POST',
      path: '/api/v1/creator-invitations',
      summary: 'Invite a creator, or a member of an agency, by mail or with a one-time link to copy.',
      access: 'creators.invite',
      body: z.object({
        kind: z.enum(partyKinds).default('creator'),
        email: email.nullable().default(null),
        /** An agency invites to itself, whatever stands here. */
        agencyId: z.string().max(60).nullable().default(null),
      }),
      response: creatorInvitation,
      status: 201,
      errors: [
        'creators.agency_not_found',
        'creators.agency_suspended',
        'creators.agency_needed',
        'creators.already_here',
        'creators.too_many',
        'creators.not_a_party',
      ],
      example: { kind: 'creator', email: 'yu@example.com', agencyId: null },
    },
    cancelInvitation: {
      id: 'creators.cancel_invitation',
      method: 'DELETE',
      path: '/api/v1/creator-invitations/:invitationId',
      summary: 'Take an invitation back.',
      access: 'creators.invite',
      params: z.object({ invitationId: z.string() }),
      response: z.object({}),
      errors: ['creators.invitation_not_found', 'creators.not_a_party'],
    },
    readJoin: {
      id: 'creators.read_join',
      method: 'GET',
      path: '/api/v1/creator-joins/:token',
      summary: 'What a joining link offers, with the terms.',
      access: 'public',
      params: tokenParam,
      response: joinOffer,
      errors: ['creators.link_invalid'],
    },
    join: {
      id: 'creators.join',
      method: 'POST',
      path: '/api/v1/creator-joins/:token',
      summary: 'Join, with a new account or as the person who is signed in.',
      access: 'public',
      params: tokenParam,
      body: z.object({
        name: shortName.optional(),
        password: password.optional(),
        /** Where the link names none. */
        email: email.optional(),
        /** The version of the terms that was read and accepted. */
        acceptedTerms: z.number().int().min(1).optional(),
      }),
      response: joinResult,
      errors: [
        'creators.link_invalid',
        'creators.details_missing',
        'creators.account_exists',
        'creators.invitation_for_other',
        'creators.already_here',
        'creators.terms_outdated',
      ],
      example: { name: '小鱼', password: 'a long sentence only I know', acceptedTerms: 1 },
      limit: { quota: 'creators.join', requests: 30, windowSeconds: 900 },
    },
    readSignup: {
      id: 'creators.read_signup',
      method: 'GET',
      path: '/api/v1/creator-signups/:token',
      summary: 'Whether a sign-up page is open, and whose it is.',
      access: 'public',
      params: tokenParam,
      response: signupOffer,
      errors: ['creators.link_invalid'],
    },
    signUp: {
      id: 'creators.sign_up',
      method: 'POST',
      path: '/api/v1/creator-signups',
      summary: 'Ask to join by oneself; the address is confirmed by a mail, or the link is answered at once where there is no mail.',
      access: 'public',
      body: z.object({ token: z.string().max(200), email }),
      response: z.object({ mailed: z.boolean(), link: z.string().nullable() }),
      errors: ['creators.signup_closed'],
      example: { token: 'k3v9w2ya06dkx2n5', email: 'yu@example.com' },
      limit: { quota: 'creators.sign_up', requests: 10, windowSeconds: 900 },
    },
    getSignupSettings: {
      id: 'creators.get_signup_settings',
      method: 'GET',
      path: '/api/v1/creator-signup-settings',
      summary: 'Whether anybody may sign up as a creator, and where.',
      access: 'creators.administer',
      response: z.object({ open: z.boolean(), link: z.string().nullable() }),
    },
    updateSignupSettings: {
      id: 'creators.update_signup_settings',
      method: 'PUT',
      path: '/api/v1/creator-signup-settings',
      summary: 'Open or close sign-up; opening makes a new link.',
      access: 'creators.administer',
      body: z.object({ open: z.boolean() }),
      response: z.object({ open: z.boolean(), link: z.string().nullable() }),
      example: { open: true },
    },
    listAgencies: {
      id: 'creators.list_agencies',
      method: 'GET',
      path: '/api/v1/agencies',
      summary: 'Agencies by name; an agency sees itself.',
      access: 'creators.read',
      query: pageQuery,
      response: pageOf(agency),
      errors: ['creators.not_a_party'],
    },
    createAgency: {
      id: 'creators.create_agency',
      method: 'POST',
      path: '/api/v1/agencies',
      summary: 'Make an agency; invite its people afterwards.',
      access: 'creators.administer',
      body: z.object({ name: shortName, contactEmail: email.nullable().default(null) }),
      response: agency,
      status: 201,
      errors: ['creators.agency_name_taken', 'creators.too_many'],
      example: { name: '橙光机构', contactEmail: 'mcn@example.com' },
    },
    getAgency: {
      id: 'creators.get_agency',
      method: 'GET',
      path: '/api/v1/agencies/:agencyId',
      summary: 'An agency, its people and its sign-up link.',
      access: 'creators.read',
      params: agencyParam,
      response: agency,
      errors: ['creators.agency_not_found', 'creators.not_a_party'],
    },
    updateAgency: {
      id: 'creators.update_agency',
      method: 'PATCH',
      path: '/api/v1/agencies/:agencyId',
      summary: 'Rename or suspend an agency, or open its own sign-up page; an agency can do the first and the last.',
      access: 'creators.manage',
      params: agencyParam,
      body: z.object({
        name: shortName.optional(),
        contactEmail: email.nullable().optional(),
        state: z.enum(agencyStates).optional(),
        /** True makes a new link, and the old one ends. */
        signupOpen: z.boolean().optional(),
      }),
      response: agency,
      errors: ['creators.agency_not_found', 'creators.agency_name_taken', 'creators.not_yours_to_change', 'creators.not_a_party'],
      example: { signupOpen: true },
    },
    listAccounts: {
      id: 'creators.list_accounts',
      method: 'GET',
      path: '/api/v1/channel-accounts',
      summary: 'Filed channel accounts, newest first; partners see their own.',
      access: 'creators.accounts',
      query: pageQuery.extend({
        state: z.enum(accountStates).optional(),
        channel: z.enum(channels).optional(),
        creatorId: z.string().max(60).optional(),
        agencyId: z.string().max(60).optional(),
        query: z.string().max(100).optional(),
      }),
      response: pageOf(channelAccount),
      errors: ['creators.not_a_party'],
    },
    fileAccount: {
      id: 'creators.file_account',
      method: 'POST',
      path: '/api/v1/channel-accounts',
      summary: 'File a channel account, so that what is sold from it counts once it is approved.',
      access: 'creators.file',
      body: newChannelAccount,
      response: channelAccount,
      status: 201,
      errors: [
        'creators.account_taken',
        'creators.creator_not_found',
        'creators.creator_needed',
        'creators.suspended',
        'creators.creator_left',
        'creators.too_many',
        'creators.not_a_party',
      ],
      example: {
        channel: 'douyin',
        handle: '小鱼看剧',
        externalId: '71234567890',
        url: 'https://www.douyin.com/user/xiaoyu',
        followers: 12000,
      },
    },
    updateAccount: {
      id: 'creators.update_account',
      method: 'PATCH',
      path: '/api/v1/channel-accounts/:accountId',
      summary: 'Correct an account; another handle or id has to be approved again.',
      access: 'creators.file',
      params: z.object({ accountId: z.string() }),
      body: z.object({
        handle: z.string().trim().min(1).max(100).optional(),
        externalId: z.string().trim().min(1).max(100).nullable().optional(),
        url: accountUrl.optional(),
        followers: z.number().int().min(0).max(2_000_000_000).nullable().optional(),
      }),
      response: channelAccount,
      errors: ['creators.account_not_found', 'creators.account_taken', 'creators.suspended', 'creators.not_a_party'],
      example: { followers: 15000 },
    },
    withdrawAccount: {
      id: 'creators.withdraw_account',
      method: 'DELETE',
      path: '/api/v1/channel-accounts/:accountId',
      summary: 'Withdraw an account; when it was approved stays known.',
      access: 'creators.file',
      params: z.object({ accountId: z.string() }),
      response: z.object({}),
      errors: ['creators.account_not_found', 'creators.not_a_party'],
    },
    decideAccounts: {
      id: 'creators.decide_accounts',
      method: 'POST',
      path: '/api/v1/channel-accounts/decisions',
      summary: 'Approve, refuse or reopen many filings; each has its own result.',
      access: 'creators.decide',
      body: accountDecision,
      response: decisionResults,
      example: { accountIds: ['cac_06dkx2n5r8t0c3g7k1p4v9w2ya'], decision: 'approve' },
    },
    listTerms: {
      id: 'creators.list_terms',
      method: 'GET',
      path: '/api/v1/creator-terms',
      summary: "The creators' terms, newest version first.",
      access: 'creators.read_terms',
      response: z.object({ items: z.array(creatorTerms) }),
    },
    publishTerms: {
      id: 'creators.publish_terms',
      method: 'POST',
      path: '/api/v1/creator-terms',
      summary: 'Publish a new version; creators accept it before they go on.',
      access: 'creators.administer',
      body: z.object({ texts: z.array(termsText).min(1).max(20), note: note.default('') }),
      response: creatorTerms,
      status: 201,
      errors: ['creators.languages_repeated'],
      example: { texts: [{ language: 'zh-CN', title: '达人合作条款', body: '一、…' }], note: '' },
    },
    acceptTerms: {
      id: 'creators.accept_terms',
      method: 'POST',
      path: '/api/v1/creator-terms/acceptances',
      summary: 'Accept the newest terms.',
      access: 'creators.self',
      body: z.object({ version: z.number().int().min(1) }),
      response: myCreator,
      errors: ['creators.terms_outdated', 'creators.not_a_party'],
      example: { version: 1 },
    },
  },
});
