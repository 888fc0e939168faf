/** Where a document came from and what it says of itself: as it was read, and as a person put it right. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { intelligenceContract } from '../../../../../src/modules/intelligence/contract.ts';
import type { DocumentHead, MarketDocumentDetail } from '../../../../../src/modules/intelligence/library/contract.ts';
import { call } from '../../../../shared/api/client.ts';
import { useI18n, type I18n } from '../../../../shared/i18n/i18n.ts';
import { PermissionGate } from '../../../../shared/ui/PermissionGate.tsx';
import { toast } from '../../../../shared/ui/toast.tsx';
import { useUrlState } from '../../../../shared/ui/url-state.ts';
import { useNow } from '../../../../shared/ui/use-now.ts';
import { publishedText } from '../kit/published.ts';
import { CorrectDrawer } from './CorrectDrawer.tsx';
import { refreshMarket } from './queries.ts';

const { routes } = intelligenceContract;

export function OriginPanel({ document }: { document: MarketDocumentDetail }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const [act, setAct] = useUrlState<string>('act', '', true);
  const asRead = document.correction?.asRead;
  /** What was read, where that is something else. */
  const former = (of: (head: DocumentHead) => string | null): string | null =>
    asRead && of(asRead) !== of(document) ? (of(asRead) ?? t('market.correct.nothing')) : null;
  const when = (head: DocumentHead) => whenText(i18n, head);
  return (
    <section>
      <h2>{t('market.reader.origin')}</h2>
      <dl className="market-card">
        {former(({ title }) => title) !== null && (
          <Fact name={t('market.correct.headline')} value={document.title} asRead={former(({ title }) => title)} />
        )}
        <Fact name={t('market.documents.publisher')} value={document.source} asRead={former(({ source }) => source)} />
        <Fact name={t('market.reader.author')} value={document.author} asRead={former(({ author }) => author)} />
        <Fact name={t('market.reader.published')} value={when(document) ?? t('market.documents.undated')} asRead={former(when)} />
        <Fact
          name={t('market.reader.collected')}
          value={`${format.dateTime(document.collectedAt)} · ${t(`market.source.kind.${document.sourceKind}`)}`}
        />
        <Fact name={t('market.reader.file')} value={`${document.fileName} · ${t(`market.file.kind.${document.readAs}`)}`} />
        <Fact
          name={t('market.reader.address')}
          value={
            document.url && (
              <a href={document.url} target="_blank" rel="noreferrer noopener">
                {document.url}
              </a>
            )
          }
        />
      </dl>
      <Corrected document={document} onCorrect={() => setAct('correct')} />
      <History document={document} />
      {act === 'correct' && <CorrectDrawer document={document} onClose={() => setAct(null)} />}
    </section>
  );
}

/** The day and the time as a document has them, with the zone. */
function whenText(i18n: I18n, { publishedAt, zone }: DocumentHead): string | null {
  const published = publishedText(i18n, publishedAt);
  return published === null
    ? null
    : `${published}${zone ? ` (${zone.name}${zone.stated ? '' : i18n.t('market.reader.zone_assumed')})` : ''}`;
}

function Corrected({ document, onCorrect }: { document: MarketDocumentDetail; onCorrect: () => void }) {
  const { t, format } = useI18n();
  const now = useNow();
  const client = useQueryClient();
  const { correction } = document;
  const undo = useMutation({
    mutationFn: () => call(routes.undoMarketCorrection, { params: { documentId: document.id } }),
    onSuccess: () => toast.done(t('market.correct.undone')),
    onError: toast.failed,
    onSettled: () => refreshMarket(client),
  });
  return (
    <>
      {correction && (
        <p className="market-quiet">
          {[t('market.correct.by', { by: correction.by, when: format.ago(correction.at, now) }), correction.note]
            .filter(Boolean)
            .join(' · ')}
        </p>
      )}
      <div className="market-side-acts">
        <PermissionGate permission={routes.correctMarketDocument.access}>
          <Button size="small" onClick={onCorrect}>
            {t('market.correct.do')}
          </Button>
        </PermissionGate>
        {correction && (
          <PermissionGate permission={routes.undoMarketCorrection.access}>
            <Button size="small" loading={undo.isPending} onClick={() => undo.mutate()}>
              {t('market.correct.undo')}
            </Button>
          </PermissionGate>
        )}
      </div>
    </>
  );
}

function History({ document }: { document: MarketDocumentDetail }) {
  const { t, format } = useI18n();
  if (document.history.length === 0) return null;
  return (
    <>
      <h3>{t('market.reader.history')}</h3>
      <ul className="market-related">
        {document.history.map((one) => (
          <li key={one.id}>
            <Link to={`/market/documents/${one.id}`}>{one.title}</Link>
            <small className="market-quiet">{format.dateTime(one.collectedAt)}</small>
          </li>
        ))}
      </ul>
    </>
  );
}

function Fact({ name, value, asRead = null }: { name: string; value: ReactNode; asRead?: string | null }) {
  const { t } = useI18n();
  if (!value && asRead === null) return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {value || t('market.correct.nothing')}
        {asRead !== null && <small className="market-as-read">{t('market.correct.as_read', { value: asRead })}</small>}
      </dd>
    </div>
  );
}
