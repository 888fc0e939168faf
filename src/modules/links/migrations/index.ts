import type { ModuleMigrations } from '../../../platform/db/index.ts';
import { links } from './0001-links.ts';

export const linksMigrations: ModuleMigrations = { module: 'links', migrations: { '0001-links': links } };
