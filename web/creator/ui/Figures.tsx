/** Clicks, searches, installs and orders in a row, as a definition list. */
import { useI18n } from '../../shared/i18n/i18n.ts';

type Counts = { clicks: number; searches: number; installs: number; orders: number };

export function Figures({ counts, orders = true }: { counts: Counts; orders?: boolean }) {
  const { t, format } = useI18n();
  const shown: [string, number][] = [
    [t('creator.figure.clicks'), counts.clicks],
    [t('creator.figure.searches'), counts.searches],
    [t('creator.figure.installs'), counts.installs],
  ];
  if (orders) shown.push([t('creator.figure.orders'), counts.orders]);
  return (
    <dl className="figures figures-four">
      {shown.map(([name, value]) => (
        <div key={name} className="figure">
          <dt>{name}</dt>
          <dd>{format.number(value)}</dd>
        </div>
      ))}
    </dl>
  );
}
