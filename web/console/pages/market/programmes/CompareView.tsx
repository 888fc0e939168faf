/** Programmes as columns, what they support as rows: who gives more for what, up to how much, until when. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { LinkButton } from '../../../../shared/ui/LinkButton.tsx';
import { EmptyState, ErrorState, LoadingLines, Notice } from '../../../../shared/ui/states.tsx';
import { DeadlineText, PhaseBadge } from './parts.tsx';
import { comparisonQuery, type Filter, type routes } from './queries.ts';
import type { RouteResponse } from '../../../../../src/platform/http/contract.ts';
import { useProgrammeWords } from './words.ts';
import './compare.css';
import './parts.css';

type Comparison = RouteResponse<typeof routes.compareProgrammes>;
type Item = Comparison['columns'][number]['cells'][number]['items'][number];

export function CompareView({ filter, ids }: { filter: Filter; ids: string | undefined }) {
  const words = useProgrammeWords();
  const { t } = words.i18n;
  const { sort: _sort, ...narrowing } = filter;
  const comparison = useQuery(comparisonQuery(ids ? { ids } : narrowing));
  if (comparison.isPending) return <LoadingLines lines={8} />;
  if (comparison.isError) return <ErrorState error={comparison.error} onRetry={() => void comparison.refetch()} />;
  const { columns, supports, more } = comparison.data;
  if (columns.length === 0)
    return (
      <EmptyState
        icon="sheet"
        title={t('market.programmes.compare_none')}
        text={t('market.programmes.compare_none_text')}
        action={<LinkButton to="/market/programmes">{t('market.programmes.view.list')}</LinkButton>}
      />
    );
  const row = (head: string, cell: (column: Comparison['columns'][number]) => ReactNode, key = head) => (
    <tr key={key}>
      <th scope="row">{head}</th>
      {columns.map((column) => (
        <td key={column.programme.id}>{cell(column)}</td>
      ))}
    </tr>
  );
  return (
    <>
      {more && <Notice>{t('market.programmes.compare_more', { count: columns.length })}</Notice>}
      <div className="programme-compare" tabIndex={0} role="region" aria-label={t('market.programmes.view.compare')}>
        <table>
          <thead>
            <tr>
              <td />
              {columns.map(({ programme }) => (
                <th key={programme.id} scope="col">
                  <small>{words.region(programme.region)}</small>
                  <Link to={`/market/programmes/${programme.id}`}>{programme.name}</Link>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {row(t('market.programmes.deadline'), ({ programme }) => (
              <span className="programme-when">
                <PhaseBadge phase={programme.phase} />
                <DeadlineText programme={programme} />
              </span>
            ))}
            {row(t('market.programmes.windows'), ({ programme }) => (
              <Windows windows={programme.windows} />
            ))}
            {row(t('market.programmes.pot'), ({ pot }) => (pot ? words.range(pot) : <Unsaid />))}
            {row(t('market.programmes.conditions'), ({ conditions }) =>
              conditions.length === 0 ? (
                <Unsaid />
              ) : (
                <ul>
                  {conditions.map((condition, index) => (
                    <li key={index}>{words.condition(condition)}</li>
                  ))}
                </ul>
              ),
            )}
            {supports.map((support, at) =>
              row(
                t(`intelligence.programmes.support.${support}`),
                ({ cells }) => {
                  const items = cells[at]!.items;
                  return items.length === 0 ? <Unsaid /> : items.map((item) => <Gift key={item.itemId} item={item} />);
                },
                support,
              ),
            )}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Unsaid() {
  const { t } = useI18n();
  return (
    <span className="programme-quiet" title={t('market.programmes.unsaid')}>
      –
    </span>
  );
}

/** What an item gives, with what must be reached for it. */
function Gift({ item }: { item: Item }) {
  const words = useProgrammeWords();
  const sums = [item.rate && words.rate(item.rate), item.amount && words.range(item.amount), ...item.caps.map(words.cap)].filter(Boolean);
  return (
    <div className="programme-gift" title={item.text}>
      {sums.length > 0 ? (
        sums.map((sum, index) => (index === 0 ? <strong key={index}>{sum}</strong> : <span key={index}>{sum}</span>))
      ) : (
        <span>{item.text}</span>
      )}
      {item.thresholds.length > 0 && <small>{item.thresholds.map(words.condition).join(' · ')}</small>}
    </div>
  );
}

export function Windows({ windows }: { windows: readonly { from: string | null; until: string | null; yearly: boolean }[] }) {
  const words = useProgrammeWords();
  const { t, language } = words.i18n;
  if (windows.length === 0) return <Unsaid />;
  const day = (text: string | null, yearly: boolean): string => {
    if (text === null) return '';
    if (!yearly) return words.day(text);
    return new Intl.DateTimeFormat(language, { timeZone: 'UTC', month: 'short', day: 'numeric' }).format(new Date(`${text}T00:00:00Z`));
  };
  return (
    <ul className="programme-windows">
      {windows.map((window, index) => {
        const span = `${day(window.from, window.yearly)} – ${day(window.until, window.yearly)}`;
        return <li key={index}>{window.yearly ? t('market.programmes.every_year', { span }) : span}</li>;
      })}
    </ul>
  );
}
