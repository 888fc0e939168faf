import type { ModuleMigrations } from '../../../platform/db/index.ts';

export const takedownMigrations: ModuleMigrations = {
  module: 'takedown',
  migrations: {},
};
