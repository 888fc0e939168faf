import type { ModuleMigrations } from '../../../platform/db/index.ts';
import { register } from './0001-register.ts';
import { registrations } from './0002-registrations.ts';

export const rightsMigrations: ModuleMigrations = {
  module: 'rights',
  migrations: {
    '0001-register': register,
    '0002-registrations': registrations,
  },
};
