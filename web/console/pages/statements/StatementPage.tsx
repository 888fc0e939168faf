/** One statement as staff read it: its versions side by side, every line with its rule, what was asked, and what can be taken away. */
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { statementQuery, type StatementDetail } from '../../../shared/money/data.ts';
import { Loaded, useKit, useParam, useSearch } from '../../../shared/money/kit.tsx';
import { LineSheet } from '../../../shared/money/LineSheet.tsx';
import { Card, Fact, Signed } from '../../../shared/money/parts.tsx';
import { QuestionSheet, Questions } from '../../../shared/money/Questions.tsx';
import { TakeAlong } from '../../../shared/money/TakeAlong.tsx';
import { dayWords, monthWords, payeeWords } from '../../../shared/money/words.ts';
import { framed } from '../my-money/frame.tsx';
import { LinesTable } from './LinesTable.tsx';
import { Versions } from './Versions.tsx';
import '../../../shared/money/money.css';
import './statements.css';

function Content() {
  const i18n = useI18n();
  const { t } = i18n;
  const { Page } = useKit();
  const statement = useQuery(statementQuery(useParam('statementId')));
  const { data } = statement;
  const title = data
    ? t('statement.title', { payee: payeeWords(i18n, data.payee), month: monthWords(i18n, data.period) })
    : t('nav.statements');
  return (
    <Page title={title} back={{ to: '/statements', label: t('nav.statements') }}>
      <Loaded query={statement}>{(found) => <Statement statement={found} />}</Loaded>
    </Page>
  );
}
export const Component = framed(Content, '');

function Statement({ statement }: { statement: StatementDetail }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const { Notice } = useKit();
  const [line, setLine] = useSearch('line');
  const [question, setQuestion] = useSearch('question');
  const newest = statement.versions[0];
  return (
    <>
      {!statement.newest && newest && (
        <Notice tone="warn" action={<Link to={`/statements/${newest.id}`}>{t('statement.to_newest')}</Link>}>
          {t('statement.superseded')}
        </Notice>
      )}
      <div className="money-meta">
        <span>{statement.currency}</span>
        <span>{t('statement.version', { version: statement.version })}</span>
        <span>{t('statement.made_at', { at: format.dateTime(statement.madeAt) })}</span>
        <Link to={`/settlements/${statement.settlementId}`}>{t('statement.its_settlement')}</Link>
      </div>
      <div className="money-columns">
        <div className="money-stack">
          <Versions statement={statement} />
          {statement.payable.length > 0 && (
            <Card title={t('statement.payable')}>
              <dl className="money-facts">
                {statement.payable.map((one) => (
                  <Fact key={one.payableOn} name={t('statement.payable_from', { day: dayWords(i18n, one.payableOn) })}>
                    <Signed minor={one.amountMinor} currency={statement.currency} />
                  </Fact>
                ))}
              </dl>
            </Card>
          )}
          <Movements statement={statement} />
        </div>
        <div className="money-stack">
          <Questions statement={statement} onOpen={setQuestion} />
          <TakeAlong statement={statement} />
        </div>
      </div>
      <LinesTable statement={statement} onOpen={setLine} />
      {line && <LineSheet statement={statement} lineId={line} onClose={() => setLine(null)} />}
      {question && !line && <QuestionSheet statement={statement} questionId={question} onClose={() => setQuestion(null)} />}
    </>
  );
}

/** What moved the account in the month, each with its day and its kind in words. */
function Movements({ statement }: { statement: StatementDetail }) {
  const { t, format } = useI18n();
  if (statement.movements.length === 0) return null;
  return (
    <Card title={t('statement.movements')}>
      <dl className="money-facts">
        {statement.movements.map((one) => (
          <Fact key={one.transferId} name={`${t(`statement.movement.${one.kind}`)} · ${format.businessDate(one.at)}`}>
            <Signed minor={one.amountMinor} currency={statement.currency} plain={one.kind === 'paid'} />
          </Fact>
        ))}
      </dl>
    </Card>
  );
}
