/** Begins a share plan: what it is for, from when on, and which template it begins as. */
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { currencies } from '../../../../src/platform/http/contract.ts';
import { planScopes, revenueContract, type PlanScope, type PlanStep } from '../../../../src/modules/revenue/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { sentence } from '../../../shared/api/errors.ts';
import { textFor } from '../../../shared/api/words.ts';
import { useI18n, type I18n } from '../../../shared/i18n/i18n.ts';
import { dayIn } from '../../../shared/table/filters.tsx';
import { itemsOf } from '../../../shared/table/Listing.tsx';
import { Choice } from '../../../shared/ui/Choice.tsx';
import { Icon } from '../../../shared/ui/Icon.tsx';
import { Field, PageFrame } from '../../../shared/ui/PageFrame.tsx';
import { PermissionGate } from '../../../shared/ui/PermissionGate.tsx';
import { LoadingLines, Notice } from '../../../shared/ui/states.tsx';
import { WorkPicker } from '../campaigns/form/WorkPicker.tsx';
import { campaignsQuery } from '../campaigns/queries.ts';
import { templateNames, templates, type Currency, type TemplateName } from './draft.ts';
import { keepPlan } from './queries.ts';
import { stepTitle, stepWords } from './words.ts';
import '../campaigns/form/form.css';
import './plans.css';

export function Component() {
  const i18n = useI18n();
  const { t } = i18n;
  const client = useQueryClient();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const first = search.get('campaign') ? 'campaign' : search.get('work') ? 'work' : 'organisation';
  const [kind, setKind] = useState<PlanScope>(first);
  const [scopeId, setScopeId] = useState(search.get('campaign') ?? search.get('work') ?? '');
  const [name, setName] = useState<string | null>(null);
  const [title, setTitle] = useState('');
  const [from, setFrom] = useState(() => dayIn('Asia/Shanghai'));
  const [currency, setCurrency] = useState<Currency>('CNY');
  const [template, setTemplate] = useState<TemplateName>('channel');
  const label = (key: string) => t(`share_plan.template_label.${key}`);
  const suggested = kind === 'organisation' ? t('share_plan.default_name') : title ? t('share_plan.name_of', { title }) : '';
  const shown = name ?? suggested;
  const create = useMutation({
    mutationFn: () =>
      call(revenueContract.routes.createPlan, {
        body: {
          name: shown.trim(),
          scope: { kind, id: kind === 'organisation' ? null : scopeId },
          content: { currency, waterfalls: templates[template](label) },
          effectiveFrom: from,
        },
      }),
    onSuccess: async (plan) => {
      keepPlan(client, plan);
      await navigate(`/share-plans/${plan.id}/edit`, { replace: true });
    },
  });
  const missing =
    kind !== 'organisation' && scopeId === ''
      ? t(`share_plan.choose_scope.${kind}`)
      : shown.trim() === ''
        ? t('share_plan.choose_name')
        : undefined;
  const pickScope = (id: string, named: string) => {
    setScopeId(id);
    setTitle(named);
  };
  return (
    <PageFrame
      narrow
      title={t('share_plan.new')}
      back={{ to: '/share-plans', label: t('nav.share_plans') }}
      lead={t('share_plan.new_lead')}
    >
      <form
        className="contract-fields"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!missing) create.mutate();
        }}
      >
        <fieldset className="contract-part">
          <legend>{t('share_plan.part.scope')}</legend>
          <div className="scope-choices" role="radiogroup" aria-label={t('share_plan.part.scope')}>
            {planScopes.map((one) => (
              <label key={one} className={one === kind ? 'scope-choice is-chosen' : 'scope-choice'}>
                <input
                  type="radio"
                  name="scope"
                  checked={one === kind}
                  onChange={() => {
                    setKind(one);
                    pickScope('', '');
                  }}
                />
                <strong>{t(`share_plan.scope.${one}`)}</strong>
                <small>{t(`share_plan.scope_hint.${one}`)}</small>
              </label>
            ))}
          </div>
          <div className="field">
            {kind === 'work' && <WorkPicker workId={scopeId} fixed={false} onChange={pickScope} />}
            {kind === 'campaign' && <CampaignPicker campaignId={scopeId} title={title} onChange={pickScope} />}
          </div>
          <div className="fields">
            <Field id="plan-name" label={t('share_plan.field.name')}>
              <Input id="plan-name" maxLength={200} value={shown} onChange={(event) => setName(event.target.value)} />
            </Field>
            <Field id="plan-from" label={t('share_plan.field.effective_from')} hint={t('share_plan.field.effective_from_hint')}>
              <Input id="plan-from" type="date" value={from} onChange={(event) => event.target.value && setFrom(event.target.value)} />
            </Field>
            <Field id="plan-currency" label={t('share_plan.field.currency')} hint={t('share_plan.field.currency_hint')}>
              <Choice
                id="plan-currency"
                value={currency}
                options={currencies.map((value) => ({ value, label: value }))}
                onChange={(value) => setCurrency(value as Currency)}
              />
            </Field>
          </div>
        </fieldset>
        <fieldset className="contract-part">
          <legend>{t('share_plan.part.template')}</legend>
          <div className="template-choices">
            {templateNames.map((one) => (
              <label key={one} className={one === template ? 'template-choice is-chosen' : 'template-choice'}>
                <input type="radio" name="template" checked={one === template} onChange={() => setTemplate(one)} />
                <strong>{t(`share_plan.template.${one}`)}</strong>
                <small>{t(`share_plan.template_hint.${one}`)}</small>
                <ol>
                  {templates[one](label)[0]!.steps.map((step) => (
                    <li key={step.id}>{briefly(i18n, step, currency)}</li>
                  ))}
                </ol>
              </label>
            ))}
          </div>
        </fieldset>
        <div className="contract-actions">
          {create.error && <Notice tone="bad">{sentence(t, create.error)}</Notice>}
          <PermissionGate permission="revenue.manage" because={missing}>
            <Button type="primary" size="large" htmlType="submit" loading={create.isPending}>
              {t('share_plan.begin')}
            </Button>
          </PermissionGate>
        </div>
      </form>
    </PageFrame>
  );
}

/** A step of a template in one line; of tiers only that there are some. */
function briefly(i18n: I18n, step: PlanStep, currency: string): string {
  const { sentence: says, lines } = stepWords(i18n, step, currency, new Map());
  const tiered = step.kind === 'split' && step.tiers.length > 1;
  const title = step.kind === 'split' ? '' : `${stepTitle(i18n, step)} `;
  return `${title}${says} ${tiered ? '' : lines.join(i18n.t('share_plan.says.join'))}`.trim();
}

function CampaignPicker({
  campaignId,
  title,
  onChange,
}: {
  campaignId: string;
  title: string;
  onChange: (id: string, title: string) => void;
}) {
  const { t, language } = useI18n();
  const [text, setText] = useState('');
  const query = useDeferredValue(text.trim());
  const found = useInfiniteQuery({
    ...campaignsQuery({ ...(query && { query }), trashed: false }),
    enabled: campaignId === '' || title === '',
  });
  const chosen = itemsOf(found).find(({ id }) => id === campaignId);
  if (campaignId !== '')
    return (
      <div className="picked-work">
        <strong>{title || chosen?.name || campaignId}</strong>
        <Button onClick={() => onChange('', '')}>{t('share_plan.other_campaign')}</Button>
      </div>
    );
  return (
    <div className="work-picker">
      <Input
        value={text}
        aria-label={t('promotion.search_campaigns')}
        placeholder={t('promotion.search_campaigns')}
        prefix={<Icon name="search" size={16} />}
        onChange={(event) => setText(event.target.value)}
      />
      {found.isPending && <LoadingLines lines={3} />}
      {found.isSuccess && (
        <ul className="picks">
          {itemsOf(found).length === 0 && <li className="picks-none">{t('share_plan.no_campaign')}</li>}
          {itemsOf(found).map((one) => (
            <li key={one.id}>
              <button type="button" onClick={() => onChange(one.id, one.name)}>
                <span className="cell-two">
                  <strong>{one.name}</strong>
                  <small>{textFor(one.work.texts, language).title}</small>
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
