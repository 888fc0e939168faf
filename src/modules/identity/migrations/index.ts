import type { ModuleMigrations } from '../../../platform/db/index.ts';
import { people } from './0001-people.ts';
import { audit } from './0002-audit.ts';
import { partners } from './0003-partners.ts';

export const identityMigrations: ModuleMigrations = {
  module: 'identity',
  migrations: { '0001-people': people, '0002-audit': audit, '0003-partners': partners },
};
