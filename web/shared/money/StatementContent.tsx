/** One statement: how the month went from its opening to its closing balance, each line behind it, and what can be taken along. */
import { useQuery } from '@tanstack/react-query';
import { useI18n } from '../i18n/i18n.ts';
import { statementQuery, type StatementDetail } from './data.ts';
import { Loaded, useKit, useParam, useSearch } from './kit.tsx';
import { LineSheet } from './LineSheet.tsx';
import { Card, Fact, Signed, Tag } from './parts.tsx';
import { QuestionSheet, Questions } from './Questions.tsx';
import { StatementLines } from './StatementLines.tsx';
import { TakeAlong } from './TakeAlong.tsx';
import { dayWords, isNegative, isZero, monthWords } from './words.ts';

export function StatementContent() {
  const i18n = useI18n();
  const { t } = i18n;
  const { Page } = useKit();
  const statement = useQuery(statementQuery(useParam('statementId')));
  const title = statement.data ? monthWords(i18n, statement.data.period) : t('money.statement.title');
  return (
    <Page title={title} back={{ to: '/statements', label: t('money.statements.title') }}>
      <Loaded query={statement}>{(data) => <Statement statement={data} />}</Loaded>
    </Page>
  );
}

function Statement({ statement }: { statement: StatementDetail }) {
  const [line, setLine] = useSearch('line');
  const [question, setQuestion] = useSearch('question');
  return (
    <>
      <Version statement={statement} />
      <div className="money-columns">
        <div className="money-stack">
          <Column statement={statement} />
          <Payable statement={statement} />
        </div>
        <div className="money-stack">
          <TakeAlong statement={statement} />
          <Questions statement={statement} onOpen={setQuestion} />
        </div>
      </div>
      <StatementLines statement={statement} onOpen={setLine} />
      {line && <LineSheet statement={statement} lineId={line} onClose={() => setLine(null)} />}
      {question && !line && <QuestionSheet statement={statement} questionId={question} onClose={() => setQuestion(null)} />}
    </>
  );
}

/** Whether this is what holds, and the way to the other versions: none of them is ever lost. */
function Version({ statement }: { statement: StatementDetail }) {
  const { t, format } = useI18n();
  const { Link, Notice } = useKit();
  const newest = statement.versions[0];
  return (
    <>
      {!statement.newest && newest && (
        <Notice
          tone="warn"
          action={
            <Link to={`/statements/${newest.id}`} className="money-go">
              {t('money.statement.to_newest')}
            </Link>
          }
        >
          {t('money.statement.superseded', { version: statement.version, newest: newest.version })}
        </Notice>
      )}
      <div className="money-meta">
        <span>{statement.payee.name}</span>
        {statement.version > 1 && <Tag tone="lead">{t('money.statement.version', { version: statement.version })}</Tag>}
        <span>{t('money.statement.made_at', { date: format.dateTime(statement.madeAt) })}</span>
      </div>
      {statement.versions.length > 1 && (
        <details className="money-details">
          <summary>{t('money.statement.versions', { count: statement.versions.length })}</summary>
          <p className="money-small">{t('money.statement.versions_text')}</p>
          <ul className="money-rows">
            {statement.versions.map((one) => (
              <li key={one.id}>
                <Link to={`/statements/${one.id}`} className="money-row" aria-current={one.id === statement.id ? 'page' : undefined}>
                  <span className="money-grow">
                    {t('money.statement.version_row', { version: one.version, date: format.dateTime(one.madeAt) })}
                  </span>
                  <span className="money-amount">{format.money(one.closingMinor, statement.currency)}</span>
                </Link>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

const between = ['earned', 'refunded', 'restated', 'tax', 'paid', 'other'] as const;

/** From the opening to the closing balance, one figure under the other; what was nothing is left out, but never what was earned. */
function Column({ statement }: { statement: StatementDetail }) {
  const { t, format } = useI18n();
  const { currency } = statement;
  const below = isNegative(statement.closingMinor);
  const rows = between.map((key) => [key, statement[`${key}Minor`]] as const).filter(([key, minor]) => key === 'earned' || !isZero(minor));
  return (
    <Card>
      <table className="money-column">
        <caption className="money-hidden">{t('money.column.caption')}</caption>
        <tbody>
          <tr>
            <th scope="row">
              {t('money.column.opening')}
              {statement.previous && <small>{t('money.column.opening_text')}</small>}
            </th>
            <td>
              <span className="money-amount">{format.money(statement.openingMinor, currency)}</span>
            </td>
          </tr>
          {rows.map(([key, minor]) => (
            <tr key={key}>
              <th scope="row">
                {t(`money.column.${key}`)}
                <small>{t(`money.column.${key}_text`)}</small>
              </th>
              <td>
                <Signed minor={minor} currency={currency} plain={key === 'paid'} />
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t(below ? 'money.column.closing_below' : 'money.column.closing')}</th>
            <td>
              <span className={below ? 'money-amount is-out' : 'money-amount'}>{format.money(statement.closingMinor, currency)}</span>
            </td>
          </tr>
        </tfoot>
      </table>
      {below && <p className="money-small">{t('money.about.carried')}</p>}
      {!isZero(statement.taxMinor) && <p className="money-small">{t('money.tax_note')}</p>}
    </Card>
  );
}

function Payable({ statement }: { statement: StatementDetail }) {
  const i18n = useI18n();
  const { t } = i18n;
  if (statement.payable.length === 0) return null;
  return (
    <Card title={t('money.statement.payable')}>
      <dl className="money-facts">
        {statement.payable.map((one) => (
          <Fact key={one.payableOn} name={t('money.statement.from_day', { date: dayWords(i18n, one.payableOn) })}>
            <Signed minor={one.amountMinor} currency={statement.currency} />
          </Fact>
        ))}
      </dl>
    </Card>
  );
}
