/** The map of the console: every address, and the page that owns it. Pages load when they are first visited. */
import type { RouteObject } from 'react-router';
import { money } from './money-words.ts';
import { withMoneyWords } from '../shared/money/money-words.ts';
import { promotion } from './promotion-words.ts';
import { guarded } from './protection-words.ts';
import { RouteError } from './shell/RouteError.tsx';
import { Splash } from './shell/Splash.tsx';

export const routes: RouteObject[] = [
  {
    ErrorBoundary: RouteError,
    HydrateFallback: Splash,
    children: [
      { path: '/sign-in', lazy: () => import('./pages/entry/SignInPage.tsx') },
      { path: '/forgot', lazy: () => import('./pages/entry/ForgotPage.tsx') },
      { path: '/reset/:token', lazy: () => import('./pages/entry/ResetPage.tsx') },
      { path: '/join/:token', lazy: () => import('./pages/entry/JoinPage.tsx') },
      {
        id: 'shell',
        lazy: () => import('./shell/Shell.tsx'),
        children: [
          {
            ErrorBoundary: RouteError,
            children: [
              { path: '/', lazy: () => import('./pages/library/LibraryPage.tsx') },
              { path: '/works/:workId', lazy: () => import('./pages/work/WorkPage.tsx') },
              { path: '/works/:workId/clips', lazy: () => import('./pages/episode/ClipsPage.tsx') },
              { path: '/works/:workId/episodes/:episodeId', lazy: () => import('./pages/episode/EpisodePage.tsx') },
              { path: '/import', lazy: () => import('./pages/import/ImportPage.tsx') },
              { path: '/import/:importId', lazy: () => import('./pages/import/ImportPage.tsx') },
              { path: '/campaigns', lazy: promotion(() => import('./pages/campaigns/CampaignsPage.tsx')) },
              { path: '/campaigns/new', lazy: promotion(() => import('./pages/campaigns/EditCampaignPage.tsx')) },
              { path: '/campaigns/:campaignId', lazy: promotion(() => import('./pages/campaigns/CampaignPage.tsx')) },
              { path: '/campaigns/:campaignId/edit', lazy: promotion(() => import('./pages/campaigns/EditCampaignPage.tsx')) },
              { path: '/creators', lazy: promotion(() => import('./pages/creators/CreatorsPage.tsx')) },
              { path: '/creators/:creatorId', lazy: promotion(() => import('./pages/creators/CreatorPage.tsx')) },
              { path: '/filings', lazy: promotion(() => import('./pages/creators/FilingsPage.tsx')) },
              { path: '/captions', lazy: promotion(() => import('./pages/captions/CaptionsPage.tsx')) },
              { path: '/publications', lazy: promotion(() => import('./pages/publications/PublicationsPage.tsx')) },
              { path: '/performance', lazy: promotion(() => import('./pages/data/PerformancePage.tsx')) },
              { path: '/conversions', lazy: promotion(() => import('./pages/data/ConversionsPage.tsx')) },
              { path: '/conversions/:conversionId', lazy: promotion(() => import('./pages/data/ConversionPage.tsx')) },
              { path: '/signals', lazy: promotion(() => import('./pages/data/SignalsPage.tsx')) },
              { path: '/file-imports', lazy: promotion(() => import('./pages/data/FileImportsPage.tsx')) },
              { path: '/file-imports/:fileImportId', lazy: promotion(() => import('./pages/data/FileImportPage.tsx')) },
              { path: '/sources', lazy: promotion(() => import('./pages/data/SourcesPage.tsx')) },
              { path: '/share-plans', lazy: money(() => import('./pages/plans/PlansPage.tsx')) },
              { path: '/share-plans/new', lazy: money(() => import('./pages/plans/NewPlanPage.tsx')) },
              { path: '/share-plans/:planId', lazy: money(() => import('./pages/plans/PlanPage.tsx')) },
              { path: '/share-plans/:planId/edit', lazy: money(() => import('./pages/plans/EditPlanPage.tsx')) },
              { path: '/revenue-items', lazy: money(() => import('./pages/revenue-items/RevenueItemsPage.tsx')) },
              { path: '/settlements', lazy: money(() => import('./pages/settlements/SettlementsPage.tsx')) },
              { path: '/settlements/:settlementId', lazy: money(() => import('./pages/settlements/SettlementPage.tsx')) },
              { path: '/payouts', lazy: money(() => import('./pages/payouts/PayoutsPage.tsx')) },
              { path: '/payouts/:batchId', lazy: money(() => import('./pages/payouts/BatchPage.tsx')) },
              { path: '/payees', lazy: money(withMoneyWords(() => import('./pages/payees/PayeesPage.tsx'))) },
              { path: '/payees/:payeeId', lazy: money(withMoneyWords(() => import('./pages/payees/PayeePage.tsx'))) },
              { path: '/reconcile', lazy: money(() => import('./pages/reconcile/ReconcilePage.tsx')) },
              { path: '/reconcile/:reconciliationId', lazy: money(() => import('./pages/reconcile/ReconciliationPage.tsx')) },
              { path: '/books', lazy: money(() => import('./pages/books/BooksPage.tsx')) },
              { path: '/books/accounts/:accountId', lazy: money(() => import('./pages/books/AccountPage.tsx')) },
              { path: '/books/transfers/:transferId', lazy: money(() => import('./pages/books/TransferPage.tsx')) },
              { path: '/statements', lazy: withMoneyWords(money(() => import('./pages/statements/StatementsPage.tsx'))) },
              { path: '/statements/:statementId', lazy: withMoneyWords(money(() => import('./pages/statements/StatementPage.tsx'))) },
              { path: '/my-money', lazy: withMoneyWords(() => import('./pages/my-money/BalancePage.tsx')) },
              { path: '/my-money/statements', lazy: withMoneyWords(() => import('./pages/my-money/StatementsPage.tsx')) },
              { path: '/my-money/statements/:statementId', lazy: withMoneyWords(() => import('./pages/my-money/StatementPage.tsx')) },
              { path: '/my-money/profile', lazy: withMoneyWords(() => import('./pages/my-money/ProfilePage.tsx')) },
              { path: '/my-money/payouts', lazy: withMoneyWords(() => import('./pages/my-money/PayoutsPage.tsx')) },
              { path: '/my-money/plans', lazy: withMoneyWords(() => import('./pages/my-money/PlansPage.tsx')) },
              { path: '/rights', lazy: guarded(() => import('./pages/rights/RightsPage.tsx')) },
              { path: '/copies', lazy: guarded(() => import('./pages/copies/CopiesPage.tsx')) },
              { path: '/copies/matches/:matchId', lazy: guarded(() => import('./pages/copies/MatchPage.tsx')) },
              { path: '/copies/suspects/:suspectId', lazy: guarded(() => import('./pages/copies/SuspectPage.tsx')) },
              { path: '/cases', lazy: guarded(() => import('./pages/cases/CasesPage.tsx')) },
              { path: '/cases/incoming/:incomingId', lazy: guarded(() => import('./pages/cases/IncomingPage.tsx')) },
              { path: '/cases/:caseId', lazy: guarded(() => import('./pages/cases/CasePage.tsx')) },
              { path: '/integrations', lazy: promotion(() => import('./pages/integrations/IntegrationsPage.tsx')) },
              { path: '/settings', lazy: () => import('./pages/settings/SettingsPage.tsx') },
              { path: '*', lazy: () => import('./pages/entry/NotFoundPage.tsx') },
            ],
          },
        ],
      },
    ],
  },
];
