/** Small parts of the pages of cases: states, clocks, sources of the law, a time line. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { CaseClock, CaseState, TimelineEntry } from '../../../../src/modules/takedown/cases/contract.ts';
import type { IncomingDetail } from '../../../../src/modules/takedown/incoming/contract.ts';
import type { Source } from '../../../../src/modules/takedown/law/contract.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Icon } from '../../../shared/ui/Icon.tsx';
import { Badge } from '../../../shared/ui/PageFrame.tsx';
import { useNow } from '../../../shared/ui/use-now.ts';
import { lawsQuery } from './queries.ts';
import { articleOf, caseTones, inWords, leftWords, nearness } from './words.ts';
import './cases.css';

export function CaseStateBadge({ state }: { state: CaseState }) {
  const { t } = useI18n();
  return <Badge tone={caseTones[state]}>{t(`takedown.state.${state}`)}</Badge>;
}

/** Where a law says it; what nobody has compared with the published text yet is marked so. */
export function SourceLine({ source }: { source: Source }) {
  const { t } = useI18n();
  return (
    <span className="law-source">
      {source.url ? (
        <a href={source.url} target="_blank" rel="noreferrer">
          {source.article}
        </a>
      ) : (
        source.article
      )}
      {source.unverified && <Badge tone="warn">{t('takedown.law.unverified')}</Badge>}
    </span>
  );
}

type AnyClock = Omit<CaseClock, 'zone'> & { zone?: string };

/** The clock that ends next, in one line. */
export function NextClock({ clock }: { clock: AnyClock | null }) {
  const i18n = useI18n();
  const now = useNow();
  if (!clock) return <span className="copies-quiet">–</span>;
  return (
    <span className={`next-clock is-${nearness(clock, now)}`}>
      <span>{leftWords(i18n, clock.dueAt, now)}</span>
      <small>{inWords(i18n, clock.label)}</small>
    </span>
  );
}

/** All clocks of a case: those that run first, each with its article and what its end means. */
export function Clocks({ clocks, law }: { clocks: readonly AnyClock[]; law: string }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const now = useNow();
  const laws = useQuery(lawsQuery).data?.items;
  if (clocks.length === 0) return <p className="field-hint">{t('takedown.clocks.none')}</p>;
  const rank = { running: 0, passed: 1, met: 2, stopped: 3 };
  const inOrder = [...clocks].sort((a, b) => rank[a.state] - rank[b.state] || a.dueAt.localeCompare(b.dueAt));
  return (
    <ul className="clocks">
      {inOrder.map((clock) => {
        const source = articleOf(laws, law, clock.code);
        const near = nearness(clock, now);
        return (
          <li key={`${clock.code} ${clock.startedAt}`} className={`clock is-${near}`}>
            <strong>{inWords(i18n, clock.label)}</strong>
            <span className="clock-due">
              {t(`takedown.clock_state.${clock.state}`)} · {t('takedown.clocks.until', { at: format.dateTime(clock.dueAt) })}
              {clock.state === 'running' && ` · ${leftWords(i18n, clock.dueAt, now)}`}
            </span>
            {clock.earliestAt && <small>{t('takedown.clocks.earliest', { at: format.dateTime(clock.earliestAt) })}</small>}
            <small>
              {t(`takedown.clock_kind.${clock.kind}`)}
              {clock.zone && ` · ${t('takedown.clocks.zone', { zone: clock.zone })}`}
              {!clock.certain && ` · ${t('takedown.clocks.uncertain')}`}
            </small>
            {source && <SourceLine source={source} />}
          </li>
        );
      })}
    </ul>
  );
}

/** What happened, newest first; what was taken back stays, struck through. */
export function Timeline({
  entries,
  prefix,
}: {
  entries: readonly (TimelineEntry | (IncomingDetail['timeline'][number] & { undone?: boolean; params?: undefined }))[];
  prefix: string;
}) {
  const { t, format } = useI18n();
  // Of one instant, what came later first.
  const inOrder = entries.toReversed().sort((a, b) => b.at.localeCompare(a.at));
  return (
    <ol className="case-timeline">
      {inOrder.map((entry) => {
        const key = `${prefix}.${entry.act}`;
        const params = entry.params ?? {};
        return (
          <li key={entry.id} className={entry.undone ? 'is-undone' : undefined}>
            <span className="case-timeline-dot" aria-hidden="true" />
            <div>
              <strong>{t.exists(key, params) ? t(key, params) : entry.act}</strong>
              <small>
                {format.dateTime(entry.at)} ·{' '}
                {entry.by.kind === 'user'
                  ? entry.by.name
                  : t.exists(`takedown.by.${entry.by.kind}`)
                    ? t(`takedown.by.${entry.by.kind}`)
                    : entry.by.name || entry.by.kind}
                {entry.undone && ` · ${t('takedown.undone')}`}
              </small>
              {entry.note && <p>{entry.note}</p>}
            </div>
          </li>
        );
      })}
    </ol>
  );
}

/** Said wherever the law's data is used. */
export function LawyerNote({ children }: { children?: ReactNode }) {
  const { t } = useI18n();
  return (
    <p className="lawyer-note">
      <Icon name="info" size={16} /> {children ?? t('takedown.law.lawyer')}
    </p>
  );
}
