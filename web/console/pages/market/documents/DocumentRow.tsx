import { Link } from 'react-router';
import type { MarketDocument } from '../../../../../src/modules/intelligence/library/contract.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { Badge } from '../../../../shared/ui/PageFrame.tsx';
import { publishedText } from '../kit/published.ts';

/** A document in a list: title, who, when, its first sentence, what was read of it. */
export function DocumentRow({ document }: { document: MarketDocument }) {
  return (
    <li className="market-document">
      <Link className="market-title" to={`/market/documents/${document.id}`} lang={document.language === 'zh' ? 'zh-CN' : 'en'}>
        {document.title}
      </Link>
      <DocumentFacts document={document} />
      {document.lead !== '' && <p lang={document.language === 'zh' ? 'zh-CN' : 'en'}>{document.lead}</p>}
    </li>
  );
}

/** Who published it and when, and what stands out of it. */
export function DocumentFacts({ document, copies = 0 }: { document: MarketDocument; copies?: number }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const published = publishedText(i18n, document.publishedAt);
  const others = Math.max(copies, document.familySize - 1);
  return (
    <span className="market-facts">
      <span>{[document.source, published ?? t('market.documents.undated')].filter(Boolean).join(' · ')}</span>
      <span>{format.languageName(document.language)}</span>
      <span>{t('market.documents.figures', { count: document.claimCount })}</span>
      {others > 0 && <Badge>{t('market.documents.copies', { count: others })}</Badge>}
      {document.translationOf !== null && <Badge>{t('market.documents.translation')}</Badge>}
      {document.correction !== null && <Badge>{t('market.correct.badge')}</Badge>}
      {document.replacedBy !== null && <Badge tone="warn">{t('market.documents.replaced')}</Badge>}
      {document.archivedAt !== null && <Badge tone="warn">{t('market.documents.archived')}</Badge>}
      {document.warnings.length > 0 && <Badge tone="warn">{t('market.documents.warnings', { count: document.warnings.length })}</Badge>}
    </span>
  );
}
