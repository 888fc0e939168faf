import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createBrowserRouter } from 'react-router';
import { RouterProvider } from 'react-router/dom';
import { queryClient, whenSignedOut } from '../shared/api/query.ts';
import { startI18n } from '../shared/i18n/i18n.ts';
import { AntdFrame } from '../shared/theme/AntdFrame.tsx';
import '../shared/theme/tokens.css';
import { ToastShelf } from '../shared/ui/toast.tsx';
import { routes } from './routes.tsx';

await startI18n();
const router = createBrowserRouter(routes);

whenSignedOut(() => {
  const { pathname, search } = router.state.location;
  if (pathname === '/sign-in') return;
  queryClient.removeQueries({ queryKey: ['me'] });
  void router.navigate(`/sign-in?next=${encodeURIComponent(pathname + search)}`, { replace: true });
});

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <AntdFrame>
        <RouterProvider router={router} />
        <ToastShelf />
      </AntdFrame>
    </QueryClientProvider>
  </StrictMode>,
);
