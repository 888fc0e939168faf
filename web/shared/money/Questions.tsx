/** Questions about a statement or a line of it, as threads: what was said, whose turn it is, and closing. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useI18n } from '../i18n/i18n.ts';
import { Icon } from '../ui/Icon.tsx';
import { toast } from '../ui/toast.tsx';
import { ask } from './api.ts';
import { questionsQuery, type Question, type StatementDetail } from './data.ts';
import { useKit } from './kit.tsx';
import { Card, Tag } from './parts.tsx';

const longest = 4000;

export function Questions({ statement, onOpen }: { statement: StatementDetail; onOpen: (questionId: string) => void }) {
  const { t, format } = useI18n();
  const { Button } = useKit();
  const [asking, setAsking] = useState(false);
  const items = useQuery(questionsQuery(statement.id)).data?.items ?? [];
  return (
    <Card title={t('money.questions.title')} flush>
      {items.length > 0 && (
        <ul className="money-rows">
          {items.map((one) => (
            <li key={one.id}>
              <button type="button" className="money-row" aria-haspopup="dialog" onClick={() => onOpen(one.id)}>
                {one.waitsFor === 'payee' && <span className="money-unread" role="img" aria-label={t('money.questions.answered')} />}
                <span className="money-grow">
                  <span className="money-row-name">
                    {one.line
                      ? t('money.questions.about_line', { amount: format.money(one.line.amountMinor, statement.currency) })
                      : t('money.questions.about_all')}
                    <StateTag question={one} />
                  </span>
                  <span className="money-small money-clamp">{one.messages.at(-1)?.text}</span>
                </span>
                <Icon name="right" size={16} />
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className="money-card-text money-stack">
        {items.length === 0 && !asking && <p className="money-small">{t('money.questions.hint')}</p>}
        {asking ? (
          <AskForm statement={statement} lineId={null} onDone={() => setAsking(false)} />
        ) : (
          <div>
            <Button icon="text" onClick={() => setAsking(true)}>
              {t('money.questions.ask_all')}
            </Button>
          </div>
        )}
      </div>
    </Card>
  );
}

function StateTag({ question }: { question: Question }) {
  const { t } = useI18n();
  if (question.state === 'closed') return <Tag>{t('money.questions.closed')}</Tag>;
  const answered = question.waitsFor === 'payee';
  return <Tag tone={answered ? 'lead' : 'warn'}>{t(answered ? 'money.questions.answered' : 'money.questions.waiting')}</Tag>;
}

export function QuestionSheet({ statement, questionId, onClose }: { statement: StatementDetail; questionId: string; onClose: () => void }) {
  const { t } = useI18n();
  const { Sheet, Empty, Waiting } = useKit();
  const questions = useQuery(questionsQuery(statement.id)).data?.items;
  const found = questions?.find((one) => one.id === questionId);
  return (
    <Sheet title={t('money.questions.one')} onClose={onClose}>
      {found ? <Thread question={found} /> : questions ? <Empty icon="text" title={t('error.revenue.question_not_found')} /> : <Waiting />}
    </Sheet>
  );
}

function useRefresh() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ['money'] });
}

/** What was said, oldest first, and the reply. */
export function Thread({ question }: { question: Question }) {
  const { t, format } = useI18n();
  const { Button } = useKit();
  const refresh = useRefresh();
  const params = { questionId: question.id };
  const reply = useMutation({
    mutationFn: (text: string) => ask('POST /api/v1/statement-questions/:questionId/messages', { params, body: { text } }),
    onSuccess: refresh,
    onError: toast.failed,
  });
  const close = useMutation({
    mutationFn: () => ask('POST /api/v1/statement-questions/:questionId/close', { params }),
    onSuccess: refresh,
    onError: toast.failed,
  });
  const reopen = useMutation({
    mutationFn: () => ask('POST /api/v1/statement-questions/:questionId/reopen', { params }),
    onSuccess: refresh,
    onError: toast.failed,
  });
  return (
    <article className="money-thread">
      <div className="money-spread">
        <StateTag question={question} />
        <span className="money-small">{format.dateTime(question.askedAt)}</span>
      </div>
      <ol>
        {question.messages.map((one) => (
          <li key={one.id} className={one.side === 'payee' ? 'money-said is-mine' : 'money-said'}>
            <small>
              {one.side === 'payee' ? one.by.name : t('money.questions.by_staff', { name: one.by.name })} · {format.dateTime(one.at)}
            </small>
            <p>{one.text}</p>
          </li>
        ))}
      </ol>
      {question.state === 'open' ? (
        <>
          <Write
            label={t('money.questions.reply')}
            action={t('money.questions.send')}
            busy={reply.isPending}
            onSend={(text) => reply.mutateAsync(text)}
          />
          <div>
            <Button icon="check" busy={close.isPending} onClick={() => close.mutate()}>
              {t('money.questions.close')}
            </Button>
          </div>
        </>
      ) : (
        <div>
          <Button busy={reopen.isPending} onClick={() => reopen.mutate()}>
            {t('money.questions.reopen')}
          </Button>
        </div>
      )}
    </article>
  );
}

export function AskForm({ statement, lineId, onDone }: { statement: StatementDetail; lineId: string | null; onDone: () => void }) {
  const { t } = useI18n();
  const refresh = useRefresh();
  const send = useMutation({
    mutationFn: (text: string) =>
      ask('POST /api/v1/statements/:statementId/questions', { params: { statementId: statement.id }, body: { lineId, text } }),
    onSuccess: async () => {
      await refresh();
      toast.done(t('money.questions.sent'));
      onDone();
    },
    onError: toast.failed,
  });
  return (
    <Write
      label={t(lineId ? 'money.questions.what_line' : 'money.questions.what_all')}
      action={t('money.questions.send')}
      busy={send.isPending}
      onSend={(text) => send.mutateAsync(text)}
      onCancel={onDone}
    />
  );
}

function Write({
  label,
  action,
  busy,
  onSend,
  onCancel,
}: {
  label: string;
  action: string;
  busy: boolean;
  onSend: (text: string) => Promise<unknown>;
  onCancel?: () => void;
}) {
  const { t } = useI18n();
  const { Button } = useKit();
  const [text, setText] = useState('');
  const id = useId();
  return (
    <form
      className="money-stack"
      onSubmit={(event) => {
        event.preventDefault();
        // A refusal is said by whoever sends; what was written stays.
        onSend(text.trim()).then(
          () => setText(''),
          () => undefined,
        );
      }}
    >
      <div className="money-field">
        <label htmlFor={id}>{label}</label>
        <textarea id={id} rows={3} maxLength={longest} value={text} onChange={(event) => setText(event.target.value)} />
      </div>
      <div className="money-actions">
        <Button tone="primary" type="submit" busy={busy} disabled={!text.trim()}>
          {action}
        </Button>
        {onCancel && <Button onClick={onCancel}>{t('action.cancel')}</Button>}
      </div>
    </form>
  );
}
