import type { ModuleMigrations } from '../../../platform/db/index.ts';

export const rightsMigrations: ModuleMigrations = {
  module: 'rights',
  migrations: {},
};
