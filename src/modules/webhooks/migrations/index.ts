import type { ModuleMigrations } from '../../../platform/db/index.ts';
import { webhooks } from './0001-webhooks.ts';

export const webhooksMigrations: ModuleMigrations = { module: 'webhooks', migrations: { '0001-webhooks': webhooks } };
