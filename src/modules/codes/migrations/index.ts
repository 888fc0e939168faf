import type { ModuleMigrations } from '../../../platform/db/index.ts';
import { codes } from './0001-codes.ts';

export const codesMigrations: ModuleMigrations = { module: 'codes', migrations: { '0001-codes': codes } };
