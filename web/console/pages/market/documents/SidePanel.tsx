/** Beside the text: core insights, who tells the same story, other languages, where it came from. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { intelligenceContract } from '../../../../../src/modules/intelligence/contract.ts';
import type { MarketDocumentDetail, RelatedDocument } from '../../../../../src/modules/intelligence/library/contract.ts';
import { call } from '../../../../shared/api/client.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { PermissionGate } from '../../../../shared/ui/PermissionGate.tsx';
import { toast } from '../../../../shared/ui/toast.tsx';
import { useTasksStarted } from '../../../shell/tasks.ts';
import { documentHref } from '../kit/places.ts';
import { publishedText } from '../kit/published.ts';
import { refreshDocuments } from './queries.ts';

const { routes } = intelligenceContract;
type Props = { document: MarketDocumentDetail };

export function SidePanel({ document }: Props) {
  return (
    <aside className="market-side">
      <Insights document={document} />
      <Family document={document} />
      <Translations document={document} />
      <Origin document={document} />
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

function Related({ one }: { one: RelatedDocument }) {
  const i18n = useI18n();
  return (
    <span className="cell-two">
      <Link to={`/market/documents/${one.id}`} lang={one.language === 'zh' ? 'zh-CN' : 'en'}>
        {one.title}
      </Link>
      <small>
        {[one.source, publishedText(i18n, one.publishedAt), i18n.format.languageName(one.language)].filter(Boolean).join(' · ')}
      </small>
    </span>
  );
}

/** Copies of one story count as one source; a person may say otherwise, and take that back. */
function Family({ document }: Props) {
  const { t } = useI18n();
  const client = useQueryClient();
  const move = useMutation({
    mutationFn: (moves: { documentId: string; familyId: string | null }[]) => call(routes.moveMarketFamily, { body: { moves } }),
    onSuccess: ({ previous }, moves) => {
      // What undoes is not offered to be undone once more.
      if (moves.every(({ familyId }) => familyId === null))
        toast.done(t('market.family.parted'), { label: t('action.undo'), run: () => move.mutate(previous) });
    },
    onError: toast.failed,
    onSettled: () => refreshDocuments(client),
  });
  const { members, reason } = document.family;
  if (members.length === 0) return null;
  return (
    <section>
      <h2>{t('market.family.title')}</h2>
      <p className="market-quiet">{t(`market.family.reason.${reason}`, { count: members.length + 1 })}</p>
      <ul className="market-related">
        {members.map((one) => (
          <li key={one.id}>
            <Related one={one} />
            <PermissionGate permission={routes.moveMarketFamily.access}>
              <Button size="small" loading={move.isPending} onClick={() => move.mutate([{ documentId: one.id, familyId: null }])}>
                {t('market.family.part')}
              </Button>
            </PermissionGate>
          </li>
        ))}
      </ul>
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

function Origin({ document }: Props) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const published = publishedText(i18n, document.publishedAt);
  const when = `${published}${document.zone ? ` (${document.zone.name}${document.zone.stated ? '' : t('market.reader.zone_assumed')})` : ''}`;
  return (
    <section>
      <h2>{t('market.reader.origin')}</h2>
      <dl className="market-card">
        <Fact name={t('market.documents.publisher')} value={document.source} />
        <Fact name={t('market.reader.author')} value={document.author} />
        <Fact name={t('market.reader.published')} value={published === null ? t('market.documents.undated') : when} />
        <Fact
          name={t('market.reader.collected')}
          value={`${format.dateTime(document.collectedAt)} · ${t(`market.source.kind.${document.sourceKind}`)}`}
        />
        <Fact name={t('market.reader.file')} value={`${document.fileName} · ${t(`market.file.kind.${document.readAs}`)}`} />
        {document.url && (
          <Fact
            name={t('market.reader.address')}
            value={
              <a href={document.url} target="_blank" rel="noreferrer noopener">
                {document.url}
              </a>
            }
          />
        )}
      </dl>
      {document.history.length > 0 && (
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
      )}
    </section>
  );
}

function Fact({ name, value }: { name: string; value: ReactNode }) {
  if (!value) return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
