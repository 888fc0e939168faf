/** What publishing promises: connections to channels, publications by connection or by hand, and the kit for doing it by hand. */
import { z } from 'zod';
import { defineContract, instant, pageOf, pageQuery } from '../../platform/http/contract.ts';
import { channels } from '../creators/contract.ts';

/** The channels that a clip can be sent to over their own interface; everywhere else it is published by hand. */
export const connectedChannels = ['youtube', 'tiktok'] as const;
export type ConnectedChannel = (typeof connectedChannels)[number];

const problemNote = z.object({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});

export const connection = z.object({
  id: z.string(),
  channel: z.enum(connectedChannels),
  /** Null for a connection of the organisation itself. */
  creatorId: z.string().nullable(),
  /** The account's own name and address there. */
  name: z.string(),
  url: z.string().nullable(),
  state: z.enum(['active', 'reconnect_needed']),
  error: problemNote.nullable(),
  createdAt: instant,
});
export type Connection = z.output<typeof connection>;

/** Whether a channel's application is set up on this installation. */
export const channelOffer = z.object({
  channel: z.enum(channels),
  /** `connected`: by its interface; `by_hand`: with the kit and the post's address. */
  ways: z.array(z.enum(['connected', 'by_hand'])),
  /** The interface speaks the documented protocol and was tried against a local server, not yet on the live service. */
  triedLive: z.boolean(),
  /** What an operator must set before the channel can be connected; empty when it can. */
  missingSettings: z.array(z.string()),
});

export const publicationStates = ['waiting', 'scheduled', 'uploading', 'processing', 'published', 'failed', 'cancelled'] as const;
export const privacies = ['public', 'followers', 'friends', 'unlisted', 'private'] as const;
export const publication = z.object({
  id: z.string(),
  placementId: z.string(),
  creatorId: z.string(),
  creatorClipId: z.string().nullable(),
  channel: z.enum(channels),
  way: z.enum(['connected', 'by_hand']),
  connectionId: z.string().nullable(),
  /** `waiting` is one by hand whose address is not yet known. */
  state: z.enum(publicationStates),
  /** Ten-thousandths of the bytes that the channel has. */
  progressBps: z.number().int().min(0).max(10_000),
  title: z.string(),
  caption: z.string(),
  privacy: z.enum(privacies),
  scheduledAt: instant.nullable(),
  url: z.string().nullable(),
  error: problemNote.nullable(),
  publishedAt: instant.nullable(),
  createdAt: instant,
});
export type Publication = z.output<typeof publication>;

const postUrl = z.url({ protocol: /^https?$/ }).max(2000);

/** One post of one clip. By hand, an address makes it published at once. */
export const newPublication = z.discriminatedUnion('way', [
  z.object({
    way: z.literal('by_hand'),
    placementId: z.string(),
    creatorClipId: z.string().nullable().default(null),
    caption: z.string().max(5000).default(''),
    url: postUrl.nullable().default(null),
  }),
  z.object({
    way: z.literal('connected'),
    placementId: z.string(),
    creatorClipId: z.string(),
    connectionId: z.string(),
    title: z.string().trim().min(1).max(100),
    caption: z.string().max(5000).default(''),
    privacy: z.enum(privacies).default('public'),
    /** Null for now. */
    scheduledAt: instant.nullable().default(null),
  }),
]);
export type NewPublication = z.output<typeof newPublication>;

const connectionParams = z.object({ connectionId: z.string() });
const publicationParams = z.object({ publicationId: z.string() });

export const publishingContract = defineContract({
  module: 'publishing',
  schemas: { Connection: connection, Publication: publication, ChannelOffer: channelOffer },
  permissions: {
    'publishing.read': ['owner', 'operator', 'editor', 'viewer', 'agency', 'creator'],
    'publishing.connect': ['owner', 'operator', 'creator'],
    'publishing.publish': ['owner', 'operator', 'creator'],
  },
  routes: {
    listChannels: {
      id: 'publishing.list_channels',
      method: 'GET',
      path: '/api/v1/publishing-channels',
      summary: 'How each channel can be published to from here.',
      access: 'publishing.read',
      response: z.object({ items: z.array(channelOffer) }),
    },
    listConnections: {
      id: 'publishing.list_connections',
      method: 'GET',
      path: '/api/v1/connections',
      summary: 'Accounts that clips can be sent to; a creator sees their own.',
      access: 'publishing.connect',
      response: z.object({ items: z.array(connection) }),
    },
    beginConnection: {
      id: 'publishing.begin_connection',
      method: 'POST',
      path: '/api/v1/connections',
      summary: 'Begin to connect an account: the address where its owner agrees.',
      access: 'publishing.connect',
      body: z.object({
        channel: z.enum(connectedChannels),
        /** Where the browser comes back to, a path of this server. */
        returnTo: z
          .string()
          .max(300)
          .regex(/^\/(?![/\\])/)
          .default('/'),
      }),
      response: z.object({ authorizeUrl: z.string() }),
      errors: ['publishing.channel_not_set_up', 'publishing.person_needed', 'publishing.too_many_connections'],
      example: { channel: 'youtube', returnTo: '/creator/accounts' },
    },
    finishConnection: {
      id: 'publishing.finish_connection',
      method: 'GET',
      path: '/api/v1/connections/callback/:channel',
      summary: 'Where a channel sends the browser back after its owner agreed or refused.',
      access: 'public',
      params: z.object({ channel: z.enum(connectedChannels) }),
      query: z.object({
        state: z.string().max(200).default(''),
        code: z.string().max(4000).optional(),
        error: z.string().max(200).optional(),
      }),
      produces: 'text/html',
      status: 303,
    },
    removeConnection: {
      id: 'publishing.remove_connection',
      method: 'DELETE',
      path: '/api/v1/connections/:connectionId',
      summary: 'Forget an account and its tokens; what was to be sent there is cancelled.',
      access: 'publishing.connect',
      params: connectionParams,
      response: z.object({}),
      errors: ['publishing.connection_not_found'],
    },
    listPublications: {
      id: 'publishing.list_publications',
      method: 'GET',
      path: '/api/v1/publications',
      summary: 'Posts, newest first; creators and agencies see theirs.',
      access: 'publishing.read',
      query: pageQuery.extend({ placementId: z.string().optional(), state: z.enum(publicationStates).optional() }),
      response: pageOf(publication),
    },
    getPublication: {
      id: 'publishing.get_publication',
      method: 'GET',
      path: '/api/v1/publications/:publicationId',
      summary: 'One post and how far it is.',
      access: 'publishing.read',
      params: publicationParams,
      response: publication,
      errors: ['publishing.publication_not_found'],
    },
    publish: {
      id: 'publishing.publish',
      method: 'POST',
      path: '/api/v1/publications',
      summary: 'Send a clip to a connected account now or at a time, or note a post made by hand.',
      access: 'publishing.publish',
      body: newPublication,
      response: publication,
      status: 201,
      idempotent: true,
      errors: [
        'publishing.placement_not_found',
        'publishing.clip_not_ready',
        'publishing.connection_not_found',
        'publishing.connection_of_other_channel',
        'publishing.reconnect_needed',
        'publishing.url_of_other_channel',
        'publishing.privacy_unknown_there',
        'publishing.caption_too_long',
        'publishing.schedule_out_of_bounds',
        'publishing.rights_refused',
      ],
      example: { way: 'by_hand', placementId: 'plc_06dkx2n5r8t0c3g7k1p4v9w2ya', url: 'https://www.douyin.com/video/7301234567890123456' },
    },
    changePublication: {
      id: 'publishing.change_publication',
      method: 'PATCH',
      path: '/api/v1/publications/:publicationId',
      summary: "Give a post's address, or move the time of one that has not begun.",
      access: 'publishing.publish',
      params: publicationParams,
      body: z.object({ url: postUrl.optional(), scheduledAt: instant.optional() }),
      response: publication,
      errors: [
        'publishing.publication_not_found',
        'publishing.url_of_other_channel',
        'publishing.already_begun',
        'publishing.schedule_out_of_bounds',
        'publishing.rights_refused',
      ],
      example: { url: 'https://www.kuaishou.com/short-video/3xabc' },
    },
    cancelPublication: {
      id: 'publishing.cancel_publication',
      method: 'POST',
      path: '/api/v1/publications/:publicationId/cancel',
      summary: 'Stop a post that the channel has not accepted yet.',
      access: 'publishing.publish',
      params: publicationParams,
      response: publication,
      errors: ['publishing.publication_not_found', 'publishing.already_published'],
    },
    retryPublication: {
      id: 'publishing.retry_publication',
      method: 'POST',
      path: '/api/v1/publications/:publicationId/retry',
      summary: 'Try a failed post again.',
      access: 'publishing.publish',
      params: publicationParams,
      response: publication,
      errors: ['publishing.publication_not_found', 'publishing.not_failed', 'publishing.reconnect_needed', 'publishing.rights_refused'],
    },
    getKit: {
      id: 'publishing.get_kit',
      method: 'GET',
      path: '/api/v1/placements/:placementId/kit',
      summary: 'All that publishing by hand needs, as a zip: the clip, captions with hashtags, the code, the link and its QR.',
      access: 'publishing.read',
      params: z.object({ placementId: z.string() }),
      query: z.object({ creatorClipId: z.string().optional() }),
      produces: 'application/zip',
      errors: ['publishing.placement_not_found', 'publishing.clip_not_ready'],
    },
  },
});
