/**
 * A waterfall that is a table: what there is, what each step takes, what is left, down to nothing. The bars stand in a column of
 * their own and are only the picture of the figures beside them; a row says in words what it is, so that no colour is needed to
 * read it.
 */
import { useId, type ReactNode } from 'react';
import './waterfall.css';

/** `whole` begins, `less` takes away before anything is divided, `paid` is what somebody is given, `left` is what remains. */
export type WaterfallRow = {
  key: string;
  kind: 'whole' | 'less' | 'paid' | 'left';
  name: ReactNode;
  detail?: ReactNode;
  /** In minor units, between which levels its bar stands. */
  fromMinor: bigint;
  toMinor: bigint;
  /** The figure in words, signed. */
  figure: string;
  /** Beside the figure, such as its share of the whole. */
  beside?: string;
};

/** Ten-thousandths of the whole, exact enough for a bar and free of floats that money might leak into. */
const place = (minor: bigint, low: bigint, span: bigint): number => (span === 0n ? 0 : Number(((minor - low) * 10_000n) / span) / 100);

export function Waterfall({
  title,
  summary,
  heads,
  rows,
  actions,
  stale = false,
  live = false,
}: {
  title: string;
  /** What the picture says, in a sentence. */
  summary: string;
  heads: { step: string; figure: string };
  rows: readonly WaterfallRow[];
  actions?: ReactNode;
  /** Shown while newer figures are computed. */
  stale?: boolean;
  /** The summary is read out when it changes, beside a form that is being written. */
  live?: boolean;
}) {
  const id = useId();
  const levels = rows.flatMap((row) => [row.fromMinor, row.toMinor]);
  const high = levels.reduce((most, level) => (level > most ? level : most), 0n);
  const low = levels.reduce((least, level) => (level < least ? level : least), 0n);
  const span = high - low;
  return (
    <figure className={stale ? 'waterfall is-stale' : 'waterfall'} aria-labelledby={id}>
      <figcaption className="waterfall-head">
        <h3 id={id}>{title}</h3>
        {actions}
        <p className="waterfall-summary" aria-live={live ? 'polite' : undefined}>
          {summary}
        </p>
      </figcaption>
      <table>
        <thead className="visually-hidden">
          <tr>
            <th scope="col">{heads.step}</th>
            <th scope="col">{heads.figure}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const [from, to] = row.fromMinor < row.toMinor ? [row.fromMinor, row.toMinor] : [row.toMinor, row.fromMinor];
            const start = place(from, low, span);
            const width = place(to, low, span) - start;
            return (
              <tr key={row.key} className={`is-${row.kind}`}>
                <th scope="row">
                  <span className="waterfall-line">
                    <span className="waterfall-name">
                      {row.name}
                      {row.detail && <small>{row.detail}</small>}
                    </span>
                    <span className="waterfall-track" aria-hidden="true">
                      {from < to && (
                        <span
                          className="waterfall-bar"
                          style={{ insetInlineStart: `min(${start}%, 100% - 2px)`, width: `max(2px, ${width}%)` }}
                        />
                      )}
                    </span>
                  </span>
                </th>
                <td>
                  {row.figure}
                  {row.beside && <small>{row.beside}</small>}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </figure>
  );
}
