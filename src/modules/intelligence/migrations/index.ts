import type { ModuleMigrations } from '../../../platform/db/index.ts';
import * as library from './0001-library.ts';
import * as figures from './0002-figures.ts';
import * as searching from './0003-searching.ts';
import * as topics from './0004-topics.ts';
import * as contradictions from './0005-contradictions.ts';
import * as asking from './0006-asking.ts';
import * as programmes from './0007-programmes.ts';
import * as briefs from './0008-briefs.ts';
import * as corrections from './0009-corrections.ts';
import * as checks from './0010-checks.ts';
import * as searchRanking from './0011-search-ranking.ts';

export const intelligenceMigrations: ModuleMigrations = {
  module: 'intelligence',
  migrations: {
    '0001-library': library,
    '0002-figures': figures,
    '0003-searching': searching,
    '0004-topics': topics,
    '0005-contradictions': contradictions,
    '0006-asking': asking,
    '0007-programmes': programmes,
    '0008-briefs': briefs,
    '0009-corrections': corrections,
    '0010-checks': checks,
    '0011-search-ranking': searchRanking,
  },
};
