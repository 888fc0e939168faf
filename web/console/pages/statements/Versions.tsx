/** How a month went from its opening to its closing balance, one column a version; where a later one differs, by how much. */
import { Link } from 'react-router';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import type { StatementDetail } from '../../../shared/money/data.ts';
import { Card } from '../../../shared/money/parts.tsx';
import { signedWords } from '../../../shared/money/words.ts';

const rows = ['opening', 'earned', 'refunded', 'restated', 'tax', 'paid', 'other', 'closing'] as const;
/** More of them are reached by the oldest that is shown. */
const columnsShown = 4;

export function Versions({ statement }: { statement: StatementDetail }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const { currency } = statement;
  // The oldest on the left, so that one reads along the time.
  const shown = statement.versions.slice(0, columnsShown).toReversed();
  const several = shown.length > 1;
  return (
    <Card>
      <div className="statement-versions" role="region" aria-label={t('statement.versions_caption')} tabIndex={0}>
        <table>
          <caption className="visually-hidden">{t('statement.versions_caption')}</caption>
          <thead className={several ? undefined : 'visually-hidden'}>
            <tr>
              <th scope="col">{t('statement.versions')}</th>
              {shown.map((one) => (
                <th key={one.id} scope="col" className={one.id === statement.id ? 'is-here' : undefined}>
                  {one.id === statement.id ? (
                    <span aria-current="page">{t('statement.version', { version: one.version })}</span>
                  ) : (
                    <Link to={`/statements/${one.id}`}>{t('statement.version', { version: one.version })}</Link>
                  )}
                  <small>{format.dateTime(one.madeAt)}</small>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row} className={row === 'closing' ? 'is-sum' : undefined}>
                <th scope="row">{t(`statement.total.${row}Minor`)}</th>
                {shown.map((one, index) => {
                  const minor = one[`${row}Minor`];
                  const before = shown[index - 1]?.[`${row}Minor`];
                  const difference = before === undefined ? 0n : BigInt(minor) - BigInt(before);
                  return (
                    <td key={one.id} className={one.id === statement.id ? 'is-here' : undefined}>
                      <span className="money-amount">
                        {row === 'opening' || row === 'closing' ? format.money(minor, currency) : signedWords(i18n, minor, currency)}
                      </span>
                      {difference !== 0n && (
                        <small className="money-amount">
                          {t(difference > 0n ? 'statement.more' : 'statement.less', {
                            amount: format.money(difference > 0n ? difference : -difference, currency),
                          })}
                        </small>
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="money-small">{t('statement.tax_note')}</p>
    </Card>
  );
}
