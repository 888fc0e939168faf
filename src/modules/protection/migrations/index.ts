import type { ModuleMigrations } from '../../../platform/db/index.ts';
import * as references from './0001-references.ts';
import * as suspects from './0002-suspects.ts';
import * as matches from './0003-matches.ts';
import * as allowList from './0004-allow-list.ts';

export const protectionMigrations: ModuleMigrations = {
  module: 'protection',
  migrations: { '0001-references': references, '0002-suspects': suspects, '0003-matches': matches, '0004-allow-list': allowList },
};
