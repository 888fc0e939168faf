import type { ModuleMigrations } from '../../db/index.ts';
import { idempotency } from './0001-idempotency.ts';

export const httpMigrations: ModuleMigrations = { module: 'http', migrations: { '0001-idempotency': idempotency } };
