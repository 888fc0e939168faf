/** One match: both players in step, the map, what was changed, what is kept as evidence, and the decision. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useEffect, useEffectEvent, useMemo, useState } from 'react';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import { catalogContract } from '../../../../src/modules/catalog/contract.ts';
import { protectionContract } from '../../../../src/modules/protection/contract.ts';
import type { MatchDetail } from '../../../../src/modules/protection/matches/contract.ts';
import { hrefOf } from '../../../shared/api/client.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { clock } from '../../../shared/timeline/timecode.ts';
import { itemsOf } from '../../../shared/table/Listing.tsx';
import { LinkButton } from '../../../shared/ui/LinkButton.tsx';
import { PageFrame, Panel } from '../../../shared/ui/PageFrame.tsx';
import { useDenied } from '../../../shared/ui/PermissionGate.tsx';
import { ErrorState, LoadingLines, Notice } from '../../../shared/ui/states.tsx';
import { CaseDialog } from '../cases/CaseDialog.tsx';
import { Evidence } from './Evidence.tsx';
import { PairPlayer } from './pair/PairPlayer.tsx';
import { MatchStateBadge, Score, Transformations } from './parts.tsx';
import { matchesQuery, matchQuery } from './queries.ts';
import { SealPanel } from './SealPanel.tsx';
import { FullStrip } from './Strip.tsx';
import { useDecisions, type Decision, type Decisions } from './use-decisions.ts';
import { editsOf, editWords, piecesOf, placeWords, referenceLength, suspectLength } from './words.ts';
import '../campaigns/campaigns.css';
import './copies.css';

/** The files' own rates are not known here; at 25 a step never skips a picture of the usual 25 or 30 by more than one. */
const fps = 25;

export function Component() {
  const { t } = useI18n();
  const matchId = useParams()['matchId']!;
  const query = useQuery(matchQuery(matchId));
  // Another match is another pair of players.
  if (query.data) return <MatchView key={matchId} one={query.data} />;
  return (
    <PageFrame title={t('nav.copies')} back={{ to: '/copies', label: t('nav.copies') }}>
      {query.error ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : <LoadingLines lines={10} height={24} />}
    </PageFrame>
  );
}

function MatchView({ one }: { one: MatchDetail }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const [search, setSearch] = useSearchParams();
  const pieces = useMemo(() => piecesOf(i18n, one.segments), [i18n, one.segments]);
  const edits = useMemo(() => editsOf(i18n, one.edits), [i18n, one.edits]);
  const decisions = useDecisions();
  const start = Number(search.get('at')) || (one.segments[0]?.suspectStartMs ?? 0);
  const [at, setAt] = useState({ ms: start });
  const go = (ms: number) => setAt({ ms });
  const content = one.original && hrefOf(catalogContract.routes.getAssetContent, { params: { assetId: one.original.assetId } });
  return (
    <PageFrame
      title={t('protection.work_episode', { title: one.workTitle, number: one.episodeNumber })}
      back={{ to: '/copies', label: t('nav.copies') }}
      lead={
        <span className="match-lead">
          <MatchStateBadge state={one.state} />
          <span>{placeWords(one)}</span>
          <span>{format.dateTime(one.foundAt)}</span>
        </span>
      }
      actions={<NextMatch current={one.id} />}
    >
      {!one.current && <Notice tone="warn">{t('protection.not_current_text')}</Notice>}
      <div className="match-grid">
        <Panel title={t('protection.pair.title')}>
          <PairPlayer
            suspect={{
              src: hrefOf(protectionContract.routes.getSuspectContent, { params: { suspectId: one.suspectId } }),
              title: one.suspectName,
              ms: suspectLength(one),
              missing: t('protection.pair.no_suspect'),
            }}
            original={{
              src: content,
              title: t('protection.episode', { number: one.episodeNumber }),
              ms: one.original?.durationMs ?? referenceLength(one.segments),
              missing: t('protection.pair.no_original'),
            }}
            pieces={pieces}
            edits={edits}
            fps={fps}
            go={at}
          />
          <p className="copies-keys">{t('protection.pair.keys')}</p>
        </Panel>
        <div className="stack">
          <Panel title={t('protection.finding')}>
            <dl className="facts">
              <div>
                <dt>{t('protection.score')}</dt>
                <dd>
                  <Score score={one.score} />
                </dd>
              </div>
              <div>
                <dt>{t('protection.column.how')}</dt>
                <dd>
                  <Transformations match={one} />
                </dd>
              </div>
              <div>
                <dt>{t('protection.copied_time')}</dt>
                <dd>
                  {t('protection.copied', {
                    span: format.span(one.copiedMs),
                    share: format.percent(Math.min(1, one.copiedMs / suspectLength(one))),
                  })}
                </dd>
              </div>
              {one.others > 0 && (
                <div>
                  <dt>{t('protection.others')}</dt>
                  <dd>
                    <Link to={`/copies/suspects/${one.suspectId}`}>{t('protection.others_count', { count: one.others })}</Link>
                  </dd>
                </div>
              )}
            </dl>
            <h3 className="copies-subhead">{t('protection.segments')}</h3>
            <ol className="segments">
              {pieces.map((piece, index) => (
                <li key={index}>
                  <button type="button" className="segment" onClick={() => go(piece.suspectStartMs)}>
                    {piece.label}
                  </button>
                </li>
              ))}
            </ol>
            {one.edits.length > 0 && (
              <>
                <h3 className="copies-subhead">{t('protection.edits_title')}</h3>
                <ol className="segments">
                  {one.edits.map((edit, index) => (
                    <li key={index}>
                      <button type="button" className="segment" onClick={() => go(edit.startMs)}>
                        {editWords(i18n, edit)} · {clock(edit.startMs, 1)}–{clock(edit.endMs, 1)}
                      </button>
                    </li>
                  ))}
                </ol>
              </>
            )}
          </Panel>
          <History one={one} />
          <SealPanel workId={one.workId} sightings={one.sightings} />
        </div>
      </div>
      <Panel title={t('protection.strip.title')}>
        <FullStrip match={one} onPick={go} />
      </Panel>
      <Evidence suspect={one.suspect} sightings={one.sightings} />
      <DecisionBar one={one} decisions={decisions} />
      <CaseDialog
        matchIds={decisions.forCase}
        onClose={() => decisions.toCase([])}
        onMade={() => setSearch((before) => before, { replace: true })}
      />
    </PageFrame>
  );
}

/** The next that waits, so that deciding goes from one to the other. */
function NextMatch({ current }: { current: string }) {
  const { t } = useI18n();
  const navigate = useNavigate();
  const open = useInfiniteQuery(matchesQuery({ state: 'open', sort: 'strength' }, false));
  const items = itemsOf(open);
  const at = items.findIndex((one) => one.id === current);
  const next = items.slice(at + 1).find((one) => one.id !== current) ?? items.find((one) => one.id !== current);
  const go = useEffectEvent(() => next && void navigate(`/copies/matches/${next.id}`));
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => isFree(event) && event.key.toLowerCase() === 'n' && go();
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  if (!next) return null;
  return <LinkButton to={`/copies/matches/${next.id}`}>{t('protection.next')}</LinkButton>;
}

/** A letter that nobody types into something. */
function isFree(event: KeyboardEvent): boolean {
  const target = event.target as HTMLElement;
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return false;
  return !/^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName) && !target.closest('[role=dialog]');
}

function DecisionBar({ one, decisions }: { one: MatchDetail; decisions: Decisions }) {
  const { t } = useI18n();
  const noCases = useDenied('takedown.manage');
  const [reason, setReason] = useState('');
  const decide = (decision: Decision) => {
    decisions.decide([one.id], decision, reason);
    setReason('');
  };
  const onLetter = useEffectEvent((letter: string) => {
    if (one.state === 'case') return;
    if (letter === 'a') decide('allowed');
    if (letter === 'i') decide('ignored');
    if (letter === 'c' && !noCases) decisions.toCase([one.id]);
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => isFree(event) && onLetter(event.key.toLowerCase());
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  if (one.state === 'case')
    return (
      <div className="decision-bar" role="region" aria-label={t('protection.decide.title')}>
        <span>{t('protection.in_case')}</span>
        {one.caseId && (
          <LinkButton type="primary" to={`/cases/${one.caseId}`}>
            {t('protection.to_case')}
          </LinkButton>
        )}
      </div>
    );
  const button = (decision: Decision, key: string) => (
    <Button
      disabled={decisions.denied !== undefined || one.state === decision}
      title={decisions.denied}
      loading={decisions.busy}
      onClick={() => decide(decision)}
    >
      {t(`protection.decide.${decision}`)} {key && <kbd>{key}</kbd>}
    </Button>
  );
  return (
    <div className="decision-bar" role="region" aria-label={t('protection.decide.title')}>
      <Input
        aria-label={t('protection.decide.reason')}
        placeholder={t('protection.decide.reason')}
        maxLength={500}
        value={reason}
        disabled={decisions.denied !== undefined}
        onChange={(event) => setReason(event.target.value)}
      />
      {button('allowed', 'A')}
      {button('ignored', 'I')}
      {one.state !== 'open' && button('open', '')}
      <Button type="primary" danger disabled={noCases !== undefined} title={noCases} onClick={() => decisions.toCase([one.id])}>
        {t('protection.decide.case')} <kbd>C</kbd>
      </Button>
    </div>
  );
}

/** What was decided, by whom, and why. */
function History({ one }: { one: MatchDetail }) {
  const { t, format } = useI18n();
  const { decision } = one;
  if (one.history.length === 0 && !decision) return null;
  const allowed = decision?.allowed;
  const key = allowed ? `protection.allowed.${allowed.code}` : '';
  return (
    <Panel title={t('protection.history')}>
      {allowed && <p>{t.exists(key, allowed.params) ? t(key, allowed.params) : t('protection.allowed_by_list')}</p>}
      <ol className="history">
        {one.history.map((entry, index) => (
          <li key={index}>
            <MatchStateBadge state={entry.to} />
            <span>
              {entry.by ?? t('protection.allow_list')} · {format.dateTime(entry.at)}
              {entry.reason && <small>{entry.reason}</small>}
            </span>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
