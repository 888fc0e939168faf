import type { ModuleMigrations } from '../../../platform/db/index.ts';
import { attribution } from './0001-attribution.ts';
import { edges } from './0002-edges.ts';
import { lateClicks } from './0003-late-clicks.ts';
import { finerTotals } from './0004-finer-totals.ts';
import { erasedAccounts } from './0005-erased-accounts.ts';
import { moneyNews } from './0006-money-news.ts';

export const attributionMigrations: ModuleMigrations = {
  module: 'attribution',
  migrations: {
    '0001-attribution': attribution,
    '0002-edges': edges,
    '0003-late-clicks': lateClicks,
    '0004-finer-totals': finerTotals,
    '0005-erased-accounts': erasedAccounts,
    '0006-money-news': moneyNews,
  },
};
