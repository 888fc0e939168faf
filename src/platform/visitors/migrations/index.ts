import type { ModuleMigrations } from '../../db/index.ts';
import { visitorKeys } from './0001-visitors.ts';

export const visitorsMigrations: ModuleMigrations = { module: 'visitors', migrations: { '0001-visitors': visitorKeys } };
