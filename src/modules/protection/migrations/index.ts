import type { ModuleMigrations } from '../../../platform/db/index.ts';

export const protectionMigrations: ModuleMigrations = {
  module: 'protection',
  migrations: {},
};
