/** Numbered chips behind a sentence: each opens the passage that bears it. */
import { Drawer } from 'antd';
import { useState } from 'react';
import type { Citation } from '../../../../../src/modules/intelligence/citations/contract.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { Passage } from './Passage.tsx';
import './market.css';

/** `from` is the number of the first, where the sentences of a page count on. A broken citation is shown as such and quotes nothing. */
export function Citations({ items, from = 1 }: { items: readonly Citation[]; from?: number }) {
  const { t } = useI18n();
  const [open, setOpen] = useState<number | null>(null);
  if (items.length === 0) return null;
  return (
    <span className="market-citations">
      {items.map((one, index) => (
        <button
          key={`${one.documentId} ${one.anchor} ${one.start} ${one.end}`}
          type="button"
          className={one.intact ? 'market-chip' : 'market-chip is-broken'}
          aria-label={t(one.intact ? 'market.citation.chip' : 'market.citation.chip_broken', { number: from + index, title: one.title })}
          title={one.title}
          onClick={() => setOpen(index)}
        >
          {from + index}
        </button>
      ))}
      {open !== null && (
        <Drawer
          open
          title={t('market.citation.title', { count: items.length })}
          onClose={() => setOpen(null)}
          size="min(520px, 100vw)"
          styles={{ body: { padding: '12px 20px 24px' } }}
          closable={{ 'aria-label': t('action.close') }}
        >
          <div className="market-drawer">
            {/* The one that was pressed stands first. */}
            {[items[open]!, ...items.filter((_, index) => index !== open)].map((one) => (
              <Passage key={`${one.documentId} ${one.anchor} ${one.start}`} citation={one} whole />
            ))}
          </div>
        </Drawer>
      )}
    </span>
  );
}
