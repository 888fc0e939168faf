/** The links of a case: what became of each, what was seen there last, and a person's own word for it. */
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { linkStates, type CaseDetail, type CaseLink } from '../../../../src/modules/takedown/cases/contract.ts';
import { takedownContract } from '../../../../src/modules/takedown/contract.ts';
import { transformations } from '../../../../src/modules/protection/matches/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { useI18n, type I18n } from '../../../shared/i18n/i18n.ts';
import { DataTable, type Column } from '../../../shared/table/DataTable.tsx';
import { Listing } from '../../../shared/table/Listing.tsx';
import { Choice } from '../../../shared/ui/Choice.tsx';
import { CopyText } from '../../../shared/ui/CopyText.tsx';
import { Menu } from '../../../shared/ui/Menu.tsx';
import { Icon } from '../../../shared/ui/Icon.tsx';
import { Badge } from '../../../shared/ui/PageFrame.tsx';
import { useDenied } from '../../../shared/ui/PermissionGate.tsx';
import { EmptyState } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { useUrlState } from '../../../shared/ui/url-state.ts';
import { caseLinksQuery, refreshCases } from './queries.ts';
import { linkTones } from './words.ts';

const { routes } = takedownContract;

export function LinksPanel({ one, actions }: { one: CaseDetail; actions: ReactNode }) {
  const i18n = useI18n();
  const { t } = i18n;
  const [state, setState] = useUrlState<string>('links', '');
  const links = useInfiniteQuery(caseLinksQuery(one.id, linkStates.find((each) => each === state) ?? null));
  const acts = useLinkActs();
  return (
    <Listing
      query={links}
      title={t('takedown.links_count', { count: one.links })}
      actions={
        <span className="copies-actions">
          <Choice
            label={t('takedown.column.state')}
            value={state}
            options={[
              { value: '', label: t('takedown.any_state') },
              ...linkStates
                .filter((each) => (one.counts[each] ?? 0) > 0)
                .map((value) => ({ value, label: `${t(`takedown.link_state.${value}`)} (${one.counts[value]})` })),
            ]}
            onChange={setState}
          />
          {actions}
        </span>
      }
      empty={<EmptyState icon="link" title={t('takedown.no_links')} />}
    >
      {(rows) => <DataTable label={t('takedown.column.links')} columns={columnsOf(i18n, acts)} rows={rows} rowKey={(link) => link.id} />}
    </Listing>
  );
}

type LinkActs = {
  denied: string | undefined;
  busy: boolean;
  judge(link: CaseLink, verdict: 'gone' | 'up'): void;
  remove(link: CaseLink): void;
};

function useLinkActs(): LinkActs {
  const { t } = useI18n();
  const client = useQueryClient();
  const denied = useDenied(routes.judgeLink.access);
  const after = { onError: toast.failed, onSettled: () => refreshCases(client) };
  const judge = useMutation({
    mutationFn: ({ link, verdict }: { link: CaseLink; verdict: 'gone' | 'up' }) =>
      call(routes.judgeLink, { params: { linkId: link.id }, body: { verdict } }),
    ...after,
    onSuccess: () => toast.done(t('action.saved')),
  });
  const remove = useMutation({
    mutationFn: (link: CaseLink) => call(routes.removeCaseLink, { params: { linkId: link.id } }),
    ...after,
    onSuccess: () => toast.done(t('takedown.link_taken_out')),
  });
  return {
    denied,
    busy: judge.isPending || remove.isPending,
    judge: (link, verdict) => judge.mutate({ link, verdict }),
    remove: remove.mutate,
  };
}

function columnsOf(i18n: I18n, acts: LinkActs): Column<CaseLink>[] {
  const { t, format } = i18n;
  return [
    {
      key: 'url',
      head: t('protection.column.link'),
      lead: true,
      cell: (link) => (
        <span className="cell-two copies-url">
          <CopyText text={link.url} />
          <small>
            {[link.account, link.work?.title].filter(Boolean).join(' · ')}
            {link.matchId && (
              <>
                {' · '}
                <Link to={`/copies/matches/${link.matchId}`}>{t('takedown.to_match')}</Link>
              </>
            )}
          </small>
          {link.repeats > 0 && <Badge tone="warn">{t('takedown.repeats', { count: link.repeats })}</Badge>}
        </span>
      ),
    },
    {
      key: 'what',
      head: t('protection.column.how'),
      cell: (link) => (
        <span className="cell-two">
          {link.score !== null && <span>{format.percent(link.score)}</span>}
          <small>
            {format.list(
              link.transformations
                .filter((one) => (transformations as readonly string[]).includes(one))
                .map((one) => t(`protection.transformation.${one}`)),
            )}
          </small>
        </span>
      ),
    },
    {
      key: 'state',
      head: t('takedown.column.state'),
      cell: (link) => (
        <span className="cell-two">
          <Badge tone={linkTones[link.state]}>{t(`takedown.link_state.${link.state}`)}</Badge>
          {link.lastCheck && (
            <small>
              {t(`takedown.check.${link.lastCheck.verdict}`)}
              {link.lastCheck.status !== null && ` (${link.lastCheck.status})`} · {format.dateTime(link.lastCheck.at)}
            </small>
          )}
        </span>
      ),
    },
    { key: 'acts', head: '', bare: true, cell: (link) => <LinkMenu link={link} acts={acts} /> },
  ];
}

function LinkMenu({ link, acts }: { link: CaseLink; acts: LinkActs }) {
  const { t } = useI18n();
  if (link.state === 'listed')
    return (
      <Button size="small" disabled={acts.denied !== undefined || acts.busy} title={acts.denied} onClick={() => acts.remove(link)}>
        {t('action.remove')}
      </Button>
    );
  return (
    <Menu
      label={t('takedown.judge')}
      button={<Icon name="more" />}
      items={[
        { kind: 'title', key: 'title', label: t('takedown.judge') },
        { kind: 'action', key: 'gone', label: t('takedown.check.gone'), because: acts.denied, onPick: () => acts.judge(link, 'gone') },
        { kind: 'action', key: 'up', label: t('takedown.check.up'), because: acts.denied, onPick: () => acts.judge(link, 'up') },
      ]}
    />
  );
}
