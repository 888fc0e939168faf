/** One's statements, the newest month first, and the questions that are still open. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useI18n } from '../i18n/i18n.ts';
import { Icon } from '../ui/Icon.tsx';
import { openQuestionsQuery, statementsQuery, type Question, type StatementSummary } from './data.ts';
import { Loaded, useKit } from './kit.tsx';
import { Card, More, Places, Tag } from './parts.tsx';
import { isNegative, monthWords } from './words.ts';

export function StatementsContent() {
  const { t } = useI18n();
  const { Page, Empty } = useKit();
  const statements = useInfiniteQuery(statementsQuery);
  return (
    <Page title={t('money.statements.title')} back={{ to: '/', label: t('money.title') }}>
      <Places here="statements" />
      <OpenQuestions />
      <Loaded query={statements}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length === 0)
            return <Empty icon="receipt" title={t('money.statements.empty')} text={t('money.statements.empty_text')} />;
          const several = new Set(items.map(({ payee }) => payee.id)).size > 1;
          return (
            <>
              <Card flush>
                <ul className="money-rows">
                  {items.map((one) => (
                    <li key={one.id}>
                      <Row statement={one} named={several} />
                    </li>
                  ))}
                </ul>
              </Card>
              <More query={statements} />
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}

function Row({ statement, named }: { statement: StatementSummary; named: boolean }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const { Link } = useKit();
  const { currency } = statement;
  return (
    <Link to={`/statements/${statement.id}`} className="money-row">
      <span className="money-grow">
        <span className="money-row-name">
          {monthWords(i18n, statement.period)}
          {statement.version > 1 && <Tag tone="lead">{t('money.statement.version', { version: statement.version })}</Tag>}
          {statement.openQuestions > 0 && <Tag tone="warn">{t('money.questions.open_count', { count: statement.openQuestions })}</Tag>}
        </span>
        <span className="money-small">
          {named && `${statement.payee.name} · `}
          {t('money.statements.earned', { amount: format.money(statement.earnedMinor, currency) })}
        </span>
      </span>
      <span className="money-end">
        <span className="money-small">{t(isNegative(statement.closingMinor) ? 'money.column.closing_below' : 'money.column.closing')}</span>
        <span className={isNegative(statement.closingMinor) ? 'money-amount is-out' : 'money-amount'}>
          {format.money(statement.closingMinor, currency)}
        </span>
      </span>
      <Icon name="right" size={16} />
    </Link>
  );
}

/** Answered ones first: they wait for oneself. */
function OpenQuestions() {
  const { t } = useI18n();
  const open = useQuery(openQuestionsQuery).data?.items ?? [];
  if (open.length === 0) return null;
  const mineFirst = [...open].sort((a, b) => Number(b.waitsFor === 'payee') - Number(a.waitsFor === 'payee'));
  return (
    <Card title={t('money.questions.open')} flush>
      <ul className="money-rows">
        {mineFirst.map((one) => (
          <li key={one.id}>
            <QuestionRow question={one} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function QuestionRow({ question }: { question: Question }) {
  const i18n = useI18n();
  const { t } = i18n;
  const { Link } = useKit();
  const last = question.messages.at(-1);
  const answered = question.waitsFor === 'payee';
  return (
    <Link to={`/statements/${question.statement.id}?question=${question.id}`} className="money-row">
      {answered && <span className="money-unread" role="img" aria-label={t('money.questions.answered')} />}
      <span className="money-grow">
        <span className="money-row-name">
          {monthWords(i18n, question.statement.period)}
          <Tag tone={answered ? 'lead' : 'plain'}>{t(answered ? 'money.questions.answered' : 'money.questions.waiting')}</Tag>
        </span>
        {last && <span className="money-small money-clamp">{last.text}</span>}
      </span>
      <Icon name="right" size={16} />
    </Link>
  );
}
