import type { ModuleMigrations } from '../../../platform/db/index.ts';
import { works } from './0001-works.ts';
import { imports } from './0002-imports.ts';
import { importFiles } from './0003-import-files.ts';
import { protectionFiles } from './0004-protection-files.ts';

export const catalogMigrations: ModuleMigrations = {
  module: 'catalog',
  migrations: {
    '0001-works': works,
    '0002-imports': imports,
    '0003-import-files': importFiles,
    '0004-protection-files': protectionFiles,
  },
};
