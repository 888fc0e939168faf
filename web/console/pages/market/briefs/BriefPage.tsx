/** A briefing: written section by section, or a version as it was issued. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useParams, useSearchParams } from 'react-router';
import type { BriefDetail, BriefSection } from '../../../../../src/modules/intelligence/briefs/contract.ts';
import { call, hrefOf } from '../../../../shared/api/client.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { Choice } from '../../../../shared/ui/Choice.tsx';
import { ConfirmDialog } from '../../../../shared/ui/ConfirmDialog.tsx';
import { Icon } from '../../../../shared/ui/Icon.tsx';
import { LinkButton } from '../../../../shared/ui/LinkButton.tsx';
import { Badge, PageFrame } from '../../../../shared/ui/PageFrame.tsx';
import { PermissionGate, useDenied } from '../../../../shared/ui/PermissionGate.tsx';
import { ErrorState, LoadingLines, Notice } from '../../../../shared/ui/states.tsx';
import { toast } from '../../../../shared/ui/toast.tsx';
import { briefQuery, inputOf, refreshBriefs, routes } from './queries.ts';
import { Section } from './Section.tsx';
import './briefs.css';

export function Component() {
  const { t } = useI18n();
  const briefId = useParams().briefId!;
  const [search] = useSearchParams();
  const version = Number(search.get('version')) || undefined;
  const query = useQuery(briefQuery(briefId, version));
  const back = { to: '/market/briefs', label: t('nav.market_briefs') };
  if (query.data) return <Brief key={`${briefId} ${version} ${query.data.revision}`} brief={query.data} />;
  return (
    <PageFrame title={t('nav.market_briefs')} back={back} narrow>
      {query.error ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : <LoadingLines lines={8} height={22} />}
    </PageFrame>
  );
}

/** What is being written, until it is saved; a version is only read. */
function Brief({ brief }: { brief: BriefDetail }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const [title, setTitle] = useState(brief.title);
  const [sections, setSections] = useState(brief.sections);
  const denied = useDenied(routes.updateBrief.access);
  const written = brief.issued === null && denied === undefined;
  const dirty = written && (title !== brief.title || JSON.stringify(inputOf(sections)) !== JSON.stringify(inputOf(brief.sections)));
  const save = useMutation({
    mutationFn: () =>
      call(routes.updateBrief, {
        params: { briefId: brief.id },
        body: {
          title: title.trim() || brief.title,
          language: brief.language,
          sections: inputOf(sections),
          expectedRevision: brief.revision,
        },
      }),
    onError: toast.failed,
    onSuccess: async () => {
      toast.done(t('market.briefs.saved'));
      await refreshBriefs(client);
    },
  });
  const change = (at: number, section: BriefSection | null): void =>
    setSections(section ? sections.with(at, section) : sections.toSpliced(at, 1));
  const move = (at: number, by: number): void => setSections(sections.toSpliced(at, 1).toSpliced(at + by, 0, sections[at]!));
  const addText = (): void => {
    const text: BriefSection = { kind: 'text', key: `t${Date.now().toString(36)}`, heading: t('market.briefs.new_section'), body: '' };
    const end = sections.findIndex(({ kind }) => kind === 'sources');
    setSections(sections.toSpliced(end < 0 ? sections.length : end, 0, text));
  };
  return (
    <PageFrame
      title={brief.title}
      narrow
      back={{ to: '/market/briefs', label: t('nav.market_briefs') }}
      lead={<BriefLead brief={brief} />}
      actions={<BriefActs brief={brief} dirty={dirty} />}
    >
      {brief.broken > 0 && <Notice tone="bad">{t('market.briefs.broken', { count: brief.broken })}</Notice>}
      {written && (
        <Input
          className="brief-title"
          aria-label={t('market.briefs.title')}
          value={title}
          maxLength={200}
          onChange={(event) => setTitle(event.target.value)}
        />
      )}
      {sections.map((section, at) => (
        <Section
          key={section.key}
          section={section}
          sources={brief.sources}
          editable={written}
          onChange={(next) => change(at, next)}
          onMove={(by) => move(at, by)}
          first={at === 0}
          last={at === sections.length - 1}
        />
      ))}
      {written && (
        <Button icon={<Icon name="plus" size={16} />} onClick={addText}>
          {t('market.briefs.add_text')}
        </Button>
      )}
      {dirty && (
        <div className="brief-bar" role="status">
          <span>{t('market.briefs.unsaved')}</span>
          <Button
            onClick={() => {
              setTitle(brief.title);
              setSections(brief.sections);
            }}
          >
            {t('market.briefs.discard')}
          </Button>
          <Button type="primary" loading={save.isPending} onClick={() => save.mutate()}>
            {t('action.save')}
          </Button>
        </div>
      )}
    </PageFrame>
  );
}

function BriefLead({ brief }: { brief: BriefDetail }) {
  const { t, format } = useI18n();
  const [, setSearch] = useSearchParams();
  const shown = brief.issued;
  return (
    <span className="brief-lead">
      {shown ? (
        <Badge tone="good">{t('market.briefs.version', { version: shown.version })}</Badge>
      ) : (
        <Badge tone={brief.version > 0 && brief.changed ? 'warn' : 'plain'}>
          {t(brief.version > 0 && brief.changed ? 'market.briefs.changed' : 'market.briefs.draft')}
        </Badge>
      )}
      <span>
        {shown
          ? t('market.briefs.issued_by', { by: shown.issuedBy, at: format.dateTime(shown.issuedAt) })
          : `${brief.updatedBy} · ${format.dateTime(brief.updatedAt)}`}
      </span>
      {brief.versions.length > 0 && (
        <Choice
          label={t('market.briefs.versions')}
          value={shown ? String(shown.version) : ''}
          options={[
            { value: '', label: t('market.briefs.draft') },
            ...brief.versions.map(({ version, note }) => ({
              value: String(version),
              label: [t('market.briefs.version', { version }), note].filter(Boolean).join(' · '),
            })),
          ]}
          onChange={(value) => setSearch(value === '' ? {} : { version: value })}
        />
      )}
    </span>
  );
}

function BriefActs({ brief, dirty }: { brief: BriefDetail; dirty: boolean }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const [, setSearch] = useSearchParams();
  const [asking, setAsking] = useState(false);
  const [note, setNote] = useState('');
  const issue = useMutation({
    mutationFn: () => call(routes.issueBrief, { params: { briefId: brief.id }, body: { note, expectedRevision: brief.revision } }),
    onError: toast.failed,
    onSuccess: async ({ version }) => {
      setAsking(false);
      await refreshBriefs(client);
      setSearch({ version: String(version) });
      toast.done(t('market.briefs.issued', { version }));
    },
  });
  const archive = useMutation({
    mutationFn: (archived: boolean) => call(routes.archiveBrief, { params: { briefId: brief.id }, body: { archived } }),
    onError: toast.failed,
    onSuccess: async ({ archivedAt }) => {
      await refreshBriefs(client);
      toast.done(t(archivedAt ? 'market.briefs.archived' : 'market.briefs.restored'), {
        label: t('action.undo'),
        run: () => archive.mutate(archivedAt === null),
      });
    },
  });
  const href = (format: 'md' | 'docx' | 'html'): string =>
    hrefOf(routes.exportBrief, {
      params: { briefId: brief.id },
      query: { format, ...(brief.issued && { version: brief.issued.version }) },
    });
  const because = dirty ? t('market.briefs.save_first') : undefined;
  return (
    <>
      {(['md', 'docx'] as const).map((format) => (
        <Button key={format} href={href(format)} download icon={<Icon name="download" size={16} />} disabled={dirty}>
          {t(`market.briefs.export.${format}`)}
        </Button>
      ))}
      <Button href={href('html')} target="_blank" rel="noreferrer" icon={<Icon name="sheet" size={16} />} disabled={dirty}>
        {t('market.briefs.export.html')}
      </Button>
      {brief.issued ? (
        <LinkButton to={`/market/briefs/${brief.id}`}>{t('market.briefs.to_draft')}</LinkButton>
      ) : (
        <>
          <PermissionGate permission={routes.archiveBrief.access}>
            <Button loading={archive.isPending} onClick={() => archive.mutate(brief.archivedAt === null)}>
              {t(brief.archivedAt === null ? 'market.briefs.archive' : 'market.briefs.restore')}
            </Button>
          </PermissionGate>
          <PermissionGate permission={routes.issueBrief.access} because={because}>
            <Button type="primary" icon={<Icon name="send" size={16} />} onClick={() => setAsking(true)}>
              {t('market.briefs.issue')}
            </Button>
          </PermissionGate>
        </>
      )}
      <ConfirmDialog
        open={asking}
        title={t('market.briefs.issue_title', { version: brief.version + 1 })}
        confirm={t('market.briefs.issue')}
        danger={false}
        busy={issue.isPending}
        onConfirm={() => issue.mutate()}
        onClose={() => setAsking(false)}
      >
        <p>{t('market.briefs.issue_text')}</p>
        <Input
          aria-label={t('market.briefs.note')}
          placeholder={t('market.briefs.note')}
          value={note}
          maxLength={500}
          onChange={(event) => setNote(event.target.value)}
        />
      </ConfirmDialog>
    </>
  );
}
