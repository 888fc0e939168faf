import type { ModuleMigrations } from '../../../platform/db/index.ts';
import * as cases from './0001-cases.ts';

export const takedownMigrations: ModuleMigrations = {
  module: 'takedown',
  migrations: { '0001-cases': cases },
};
