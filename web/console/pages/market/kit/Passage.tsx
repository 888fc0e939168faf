/** A quoted stretch with what is around it: who said it, when, and the way to its place in the document. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Citation } from '../../../../../src/modules/intelligence/citations/contract.ts';
import { intelligenceContract } from '../../../../../src/modules/intelligence/contract.ts';
import { call } from '../../../../shared/api/client.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { Icon } from '../../../../shared/ui/Icon.tsx';
import { documentHref } from './places.ts';
import { publishedText } from './published.ts';
import './market.css';

/** The block of one citation; `whole` asks for the paragraph around the quote. Several stand side by side in `.market-passages`. */
export function Passage({ citation, whole = false, children }: { citation: Citation; whole?: boolean; children?: ReactNode }) {
  const i18n = useI18n();
  const { t } = i18n;
  return (
    <article className={citation.intact ? 'market-passage' : 'market-passage is-broken'}>
      <header>
        <strong>{citation.title || t('market.citation.gone')}</strong>
        <small>{[citation.source, publishedText(i18n, citation.publishedAt)].filter(Boolean).join(' · ')}</small>
        {citation.aside && (
          <small className="market-aside">
            <Icon name="warn" size={13} /> {t(`market.citation.aside_${citation.aside}`)}
          </small>
        )}
      </header>
      {citation.intact ? (
        <blockquote lang={citation.language === 'zh' ? 'zh-CN' : 'en'}>
          {whole ? <Around citation={citation} /> : <mark>{citation.quote}</mark>}
        </blockquote>
      ) : (
        <p className="market-broken" role="alert">
          <Icon name="warn" size={16} /> {t(citation.title === '' ? 'market.citation.gone_text' : 'market.citation.broken')}
        </p>
      )}
      {children}
      {citation.title !== '' && (
        <Link className="market-open" to={citation.intact ? documentHref(citation) : `/market/documents/${citation.documentId}`}>
          {t('market.citation.open')} <Icon name="right" size={13} />
        </Link>
      )}
    </article>
  );
}

/** The paragraph of a quote with the quote lit; the quote alone until it is there, or where it is so no longer. */
function Around({ citation }: { citation: Citation }) {
  const index = Number(citation.anchor.slice(1, citation.anchor.indexOf('-')));
  const paragraph = useQuery({
    queryKey: ['market', 'paragraph', citation.documentId, citation.anchor],
    queryFn: ({ signal }) =>
      call(
        intelligenceContract.routes.listMarketParagraphs,
        { params: { documentId: citation.documentId }, query: { from: index, limit: 1 } },
        { signal },
      ),
    staleTime: Infinity,
  }).data?.items[0];
  if (paragraph?.anchor !== citation.anchor) return <mark>{citation.quote}</mark>;
  return (
    <>
      {paragraph.text.slice(0, citation.start)}
      <mark>{citation.quote}</mark>
      {paragraph.text.slice(citation.end)}
    </>
  );
}
