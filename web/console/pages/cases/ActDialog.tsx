/** Writes down what happened with a case, with the fields that the act needs; what can be taken back says so. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { currencies } from '../../../../src/platform/http/contract.ts';
import { outcomes, type CaseDetail } from '../../../../src/modules/takedown/cases/contract.ts';
import { takedownContract } from '../../../../src/modules/takedown/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { sentence } from '../../../shared/api/errors.ts';
import { minorOf } from '../../../shared/i18n/money.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Choice } from '../../../shared/ui/Choice.tsx';
import { Field } from '../../../shared/ui/PageFrame.tsx';
import { Notice } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { membersQuery } from '../settings/queries.ts';
import { actFields, actOf, emptyAct, isWhole, type ActDraft, type ActName } from './acts.ts';
import { SourceLine } from './parts.tsx';
import { keepCase, lawsQuery } from './queries.ts';
import { inWords } from './words.ts';

const { routes } = takedownContract;

export function ActDialog({ one, act, onClose }: { one: CaseDetail; act: ActName | null; onClose: () => void }) {
  const { t } = useI18n();
  return (
    <Modal
      open={act !== null}
      title={act ? t(`takedown.do.${act}`) : ''}
      onCancel={onClose}
      footer={null}
      destroyOnHidden
      width={520}
      closable={{ 'aria-label': t('action.close') }}
    >
      {act && <ActForm one={one} act={act} onClose={onClose} />}
    </Modal>
  );
}

function ActForm({ one, act, onClose }: { one: CaseDetail; act: ActName; onClose: () => void }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const [draft, setDraft] = useState<ActDraft>({ ...emptyAct, userId: one.owner?.id ?? '' });
  const send = useMutation({
    mutationFn: () => call(routes.actOnCase, { params: { caseId: one.id }, body: actOf(act, draft) }),
    onSuccess: (after) => {
      keepCase(client, after);
      toast.done(t('takedown.done', { act: t(`takedown.do.${act}`) }));
      onClose();
    },
  });
  const hint = `takedown.do_text.${act}`;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (isWhole(act, draft)) send.mutate();
      }}
    >
      {t.exists(hint) && <p className="dialog-lead">{t(hint)}</p>}
      {send.error && <Notice tone="bad">{sentence(t, send.error)}</Notice>}
      <ActFields one={one} act={act} draft={draft} onChange={(change) => setDraft((before) => ({ ...before, ...change }))} />
      <div className="dialog-actions">
        <Button onClick={onClose}>{t('action.cancel')}</Button>
        <Button
          type="primary"
          htmlType="submit"
          danger={act === 'close' || act === 'sue'}
          loading={send.isPending}
          disabled={!isWhole(act, draft)}
        >
          {t(`takedown.do.${act}`)}
        </Button>
      </div>
    </form>
  );
}

function ActFields({
  one,
  act,
  draft,
  onChange,
}: {
  one: CaseDetail;
  act: ActName;
  draft: ActDraft;
  onChange: (change: Partial<ActDraft>) => void;
}) {
  const { t } = useI18n();
  return actFields[act].map((field) => {
    if (field === 'at')
      return (
        <Field key={field} id="act-at" label={t('takedown.act_field.at')} hint={t('takedown.act_field.at_hint')}>
          <Input
            id="act-at"
            type="datetime-local"
            value={draft.at}
            aria-describedby="act-at-hint"
            onChange={(event) => onChange({ at: event.target.value })}
          />
        </Field>
      );
    if (field === 'note' || field === 'note!')
      return (
        <Field key={field} id="act-note" label={t(field === 'note!' ? 'takedown.act_field.why' : 'takedown.note')}>
          <Input.TextArea
            id="act-note"
            rows={3}
            maxLength={2000}
            value={draft.note}
            onChange={(event) => onChange({ note: event.target.value })}
          />
        </Field>
      );
    if (field === 'outcome')
      return (
        <Field key={field} id="act-outcome" label={t('takedown.act_field.outcome')}>
          <Choice
            id="act-outcome"
            value={draft.outcome}
            options={outcomes.map((value) => ({ value, label: t(`takedown.outcome.${value}`) }))}
            onChange={(outcome) => onChange({ outcome })}
          />
        </Field>
      );
    if (field === 'step') return <StepField key={field} law={one.jurisdiction} draft={draft} onChange={onChange} />;
    if (field === 'user') return <OwnerField key={field} draft={draft} onChange={onChange} />;
    if (field === 'amount') return <AmountField key={field} draft={draft} onChange={onChange} />;
    return (
      <Field key={field} id={`act-${field}`} label={t(`takedown.act_field.${field}`)}>
        <Input id={`act-${field}`} maxLength={300} value={draft[field]} onChange={(event) => onChange({ [field]: event.target.value })} />
      </Field>
    );
  });
}

type FieldOf = { draft: ActDraft; onChange: (change: Partial<ActDraft>) => void };

/** The ways that the law names, or any other in words. */
function StepField({ law, draft, onChange }: FieldOf & { law: string }) {
  const i18n = useI18n();
  const { t } = i18n;
  const steps = useQuery(lawsQuery).data?.items.find((one) => one.id === law)?.escalations ?? [];
  return (
    <>
      {steps.length > 0 && (
        <ul className="escalations">
          {steps.map((one) => (
            <li key={one.code}>
              <label>
                <input
                  type="radio"
                  name="escalation"
                  checked={draft.step === inWords(i18n, one.label)}
                  onChange={() => onChange({ step: inWords(i18n, one.label).slice(0, 300) })}
                />
                {inWords(i18n, one.label)}
              </label>
              <SourceLine source={one.source} />
            </li>
          ))}
        </ul>
      )}
      <Field id="act-step" label={t('takedown.act_field.step')}>
        <Input id="act-step" maxLength={300} value={draft.step} onChange={(event) => onChange({ step: event.target.value })} />
      </Field>
    </>
  );
}

function OwnerField({ draft, onChange }: FieldOf) {
  const { t } = useI18n();
  const members = useQuery(membersQuery).data?.items ?? [];
  return (
    <Field id="act-owner" label={t('takedown.column.owner')}>
      <Choice
        id="act-owner"
        value={draft.userId}
        options={[
          { value: '', label: t('takedown.act_field.nobody') },
          ...members.filter(({ role }) => role !== 'creator' && role !== 'agency').map((one) => ({ value: one.userId, label: one.name })),
        ]}
        onChange={(userId) => onChange({ userId })}
      />
    </Field>
  );
}

function AmountField({ draft, onChange }: FieldOf) {
  const { t } = useI18n();
  const [typed, setTyped] = useState('');
  return (
    <div className="fields">
      <Field id="act-amount" label={t('takedown.act_field.amount')}>
        <Input
          id="act-amount"
          inputMode="decimal"
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            onChange({ amountMinor: minorOf(event.target.value, draft.currency) });
          }}
        />
      </Field>
      <Field id="act-currency" label={t('takedown.act_field.currency')}>
        <Choice
          id="act-currency"
          value={draft.currency}
          options={currencies.map((value) => ({ value, label: value }))}
          onChange={(currency) => onChange({ currency, amountMinor: minorOf(typed, currency) })}
        />
      </Field>
    </div>
  );
}
