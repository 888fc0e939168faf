/** Market intelligence, put together. */
import type { Catalog } from '../../modules/catalog/index.ts';
import type { Identity } from '../../modules/identity/index.ts';
import { createIntelligence, type Intelligence } from '../../modules/intelligence/index.ts';
import type { Notifications } from '../../modules/notifications/index.ts';
import type { Webhooks } from '../../modules/webhooks/index.ts';
import { chatEndpoint, createChatModel } from '../../platform/ai/index.ts';
import type { Database } from '../../platform/db/index.ts';
import type { JobsService } from '../../platform/jobs/index.ts';
import type { Log } from '../../platform/log.ts';
import { createOutgoing } from '../../platform/outgoing.ts';
import type { ObjectStore } from '../../platform/storage/index.ts';
import type { Clock } from '../../platform/time.ts';
import { aiSettingsOf } from '../ai.ts';
import type { Config } from '../config.ts';

type Neighbours = {
  config: Config;
  db: Database;
  clock: Clock;
  log: Log;
  jobs: JobsService;
  objects: ObjectStore;
  identity: Identity;
  catalog: Catalog;
  tempDirectory: string;
  notifications: Notifications;
  webhooks: Webhooks;
};

export function furnishIntelligence(given: Neighbours): Intelligence {
  const { config, clock, identity } = given;
  const { chat } = aiSettingsOf(config);
  const intelligence = createIntelligence({
    ...given,
    audit: identity.audit,
    people: identity.members,
    outgoing: createOutgoing({ allow: config.OUTGOING_ALLOW.split(','), clock }),
    watchFolder: config.MARKET_FOLDER === undefined ? null : { folder: config.MARKET_FOLDER, actor: () => identity.commandLineActor() },
    chat: chat ? createChatModel(chatEndpoint(chat)) : null,
    baseUrl: (config.baseUrl ?? `http://${config.HOST}:${config.PORT}`).replace(/\/+$/, ''),
  });
  given.jobs.register(intelligence.jobs, intelligence.events);
  return intelligence;
}
