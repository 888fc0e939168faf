/** A draft of a share plan as one writes it: sentences with figures in them on one side, and what happens to a hundred beside them. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useCallback, useEffect, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { revenueContract, type PlanContent, type PlanVersionView, type SharePlanDetail } from '../../../../src/modules/revenue/contract.ts';
import { ApiError, call } from '../../../shared/api/client.ts';
import { sentence } from '../../../shared/api/errors.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Icon } from '../../../shared/ui/Icon.tsx';
import { Field, PageFrame } from '../../../shared/ui/PageFrame.tsx';
import { PermissionGate, useDenied } from '../../../shared/ui/PermissionGate.tsx';
import { EmptyState, ErrorState, LoadingLines, Notice } from '../../../shared/ui/states.tsx';
import { LinkButton } from '../../../shared/ui/LinkButton.tsx';
import { redo, startPast, undo, write, type PlanDraft } from './draft.ts';
import { ProposeDialog } from './ProposeDialog.tsx';
import { PlanForm, type PlanFormContext } from './form/fields.tsx';
import { PayeeDialog } from './form/PayeeDialog.tsx';
import { Picture } from './form/Picture.tsx';
import { useAutosave, type Saving } from './form/use-autosave.ts';
import { WaterfallForm } from './form/WaterfallForm.tsx';
import { keepPlan, planQuery } from './queries.ts';
import { namesOf, scopeWords } from './words.ts';
import '../campaigns/form/form.css';
import './plans.css';

export function Component() {
  const { t } = useI18n();
  const planId = useParams()['planId']!;
  const query = useQuery(planQuery(planId));
  const plan = query.data;
  const back = { to: `/share-plans/${planId}`, label: plan?.name ?? t('nav.share_plans') };
  if (!plan)
    return (
      <PageFrame title={t('share_plan.write')} back={back}>
        {query.error ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : <LoadingLines lines={10} />}
      </PageFrame>
    );
  const [newest] = plan.versions;
  if (newest?.state !== 'draft')
    return (
      <PageFrame title={t('share_plan.write')} back={back}>
        <EmptyState
          icon="lock"
          title={t('share_plan.no_draft')}
          text={t('share_plan.no_draft_text')}
          action={<LinkButton to={`/share-plans/${planId}`}>{t('share_plan.to_plan')}</LinkButton>}
        />
      </PageFrame>
    );
  return <EditPlan key={newest.version} plan={plan} version={newest} />;
}

const draftOf = ({ content, effectiveFrom, effectiveUntil, note }: PlanVersionView): PlanDraft => ({
  content,
  effectiveFrom,
  effectiveUntil,
  note,
});

/** The draft with its past, and the keys that walk through it. */
function useDraft(version: PlanVersionView) {
  const [past, setPast] = useState(() => startPast(draftOf(version)));
  const set = useCallback((draft: PlanDraft, place: string) => setPast((before) => write(before, draft, place, Date.now())), []);
  const back = useCallback(() => setPast(undo), []);
  const again = useCallback(() => setPast(redo), []);
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (!(event.metaKey || event.ctrlKey) || event.altKey || event.key.toLowerCase() !== 'z') return;
      event.preventDefault();
      if (event.shiftKey) again();
      else back();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [back, again]);
  return { draft: past.present, set, back, again, canUndo: past.before.length > 0, canRedo: past.after.length > 0 };
}

function EditPlan({ plan, version }: { plan: SharePlanDetail; version: PlanVersionView }) {
  const i18n = useI18n();
  const { t } = i18n;
  const client = useQueryClient();
  const navigate = useNavigate();
  const denied = useDenied('revenue.manage');
  const { draft, set, ...past } = useDraft(version);
  const [part, setPart] = useState(0);
  const [picking, setPicking] = useState<((payeeId: string) => void) | null>(null);
  const [made, setMade] = useState<readonly { id: string; name: string }[]>([]);
  const [proposing, setProposing] = useState(false);
  const params = { planId: plan.id, version: version.version };
  const { saving, saveNow } = useAutosave(draft, async (body) => {
    keepPlan(
      client,
      await call(revenueContract.routes.updateVersion, { params, body: { ...body, effectiveUntil: body.effectiveUntil || null } }),
    );
  });
  const propose = useMutation({ mutationFn: saveNow, onSuccess: (saved) => setProposing(saved) });
  const known = plan.versions.flatMap(({ payees }) => payees);
  const context: PlanFormContext = {
    currency: draft.content.currency,
    names: namesOf(known, made),
    fixed: denied !== undefined,
    pickPayee: (taken) => setPicking(() => taken),
    workId: plan.scope.kind === 'work' ? plan.scope.id : null,
    addNames: (payees) => setMade((before) => [...before, ...payees]),
  };
  const at = Math.min(part, draft.content.waterfalls.length - 1);
  const setContent = (content: PlanContent, place: string) => set({ ...draft, content }, place);
  const faults = version.faults;
  return (
    <PlanForm value={context}>
      <PageFrame
        title={t('share_plan.write_version', { version: version.version })}
        back={{ to: `/share-plans/${plan.id}`, label: plan.name }}
        lead={scopeWords(i18n, plan.scope)}
        actions={<DraftBar saving={saving} saveNow={saveNow} {...past} />}
      >
        {denied && <Notice tone="warn">{denied}</Notice>}
        <div className="contract plan-editor">
          <div className="contract-fields">
            <WaterfallForm content={draft.content} at={at} onPart={setPart} faults={faults} onChange={setContent} />
            <DaysAndWords draft={draft} set={set} fixed={context.fixed} />
          </div>
          <aside className="contract-paper">
            <Picture
              planId={plan.id}
              version={version}
              kind={(version.content.waterfalls[at] ?? version.content.waterfalls[0]!).kinds[0]!}
              names={context.names}
              behind={saving.state !== 'saved'}
            />
          </aside>
          <div className="contract-actions">
            {faults.length > 0 && <Notice tone="warn">{t('share_plan.faults', { count: faults.length })}</Notice>}
            <LinkButton size="large" to={`/share-plans/${plan.id}?tab=try&version=${version.version}`}>
              {t('share_plan.to_try')}
            </LinkButton>
            <PermissionGate permission="revenue.manage" because={faults.length > 0 ? t('share_plan.propose_faulty') : undefined}>
              <Button type="primary" size="large" loading={propose.isPending} onClick={() => propose.mutate()}>
                {t('share_plan.propose')}
              </Button>
            </PermissionGate>
          </div>
        </div>
        <PayeeDialog
          open={picking !== null}
          onClose={() => setPicking(null)}
          onPick={(payee) => {
            setMade((before) => [...before, payee]);
            picking?.(payee.id);
            setPicking(null);
          }}
        />
        <ProposeDialog
          open={proposing}
          plan={plan}
          version={version}
          onClose={() => setProposing(false)}
          onDone={() => void navigate(`/share-plans/${plan.id}`)}
        />
      </PageFrame>
    </PlanForm>
  );
}

function DraftBar({
  saving,
  saveNow,
  back,
  again,
  canUndo,
  canRedo,
}: {
  saving: Saving;
  saveNow: () => Promise<boolean>;
  back: () => void;
  again: () => void;
  canUndo: boolean;
  canRedo: boolean;
}) {
  const { t } = useI18n();
  const failed = saving.state === 'failed';
  return (
    <div className="draft-bar">
      <span className={failed ? 'draft-state is-failed' : 'draft-state'} role="status">
        <Icon name={failed ? 'warn' : saving.state === 'saved' ? 'check' : 'edit'} size={15} />
        {failed && !(saving.error instanceof ApiError && saving.error.status === 0)
          ? sentence(t, saving.error)
          : t(`share_plan.saving.${saving.state}`)}
      </span>
      {failed && <Button onClick={() => void saveNow()}>{t('action.retry')}</Button>}
      <Button disabled={!canUndo} onClick={back} title="Ctrl+Z">
        {t('action.undo')}
      </Button>
      <Button disabled={!canRedo} onClick={again} title="Ctrl+Shift+Z">
        {t('share_plan.redo')}
      </Button>
    </div>
  );
}

function DaysAndWords({ draft, set, fixed }: { draft: PlanDraft; set: (draft: PlanDraft, place: string) => void; fixed: boolean }) {
  const { t } = useI18n();
  const reversed = draft.effectiveUntil !== null && draft.effectiveUntil <= draft.effectiveFrom;
  return (
    <fieldset className="contract-part" disabled={fixed}>
      <legend>{t('share_plan.part.days_words')}</legend>
      <div className="fields">
        <Field id="plan-from" label={t('share_plan.field.effective_from')} hint={t('share_plan.field.effective_from_hint')}>
          <Input
            id="plan-from"
            type="date"
            value={draft.effectiveFrom}
            onChange={(event) => event.target.value && set({ ...draft, effectiveFrom: event.target.value }, 'from')}
          />
        </Field>
        <Field
          id="plan-until"
          label={t('share_plan.field.effective_until')}
          hint={t('share_plan.field.effective_until_hint')}
          error={reversed ? t('share_plan.issue.days') : undefined}
        >
          <Input
            id="plan-until"
            type="date"
            min={draft.effectiveFrom}
            value={draft.effectiveUntil ?? ''}
            onChange={(event) => set({ ...draft, effectiveUntil: event.target.value || null }, 'until')}
          />
        </Field>
      </div>
      <Field id="plan-words" label={t('share_plan.field.words')} hint={t('share_plan.field.words_hint')}>
        <Input.TextArea
          id="plan-words"
          maxLength={20_000}
          autoSize={{ minRows: 3, maxRows: 14 }}
          value={draft.content.words}
          onChange={(event) => set({ ...draft, content: { ...draft.content, words: event.target.value } }, 'words')}
        />
      </Field>
      <Field id="plan-note" label={t('share_plan.field.note')} hint={t('share_plan.field.note_hint')}>
        <Input
          id="plan-note"
          maxLength={2000}
          value={draft.note}
          onChange={(event) => set({ ...draft, note: event.target.value }, 'note')}
        />
      </Field>
    </fieldset>
  );
}
