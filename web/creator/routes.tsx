/** The map of the creator's app: every address below /creator, and the page that owns it. Pages load when they are first visited. */
import { lazy } from 'react';
import { HomePage } from './pages/home/HomePage.tsx';
import { withMoneyWords } from '../shared/money/money-words.ts';
import { usePage, type Page } from './router.tsx';
import { Shell } from './shell/Shell.tsx';
import { Threshold } from './shell/Threshold.tsx';

/** Pages for who is not, or not yet, signed in. */
const before: readonly Page[] = [
  ['/join/:token', lazy(() => import('./pages/entry/JoinPage.tsx'))],
  ['/sign-up/:token', lazy(() => import('./pages/entry/SignUpPage.tsx'))],
  ['/sign-in', lazy(() => import('./pages/entry/SignInPage.tsx'))],
];
const CampaignPage = lazy(() => import('./pages/market/CampaignPage.tsx'));
const OrdersPage = lazy(withMoneyWords(() => import('./pages/orders/OrdersPage.tsx')));
const StatementPage = lazy(withMoneyWords(() => import('./pages/money/StatementPage.tsx')));
const inside: readonly Page[] = [
  ['/', HomePage],
  ['/market', lazy(() => import('./pages/market/MarketPage.tsx'))],
  ['/campaigns/:campaignId', CampaignPage],
  // As notifications name it.
  ['/market/:campaignId', CampaignPage],
  ['/campaigns/:campaignId/watch', lazy(() => import('./pages/market/ViewerPage.tsx'))],
  ['/claims', lazy(() => import('./pages/claims/ClaimsPage.tsx'))],
  ['/claims/:claimId', lazy(() => import('./pages/claims/ClaimPage.tsx'))],
  ['/money', lazy(withMoneyWords(() => import('./pages/money/BalancePage.tsx')))],
  ['/money/statements', lazy(withMoneyWords(() => import('./pages/money/StatementsPage.tsx')))],
  ['/money/statements/:statementId', StatementPage],
  ['/money/profile', lazy(withMoneyWords(() => import('./pages/money/ProfilePage.tsx')))],
  ['/money/payouts', lazy(withMoneyWords(() => import('./pages/money/PayoutsPage.tsx')))],
  ['/money/plans', lazy(withMoneyWords(() => import('./pages/money/PlansPage.tsx')))],
  ['/orders', OrdersPage],
  // As notifications of money name it.
  ['/earnings', OrdersPage],
  ['/orders/:conversionId', lazy(() => import('./pages/orders/OrderPage.tsx'))],
  ['/me', lazy(() => import('./pages/profile/ProfilePage.tsx'))],
  ['/accounts', lazy(() => import('./pages/profile/AccountsPage.tsx'))],
  ['/publications', lazy(() => import('./pages/profile/PublicationsPage.tsx'))],
  ['/copies', lazy(() => import('./pages/copies/CopiesPage.tsx'))],
  ['/notices', lazy(() => import('./pages/copies/NoticesPage.tsx'))],
  ['/notices/:noticeId', lazy(() => import('./pages/copies/NoticePage.tsx'))],
  ['/notifications', lazy(() => import('./pages/profile/NotificationsPage.tsx'))],
  ['/notifications/preferences', lazy(() => import('./pages/profile/PreferencesPage.tsx'))],
  ['/terms', lazy(() => import('./pages/profile/TermsPage.tsx'))],
  ['*', lazy(() => import('./pages/entry/NotFoundPage.tsx'))],
];

export function App() {
  const entry = usePage(before);
  const page = usePage(inside);
  return entry ? <Threshold>{entry}</Threshold> : <Shell>{page}</Shell>;
}
