/** The only list of modules: what each owns, and through whose doors it may go. The architecture test reads it. */
export const modules = {
  identity: { purpose: 'organisations, members, roles, API keys, audit trail', uses: [] },
  notifications: { purpose: 'what people are told, in the app and by mail, and what of it they want', uses: ['identity'] },
  webhooks: { purpose: 'signed calls to other systems: endpoints, deliveries, dead letters', uses: ['identity'] },
  catalog: { purpose: 'works and what derives from what, episodes, assets, subtitle tracks, imports', uses: ['identity'] },
  studio: { purpose: 'analyses, transcripts, beats, hooks, suggestions, clips, editor exports', uses: ['identity', 'catalog'] },
  creators: { purpose: 'creators, agencies, filed channel accounts, accepted terms', uses: ['identity', 'notifications'] },
  codes: { purpose: 'search codes: issued, read from what people type, retired, kept out of use', uses: ['identity'] },
  links: { purpose: 'short links, redirects, landing pages, the journal of clicks', uses: ['identity'] },
  campaigns: {
    purpose: 'campaigns and their terms, offers, claims, placements, stamped clips, captions',
    uses: ['identity', 'notifications', 'webhooks', 'catalog', 'studio', 'creators', 'codes', 'links'],
  },
  ledger: { purpose: 'accounts, transfers and entries in double entry; knows no drama', uses: [] },
  publishing: {
    purpose: 'clips put on channels: connections, publications, kits for publishing by hand',
    uses: ['identity', 'notifications', 'studio', 'creators', 'campaigns'],
  },
  attribution: {
    purpose: 'touches, conversions, decisions and their reasons, funnels, signals of fraud',
    uses: ['identity', 'notifications', 'webhooks', 'catalog', 'creators', 'codes', 'links', 'campaigns'],
  },
  revenue: {
    purpose: 'share plans, settlements, statements, payees and their tax, payouts',
    uses: ['identity', 'notifications', 'webhooks', 'ledger', 'catalog', 'creators', 'campaigns', 'attribution', 'rights'],
  },
  rights: {
    purpose: 'who owns what, licences in and out, what is free to sell, registrations and evidence that proves itself',
    uses: ['identity', 'notifications', 'webhooks', 'catalog'],
  },
  protection: {
    purpose: 'finding copies: fingerprints, suspects, scans and matches, remakes, passages that scripts share, who may show what',
    uses: ['identity', 'notifications', 'webhooks', 'catalog', 'studio', 'creators', 'codes', 'campaigns', 'rights'],
  },
  takedown: {
    purpose: 'cases about copies: laws as data, notices and counter-notices on their clocks, notices that come in',
    uses: ['identity', 'notifications', 'webhooks', 'catalog', 'rights', 'protection'],
  },
  intelligence: {
    purpose: 'market documents, cited figures and insights, what of them contradicts, programmes of support and the works that they fit',
    uses: ['identity', 'notifications', 'webhooks', 'catalog'],
  },
} as const satisfies Record<string, { purpose: string; uses: readonly string[] }>;
