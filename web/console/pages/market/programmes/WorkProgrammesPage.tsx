/** What a drama could apply for, and until when: an answer with reasons, a sum and a checklist for each programme, and the facts behind it. */
import { useSuspenseQuery } from '@tanstack/react-query';
import { Suspense } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import type { WorkMatches } from '../../../../../src/modules/intelligence/programmes/contract.ts';
import { matchAnswers, type MatchAnswer } from '../../../../../src/modules/intelligence/programmes/words/contract.ts';
import { LinkButton } from '../../../../shared/ui/LinkButton.tsx';
import { LinkTabs, PageFrame, Panel } from '../../../../shared/ui/PageFrame.tsx';
import { EmptyState, LoadingLines, Notice } from '../../../../shared/ui/states.tsx';
import { CalendarView } from './CalendarView.tsx';
import { MatchCard } from './MatchCard.tsx';
import { ProfileForm } from './ProfileForm.tsx';
import { matchesQuery } from './queries.ts';
import { useProgrammeWords } from './words.ts';
import './match.css';

const place = '/market/programmes';

export function Component() {
  const { workId } = useParams();
  return (
    <Suspense fallback={<LoadingLines lines={10} />}>
      <WorkProgrammes workId={workId!} />
    </Suspense>
  );
}

function WorkProgrammes({ workId }: { workId: string }) {
  const { t } = useProgrammeWords().i18n;
  const [search] = useSearchParams();
  const matches = useSuspenseQuery(matchesQuery(workId)).data;
  const view = (['fits', 'profile', 'calendar'] as const).find((one) => one === search.get('view')) ?? 'fits';
  const own = `${place}/for/${workId}`;
  return (
    <PageFrame
      title={t('market.programmes.for_title', { title: matches.work.title })}
      lead={t('market.programmes.for_lead')}
      back={{ to: `/works/${workId}`, label: matches.work.title }}
    >
      <LinkTabs
        label={t('market.programmes.for_title', { title: matches.work.title })}
        current={view}
        tabs={[
          { key: 'fits', to: own, label: t('market.programmes.for_view.fits'), count: matches.items.length },
          { key: 'profile', to: `${own}?view=profile`, label: t('market.programmes.for_view.profile') },
          { key: 'calendar', to: `${own}?view=calendar`, label: t('market.programmes.for_view.calendar') },
        ]}
      />
      {view === 'fits' && <Fits matches={matches} />}
      {view === 'profile' && <ProfileForm key={matches.profileRevision} matches={matches} />}
      {view === 'calendar' && <CalendarView workId={workId} />}
    </PageFrame>
  );
}

function Fits({ matches }: { matches: WorkMatches }) {
  const { t } = useProgrammeWords().i18n;
  const [search] = useSearchParams();
  const own = `${place}/for/${matches.work.id}`;
  const chosen = matchAnswers.find((one) => one === search.get('answer'));
  if (matches.items.length === 0)
    return (
      <EmptyState
        icon="badge"
        title={t('market.programmes.for_none')}
        text={t('market.programmes.for_none_text')}
        action={
          <LinkButton type="primary" to={place}>
            {t('nav.market_programmes')}
          </LinkButton>
        }
      />
    );
  const shown = matches.items.filter(({ answer }) => (chosen ? answer === chosen : answer !== 'no' && answer !== 'expired'));
  return (
    <>
      <Counts matches={matches} chosen={chosen} />
      <WorthKnowing matches={matches} />
      {shown.length === 0 ? (
        <EmptyState
          icon="search"
          title={t('market.programmes.for_none_so')}
          action={<LinkButton to={`${own}?answer=no`}>{t('market.programmes.show_no')}</LinkButton>}
        />
      ) : (
        <div className="programme-cards">
          {shown.map((match) => (
            <MatchCard key={match.programme.id} match={match} workId={matches.work.id} citations={matches.citations} />
          ))}
        </div>
      )}
      {matches.more && <Notice>{t('market.programmes.for_more')}</Notice>}
    </>
  );
}

function Counts({ matches, chosen }: { matches: WorkMatches; chosen: MatchAnswer | undefined }) {
  const { t } = useProgrammeWords().i18n;
  const own = `${place}/for/${matches.work.id}`;
  return (
    <nav className="programme-counts" aria-label={t('market.programmes.answers')}>
      {matchAnswers.map((answer) => (
        <Link
          key={answer}
          className={`is-${answer}`}
          to={chosen === answer ? own : `${own}?answer=${answer}`}
          aria-current={chosen === answer ? 'true' : undefined}
        >
          <strong>{matches.counts[answer]}</strong> {t(`market.programmes.answer.${answer}`)}
        </Link>
      ))}
    </nav>
  );
}

/** The facts that would turn the most unknowns into answers. */
function WorthKnowing({ matches }: { matches: WorkMatches }) {
  const { t } = useProgrammeWords().i18n;
  if (matches.worthKnowing.length === 0) return null;
  const workFacts = new Set(['filing', 'episodes', 'making', 'catalogue']);
  return (
    <Panel title={t('market.programmes.worth_knowing')}>
      <ul className="programme-knowing">
        {matches.worthKnowing.map(({ fact, settles }) => (
          <li key={fact}>
            <Link to={workFacts.has(fact) ? `/works/${matches.work.id}` : `${place}/for/${matches.work.id}?view=profile#profile-${fact}`}>
              {t(`market.programmes.fact.${fact}`)}
            </Link>
            <small>{t('market.programmes.settles', { count: settles })}</small>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
