/**
 * A chart with its table: the picture for those who see it, the same figures as a table for everybody, one press away and
 * always there for a screen reader. The engine is loaded when the first chart is on the page.
 */
import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { useI18n } from '../i18n/i18n.ts';
import { useTheme } from '../theme/theme.ts';
import { ErrorState } from '../ui/states.tsx';
import './chart.css';
import type { ECharts } from './engine.ts';
import { chartColours, type ChartColours } from './palette.ts';

export type ChartTable = { head: readonly string[]; rows: readonly (readonly string[])[] };

export function Chart({
  title,
  summary,
  height,
  table,
  option,
  actions,
}: {
  title: string;
  /** What the picture says, in a sentence, for those who do not see it. */
  summary: string;
  height: number;
  table: ChartTable;
  /** The drawing for the colours of the present theme. Must be stable while nothing in it changes. */
  option: (colours: ChartColours) => object;
  actions?: ReactNode;
}) {
  const { t } = useI18n();
  const { dark } = useTheme();
  const [asTable, setAsTable] = useState(false);
  const [failed, setFailed] = useState<unknown>(null);
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<ECharts | null>(null);
  const id = useId();
  useEffect(() => {
    if (asTable) return;
    let gone = false;
    let watcher: ResizeObserver | null = null;
    import('./engine.ts')
      .then(({ draw }) => {
        if (gone || !place.current) return;
        chart.current = draw(place.current);
        chart.current.setOption({ animation: false, ...option(chartColours(dark)) });
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
    // Drawn anew for new figures and for the other theme; a chart of this size is drawn in some milliseconds.
  }, [asTable, option, dark]);
  return (
    <figure className="chart-figure" aria-labelledby={id}>
      <figcaption className="chart-head">
        <h3 id={id}>{title}</h3>
        {actions}
        <button type="button" className="chip" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
          {t('chart.as_table')}
        </button>
      </figcaption>
      {failed !== null && <ErrorState compact error={failed} onRetry={() => window.location.reload()} />}
      {!asTable && failed === null && <div ref={place} className="chart-place" style={{ height }} role="img" aria-label={summary} />}
      <div className={asTable ? 'chart-table' : 'visually-hidden'}>
        <table>
          <caption className="visually-hidden">{title}</caption>
          <thead>
            <tr>
              {table.head.map((cell, index) => (
                <th key={index} scope="col">
                  {cell}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.map((row, index) => (
              <tr key={index}>
                {row.map((cell, at) =>
                  at === 0 ? (
                    <th key={at} scope="row">
                      {cell}
                    </th>
                  ) : (
                    <td key={at}>{cell}</td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </figure>
  );
}
