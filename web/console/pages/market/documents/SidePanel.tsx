/** Beside the text: core insights, who tells the same story, other languages, where it came from. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { Link } from 'react-router';
import { intelligenceContract } from '../../../../../src/modules/intelligence/contract.ts';
import type { MarketDocumentDetail } from '../../../../../src/modules/intelligence/library/contract.ts';
import { call } from '../../../../shared/api/client.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { PermissionGate } from '../../../../shared/ui/PermissionGate.tsx';
import { toast } from '../../../../shared/ui/toast.tsx';
import { useTasksStarted } from '../../../shell/tasks.ts';
import { documentHref } from '../kit/places.ts';
import { FamilyPanel } from './FamilyPanel.tsx';
import { OriginPanel } from './OriginPanel.tsx';
import { refreshDocuments } from './queries.ts';
import { Related } from './Related.tsx';
import './correct.css';

const { routes } = intelligenceContract;
type Props = { document: MarketDocumentDetail };

export function SidePanel({ document }: Props) {
  return (
    <aside className="market-side">
      <Insights document={document} />
      <FamilyPanel document={document} />
      <Translations document={document} />
      <OriginPanel document={document} />
    </aside>
  );
}

function Insights({ document }: Props) {
  const { t } = useI18n();
  if (document.insights.length === 0) return null;
  return (
    <section>
      <h2>{t('market.reader.insights')}</h2>
      {document.insights.map(({ group, sentences }) => (
        <details key={group} open={document.insights.length <= 3}>
          <summary>{group || document.title}</summary>
          <ul>
            {sentences.map(({ text, citation }) => (
              <li key={`${citation.anchor} ${citation.start}`}>
                <Link to={documentHref(citation)}>{text}</Link>
              </li>
            ))}
          </ul>
        </details>
      ))}
    </section>
  );
}

function Translations({ document }: Props) {
  const { t, format } = useI18n();
  const client = useQueryClient();
  const started = useTasksStarted();
  const { original, marked, suggested, model, possible } = document.translations;
  const after = { onError: toast.failed, onSettled: () => refreshDocuments(client) };
  const mark = useMutation({
    mutationFn: ({ id, originalId }: { id: string; originalId: string | null }) =>
      call(routes.setMarketTranslation, { params: { documentId: id }, body: { originalId } }),
    ...after,
  });
  const translate = useMutation({
    mutationFn: () => call(routes.translateMarketDocument, { params: { documentId: document.id } }),
    onSuccess: () => {
      started();
      toast.done(t('market.translation.started'));
    },
    ...after,
  });
  if (!original && marked.length === 0 && suggested.length === 0 && !model && !possible) return null;
  return (
    <section>
      <h2>{t('market.translation.title')}</h2>
      <ul className="market-related">
        {original && (
          <li>
            <span>{t('market.translation.of')}</span>
            <Related one={original} />
            <PermissionGate permission={routes.setMarketTranslation.access}>
              <Button size="small" onClick={() => mark.mutate({ id: document.id, originalId: null })}>
                {t('market.translation.unmark')}
              </Button>
            </PermissionGate>
          </li>
        )}
        {marked.map((one) => (
          <li key={one.id}>
            <Related one={one} />
            <PermissionGate permission={routes.setMarketTranslation.access}>
              <Button size="small" onClick={() => mark.mutate({ id: one.id, originalId: null })}>
                {t('market.translation.unmark')}
              </Button>
            </PermissionGate>
          </li>
        ))}
        {suggested.map((one) => (
          <li key={one.id}>
            <Related one={one} />
            <small className="market-quiet">{t('market.translation.shared', { count: one.sharedFigures })}</small>
            <PermissionGate permission={routes.setMarketTranslation.access}>
              <Button size="small" onClick={() => mark.mutate({ id: one.id, originalId: document.id })}>
                {t('market.translation.mark')}
              </Button>
            </PermissionGate>
          </li>
        ))}
      </ul>
      {model && (
        <p className="market-quiet">
          {t('market.translation.model', {
            language: format.languageName(model.language),
            model: model.model,
            kept: model.kept,
            count: model.dropped,
          })}
        </p>
      )}
      {possible && !original && marked.length === 0 && (
        <PermissionGate permission={routes.translateMarketDocument.access}>
          <Button size="small" loading={translate.isPending} onClick={() => translate.mutate()}>
            {t(model ? 'market.translation.again' : 'market.translation.make')}
          </Button>
        </PermissionGate>
      )}
    </section>
  );
}
