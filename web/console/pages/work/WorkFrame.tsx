/** The head of everything about one work: what it is, its state, what can be done with it, and its tabs. */
import { useMutation, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { Suspense, lazy, useRef, type ReactNode } from 'react';
import { Link, useNavigate } from 'react-router';
import { catalogContract, type Work } from '../../../../src/modules/catalog/contract.ts';
import { studioContract } from '../../../../src/modules/studio/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { textFor } from '../../../shared/api/words.ts';
import { episodesQuery, workQuery } from '../../../shared/api/works.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Cover } from '../../../shared/ui/Cover.tsx';
import { Icon } from '../../../shared/ui/Icon.tsx';
import { LinkButton } from '../../../shared/ui/LinkButton.tsx';
import { Menu, type MenuItem } from '../../../shared/ui/Menu.tsx';
import { LinkTabs } from '../../../shared/ui/PageFrame.tsx';
import { PermissionGate, useDenied } from '../../../shared/ui/PermissionGate.tsx';
import { Notice } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { useUrlState } from '../../../shared/ui/url-state.ts';
import { FilingBadge, StatusBadge } from '../../../shared/ui/work-badges.tsx';
import { useTasksStarted } from '../../shell/tasks.ts';
import '../../../shared/ui/frame.css';
import './work.css';

const EditWorkDialog = lazy(() => import('../../forms/EditWorkDialog.tsx'));
const DeleteWorkDialog = lazy(() => import('./DeleteWorkDialog.tsx'));

export type WorkTab = 'episodes' | 'story' | 'clips' | 'about';

export function WorkFrame({ workId, tab, children }: { workId: string; tab: WorkTab; children: ReactNode }) {
  const { t, language } = useI18n();
  const work = useSuspenseQuery(workQuery(workId)).data;
  const episodes = useQuery(episodesQuery(workId));
  const [dialog, setDialog] = useUrlState<string>('dialog', '', true);
  const text = textFor(work.texts, language);
  const others = work.texts.filter((one) => one !== text);
  const base = `/works/${workId}`;
  return (
    <div className="page">
      <title>{`${text.title} · Hookline`}</title>
      <header className="work-head">
        <CoverButton work={work} title={text.title} />
        <div className="work-head-text">
          <div className="page-eyebrow">
            <Link to={work.trashedAt ? '/?trash=1' : '/'}>
              <Icon name="left" size={13} /> {t('nav.library')}
            </Link>
          </div>
          <h1 lang={text.language}>{text.title}</h1>
          {others.length > 0 && (
            <p className="work-others">
              {others.map((one) => (
                <span key={one.language} lang={one.language}>
                  {one.title}
                </span>
              ))}
            </p>
          )}
          <div className="work-badges">
            <StatusBadge status={work.status} />
            <FilingBadge work={work} />
            <span className="work-kind">
              {[
                t(`work.kind.${work.kind}`),
                t(`work.orientation.${work.orientation}`),
                t(`work.making.${work.making}`),
                ...work.genres.map((genre) => t(`genre.${genre}`)),
              ].join(' · ')}
            </span>
          </div>
        </div>
        <WorkActions work={work} onDialog={setDialog} />
      </header>
      {work.trashedAt && <TrashNotice work={work} onDelete={() => setDialog('delete')} />}
      <LinkTabs
        label={t('work.tabs')}
        current={tab}
        tabs={[
          { key: 'episodes', to: base, label: t('work.tab.episodes'), count: episodes.data?.items.length },
          { key: 'story', to: `${base}?tab=story`, label: t('work.tab.story') },
          { key: 'clips', to: `${base}/clips`, label: t('work.tab.clips') },
          { key: 'about', to: `${base}?tab=about`, label: t('work.tab.about') },
        ]}
      />
      {children}
      <Suspense>
        {dialog === 'edit' && <EditWorkDialog work={work} onClose={() => setDialog(null)} />}
        {(dialog === 'trash' || dialog === 'delete') && (
          <DeleteWorkDialog work={work} title={text.title} step={dialog} onClose={() => setDialog(null)} />
        )}
      </Suspense>
    </div>
  );
}

function WorkActions({ work, onDialog }: { work: Work; onDialog: (dialog: string) => void }) {
  const { t } = useI18n();
  const started = useTasksStarted();
  const client = useQueryClient();
  const navigate = useNavigate();
  const denied = useDenied('catalog.write');
  const inTrash = work.trashedAt ? t('work.trashed_first') : undefined;
  const analyse = useMutation({
    mutationFn: () => call(studioContract.routes.analyseWork, { params: { workId: work.id } }),
    onSuccess: ({ taskIds }) => {
      started();
      void client.invalidateQueries({ queryKey: ['story', work.id] });
      toast.done(taskIds.length ? t('work.analysing', { count: taskIds.length }) : t('work.all_analysed'));
    },
    onError: toast.failed,
  });
  const uncover = useMutation({
    mutationFn: () => call(catalogContract.routes.removeCover, { params: { workId: work.id } }),
    onSuccess: (changed) => {
      client.setQueryData(['work', work.id], changed);
      void client.invalidateQueries({ queryKey: ['works'] });
    },
    onError: toast.failed,
  });
  const items: MenuItem[] = [
    {
      kind: 'action',
      key: 'programmes',
      label: t('work.programmes'),
      icon: 'badge',
      onPick: () => void navigate(`/market/programmes/for/${work.id}`),
    },
    { kind: 'action', key: 'edit', label: t('work.edit'), icon: 'edit', because: denied, onPick: () => onDialog('edit') },
    ...(work.coverAssetId
      ? [
          {
            kind: 'action' as const,
            key: 'uncover',
            label: t('work.remove_cover'),
            icon: 'film' as const,
            because: denied,
            onPick: () => uncover.mutate(),
          },
        ]
      : []),
    { kind: 'action', key: 'trash', label: t('work.trash'), icon: 'trash', because: denied ?? inTrash, onPick: () => onDialog('trash') },
  ];
  return (
    <div className="page-actions work-actions">
      <PermissionGate permission="studio.write" because={inTrash ?? (work.episodeCount === 0 ? t('work.no_episodes_yet') : undefined)}>
        <Button type="primary" icon={<Icon name="wave" size={16} />} loading={analyse.isPending} onClick={() => analyse.mutate()}>
          {t('work.analyse_all')}
        </Button>
      </PermissionGate>
      <PermissionGate permission="catalog.write" because={inTrash}>
        <LinkButton to={`/import?work=${work.id}`} icon={<Icon name="import" size={16} />}>
          {t('library.import')}
        </LinkButton>
      </PermissionGate>
      <Menu className="icon-button work-more" label={t('action.more')} button={<Icon name="more" />} items={items} />
    </div>
  );
}

/** The cover is changed where it is seen. */
function CoverButton({ work, title }: { work: Work; title: string }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const denied = useDenied('catalog.write');
  const change = useMutation({
    mutationFn: (file: File) => call(catalogContract.routes.setCover, { params: { workId: work.id } }, { raw: file }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['work', work.id] });
      void client.invalidateQueries({ queryKey: ['works'] });
      toast.done(t('work.cover_changed'));
    },
    onError: toast.failed,
  });
  return (
    <div className="work-cover">
      <Cover id={work.id} title={title} assetId={work.coverAssetId} eager />
      <input
        ref={input}
        type="file"
        hidden
        accept="image/jpeg,image/png,image/webp"
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file) change.mutate(file);
        }}
      />
      {!denied && (
        <button type="button" className="work-cover-change" disabled={change.isPending} onClick={() => input.current?.click()}>
          <Icon name="edit" size={14} /> {t('work.change_cover')}
        </button>
      )}
    </div>
  );
}

function TrashNotice({ work, onDelete }: { work: Work; onDelete: () => void }) {
  const { t, format } = useI18n();
  const client = useQueryClient();
  const restore = useMutation({
    mutationFn: () => call(catalogContract.routes.restoreWork, { params: { workId: work.id } }),
    onSuccess: (restored) => {
      client.setQueryData(['work', work.id], restored);
      void client.invalidateQueries({ queryKey: ['works'] });
      toast.done(t('work.restored'));
    },
    onError: toast.failed,
  });
  return (
    <div className="work-trashed">
      <Notice
        tone="warn"
        action={
          <div className="page-actions">
            <PermissionGate permission="catalog.write">
              <Button size="small" icon={<Icon name="restore" size={14} />} loading={restore.isPending} onClick={() => restore.mutate()}>
                {t('work.restore')}
              </Button>
            </PermissionGate>
            <PermissionGate permission="catalog.delete">
              <Button size="small" danger onClick={onDelete}>
                {t('work.delete')}
              </Button>
            </PermissionGate>
          </div>
        }
      >
        {t('work.trashed_on', { date: format.dateTime(work.trashedAt!) })}
      </Notice>
    </div>
  );
}
