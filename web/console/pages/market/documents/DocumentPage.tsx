/** A document as one reads it: its text with what was read of it underlined, and beside it who says the same, in which language, since when. */
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { intelligenceContract } from '../../../../../src/modules/intelligence/contract.ts';
import type { MarketDocumentDetail } from '../../../../../src/modules/intelligence/library/contract.ts';
import { ApiError, hrefOf } from '../../../../shared/api/client.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { Icon } from '../../../../shared/ui/Icon.tsx';
import { LinkTabs, PageFrame } from '../../../../shared/ui/PageFrame.tsx';
import { EmptyState, ErrorState, LoadingLines, Notice } from '../../../../shared/ui/states.tsx';
import { LinkButton } from '../../../../shared/ui/LinkButton.tsx';
import { useUrlState } from '../../../../shared/ui/url-state.ts';
import { DocumentActs } from './DocumentActs.tsx';
import { DocumentFacts } from './DocumentRow.tsx';
import { documentQuery } from './queries.ts';
import { Reader } from './Reader.tsx';
import { SideBySideView } from './SideBySideView.tsx';
import { SidePanel } from './SidePanel.tsx';
import './documents.css';

export function Component() {
  const { t } = useI18n();
  const { documentId = '' } = useParams();
  const document = useQuery(documentQuery(documentId));
  const back = { to: '/market/documents', label: t('nav.market_documents') };
  if (document.isPending)
    return (
      <PageFrame title={t('state.loading')} back={back}>
        <LoadingLines lines={10} />
      </PageFrame>
    );
  if (document.error)
    return (
      <PageFrame title={t('market.reader.title')} back={back}>
        {document.error instanceof ApiError && document.error.status === 404 ? (
          <EmptyState
            icon="text"
            title={t('market.reader.gone')}
            text={t('error.intelligence.document_not_found')}
            action={<LinkButton to="/market/documents">{t('nav.market_documents')}</LinkButton>}
          />
        ) : (
          <ErrorState error={document.error} onRetry={() => void document.refetch()} />
        )}
      </PageFrame>
    );
  return <Loaded document={document.data} back={back} />;
}

function Loaded({ document, back }: { document: MarketDocumentDetail; back: { to: string; label: string } }) {
  const { t, format } = useI18n();
  const [view] = useUrlState<string>('view', 'text');
  const { translations } = document;
  const beside = translations.original !== null || translations.marked.length > 0 || translations.model !== null;
  const here = `/market/documents/${document.id}`;
  const download = hrefOf(intelligenceContract.routes.readMarketOriginal, { params: { documentId: document.id } });
  return (
    <PageFrame
      title={document.title}
      back={back}
      lead={<DocumentFacts document={document} />}
      actions={
        <>
          <a className="market-download" href={download} download>
            <Icon name="download" size={16} /> {t('market.reader.original')}
          </a>
          <DocumentActs document={document} />
        </>
      }
    >
      <Warnings document={document} />
      {beside && (
        <LinkTabs
          label={t('market.reader.title')}
          current={view === 'both' ? 'both' : 'text'}
          tabs={[
            { key: 'text', to: here, label: format.languageName(document.language) },
            { key: 'both', to: `${here}?view=both`, label: t('market.reader.both') },
          ]}
        />
      )}
      {view === 'both' && beside ? (
        <SideBySideView document={document} />
      ) : (
        <div className="market-reader">
          <Reader document={document} />
          <SidePanel document={document} />
        </div>
      )}
    </PageFrame>
  );
}

/** What a reader should know before the first line. */
function Warnings({ document }: { document: MarketDocumentDetail }) {
  const { t } = useI18n();
  return (
    <div className="market-warnings">
      {document.archivedAt !== null && <Notice tone="warn">{t('market.reader.archived')}</Notice>}
      {document.replacedBy !== null && (
        <Notice
          tone="warn"
          action={
            <LinkButton size="small" to={`/market/documents/${document.replacedBy}`}>
              {t('market.reader.newer')}
            </LinkButton>
          }
        >
          {t('market.reader.replaced')}
        </Notice>
      )}
      {document.warnings.map(({ code, params }) => (
        <Notice key={code} tone="warn">
          {t.exists(`warning.${code}`, params)
            ? t(`warning.${code}`, params)
            : t.exists(code)
              ? t(code, params)
              : t('market.reader.warning', { code })}
        </Notice>
      ))}
    </div>
  );
}
