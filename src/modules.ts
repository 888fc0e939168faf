/** The only list of modules: what each owns, and through whose doors it may go. The architecture test reads it. */
export const modules = {
  identity: { purpose: 'organisations, members, roles, API keys, audit trail', uses: [] },
  catalog: { purpose: 'works and what derives from what, episodes, assets, subtitle tracks, imports', uses: ['identity'] },
  studio: { purpose: 'analyses, transcripts, beats, hooks, suggestions, clips, editor exports', uses: ['identity', 'catalog'] },
} as const satisfies Record<string, { purpose: string; uses: readonly string[] }>;
