import type { ModuleMigrations } from '../../../platform/db/index.ts';
import { creators } from './0001-creators.ts';
import { namesOfPeriods } from './0002-names-of-periods.ts';

export const creatorsMigrations: ModuleMigrations = {
  module: 'creators',
  migrations: { '0001-creators': creators, '0002-names-of-periods': namesOfPeriods },
};
