/** A campaign as one writes it: the figures on one side, and beside them what creators will read. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useRef, useState } from 'react';
import { useBlocker, useNavigate, useParams, useSearchParams } from 'react-router';
import { campaignsContract, type Campaign } from '../../../../src/modules/campaigns/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { sentence } from '../../../shared/api/errors.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { ConfirmDialog } from '../../../shared/ui/ConfirmDialog.tsx';
import { Field, PageFrame } from '../../../shared/ui/PageFrame.tsx';
import { PermissionGate, useDenied } from '../../../shared/ui/PermissionGate.tsx';
import { ErrorState, LoadingLines, Notice } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { draftOf, figuresOf, inputOf, issuesOf, newDraft, type CampaignDraft, type DraftField } from './draft.ts';
import { FormPart, type FormProps } from './form/fields.tsx';
import { CountsPart, PayPart } from './form/MoneyParts.tsx';
import { DestinationsPart, ReachPart, RulesPart } from './form/ReachParts.tsx';
import { WorkPicker } from './form/WorkPicker.tsx';
import { campaignQuery } from './queries.ts';
import { TermsPaper } from './TermsPaper.tsx';
import './form/form.css';

export function Component() {
  const { campaignId } = useParams();
  return campaignId ? <Existing campaignId={campaignId} /> : <CampaignForm campaign={null} />;
}

function Existing({ campaignId }: { campaignId: string }) {
  const { t } = useI18n();
  const campaign = useQuery(campaignQuery(campaignId));
  if (campaign.data) return <CampaignForm campaign={campaign.data} />;
  return (
    <PageFrame title={t('promotion.campaign.edit')}>
      {campaign.error ? <ErrorState error={campaign.error} onRetry={() => void campaign.refetch()} /> : <LoadingLines lines={10} />}
    </PageFrame>
  );
}

function useSaving(campaign: Campaign | null, onSaved: () => void) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const { t } = useI18n();
  return useMutation({
    mutationFn: (draft: CampaignDraft) => {
      const { workId, ...change } = inputOf(draft);
      if (!campaign) return call(campaignsContract.routes.createCampaign, { body: { workId, ...change } });
      return call(campaignsContract.routes.updateCampaign, {
        params: { campaignId: campaign.id },
        body: { ...change, expectedUpdatedAt: campaign.updatedAt },
      });
    },
    onSuccess: async (saved) => {
      client.setQueryData(campaignQuery(saved.id).queryKey, saved);
      void client.invalidateQueries({ queryKey: ['campaigns'] });
      toast.done(t('action.saved'));
      onSaved();
      // A new campaign's next step is to choose what it offers.
      await navigate(campaign ? `/campaigns/${saved.id}?tab=terms` : `/campaigns/${saved.id}?tab=offers`);
    },
  });
}

function CampaignForm({ campaign }: { campaign: Campaign | null }) {
  const { t } = useI18n();
  const [search] = useSearchParams();
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const [first] = useState(() => (campaign ? draftOf(campaign) : newDraft(search.get('work') ?? '', zone, Date.now())));
  const [draft, setDraft] = useState(first);
  const [tried, setTried] = useState(false);
  const left = useRef(false);
  const form = useRef<HTMLFormElement>(null);
  const denied = useDenied('campaigns.write');
  const save = useSaving(campaign, () => (left.current = true));
  const changed = JSON.stringify(draft) !== JSON.stringify(first);
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => changed && !left.current && currentLocation.pathname !== nextLocation.pathname,
  );
  const issues = issuesOf(draft);
  const set: FormProps['set'] = (field, value) => setDraft((before) => ({ ...before, [field]: value }));
  // What is not yet typed is not called wrong before one tries to save.
  const shown = tried ? issues : Object.fromEntries(Object.entries(issues).filter(([field]) => isTyped(draft, first, field as DraftField)));
  const parts: FormProps = { draft, issues: shown, set };
  const published = campaign !== null && campaign.state !== 'draft';
  const back = campaign ? { to: `/campaigns/${campaign.id}`, label: campaign.name } : { to: '/campaigns', label: t('nav.campaigns') };
  const submit = () => {
    setTried(true);
    const [wrong] = Object.keys(issues);
    if (wrong) return document.getElementById(`campaign-${wrong}`)?.focus();
    save.mutate(draft);
  };
  return (
    <PageFrame title={campaign ? t('promotion.campaign.edit') : t('promotion.campaign.new')} back={back}>
      {denied && <Notice tone="warn">{denied}</Notice>}
      <form
        ref={form}
        className="contract"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <div className="contract-fields">
          {published && <Notice tone="info">{t('promotion.edit_published')}</Notice>}
          <FormPart title={t('promotion.part.what')}>
            <div className="field">
              <span className="field-label">{t('promotion.field.work')}</span>
              <WorkPicker
                workId={draft.workId}
                fixed={campaign !== null}
                onChange={(workId, title) => setDraft((before) => ({ ...before, workId, name: before.name.trim() || title }))}
              />
              {shown.workId && (
                <span className="field-error" role="alert">
                  {t(shown.workId)}
                </span>
              )}
            </div>
            <Field
              id="campaign-name"
              label={t('promotion.field.name')}
              hint={t('promotion.field.name_hint')}
              error={shown.name && t(shown.name)}
            >
              <Input id="campaign-name" maxLength={200} value={draft.name} onChange={(event) => set('name', event.target.value)} />
            </Field>
          </FormPart>
          <PayPart {...parts} currencyFixed={published} />
          <CountsPart {...parts} />
          <ReachPart {...parts} />
          <RulesPart {...parts} />
          <DestinationsPart {...parts} />
        </div>
        <aside className="contract-paper">
          <TermsPaper figures={figuresOf(draft)} words={draft.words} title={draft.name} live />
        </aside>
        <div className="contract-actions">
          {save.error && <Notice tone="bad">{sentence(t, save.error)}</Notice>}
          {tried && Object.keys(issues).length > 0 && (
            <Notice tone="warn">{t('promotion.issues', { count: Object.keys(issues).length })}</Notice>
          )}
          <PermissionGate permission="campaigns.write" because={campaign?.state === 'ended' ? t('promotion.ended_fixed') : undefined}>
            <Button type="primary" size="large" htmlType="submit" loading={save.isPending}>
              {campaign ? (published ? t('promotion.save_version') : t('action.save')) : t('promotion.save_draft')}
            </Button>
          </PermissionGate>
        </div>
      </form>
      <ConfirmDialog
        open={blocker.state === 'blocked'}
        title={t('promotion.leave_title')}
        confirm={t('promotion.leave')}
        onConfirm={() => blocker.proceed?.()}
        onClose={() => blocker.reset?.()}
      >
        <p>{t('promotion.leave_text')}</p>
      </ConfirmDialog>
    </PageFrame>
  );
}

const isTyped = (draft: CampaignDraft, first: CampaignDraft, field: DraftField): boolean =>
  JSON.stringify(draft[field]) !== JSON.stringify(first[field]) || (field === 'endsAt' && draft.startsAt !== first.startsAt);
