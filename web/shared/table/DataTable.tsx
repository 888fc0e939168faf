/**
 * A table that is one on a desktop and a list of cards on a phone, where each figure carries its column's name.
 * Rows can be chosen for bulk work with the mouse or the keys: arrows move, space chooses, and a page may add letters of its own.
 */
import { useRef, type KeyboardEvent, type ReactNode } from 'react';
import { useI18n } from '../i18n/i18n.ts';
import './table.css';

export type Column<Row> = {
  key: string;
  head: string;
  cell: (row: Row) => ReactNode;
  /** Figures stand at the end of their column. */
  figure?: boolean;
  /** Can be sorted by it. */
  sort?: boolean;
  /** Heads the card on a phone, without a name before it. */
  lead?: boolean;
  /** Stands without the column's name on a phone, over the whole width, e.g. buttons. */
  bare?: boolean;
};

export type Selection<Row> = {
  chosen: ReadonlySet<string>;
  onChange: (chosen: ReadonlySet<string>) => void;
  /** Whether a row can be chosen at all. */
  can?: (row: Row) => boolean;
  nameOf: (row: Row) => string;
};

export type Sort = { key: string; descending: boolean };

export function DataTable<Row>({
  label,
  columns,
  rows,
  rowKey,
  selection,
  sort,
  onSort,
  onLetter,
  stale = false,
}: {
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  selection?: Selection<Row>;
  sort?: Sort | undefined;
  onSort?: (sort: Sort) => void;
  /** A letter pressed while a row has the focus. */
  onLetter?: (letter: string, row: Row) => void;
  stale?: boolean;
}) {
  const { t } = useI18n();
  const body = useRef<HTMLTableSectionElement>(null);
  const choosable = selection ? rows.filter((row) => selection.can?.(row) ?? true) : [];
  const all = choosable.length > 0 && choosable.every((row) => selection!.chosen.has(rowKey(row)));
  const toggle = (row: Row) => {
    if (!selection || !(selection.can?.(row) ?? true)) return;
    const next = new Set(selection.chosen);
    if (!next.delete(rowKey(row))) next.add(rowKey(row));
    selection.onChange(next);
  };
  const onKeyDown = (event: KeyboardEvent, index: number) => {
    if (event.metaKey || event.ctrlKey || event.altKey) return;
    const target = event.target as HTMLElement;
    if (/^(SELECT|TEXTAREA)$/.test(target.tagName) || (target instanceof HTMLInputElement && target.type !== 'checkbox')) return;
    const move = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: rows.length - 1 }[event.key];
    if (move !== undefined) {
      event.preventDefault();
      body.current?.querySelectorAll<HTMLElement>('tr')[Math.min(rows.length - 1, Math.max(0, move))]?.focus();
      return;
    }
    if (event.key === ' ' && target.tagName === 'TR') {
      event.preventDefault();
      toggle(rows[index]!);
    } else if (event.key.length === 1 && /[a-z]/i.test(event.key) && !/^(A|BUTTON)$/.test(target.tagName)) {
      onLetter?.(event.key.toLowerCase(), rows[index]!);
    }
  };
  const withKeys = selection !== undefined || onLetter !== undefined;
  return (
    <table className={`data-table${stale ? ' is-stale' : ''}`} role="table">
      <caption className="visually-hidden">{label}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {selection && (
            <th role="columnheader" className="cell-check">
              <input
                type="checkbox"
                aria-label={t('table.choose_all')}
                checked={all}
                disabled={choosable.length === 0}
                ref={(box) => {
                  if (box) box.indeterminate = !all && choosable.some((row) => selection.chosen.has(rowKey(row)));
                }}
                onChange={() => selection.onChange(all ? new Set() : new Set(choosable.map(rowKey)))}
              />
              <span className="check-all-words" aria-hidden="true">
                {t('table.choose_all')}
              </span>
            </th>
          )}
          {columns.map((column) => (
            <HeadCell key={column.key} column={column} sort={sort} onSort={onSort} />
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup" ref={body}>
        {rows.map((row, index) => {
          const key = rowKey(row);
          const chosen = selection?.chosen.has(key) ?? false;
          return (
            <tr
              key={key}
              role="row"
              className={chosen ? 'is-chosen' : undefined}
              tabIndex={withKeys ? (index === 0 ? 0 : -1) : undefined}
              aria-selected={selection ? chosen : undefined}
              onKeyDown={withKeys ? (event) => onKeyDown(event, index) : undefined}
            >
              {selection && (
                <td role="cell" className="cell-check">
                  <input
                    type="checkbox"
                    aria-label={t('table.choose', { name: selection.nameOf(row) })}
                    checked={chosen}
                    disabled={!(selection.can?.(row) ?? true)}
                    onChange={() => toggle(row)}
                  />
                </td>
              )}
              {columns.map((column) => (
                <td
                  key={column.key}
                  role="cell"
                  data-head={column.lead || column.bare ? undefined : column.head}
                  className={
                    [column.figure && 'cell-figure', column.lead && 'cell-lead', column.bare && 'cell-bare'].filter(Boolean).join(' ') ||
                    undefined
                  }
                >
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function HeadCell<Row>({
  column,
  sort,
  onSort,
}: {
  column: Column<Row>;
  sort: Sort | undefined;
  onSort: ((sort: Sort) => void) | undefined;
}) {
  const here = sort?.key === column.key;
  const head = column.head || <span className="visually-hidden">·</span>;
  return (
    <th
      role="columnheader"
      scope="col"
      className={column.figure ? 'cell-figure' : undefined}
      aria-sort={here ? (sort.descending ? 'descending' : 'ascending') : undefined}
    >
      {column.sort && onSort ? (
        <button
          type="button"
          className={here ? 'sort-button is-here' : 'sort-button'}
          onClick={() => onSort({ key: column.key, descending: here ? !sort.descending : column.figure === true })}
        >
          {column.head}
          <span aria-hidden="true">{here ? (sort.descending ? '↓' : '↑') : '↕'}</span>
        </button>
      ) : (
        head
      )}
    </th>
  );
}
