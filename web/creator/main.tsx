import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { queryClient } from '../shared/api/query.ts';
import { startI18n } from '../shared/i18n/i18n.ts';
import '../shared/theme/tokens.css';
import { ToastShelf } from '../shared/ui/toast.tsx';
import './ui/base.css';
import { App } from './routes.tsx';
import { keepShell } from './shell/install.ts';

await startI18n();
keepShell();

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <App />
      <ToastShelf />
    </QueryClientProvider>
  </StrictMode>,
);
