/** What is chosen, and what can be done with all of it at once; it stays in sight while one scrolls. */
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useI18n } from '../i18n/i18n.ts';
import './table.css';

export function BulkBar({ count, onClear, children }: { count: number; onClear: () => void; children: ReactNode }) {
  const { t } = useI18n();
  if (count === 0) return null;
  return (
    <div className="bulk-bar" role="region" aria-label={t('table.bulk')}>
      <span aria-live="polite">{t('table.chosen', { count })}</span>
      {children}
      <Button type="text" onClick={onClear}>
        {t('table.clear')}
      </Button>
    </div>
  );
}
