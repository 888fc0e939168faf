/** Both languages beside one another, paragraph by paragraph. */
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { MarketDocumentDetail } from '../../../../../src/modules/intelligence/library/contract.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { ErrorState, LoadingLines, Notice } from '../../../../shared/ui/states.tsx';
import { sideQuery } from './queries.ts';

export function SideBySideView({ document }: { document: MarketDocumentDetail }) {
  const { t } = useI18n();
  const side = useQuery(sideQuery(document.id));
  if (side.isPending) return <LoadingLines lines={12} height={20} />;
  if (side.error) return <ErrorState error={side.error} onRetry={() => void side.refetch()} />;
  const { kind, other, rows } = side.data;
  const [here, there] = document.language === 'zh' ? ['zh-CN', 'en'] : ['en', 'zh-CN'];
  return (
    <section className="market-both">
      {kind === 'model' && (
        <Notice tone="info">
          {t('market.translation.by_model', {
            model: document.translations.model?.model ?? '',
            count: document.translations.model?.dropped ?? 0,
          })}
        </Notice>
      )}
      <div className="market-both-head">
        <strong>{document.title}</strong>
        {other ? <Link to={`/market/documents/${other.id}`}>{other.title}</Link> : <strong>{t('market.translation.title')}</strong>}
      </div>
      {rows.map(({ left, right }) => (
        <div key={left[0]?.anchor ?? right[0]?.anchor} className="market-pair">
          <div lang={here}>
            {left.map(({ anchor, text }) => (
              <p key={anchor}>{text}</p>
            ))}
          </div>
          <div lang={there}>
            {right.map(({ anchor, text }) => (
              <p key={anchor ?? text}>{text}</p>
            ))}
            {right.length === 0 && kind === 'model' && <p className="market-quiet">{t('market.translation.left_out')}</p>}
          </div>
        </div>
      ))}
    </section>
  );
}
