/** A statement on paper, in a table, or with its proof: what each file is for, and how anybody recomputes it. */
import { useI18n } from '../i18n/i18n.ts';
import { Icon, type IconName } from '../ui/Icon.tsx';
import { addressOf } from './api.ts';
import type { StatementDetail } from './data.ts';
import { Card, CopyCode } from './parts.tsx';

const formats: readonly (readonly ['xlsx' | 'csv' | 'html' | 'zip', IconName])[] = [
  ['xlsx', 'sheet'],
  ['csv', 'download'],
  ['html', 'receipt'],
  ['zip', 'shield'],
];

export function TakeAlong({ statement }: { statement: StatementDetail }) {
  const { t, language } = useI18n();
  return (
    <Card title={t('money.take.title')} flush>
      <ul className="money-rows">
        {formats.map(([format, icon]) => (
          <li key={format}>
            <a
              className="money-row"
              href={addressOf('GET /api/v1/statements/:statementId/export', {
                params: { statementId: statement.id },
                query: { format, language },
              })}
              // The page to print opens beside this one; the others are files.
              {...(format === 'html' ? { target: '_blank', rel: 'noopener' } : { download: '' })}
            >
              <Icon name={icon} size={20} />
              <span className="money-grow">
                <span className="money-row-name">{t(`money.take.${format}`)}</span>
                <span className="money-small">{t(`money.take.${format}_text`)}</span>
              </span>
            </a>
          </li>
        ))}
      </ul>
      <details className="money-details money-card-text">
        <summary>{t('money.verify.title')}</summary>
        <p>{t('money.verify.text')}</p>
        <ol>
          <li>{t('money.verify.step_download')}</li>
          <li>
            {t('money.verify.step_run')}
            <CopyCode text="./hookline verify FILE.zip" />
          </li>
          <li>{t('money.verify.step_read')}</li>
        </ol>
        <p className="money-small">{t('money.verify.guide')}</p>
        <dl className="money-facts">
          <div>
            <dt>{t('money.verify.seal')}</dt>
            <dd>
              <code className="money-code">{statement.seal.hash}</code>
            </dd>
          </div>
        </dl>
      </details>
    </Card>
  );
}
