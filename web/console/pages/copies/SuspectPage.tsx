/** One suspect: its scan, the matches it has, where it was seen, and the way to search or delete it. */
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { protectionContract } from '../../../../src/modules/protection/contract.ts';
import type { SuspectDetail } from '../../../../src/modules/protection/suspects/contract.ts';
import { call, hrefOf } from '../../../shared/api/client.ts';
import { sentence } from '../../../shared/api/errors.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Listing } from '../../../shared/table/Listing.tsx';
import { ConfirmDialog } from '../../../shared/ui/ConfirmDialog.tsx';
import { PageFrame, Panel } from '../../../shared/ui/PageFrame.tsx';
import { PermissionGate } from '../../../shared/ui/PermissionGate.tsx';
import { EmptyState, ErrorState, LoadingLines, Notice } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { Evidence } from './Evidence.tsx';
import { MatchStateBadge, Score, SmallMap, Transformations } from './parts.tsx';
import { matchesQuery, refreshCopies, runs, suspectQuery } from './queries.ts';
import { ScanState } from './SuspectsTab.tsx';
import './copies.css';
import '../../../shared/ui/rows.css';

const { routes } = protectionContract;

export function Component() {
  const { t } = useI18n();
  const suspectId = useParams()['suspectId']!;
  const query = useQuery(suspectQuery(suspectId));
  if (query.data) return <SuspectView one={query.data} />;
  return (
    <PageFrame title={t('protection.column.suspect')} back={{ to: '/copies?tab=suspects', label: t('protection.tab.suspects') }}>
      {query.error ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : <LoadingLines lines={10} height={24} />}
    </PageFrame>
  );
}

function SuspectView({ one }: { one: SuspectDetail }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [deleting, setDeleting] = useState(false);
  const matches = useInfiniteQuery(matchesQuery({ suspectId: one.id, sort: 'strength' }, runs(one.state)));
  const again = useMutation({
    mutationFn: () => call(routes.scanSuspect, { params: { suspectId: one.id } }),
    onError: toast.failed,
    onSettled: () => refreshCopies(client),
  });
  const remove = useMutation({
    mutationFn: () => call(routes.deleteSuspect, { params: { suspectId: one.id } }),
    onSuccess: async () => {
      toast.done(t('protection.suspects.deleted'));
      await navigate('/copies?tab=suspects', { replace: true });
      client.removeQueries({ queryKey: suspectQuery(one.id).queryKey });
      await refreshCopies(client);
    },
  });
  return (
    <PageFrame
      title={one.name}
      back={{ to: '/copies?tab=suspects', label: t('protection.tab.suspects') }}
      lead={<ScanState one={one} />}
      actions={
        <>
          {!runs(one.state) && (
            <PermissionGate permission={routes.scanSuspect.access}>
              <Button loading={again.isPending} onClick={() => again.mutate()}>
                {t('protection.scan_again')}
              </Button>
            </PermissionGate>
          )}
          <PermissionGate permission={routes.deleteSuspect.access}>
            <Button danger onClick={() => setDeleting(true)}>
              {t('action.delete')}
            </Button>
          </PermissionGate>
        </>
      }
    >
      <div className="suspect-grid">
        <Panel title={t('protection.pair.suspect')}>
          <video
            className="suspect-video"
            src={hrefOf(routes.getSuspectContent, { params: { suspectId: one.id } })}
            controls
            playsInline
            preload="metadata"
            aria-label={one.name}
          />
        </Panel>
        <div className="stack">
          <Listing
            query={matches}
            title={t('protection.tab.matches')}
            empty={
              <EmptyState
                icon={runs(one.state) ? 'shield' : 'check'}
                title={t(runs(one.state) ? 'protection.looking' : one.state === 'done' ? 'protection.clean' : 'protection.not_scanned')}
                text={one.state === 'done' ? t('protection.clean_text') : undefined}
              />
            }
          >
            {(items) => (
              <ul className="rows">
                {items.map((match) => (
                  <li key={match.id} className="row suspect-match">
                    <span className="row-main">
                      <Link to={`/copies/matches/${match.id}`}>
                        <strong>{t('protection.work_episode', { title: match.workTitle, number: match.episodeNumber })}</strong>
                      </Link>
                      <Transformations match={match} />
                    </span>
                    <SmallMap match={match} />
                    <Score score={match.score} />
                    <MatchStateBadge state={match.state} />
                  </li>
                ))}
              </ul>
            )}
          </Listing>
          <Evidence suspect={one} sightings={one.sightings} />
        </div>
      </div>
      <ConfirmDialog
        open={deleting}
        title={t('protection.suspects.delete_title', { name: one.name })}
        confirm={t('action.delete')}
        busy={remove.isPending}
        onConfirm={() => remove.mutate()}
        onClose={() => setDeleting(false)}
      >
        <p>{t('protection.suspects.delete_text')}</p>
        {remove.error && <Notice tone="bad">{sentence(t, remove.error)}</Notice>}
      </ConfirmDialog>
    </PageFrame>
  );
}
