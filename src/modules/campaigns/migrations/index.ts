import type { ModuleMigrations } from '../../../platform/db/index.ts';
import { campaigns } from './0001-campaigns.ts';

export const campaignsMigrations: ModuleMigrations = { module: 'campaigns', migrations: { '0001-campaigns': campaigns } };
