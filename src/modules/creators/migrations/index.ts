import type { ModuleMigrations } from '../../../platform/db/index.ts';
import { creators } from './0001-creators.ts';

export const creatorsMigrations: ModuleMigrations = { module: 'creators', migrations: { '0001-creators': creators } };
