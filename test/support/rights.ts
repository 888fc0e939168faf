/** The register of rights on real parts for tests: a real database and catalogue; whom parties are linked to is given. */
import { openTestCatalog, type TestCatalog } from './catalog.ts';
import { createRightsService, type RightsService } from '../../src/modules/rights/service/index.ts';
import { rightsMigrations } from '../../src/modules/rights/index.ts';
import type { RightsParts } from '../../src/modules/rights/service/parts.ts';
import { createAudit, identityMigrations } from '../../src/modules/identity/index.ts';
import { catalogMigrations } from '../../src/modules/catalog/index.ts';
import { migrateUp } from '../../src/platform/db/index.ts';
import type { Actor } from '../../src/platform/http/actor.ts';
import { silentLog } from '../../src/platform/log.ts';
import { createOutgoing } from '../../src/platform/outgoing.ts';

export type TestRights = TestCatalog & {
  readonly rights: RightsService;
  /** Names of payees, creators and agencies, by id. */
  readonly links: Map<string, string>;
  newWork(actor: Actor, title: string, derivesFrom?: readonly string[]): Promise<string>;
};

export async function openTestRights(): Promise<TestRights> {
  const made = await openTestCatalog();
  await migrateUp(made.db, [identityMigrations, catalogMigrations, rightsMigrations]);
  const links = new Map<string, string>();
  const parts: RightsParts = {
    db: made.db,
    clock: made.clock,
    log: silentLog,
    objects: made.objects,
    outgoing: createOutgoing({ allow: [], clock: made.clock }),
    tempDirectory: made.folder,
    catalog: made.catalog,
    audit: createAudit(made.clock),
    authorities: [],
    baseUrl: 'https://hookline.example',
    linked: async (_trx, _organisationId, of) => new Map(of.flatMap(({ id }) => (links.has(id) ? [[id, links.get(id)!] as const] : []))),
    people: { findMembership: async () => null, listUserIds: async () => [], usersOf: async () => new Map() } as never,
    webhooks: { emit: async () => {} } as never,
    notifications: { notify: async () => {}, notifyStaff: async () => {} } as never,
    jobs: { enqueue: async () => 'tsk_1', publish: async () => {}, every: () => {}, cancel: async () => {} } as never,
  };
  return {
    ...made,
    links,
    rights: createRightsService(parts),
    newWork: async (actor, title, derivesFrom = []) => {
      const work = await made.catalog.createWork(actor, {
        kind: 'micro_drama',
        orientation: 'vertical',
        making: 'acted',
        status: 'draft',
        originalLanguage: 'zh-CN',
        texts: [{ language: 'zh-CN', title, synopsis: '' }],
        genres: [],
        plannedEpisodes: null,
        filing: null,
        derivesFrom: derivesFrom.map((workId) => ({ workId, how: 'adaptation' as const })),
      });
      return work.id;
    },
  };
}
