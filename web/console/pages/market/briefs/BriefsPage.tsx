/** Briefings: begun from a topic or empty, with how far each is. */
import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import type { BriefSummary } from '../../../../../src/modules/intelligence/briefs/contract.ts';
import { call } from '../../../../shared/api/client.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { Listing } from '../../../../shared/table/Listing.tsx';
import { Choice } from '../../../../shared/ui/Choice.tsx';
import { Icon } from '../../../../shared/ui/Icon.tsx';
import { Badge, Field, LinkTabs, PageFrame } from '../../../../shared/ui/PageFrame.tsx';
import { PermissionGate } from '../../../../shared/ui/PermissionGate.tsx';
import { EmptyState } from '../../../../shared/ui/states.tsx';
import { toast } from '../../../../shared/ui/toast.tsx';
import { useUrlState } from '../../../../shared/ui/url-state.ts';
import { topicName, topicsQuery } from '../topics/queries.ts';
import { briefsQuery, routes } from './queries.ts';
import './briefs.css';

const tabs = ['current', 'archived'] as const;

export function Component() {
  const { t } = useI18n();
  const [show] = useUrlState<string>('show', 'current');
  const [open, setOpen] = useUrlState<string>('open', '', true);
  const archived = show === 'archived';
  const briefs = useInfiniteQuery(briefsQuery(archived));
  const begin = (
    <PermissionGate permission={routes.createBrief.access}>
      <Button type="primary" icon={<Icon name="plus" size={16} />} onClick={() => setOpen('new')}>
        {t('market.briefs.begin')}
      </Button>
    </PermissionGate>
  );
  return (
    <PageFrame title={t('nav.market_briefs')} lead={t('market.briefs.lead')} actions={begin}>
      <LinkTabs
        label={t('nav.market_briefs')}
        current={archived ? 'archived' : 'current'}
        tabs={tabs.map((key) => ({
          key,
          to: key === 'current' ? '/market/briefs' : '/market/briefs?show=archived',
          label: t(`market.briefs.tab.${key}`),
        }))}
      />
      <Listing
        query={briefs}
        empty={
          archived ? (
            <EmptyState icon="sheet" title={t('market.briefs.none_archived')} />
          ) : (
            <EmptyState icon="sheet" title={t('market.briefs.none')} text={t('market.briefs.none_text')} action={begin} />
          )
        }
      >
        {(items) => (
          <ul className="brief-list">
            {items.map((brief) => (
              <Row key={brief.id} brief={brief} />
            ))}
          </ul>
        )}
      </Listing>
      {open === 'new' && <BeginBrief onClose={() => setOpen(null)} />}
    </PageFrame>
  );
}

function Row({ brief }: { brief: BriefSummary }) {
  const { t, format } = useI18n();
  return (
    <li>
      <Link to={`/market/briefs/${brief.id}`}>{brief.title}</Link>
      <span>
        {brief.version > 0 ? (
          <Badge tone="good">{t('market.briefs.version', { version: brief.version })}</Badge>
        ) : (
          <Badge>{t('market.briefs.draft')}</Badge>
        )}{' '}
        {brief.version > 0 && brief.changed && <Badge tone="warn">{t('market.briefs.changed')}</Badge>}
      </span>
      <small>
        {t('market.briefs.counts', { sections: brief.sections, sources: brief.sources })} · {brief.updatedBy} ·{' '}
        {format.dateTime(brief.updatedAt)}
      </small>
    </li>
  );
}

function BeginBrief({ onClose }: { onClose: () => void }) {
  const i18n = useI18n();
  const { t } = i18n;
  const navigate = useNavigate();
  const topics = useQuery(topicsQuery).data?.items ?? [];
  const [title, setTitle] = useState('');
  const [language, setLanguage] = useState<string>(i18n.language.startsWith('zh') ? 'zh' : 'en');
  const [topicId, setTopicId] = useState('');
  const begin = useMutation({
    mutationFn: () =>
      call(routes.createBrief, { body: { title: title.trim(), language: language as 'zh' | 'en', topicId: topicId || null } }),
    onError: toast.failed,
    onSuccess: ({ id }) => navigate(`/market/briefs/${id}`),
  });
  return (
    <Modal
      open
      title={t('market.briefs.begin')}
      onCancel={onClose}
      footer={null}
      destroyOnHidden
      width={520}
      closable={{ 'aria-label': t('action.close') }}
    >
      <form
        className="brief-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (title.trim() !== '') begin.mutate();
        }}
      >
        <Field id="brief-title" label={t('market.briefs.title')}>
          <Input id="brief-title" autoFocus value={title} maxLength={200} onChange={(event) => setTitle(event.target.value)} />
        </Field>
        <Field id="brief-language" label={t('market.briefs.language')}>
          <Choice
            id="brief-language"
            value={language}
            options={(['zh', 'en'] as const).map((value) => ({ value, label: t(`market.topics.language.${value}`) }))}
            onChange={setLanguage}
          />
        </Field>
        <Field id="brief-topic" label={t('market.briefs.topic')} hint={t('market.briefs.topic_hint')}>
          <Choice
            id="brief-topic"
            value={topicId}
            options={[
              { value: '', label: t('market.briefs.no_topic') },
              ...topics.map((topic) => ({ value: topic.id, label: topicName(i18n, topic) })),
            ]}
            onChange={setTopicId}
          />
        </Field>
        <div className="dialog-actions">
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={begin.isPending} disabled={title.trim() === ''}>
            {t('market.briefs.begin')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
