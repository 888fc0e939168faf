/** The drawing of a series: points to point at and to press, on a plain scale or one of powers, and as a picture to take away. */
import { Button } from 'antd';
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import type { MarketSeries, SeriesPoint } from '../../../../../src/modules/intelligence/figures/contract.ts';
import '../../../../shared/charts/chart.css';
import { chartColours } from '../../../../shared/charts/palette.ts';
import { useI18n, type I18n } from '../../../../shared/i18n/i18n.ts';
import { useTheme } from '../../../../shared/theme/theme.ts';
import { Icon } from '../../../../shared/ui/Icon.tsx';
import { ErrorState } from '../../../../shared/ui/states.tsx';
import { toast } from '../../../../shared/ui/toast.tsx';
import { useUrlState } from '../../../../shared/ui/url-state.ts';
import { figureText, periodText } from '../kit/figures.ts';
import { documentHref } from '../kit/places.ts';
import { publishedText } from '../kit/published.ts';
import { drawingOf, type DrawingWords } from './drawing.ts';
import type { ECharts } from './engine.ts';
import { savePicture } from './picture.ts';
import { scopeText, useNames } from './words.ts';

/** Below this width five kinds of marks do not stand in one line. */
const narrowPx = 480;

export function SeriesChart({ series }: { series: MarketSeries }) {
  const i18n = useI18n();
  const { t, language } = i18n;
  const { dark } = useTheme();
  const names = useNames();
  const navigate = useNavigate();
  const [scale, setScale] = useUrlState<string>('scale', 'plain');
  const [failed, setFailed] = useState<unknown>(null);
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<ECharts | null>(null);
  const id = useId();
  // The words change with the language and the place's name alone.
  const regionName = names.region(series.key.region);
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  const words = useMemo(() => wordsOf(i18n, regionName, series), [language, regionName, series]);
  const log = scale === 'log';
  useEffect(() => {
    let gone = false;
    let watcher: ResizeObserver | null = null;
    const byId = new Map(series.points.map((point) => [point.id, point]));
    import('./engine.ts')
      .then(({ draw }) => {
        if (gone || !place.current) return;
        chart.current = draw(place.current);
        const narrow = place.current.clientWidth < narrowPx;
        chart.current.setOption(drawingOf(series, words, { log, narrow, colours: chartColours(dark) }));
        chart.current.on('click', ({ data }) => {
          const point = byId.get((data as { id?: string } | undefined)?.id ?? '');
          if (point) void navigate(documentHref(point.citation));
        });
        watcher = new ResizeObserver(() => chart.current?.resize());
        watcher.observe(place.current);
      })
      .catch((error: unknown) => !gone && setFailed(error));
    return () => {
      gone = true;
      watcher?.disconnect();
      chart.current?.dispose();
      chart.current = null;
    };
  }, [series, words, log, dark, navigate]);
  const title = names.metric(series.metric);
  const save = async () => {
    const colours = chartColours(dark);
    const scope = scopeText(i18n, names, series.key);
    if (chart.current)
      await savePicture(chart.current, {
        title,
        subtitle: [scope, t('market.figures.sources', { count: series.sources })].filter(Boolean).join(' · '),
        footer: t('market.figures.picture_footer', { sources: sourcesOf(i18n, series) }),
        name: `${series.metric}-${series.key.measure}`,
        surface: colours.surface,
        ink: colours.ink,
        quiet: colours.quiet,
        font: colours.font,
      }).catch((error: unknown) => toast.say(t('market.figures.picture_failed', { reason: error instanceof Error ? error.message : '' })));
  };
  return (
    <figure className="chart-figure market-series" aria-labelledby={id}>
      <figcaption className="chart-head">
        <h3 id={id}>{t('market.figures.over_time', { metric: title })}</h3>
        <button type="button" className="chip" aria-pressed={log} onClick={() => setScale(log ? 'plain' : 'log')}>
          {t('market.figures.log')}
        </button>
        <Button size="small" icon={<Icon name="download" size={14} />} onClick={() => void save()}>
          PNG
        </Button>
      </figcaption>
      {failed === null ? (
        <div ref={place} className="market-series-place" role="img" aria-label={summaryOf(i18n, title, series)} />
      ) : (
        <ErrorState compact error={failed} onRetry={() => window.location.reload()} />
      )}
      <p className="market-quiet">{t('market.figures.legend')}</p>
    </figure>
  );
}

/** What the picture says, for those who do not see it: the table below has every figure. */
function summaryOf(i18n: I18n, metric: string, { points, key }: MarketSeries): string {
  const [first, last] = [points[0]!, points.at(-1)!];
  const say = (point: SeriesPoint) => `${periodText(i18n, point.period!)}: ${figureText(i18n, { ...point, unit: key.unit })}`;
  return i18n.t('market.figures.summary', { metric, count: points.length, first: say(first), last: say(last) });
}

function sourcesOf({ format, t }: I18n, { points }: MarketSeries): string {
  const all = [...new Set(points.flatMap(({ source }) => source ?? []))];
  const shown = all.slice(0, 5);
  return all.length > shown.length
    ? t('market.figures.and_more', { sources: format.list(shown), count: all.length - shown.length })
    : format.list(shown);
}

function wordsOf(i18n: I18n, regionName: string, { key }: MarketSeries): DrawingWords {
  const { t } = i18n;
  return {
    value: (value) => axisText(i18n, value, key),
    status: (status) => t(`market.status.${status}`),
    line: t('market.figures.line'),
    vintages: t('market.figures.vintages'),
    contradicted: t('market.figures.marked'),
    tip: (point) => tipOf(i18n, point, key.region !== null && point.region === null ? regionName : null),
  };
}

const axisText = (i18n: I18n, value: number, { unit, currency }: MarketSeries['key']): string =>
  figureText(i18n, { low: value, high: value, bound: 'exact', unit: unit === 'money' && currency === null ? 'count' : unit, currency });

/** What stands beside a point: who says what, and when. Text alone, whatever a document holds. */
function tipOf(i18n: I18n, point: SeriesPoint, assumed: string | null): HTMLElement {
  const { t } = i18n;
  const box = document.createElement('div');
  box.className = 'market-tip';
  const line = (text: string, of: 'strong' | 'span' | 'q' | 'em') => {
    const element = document.createElement(of);
    element.textContent = text;
    box.append(element);
  };
  line(`${figureText(i18n, point)} · ${periodText(i18n, point.period!)}`, 'strong');
  line(
    t(`market.status.${point.status}`) +
      (point.statusAsWorded === point.status
        ? ''
        : ` (${t('market.status.worded', { status: t(`market.status.${point.statusAsWorded}`) })})`),
    'span',
  );
  line(point.citation.quote ?? t('market.citation.broken'), 'q');
  line([point.source, publishedText(i18n, point.publishedAt)].filter(Boolean).join(' · '), 'span');
  line(point.title, 'span');
  if (assumed !== null) line(t('market.figures.region_assumed', { region: assumed }), 'span');
  if (point.dispute) line(disputeText(i18n, point.dispute), 'em');
  return box;
}

export function disputeText({ t }: I18n, dispute: NonNullable<SeriesPoint['dispute']>): string {
  return dispute.settled ? t(`market.figures.settled.${dispute.settled.state}`) : t('market.figures.dispute');
}
