/** Questions and their answers: sentences with their passages, and what one asked before. */
import { infiniteQueryOptions, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import type { MarketAnswer } from '../../../../../src/modules/intelligence/asking/contract.ts';
import type { Citation } from '../../../../../src/modules/intelligence/citations/contract.ts';
import { call } from '../../../../shared/api/client.ts';
import { useI18n, type I18n } from '../../../../shared/i18n/i18n.ts';
import { FilterChoice } from '../../../../shared/table/filters.tsx';
import { itemsOf } from '../../../../shared/table/Listing.tsx';
import { Icon } from '../../../../shared/ui/Icon.tsx';
import { MoreOnSight } from '../../../../shared/ui/MoreOnSight.tsx';
import { Badge, PageFrame } from '../../../../shared/ui/PageFrame.tsx';
import { EmptyState, ErrorState, LoadingLines } from '../../../../shared/ui/states.tsx';
import { toast } from '../../../../shared/ui/toast.tsx';
import { Citations } from '../kit/Citations.tsx';
import { AddSentence } from '../briefs/AddToBrief.tsx';
import { routes, topicName, topicsQuery } from '../topics/queries.ts';
import './ask.css';

const root = 'market-answers';
const answersQuery = infiniteQueryOptions({
  queryKey: [root],
  queryFn: ({ pageParam, signal }) =>
    call(routes.listAnswers, { query: { limit: 10, ...(pageParam && { cursor: pageParam }) } }, { signal }),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.nextCursor,
});

export function Component() {
  const i18n = useI18n();
  const { t } = i18n;
  const client = useQueryClient();
  const [search] = useSearchParams();
  const topicId = search.get('topic');
  const language = search.get('language');
  const [question, setQuestion] = useState(search.get('q') ?? '');
  const stop = useRef<AbortController | null>(null);
  const topics = useQuery(topicsQuery).data?.items ?? [];
  const model =
    useQuery({ queryKey: [root, 'model'], queryFn: ({ signal }) => call(routes.getAskingModel, {}, { signal }) }).data?.model ?? null;
  const answers = useInfiniteQuery(answersQuery);
  const ask = useMutation({
    mutationFn: () => {
      stop.current = new AbortController();
      const only: 'zh' | 'en' | null = language === 'zh' || language === 'en' ? language : null;
      return call(routes.ask, { body: { question: question.trim(), scope: { topicId, language: only } } }, { signal: stop.current.signal });
    },
    onError: (error) => stop.current?.signal.aborted || toast.failed(error),
    onSuccess: () => client.invalidateQueries({ queryKey: [root] }),
  });
  const items = itemsOf(answers);
  const ready = question.trim().length >= 2;
  return (
    <PageFrame
      title={t('market.ask')}
      back={{ to: '/market', label: t('nav.market') }}
      lead={model === null ? t('market.ask.extractive') : t('market.ask.model', { model })}
    >
      <form
        className="ask-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready && !ask.isPending) ask.mutate();
        }}
      >
        <Input.TextArea
          aria-label={t('market.ask.question')}
          value={question}
          maxLength={500}
          autoSize={{ minRows: 2, maxRows: 6 }}
          placeholder={t('market.ask.placeholder')}
          onChange={(event) => setQuestion(event.target.value)}
          onKeyDown={(event) => {
            // Enter asks; with shift, or while a word is being composed, it does not.
            if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
            event.preventDefault();
            if (ready && !ask.isPending) ask.mutate();
          }}
        />
        <div className="ask-row">
          <FilterChoice
            name="topic"
            label={t('market.ask.within')}
            all={t('market.ask.everywhere')}
            options={topics.map((topic) => ({ value: topic.id, label: topicName(i18n, topic) }))}
          />
          <FilterChoice
            name="language"
            label={t('market.topics.language')}
            all={t('market.topics.any_language')}
            options={(['zh', 'en'] as const).map((value) => ({ value, label: t(`market.topics.language.${value}`) }))}
          />
          <span className="ask-act">
            {ask.isPending && (
              <Button onClick={() => stop.current?.abort()} icon={<Icon name="close" size={16} />}>
                {t('action.cancel')}
              </Button>
            )}
            <Button type="primary" htmlType="submit" loading={ask.isPending} disabled={!ready}>
              {t('market.ask.do')}
            </Button>
          </span>
        </div>
      </form>
      {ask.isPending && <LoadingLines lines={3} height={22} />}
      {answers.error && !answers.data && <ErrorState error={answers.error} onRetry={() => void answers.refetch()} />}
      {answers.isSuccess && items.length === 0 && !ask.isPending && (
        <EmptyState icon="search" title={t('market.ask.none')} text={<Examples onPick={setQuestion} />} />
      )}
      {items.map((answer) => (
        <Answer key={answer.id} answer={answer} onAgain={() => setQuestion(answer.question)} />
      ))}
      {answers.hasNextPage && <MoreOnSight busy={answers.isFetchingNextPage} onSight={() => void answers.fetchNextPage()} />}
    </PageFrame>
  );
}

function Examples({ onPick }: { onPick: (question: string) => void }) {
  const { t } = useI18n();
  return (
    <span className="ask-examples">
      {(['size', 'users', 'support'] as const).map((name) => (
        <button key={name} type="button" onClick={() => onPick(t(`market.ask.example.${name}`))}>
          {t(`market.ask.example.${name}`)}
        </button>
      ))}
    </span>
  );
}

/** How the answer came about, in words. */
function mannerOf({ t }: I18n, answer: MarketAnswer): string {
  if (answer.kind === 'model') return t('market.ask.by_model', { model: answer.model ?? '' });
  if (answer.fallback === null) return t('market.ask.by_documents');
  return t('market.ask.fallback', { why: t(`error.${answer.fallback}`) });
}

const placeOf = ({ documentId, anchor, start, end }: Citation): string => `${documentId} ${anchor} ${start} ${end}`;

/** A passage has one number in an answer, however often it is cited. */
function numbersOf({ sentences }: MarketAnswer): ReadonlyMap<string, number> {
  const places = new Set(sentences.flatMap(({ citations }) => citations.map(placeOf)));
  return new Map([...places].map((place, at) => [place, at + 1]));
}

function Answer({ answer, onAgain }: { answer: MarketAnswer; onAgain: () => void }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: () => call(routes.removeAnswer, { params: { answerId: answer.id } }),
    onError: toast.failed,
    onSuccess: () => client.invalidateQueries({ queryKey: [root] }),
  });
  const topic = answer.scope.topicName && topicName(i18n, { nameZh: answer.scope.topicName.zh, nameEn: answer.scope.topicName.en });
  const numbers = numbersOf(answer);
  return (
    <article className="answer">
      <header>
        <h2>{answer.question}</h2>
        <span>
          <Button
            size="small"
            type="text"
            icon={<Icon name="restore" size={16} />}
            aria-label={t('market.ask.again')}
            title={t('market.ask.again')}
            onClick={onAgain}
          />
          <Button
            size="small"
            type="text"
            icon={<Icon name="trash" size={16} />}
            aria-label={t('market.ask.forget')}
            title={t('market.ask.forget')}
            loading={remove.isPending}
            onClick={() => remove.mutate()}
          />
        </span>
      </header>
      {answer.sentences.length === 0 ? (
        <p className="answer-none">{t('market.ask.nothing', { count: answer.considered })}</p>
      ) : (
        <ul>
          {answer.sentences.map((sentence, at) => (
            // oxlint-disable-next-line react/no-array-index-key
            <li key={at}>
              <p>
                {sentence.text}
                {sentence.citations.map((citation) => (
                  <Citations key={placeOf(citation)} items={[citation]} from={numbers.get(placeOf(citation))!} />
                ))}
              </p>
              <small>
                {[...new Set(sentence.citations.map(({ source, title }) => source ?? title))].filter(Boolean).join(' · ')}
                <AddSentence text={sentence.text} citations={sentence.citations} />
              </small>
            </li>
          ))}
        </ul>
      )}
      <footer>
        <span>{mannerOf(i18n, answer)}</span>
        {answer.otherLanguage && <span>{t('market.ask.other_language')}</span>}
        {answer.dropped > 0 && <Badge tone="warn">{t('market.ask.dropped', { count: answer.dropped })}</Badge>}
        {topic && <span>{t('market.ask.in_topic', { topic })}</span>}
        <span>{t('market.ask.considered', { count: answer.considered, found: format.number(answer.found) })}</span>
        <time dateTime={answer.askedAt}>{format.dateTime(answer.askedAt)}</time>
      </footer>
    </article>
  );
}
