/** How much of the catalogue is searched for: work by work, episode by episode, and the way to make what is missing. */
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { jobsContract } from '../../../../src/platform/jobs/contract.ts';
import { protectionContract } from '../../../../src/modules/protection/contract.ts';
import type { Coverage, EpisodeCoverage, WorkCoverage } from '../../../../src/modules/protection/references/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { sentenceOf } from '../../../shared/api/errors.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Listing } from '../../../shared/table/Listing.tsx';
import { Icon } from '../../../shared/ui/Icon.tsx';
import { LinkButton } from '../../../shared/ui/LinkButton.tsx';
import { Badge, type Tone } from '../../../shared/ui/PageFrame.tsx';
import { PermissionGate, useDenied } from '../../../shared/ui/PermissionGate.tsx';
import { ProgressLine } from '../../../shared/ui/ProgressLine.tsx';
import { EmptyState, ErrorState, LoadingLines } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { coverageQuery, refreshCopies, workCoverageQuery } from './queries.ts';
import '../../../shared/ui/rows.css';

const { routes } = protectionContract;
const tones: Record<EpisodeCoverage['state'], Tone> = { ready: 'good', missing: 'plain', outdated: 'warn', failed: 'bad' };

export function CoverageTab() {
  const { t } = useI18n();
  const coverage = useInfiniteQuery(coverageQuery);
  const first = coverage.data?.pages[0];
  return (
    <>
      {first && (
        <Totals
          coverage={first}
          open={coverage.data?.pages.some(({ items }) => items.some((one) => one.missing + one.failed > 0)) ?? false}
        />
      )}
      <Listing
        query={coverage}
        empty={
          <EmptyState
            icon="film"
            title={t('protection.coverage.none')}
            text={t('protection.coverage.none_text')}
            action={<LinkButton to="/import">{t('nav.import')}</LinkButton>}
          />
        }
      >
        {(items) => (
          <ul className="rows coverage">
            {items.map((one) => (
              <WorkRow key={one.workId} one={one} />
            ))}
          </ul>
        )}
      </Listing>
    </>
  );
}

function Totals({ coverage, open }: { coverage: Coverage; open: boolean }) {
  const { t, format } = useI18n();
  const { totals, completing, searching } = coverage;
  const complete = useComplete();
  return (
    <div className="coverage-totals">
      <dl className="figures">
        <div>
          <dt>{t('protection.coverage.episodes')}</dt>
          <dd>{format.number(totals.references)}</dd>
        </div>
        <div>
          <dt>{t('protection.coverage.length')}</dt>
          <dd>{format.span(totals.durationMs)}</dd>
        </div>
        <div>
          <dt>{t('protection.coverage.kept')}</dt>
          <dd>
            {format.bytes(totals.storedBytes)}
            {totals.storedBytesPerHour > 0 && (
              <small> {t('protection.coverage.per_hour', { size: format.bytes(totals.storedBytesPerHour) })}</small>
            )}
          </dd>
        </div>
      </dl>
      {completing ? (
        <RunningTask task={completing} label={t('protection.coverage.completing')} />
      ) : (
        open && (
          <PermissionGate permission={routes.completeCoverage.access}>
            <Button type="primary" loading={complete.isPending} onClick={() => complete.mutate(null)}>
              {t('protection.coverage.complete_all')}
            </Button>
          </PermissionGate>
        )
      )}
      {searching && <RunningTask task={searching} label={t('protection.coverage.searching')} />}
    </div>
  );
}

function RunningTask({ task, label }: { task: NonNullable<Coverage['completing']>; label: string }) {
  const client = useQueryClient();
  const denied = useDenied('jobs.cancel');
  const cancel = useMutation({
    mutationFn: () => call(jobsContract.routes.cancelTask, { params: { taskId: task.taskId } }),
    onError: toast.failed,
    onSettled: () => refreshCopies(client),
  });
  return (
    <div className="coverage-task">
      <span>{label}</span>
      <ProgressLine
        task={{ state: 'running', progressBps: task.progressBps }}
        label={label}
        onCancel={() => cancel.mutate()}
        cancelDisabledBecause={denied}
      />
    </div>
  );
}

function useComplete() {
  const { t } = useI18n();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (workId: string | null) => call(routes.completeCoverage, { body: { workId } }),
    onSuccess: () => toast.done(t('protection.coverage.started')),
    onError: toast.failed,
    onSettled: () => refreshCopies(client),
  });
}

function WorkRow({ one }: { one: WorkCoverage }) {
  const { t, format } = useI18n();
  const [open, setOpen] = useState(false);
  const share = one.episodes > 0 ? one.ready / one.episodes : 0;
  return (
    <li className="coverage-work">
      <button type="button" className="coverage-head" aria-expanded={open} onClick={() => setOpen(!open)}>
        <Icon name={open ? 'down' : 'right'} size={16} />
        <strong>{one.title}</strong>
        <span className="coverage-track" aria-hidden="true">
          <span style={{ width: `${share * 100}%` }} />
        </span>
        <span className="coverage-count">
          {t('protection.coverage.of', { ready: format.number(one.ready), total: format.number(one.episodes) })}
        </span>
        {one.failed > 0 && <Badge tone="bad">{t('protection.coverage.failed', { count: one.failed })}</Badge>}
      </button>
      {open && <Episodes one={one} />}
    </li>
  );
}

function Episodes({ one }: { one: WorkCoverage }) {
  const { t, format } = useI18n();
  const detail = useQuery(workCoverageQuery(one.workId));
  const complete = useComplete();
  if (detail.isPending) return <LoadingLines lines={3} />;
  if (detail.error) return <ErrorState compact error={detail.error} onRetry={() => void detail.refetch()} />;
  return (
    <div className="coverage-episodes">
      <ul>
        {detail.data.items.map((episode) => (
          <li key={episode.episodeId}>
            <Link to={`/works/${one.workId}/episodes/${episode.episodeId}`}>
              {t('protection.episode', { number: episode.number })} {episode.title}
            </Link>
            <Badge tone={tones[episode.state]}>{t(`protection.reference_state.${episode.state}`)}</Badge>
            <small>
              {episode.error
                ? sentenceOf(t, episode.error)
                : episode.pictures !== null &&
                  t('protection.coverage.pictures', { count: episode.pictures, number: format.number(episode.pictures) })}
            </small>
          </li>
        ))}
      </ul>
      {one.missing + one.failed > 0 && (
        <PermissionGate permission={routes.completeCoverage.access}>
          <Button size="small" loading={complete.isPending} onClick={() => complete.mutate(one.workId)}>
            {t('protection.coverage.complete')}
          </Button>
        </PermissionGate>
      )}
    </div>
  );
}
