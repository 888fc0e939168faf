import type { ModuleMigrations } from '../../../platform/db/index.ts';
import { links } from './0001-links.ts';
import { linksNotice } from './0002-notice.ts';

export const linksMigrations: ModuleMigrations = { module: 'links', migrations: { '0001-links': links, '0002-notice': linksNotice } };
