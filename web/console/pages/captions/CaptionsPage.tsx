/** Caption templates: written, tried on a campaign, reviewed; only reviewed ones reach creators. */
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Modal } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useSearchParams } from 'react-router';
import { campaignsContract, type CaptionTemplate } from '../../../../src/modules/campaigns/contract.ts';
import { channels } from '../../../../src/modules/creators/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { sentence } from '../../../shared/api/errors.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { FilterChoice } from '../../../shared/table/filters.tsx';
import { itemsOf } from '../../../shared/table/Listing.tsx';
import { Choice } from '../../../shared/ui/Choice.tsx';
import { ConfirmDialog } from '../../../shared/ui/ConfirmDialog.tsx';
import { Icon } from '../../../shared/ui/Icon.tsx';
import { Badge, Field, PageFrame, Panel } from '../../../shared/ui/PageFrame.tsx';
import { PermissionGate, useDenied } from '../../../shared/ui/PermissionGate.tsx';
import { EmptyState, ErrorState, LoadingLines, Notice } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { useUrlState } from '../../../shared/ui/url-state.ts';
import { offeredLanguages } from '../campaigns/form/WordedFields.tsx';
import { campaignsQuery } from '../campaigns/queries.ts';
import '../../../shared/ui/rows.css';
import './captions.css';

const { routes } = campaignsContract;
const placeholders = ['title', 'code', 'link', 'hook', 'hashtags', 'episodes'] as const;

export function Component() {
  const { t, format } = useI18n();
  const [search] = useSearchParams();
  const [editing, setEditing] = useUrlState<string>('template', '', true);
  const denied = useDenied('campaigns.read');
  const channel = search.get('channel') as CaptionTemplate['channel'];
  const language = search.get('language');
  const templates = useQuery({
    queryKey: ['caption-templates', channel, language],
    queryFn: ({ signal }) =>
      call(routes.listTemplates, { query: { ...(channel && { channel }), ...(language && { language }) } }, { signal }),
    enabled: !denied,
  });
  const chosen = templates.data?.items.find((one) => one.id === editing) ?? null;
  return (
    <PageFrame
      narrow
      title={t('nav.captions')}
      lead={t('promotion.captions_lead')}
      actions={
        <PermissionGate permission="campaigns.write_templates">
          <Button type="primary" icon={<Icon name="plus" size={16} />} onClick={() => setEditing('new')}>
            {t('promotion.template_new')}
          </Button>
        </PermissionGate>
      }
    >
      {denied && <Notice tone="warn">{denied}</Notice>}
      <div className="filters-row">
        <FilterChoice
          name="channel"
          label={t('attribution.by.channel')}
          all={t('attribution.all_channels')}
          options={channels.map((value) => ({ value, label: t(`channel.${value}`) }))}
        />
        <FilterChoice
          name="language"
          label={t('promotion.field.language')}
          all={t('promotion.any_language')}
          options={offeredLanguages.map((value) => ({ value, label: format.languageName(value) }))}
        />
      </div>
      {templates.isPending && !denied && <LoadingLines lines={6} height={26} />}
      {templates.error && <ErrorState error={templates.error} onRetry={() => void templates.refetch()} />}
      {templates.data?.items.length === 0 && (
        <EmptyState icon="text" title={t('promotion.no_templates')} text={t('promotion.no_templates_text')} />
      )}
      {(templates.data?.items.length ?? 0) > 0 && (
        <Panel flush>
          <ul className="rows">
            {templates.data?.items.map((one) => (
              <TemplateRow key={one.id} template={one} onEdit={() => setEditing(one.id)} />
            ))}
          </ul>
        </Panel>
      )}
      {(editing === 'new' || chosen) && <TemplateDialog key={editing} template={chosen} onClose={() => setEditing(null)} />}
    </PageFrame>
  );
}

function TemplateRow({ template, onEdit }: { template: CaptionTemplate; onEdit: () => void }) {
  const { t, format } = useI18n();
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const refresh = () => client.invalidateQueries({ queryKey: ['caption-templates'] });
  const review = useMutation({
    mutationFn: (reviewed: boolean) => call(routes.reviewTemplate, { params: { templateId: template.id }, body: { reviewed } }),
    onSuccess: refresh,
    onError: toast.failed,
  });
  const remove = useMutation({
    mutationFn: () => call(routes.deleteTemplate, { params: { templateId: template.id } }),
    onSuccess: () => {
      setAsking(false);
      void refresh();
    },
    onError: toast.failed,
  });
  const reviewed = template.state === 'reviewed';
  const fixed = template.builtIn ? t('promotion.built_in_fixed') : undefined;
  return (
    <li className="row template">
      <span className="row-main">
        <strong>
          {template.name} <Badge tone={reviewed ? 'good' : 'warn'}>{t(`promotion.template.${template.state}`)}</Badge>{' '}
          {template.builtIn && <Badge>{t('promotion.built_in')}</Badge>}
        </strong>
        <small>
          {[
            template.channel ? t(`channel.${template.channel}`) : t('attribution.all_channels'),
            format.languageName(template.language),
            template.reviewedBy &&
              template.reviewedAt &&
              t('promotion.reviewed_by', { by: template.reviewedBy, at: format.date(template.reviewedAt) }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </small>
        <span className="template-text" lang={template.language}>
          {template.text}
        </span>
        {template.hashtags.length > 0 && <span className="template-tags">{template.hashtags.map((tag) => `#${tag}`).join(' ')}</span>}
      </span>
      <span className="row-actions">
        <PermissionGate permission="campaigns.review_templates" because={fixed}>
          <Button
            size="small"
            loading={review.isPending}
            onClick={() => review.mutate(!reviewed)}
            aria-label={`${t(reviewed ? 'promotion.take_review_back' : 'promotion.review')} · ${template.name}`}
          >
            {t(reviewed ? 'promotion.take_review_back' : 'promotion.review')}
          </Button>
        </PermissionGate>
        <PermissionGate permission="campaigns.write_templates" because={fixed}>
          <Button size="small" onClick={onEdit} aria-label={`${t('action.edit')} · ${template.name}`}>
            {t('action.edit')}
          </Button>
        </PermissionGate>
        <PermissionGate permission="campaigns.write_templates" because={fixed}>
          <Button size="small" danger onClick={() => setAsking(true)} aria-label={`${t('action.delete')} · ${template.name}`}>
            {t('action.delete')}
          </Button>
        </PermissionGate>
      </span>
      <ConfirmDialog
        open={asking}
        title={t('promotion.template_delete', { name: template.name })}
        confirm={t('action.delete')}
        busy={remove.isPending}
        onConfirm={() => remove.mutate()}
        onClose={() => setAsking(false)}
      >
        <p>{t('promotion.template_delete_text')}</p>
      </ConfirmDialog>
    </li>
  );
}

function TemplateDialog({ template, onClose }: { template: CaptionTemplate | null; onClose: () => void }) {
  const { t, format, language: own } = useI18n();
  const client = useQueryClient();
  const [name, setName] = useState(template?.name ?? '');
  const [channel, setChannel] = useState<string>(template?.channel ?? '');
  const [language, setLanguage] = useState(template?.language ?? (own.startsWith('zh') ? 'zh-CN' : 'en'));
  const [text, setText] = useState(template?.text ?? '');
  const [tags, setTags] = useState(template?.hashtags.join(' ') ?? '');
  const hashtags = [...new Set(tags.split(/[\s,，、#＃]+/).filter(Boolean))].slice(0, 30);
  const body = { name: name.trim(), channel: (channel || null) as CaptionTemplate['channel'], language, text: text.trim(), hashtags };
  const save = useMutation({
    mutationFn: () =>
      template ? call(routes.updateTemplate, { params: { templateId: template.id }, body }) : call(routes.createTemplate, { body }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['caption-templates'] });
      toast.done(t('promotion.template_saved'));
      onClose();
    },
  });
  return (
    <Modal
      open
      title={template?.name ?? t('promotion.template_new')}
      onCancel={onClose}
      footer={null}
      width={760}
      mask={{ closable: false }}
      closable={{ 'aria-label': t('action.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        {save.error && <Notice tone="bad">{sentence(t, save.error)}</Notice>}
        <div className="fields">
          <Field id="template-name" label={t('promotion.template_name')}>
            <Input id="template-name" required autoFocus maxLength={100} value={name} onChange={(event) => setName(event.target.value)} />
          </Field>
          <Field id="template-channel" label={t('attribution.by.channel')}>
            <Choice
              id="template-channel"
              value={channel}
              options={[
                { value: '', label: t('attribution.all_channels') },
                ...channels.map((value) => ({ value, label: t(`channel.${value}`) })),
              ]}
              onChange={setChannel}
            />
          </Field>
          <Field id="template-language" label={t('promotion.field.language')}>
            <Choice
              id="template-language"
              value={language}
              options={offeredLanguages.map((value) => ({ value, label: format.languageName(value) }))}
              onChange={setLanguage}
            />
          </Field>
        </div>
        <div className="template-edit">
          <div>
            <Field id="template-text" label={t('promotion.template_text')}>
              <Input.TextArea
                id="template-text"
                lang={language}
                required
                maxLength={5000}
                autoSize={{ minRows: 6, maxRows: 14 }}
                value={text}
                onChange={(event) => setText(event.target.value)}
              />
            </Field>
            <div className="chips placeholders" role="group" aria-label={t('promotion.placeholders')}>
              {placeholders.map((one) => (
                <button key={one} type="button" className="chip" onClick={() => setText((before) => `${before}{{${one}}}`)}>
                  {t(`promotion.placeholder.${one}`)}
                </button>
              ))}
            </div>
            <Field id="template-tags" label={t('promotion.hashtags')} hint={t('promotion.hashtags_hint')}>
              <Input id="template-tags" maxLength={1900} value={tags} onChange={(event) => setTags(event.target.value)} />
            </Field>
          </div>
          <Preview body={{ ...body, name: body.name || '·' }} />
        </div>
        <div className="dialog-actions">
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <PermissionGate permission="campaigns.write_templates">
            <Button type="primary" htmlType="submit" loading={save.isPending} disabled={!body.name || !body.text}>
              {t('action.save')}
            </Button>
          </PermissionGate>
        </div>
      </form>
    </Modal>
  );
}

/** What a creator would get of it, with the drama of a campaign and a code made up. */
function Preview({
  body,
}: {
  body: { name: string; channel: CaptionTemplate['channel']; language: string; text: string; hashtags: string[] };
}) {
  const { t, format } = useI18n();
  const campaigns = itemsOf(useInfiniteQuery(campaignsQuery({})));
  const [campaignId, setCampaignId] = useState('');
  const asked = useDeferredValue(JSON.stringify({ ...body, ...(campaignId && { campaignId }) }));
  const preview = useQuery({
    queryKey: ['caption-preview', asked],
    queryFn: ({ signal }) => call(routes.previewTemplate, { body: JSON.parse(asked) as typeof body }, { signal }),
    enabled: body.text !== '',
    placeholderData: (before) => before,
    staleTime: Infinity,
  });
  return (
    <div className="template-preview">
      <Choice
        label={t('promotion.preview_campaign')}
        value={campaignId}
        options={[{ value: '', label: t('promotion.preview_sample') }, ...campaigns.map((one) => ({ value: one.id, label: one.name }))]}
        onChange={setCampaignId}
      />
      {preview.error && <Notice tone="warn">{sentence(t, preview.error)}</Notice>}
      {preview.data && !preview.error && (
        <>
          <div className="template-result" lang={body.language}>
            {preview.data.text}
          </div>
          {preview.data.limit !== null && (
            <small className={preview.data.overLimit ? 'field-error' : 'field-hint'}>
              {t('promotion.caption_length', { length: format.number(preview.data.text.length), limit: format.number(preview.data.limit) })}
            </small>
          )}
        </>
      )}
    </div>
  );
}
