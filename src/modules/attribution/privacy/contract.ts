/** What attribution promises of people's data: how long it is kept, what of it a person may have, and its erasure. */
import { z } from 'zod';
import { instant, type Route } from '../../../platform/http/contract.ts';

export const privacySettings = z.object({
  /** Hashes of addresses, programs and devices go after so many days; matching by likeness needs three. */
  touchDays: z.number().int().min(4).max(400),
  /** Viewers' ids and devices go after so many days; codes of a viewer are traced no longer. */
  viewerDays: z.number().int().min(30).max(3650),
});
export type PrivacySettings = z.output<typeof privacySettings>;

/** A viewer by what the app knows of them: their id there, or their device. */
export const viewerIdentity = z
  .object({ viewerId: z.string().min(1).max(200).optional(), deviceId: z.string().min(1).max(200).optional() })
  .refine(({ viewerId, deviceId }) => viewerId !== undefined || deviceId !== undefined, { path: ['viewerId'], error: 'Say whose data.' });

export const erasure = z.object({
  id: z.string(),
  kind: z.enum(['viewer', 'creator']),
  /** A creator's id; of a viewer nothing is kept that says who it was. */
  subjectId: z.string().nullable(),
  conversions: z.number().int(),
  touches: z.number().int(),
  decisions: z.number().int(),
  by: z.string(),
  at: instant,
});

export const privacyRoutes = {
  getPrivacySettings: {
    id: 'attribution.get_privacy_settings',
    method: 'GET',
    path: '/api/v1/privacy-settings',
    summary: 'How long what says who somebody is is kept',
    access: 'attribution.manage_privacy',
    response: privacySettings,
  },
  setPrivacySettings: {
    id: 'attribution.set_privacy_settings',
    method: 'PUT',
    path: '/api/v1/privacy-settings',
    summary: 'Change how long it is kept',
    access: 'attribution.manage_privacy',
    body: privacySettings,
    response: privacySettings,
  },
  exportViewer: {
    id: 'attribution.export_viewer',
    method: 'POST',
    path: '/api/v1/privacy/export',
    summary: 'Everything that is stored of a viewer, as JSON',
    access: 'attribution.manage_privacy',
    body: viewerIdentity,
    produces: 'application/json',
  },
  exportMine: {
    id: 'attribution.export_mine',
    method: 'GET',
    path: '/api/v1/privacy/export',
    summary: 'Everything that is stored of the creator who asks, as a zip of JSON files',
    access: 'attribution.export_own',
    produces: 'application/zip',
  },
  erase: {
    id: 'attribution.erase',
    method: 'POST',
    path: '/api/v1/privacy/erasures',
    summary: 'Erase who a viewer or a creator was; what was earned stays in the books',
    access: 'attribution.manage_privacy',
    body: z
      .object({ viewer: viewerIdentity.optional(), creatorId: z.string().optional() })
      .refine(({ viewer, creatorId }) => (viewer === undefined) !== (creatorId === undefined), {
        path: ['viewer'],
        error: 'Either a viewer or a creator.',
      }),
    response: erasure,
    example: { viewer: { viewerId: 'user-81' } },
    errors: ['creators.creator_not_found'],
  },
  listErasures: {
    id: 'attribution.list_erasures',
    method: 'GET',
    path: '/api/v1/privacy/erasures',
    summary: 'What was erased, newest first',
    access: 'attribution.manage_privacy',
    response: z.object({ items: z.array(erasure) }),
  },
} as const satisfies Record<string, Route>;
