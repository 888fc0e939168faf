/** A notice about one's own links: what was done and why, until when one may answer, and the answer with what its law asks for. */
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { sentence } from '../../../shared/api/errors.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { toast } from '../../../shared/ui/toast.tsx';
import { ask, type Request } from '../../api.ts';
import { useParams } from '../../router.tsx';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { Page, Section } from '../../ui/Page.tsx';
import { Empty, Loaded, Notice } from '../../ui/states.tsx';
import { inWords, noticesQuery, type OwnNotice } from './notices.ts';

type Content = NonNullable<Request<'POST /api/v1/my/notices/:incomingId/counter-notice'>['body']>['content'];
type Statements = { mistake: boolean; perjury: boolean; jurisdiction: boolean; accuracy: boolean };
const fields = ['name', 'email', 'phone', 'address', 'identityNumber', 'material', 'explanation', 'proof', 'signature'] as const;
const statements = ['mistake', 'perjury', 'jurisdiction', 'accuracy'] as const;

export default function NoticePage() {
  const { t } = useI18n();
  const { noticeId } = useParams();
  const notices = useInfiniteQuery(noticesQuery);
  return (
    <Page title={t('creator.notices.one')} back="/notices">
      <Loaded query={notices}>
        {({ pages }) => {
          const one = pages.flatMap((page) => page.items).find(({ id }) => id === noticeId);
          return one ? <NoticeView one={one} /> : <Empty icon="search" title={t('creator.notices.gone')} />;
        }}
      </Loaded>
    </Page>
  );
}

function NoticeView({ one }: { one: OwnNotice }) {
  const { t, format, language } = useI18n();
  return (
    <>
      <section className="card stack">
        <h2>{t('creator.notices.of', { name: one.notifier })}</h2>
        <p className="small muted">{[format.list(one.works), format.dateTime(one.receivedAt)].filter(Boolean).join(' · ')}</p>
        <ul className="rows">
          {one.targets.map((target) => (
            <li key={target.url} className="list-row">
              <span className="grow">
                {target.title || target.url}
                <br />
                <span className="small muted">{target.url}</span>
              </span>
              <span className={target.state === 'ended' ? 'tag tag-bad' : 'tag'}>{t(`creator.notices.target.${target.state}`)}</span>
            </li>
          ))}
        </ul>
      </section>
      {one.statement && (
        <Section title={t('creator.notices.why')}>
          <div className="card stack">
            <p>
              <strong>{inWords(language, one.statement.measure)}</strong>
            </p>
            <p>{one.statement.facts}</p>
            <p className="small muted">
              {one.statement.ground.reference} {one.statement.ground.explanation}
            </p>
            {one.statement.redress.length > 0 && (
              <div className="small">
                <p className="muted">{t('creator.notices.redress')}</p>
                {one.statement.redress.map((way) => (
                  <p key={way.en}>{inWords(language, way)}</p>
                ))}
              </div>
            )}
          </div>
        </Section>
      )}
      {one.clocks.length > 0 && (
        <Section title={t('creator.notices.clocks')}>
          <ul className="rows card card-flat">
            {one.clocks.map((clock) => (
              <li key={clock.code} className="list-row">
                <span className="grow">{inWords(language, clock.label)}</span>
                <span className="small muted">{format.dateTime(clock.dueAt)}</span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {one.counter && (
        <Notice tone={one.counter.missing.length > 0 ? 'warn' : 'good'}>
          {one.counter.missing.length > 0
            ? t('creator.notices.lacks', { what: format.list(one.counter.missing.map(({ label }) => inWords(language, label))) })
            : t('creator.notices.answered', { at: format.dateTime(one.counter.at) })}
        </Notice>
      )}
      {one.mayAnswer && <AnswerForm one={one} />}
    </>
  );
}

function AnswerForm({ one }: { one: OwnNotice }) {
  const { t, language } = useI18n();
  const client = useQueryClient();
  const [words, setWords] = useState<Partial<Record<(typeof fields)[number], string>>>({});
  const [said, setSaid] = useState<Statements>({ mistake: false, perjury: false, jurisdiction: false, accuracy: false });
  const send = useMutation({
    mutationFn: () => {
      const content: Content = { ...words, urls: one.targets.map(({ url }) => url), statements: said };
      return ask('POST /api/v1/my/notices/:incomingId/counter-notice', { params: { incomingId: one.id }, body: { content } });
    },
    onSuccess: async () => {
      toast.done(t('creator.notices.sent'));
      await client.invalidateQueries({ queryKey: noticesQuery.queryKey });
    },
  });
  // Only what this law asks for is asked of the creator, beside who they are and why.
  const asked = new Set(one.counterElements.map(({ field }) => field.split('.').at(-1)!));
  const shown = fields.filter((key) => ['name', 'email', 'phone', 'explanation'].includes(key) || asked.has(key));
  return (
    <Section title={t('creator.notices.answer')}>
      <form
        className="card stack stack-wide"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          send.mutate();
        }}
      >
        <p>{t('creator.notices.answer_text')}</p>
        <ul className="small muted">
          {one.counterElements.map((element) => (
            <li key={element.code}>{inWords(language, element.label)}</li>
          ))}
        </ul>
        {send.error && <Notice tone="bad">{sentence(t, send.error)}</Notice>}
        {shown.map((key) => (
          <Field
            key={key}
            label={t(`creator.notices.field.${key}`)}
            maxLength={300}
            value={words[key] ?? ''}
            onChange={(event) => setWords({ ...words, [key]: event.target.value })}
          />
        ))}
        {statements
          .filter((key) => asked.has(key))
          .map((key) => (
            <label key={key} className="row">
              <input type="checkbox" checked={said[key]} onChange={(event) => setSaid({ ...said, [key]: event.target.checked })} />
              <span>{t(`creator.notices.statement.${key}`)}</span>
            </label>
          ))}
        <Button tone="primary" block type="submit" busy={send.isPending}>
          {t('creator.notices.send')}
        </Button>
      </form>
    </Section>
  );
}
