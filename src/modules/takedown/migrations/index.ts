import type { ModuleMigrations } from '../../../platform/db/index.ts';
import * as cases from './0001-cases.ts';
import * as incoming from './0002-incoming.ts';

export const takedownMigrations: ModuleMigrations = {
  module: 'takedown',
  migrations: { '0001-cases': cases, '0002-incoming': incoming },
};
