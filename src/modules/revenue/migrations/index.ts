import type { ModuleMigrations } from '../../../platform/db/index.ts';
import { plans } from './0001-plans.ts';
import { settlement } from './0002-settlement.ts';
import { items } from './0003-items.ts';
import { payees } from './0004-payees.ts';
import { questions } from './0005-questions.ts';
import { payouts } from './0006-payouts.ts';
import { reconcile } from './0007-reconcile.ts';

export const revenueMigrations: ModuleMigrations = {
  module: 'revenue',
  migrations: {
    '0001-plans': plans,
    '0002-settlement': settlement,
    '0003-items': items,
    '0004-payees': payees,
    '0005-questions': questions,
    '0006-payouts': payouts,
    '0007-reconcile': reconcile,
  },
};
