/** The text of a document: figures underlined with what was read of them, and the place that the address points at lit and in sight. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { Popover } from 'antd';
import { Fragment, useEffect, useMemo, useRef, type ReactNode } from 'react';
import { useLocation } from 'react-router';
import type { Figure as FigureRecord } from '../../../../../src/modules/intelligence/figures/contract.ts';
import type { MarketDocumentDetail, MarketParagraph } from '../../../../../src/modules/intelligence/library/contract.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { Icon } from '../../../../shared/ui/Icon.tsx';
import { MoreOnSight } from '../../../../shared/ui/MoreOnSight.tsx';
import { EmptyState, ErrorState, LoadingLines } from '../../../../shared/ui/states.tsx';
import { Figure, PeriodLabel, StatusTag } from '../kit/Figure.tsx';
import { useMarketNames } from '../kit/metrics.ts';
import { readPlace, type Place } from '../kit/places.ts';
import { figuresQuery, paragraphsQuery } from './queries.ts';
import { segmentsOf } from './segments.ts';

type Figures = ReadonlyMap<string, readonly FigureRecord[]>;

export function Reader({ document }: { document: MarketDocumentDetail }) {
  const { t } = useI18n();
  const { hash } = useLocation();
  const place = useMemo(() => readPlace(hash), [hash]);
  const text = useInfiniteQuery(paragraphsQuery(document.id));
  const figures = useInfiniteQuery(figuresQuery(document.id));
  const { hasNextPage: moreFigures, isFetching: asksFigures, fetchNextPage: nextFigures } = figures;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = text;
  const paragraphs = useMemo(() => text.data?.pages.flatMap(({ items }) => items) ?? [], [text.data]);
  const byAnchor: Figures = useMemo(
    () => Map.groupBy(figures.data?.pages.flatMap(({ items }) => items) ?? [], ({ citation }) => citation.anchor),
    [figures.data],
  );
  useEffect(() => {
    if (moreFigures && !asksFigures) void nextFigures();
  }, [moreFigures, asksFigures, nextFigures]);
  // What the address points at may lie further down than what is here.
  const missing = place !== null && paragraphs.length > 0 && place.index > paragraphs.at(-1)!.index;
  useEffect(() => {
    if (missing && hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [missing, hasNextPage, isFetchingNextPage, fetchNextPage]);
  useInSight(place, paragraphs);
  if (text.isPending) return <LoadingLines lines={12} height={20} />;
  if (text.error && paragraphs.length === 0) return <ErrorState error={text.error} onRetry={() => void text.refetch()} />;
  if (paragraphs.length === 0) return <EmptyState icon="text" title={t('market.reader.empty')} text={t('market.reader.empty_text')} />;
  const lost = place !== null && !missing && !paragraphs.some(({ anchor }) => anchor === place.anchor);
  return (
    <article className="market-text" lang={document.language === 'zh' ? 'zh-CN' : 'en'}>
      {lost && (
        <p className="market-broken" role="alert">
          <Icon name="warn" size={16} /> {t('market.citation.broken')}
        </p>
      )}
      {blocksOf(paragraphs.filter((one) => !isTitle(one, document, place))).map((block) =>
        Array.isArray(block) ? (
          <Table key={block[0]!.anchor} rows={block} figures={byAnchor} place={place} />
        ) : (
          <Block key={block.anchor} paragraph={block} figures={byAnchor} place={place} />
        ),
      )}
      {hasNextPage && <MoreOnSight busy={isFetchingNextPage} onSight={() => void fetchNextPage()} />}
    </article>
  );
}

/** Brings the paragraph into sight once it is there, and no second time while one reads on. */
function useInSight(place: Place | null, paragraphs: readonly MarketParagraph[]): void {
  const shown = useRef<string | null>(null);
  const there = place !== null && paragraphs.some(({ anchor }) => anchor === place.anchor);
  useEffect(() => {
    if (!place || !there || shown.current === place.anchor) return;
    shown.current = place.anchor;
    document.getElementById(place.anchor)?.scrollIntoView({ block: 'center' });
  }, [place, there]);
}

/** The title stands above the page already; it is shown again only where an address points at it. */
function isTitle({ kind, text, anchor }: MarketParagraph, document: MarketDocumentDetail, place: Place | null): boolean {
  return kind === 'heading' && text === document.title && place?.anchor !== anchor;
}

/** Rows of one table stand together; everything else by itself. */
function blocksOf(paragraphs: readonly MarketParagraph[]): (MarketParagraph | MarketParagraph[])[] {
  const blocks: (MarketParagraph | MarketParagraph[])[] = [];
  for (const paragraph of paragraphs) {
    const last = blocks.at(-1);
    const isRow = paragraph.kind === 'row' && paragraph.cells !== null;
    if (isRow && Array.isArray(last) && last[0]!.caption === paragraph.caption) last.push(paragraph);
    else blocks.push(isRow ? [paragraph] : paragraph);
  }
  return blocks;
}

type BlockProps = { paragraph: MarketParagraph; figures: Figures; place: Place | null };

function Block({ paragraph, figures, place }: BlockProps) {
  const { t } = useI18n();
  const { kind, anchor, text, intact } = paragraph;
  const here = place?.anchor === anchor;
  const name = `paragraph-${kind}${here ? ' is-here' : ''}`;
  const words = <Words paragraph={paragraph} from={0} to={text.length} figures={figures} place={place} />;
  if (kind === 'heading')
    return (
      <h2 id={anchor} className={name}>
        {words}
      </h2>
    );
  if (kind === 'item')
    return (
      <div id={anchor} className={name} role="listitem">
        {words}
      </div>
    );
  return (
    <p id={anchor} className={name}>
      {words}
      {!intact && (
        <span className="market-broken" role="alert">
          <Icon name="warn" size={14} /> {t('market.reader.not_intact')}
        </span>
      )}
    </p>
  );
}

function Table({ rows, figures, place }: { rows: readonly MarketParagraph[]; figures: Figures; place: Place | null }) {
  const [first] = rows;
  const heads = first!.cells!.map(({ head }) => head);
  return (
    <div className="market-table" tabIndex={0} role="region" aria-label={first!.caption ?? undefined}>
      <table>
        {first!.caption && <caption>{first!.caption}</caption>}
        {heads.some((head) => head !== null) && (
          <thead>
            <tr>
              {heads.map((head, index) => (
                <th key={index} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
        )}
        <tbody>
          {rows.map((row) => (
            <tr key={row.anchor} id={row.anchor} className={place?.anchor === row.anchor ? 'is-here' : undefined}>
              {row.cells!.map(({ start, end }, index) => (
                <td key={index}>
                  <Words paragraph={row} from={start} to={end} figures={figures} place={place} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Words({ paragraph, from, to, figures, place }: BlockProps & { from: number; to: number }): ReactNode {
  const { anchor, text } = paragraph;
  const lit = place?.anchor === anchor && place.start !== null && place.end !== null ? { start: place.start, end: place.end } : null;
  const own = (figures.get(anchor) ?? []).filter(({ citation }) => citation.intact && citation.start >= from);
  return segmentsOf(from, to, own, lit).map(({ start, end, figure, lit: isLit }) => {
    const words = text.slice(start, end);
    const shown = isLit ? <mark className="market-mark">{words}</mark> : words;
    return (
      <Fragment key={start}>
        {figure ? (
          <Popover trigger="click" content={<FigureCard figure={figure} />}>
            <button type="button" className={figure.ruling?.excluded ? 'market-underlined is-excluded' : 'market-underlined'}>
              {shown}
            </button>
          </Popover>
        ) : (
          shown
        )}
      </Fragment>
    );
  });
}

/** What was read of a figure. */
function FigureCard({ figure }: { figure: FigureRecord }) {
  const { t } = useI18n();
  const names = useMarketNames();
  return (
    <dl className="market-card">
      <dt>{t('market.reader.metric')}</dt>
      <dd>
        {names.metric(figure.metric)}
        {t.exists(`market.measure.${figure.measure}`) && figure.measure !== 'level' && ` · ${t(`market.measure.${figure.measure}`)}`}
      </dd>
      <dt>{t('market.reader.value')}</dt>
      <dd>
        <Figure figure={figure} />
      </dd>
      <dt>{t('market.reader.period')}</dt>
      <dd>
        <PeriodLabel period={figure.period} />
        {figure.basePeriod && (
          <small>
            {' '}
            {t('market.reader.base')} <PeriodLabel period={figure.basePeriod} />
          </small>
        )}
      </dd>
      <dt>{t('market.reader.status')}</dt>
      <dd>
        <StatusTag status={figure.status} asWorded={figure.statusAsWorded} />
      </dd>
      {(figure.region ?? figure.entity) !== null && (
        <>
          <dt>{t('market.reader.of')}</dt>
          <dd>{[figure.entity, figure.region && names.region(figure.region)].filter(Boolean).join(' · ')}</dd>
        </>
      )}
      {figure.ruling && (
        <>
          <dt>{t('market.reader.ruled')}</dt>
          <dd>{figure.ruling.excluded ? t('market.reader.excluded') : figure.ruling.note || figure.ruling.by}</dd>
        </>
      )}
    </dl>
  );
}
