/** The steps of a plan, one part for each group of kinds of revenue: in their order, moved by hand or by keys, with a menu of more. */
import { Button } from 'antd';
import { useState } from 'react';
import { currencies } from '../../../../../src/platform/http/contract.ts';
import { revenueKinds, type PlanContent, type PlanFaultAt, type PlanStep } from '../../../../../src/modules/revenue/words/contract.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { Choice } from '../../../../shared/ui/Choice.tsx';
import { Icon } from '../../../../shared/ui/Icon.tsx';
import { Menu } from '../../../../shared/ui/Menu.tsx';
import { Notice } from '../../../../shared/ui/states.tsx';
import {
  addStep,
  addWaterfall,
  freeKinds,
  moveStep,
  removeStep,
  removeWaterfall,
  replaceStep,
  stepKinds,
  toggleKind,
  type Currency,
} from '../draft.ts';
import { kindsWords, stepTitle } from '../words.ts';
import { usePlanForm } from './fields.tsx';
import { StepCard } from './StepCard.tsx';

export function WaterfallForm({
  content,
  at,
  onPart,
  faults,
  onChange,
}: {
  content: PlanContent;
  /** Which part is looked at. */
  at: number;
  onPart: (at: number) => void;
  faults: readonly PlanFaultAt[];
  onChange: (content: PlanContent, place: string) => void;
}) {
  const i18n = useI18n();
  const { t } = i18n;
  const { fixed } = usePlanForm();
  const [news, setNews] = useState('');
  const { steps } = content.waterfalls[at]!;
  const here = faults.filter((fault) => fault.waterfall === at);
  const whole = [...new Set(here.filter((fault) => !steps.some(({ id }) => id === fault.step)).map(({ code }) => code))];
  const set = (index: number, step: PlanStep, place: string) => onChange(replaceStep(content, at, index, step), `${step.id} ${place}`);
  const move = (id: string, to: number) => {
    const from = steps.findIndex((step) => step.id === id);
    if (from < 0 || from === to) return;
    onChange(moveStep(content, at, from, to), '');
    setNews(t('share_plan.moved', { step: stepTitle(i18n, steps[from]!), number: to + 1, count: steps.length }));
  };
  return (
    <section className="plan-steps" aria-label={t('share_plan.part.steps')}>
      <PartTabs content={content} at={at} onPart={onPart} faults={faults} onChange={onChange} />
      <KindsRow content={content} at={at} onChange={onChange} />
      {whole.map((code) => (
        <Notice key={code} tone="warn">
          {t(`revenue.fault.${code}`)}
        </Notice>
      ))}
      <p className="steps-start">{t('share_plan.steps_start')}</p>
      <ol className="step-list">
        {steps.map((step, index) => (
          <StepCard
            key={step.id}
            step={step}
            number={index + 1}
            count={steps.length}
            faults={here.filter((fault) => fault.step === step.id).map(({ code }) => code)}
            onChange={(next, place) => set(index, next, place)}
            onMove={(to) => move(step.id, to)}
            onRemove={() => onChange(removeStep(content, at, index), '')}
          />
        ))}
      </ol>
      <span className="visually-hidden" role="status">
        {news}
      </span>
      {!fixed && (
        <Menu
          className="chip add-step"
          button={
            <>
              <Icon name="plus" size={15} /> {t('share_plan.add_step')}
            </>
          }
          items={stepKinds.map((kind) => ({
            kind: 'action' as const,
            key: kind,
            label: `${t(`share_plan.step_kind.${kind}`)} · ${t(`share_plan.step_hint.${kind}`)}`,
            because: kind === 'split' && steps.some((step) => step.kind === 'split') ? t('revenue.fault.second_split') : undefined,
            onPick: () => {
              const added = addStep(content, at, kind, t(`share_plan.step_kind.${kind}`));
              onChange(added.content, '');
              window.setTimeout(
                () =>
                  document
                    .querySelector<HTMLElement>(`[data-step="${added.id}"] select, [data-step="${added.id}"] .figure-field input`)
                    ?.focus(),
                60,
              );
            },
          }))}
        />
      )}
    </section>
  );
}

type PartProps = { content: PlanContent; at: number; onChange: (content: PlanContent, place: string) => void };

function PartTabs({ content, at, onPart, faults, onChange }: PartProps & { onPart: (at: number) => void; faults: readonly PlanFaultAt[] }) {
  const i18n = useI18n();
  const { t } = i18n;
  const { fixed } = usePlanForm();
  const names = new Intl.DisplayNames([i18n.language], { type: 'currency' });
  return (
    <div className="part-tabs">
      <div className="switch" role="group" aria-label={t('share_plan.parts')}>
        {content.waterfalls.map((one, index) => {
          const wrong = faults.some((fault) => fault.waterfall === index);
          return (
            <button key={index} type="button" aria-pressed={index === at} onClick={() => onPart(index)}>
              {kindsWords(i18n, one.kinds)}
              {wrong && (
                <span className="part-wrong">
                  <Icon name="warn" size={13} />
                  <span className="visually-hidden">{t('share_plan.part_faulty')}</span>
                </span>
              )}
            </button>
          );
        })}
      </div>
      {!fixed && content.waterfalls.length > 1 && (
        <Button
          type="text"
          onClick={() => {
            onChange(removeWaterfall(content, at), '');
            onPart(0);
          }}
        >
          {t('share_plan.remove_part_of')}
        </Button>
      )}
      <span className="part-currency">
        <Choice
          label={t('share_plan.field.currency')}
          value={content.currency}
          disabled={fixed}
          options={currencies.map((value) => ({ value, label: `${value} · ${names.of(value)}` }))}
          onChange={(value) => onChange({ ...content, currency: value as Currency }, '')}
        />
      </span>
    </div>
  );
}

/** Which kinds of revenue this part divides; another part for a kind is one press away. */
function KindsRow({ content, at, onChange }: PartProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const { fixed } = usePlanForm();
  const own = content.waterfalls[at]!.kinds;
  const free = freeKinds(content);
  const splittable = own.length > 1 ? own : free;
  return (
    <div className="kinds-row">
      <div className="chips" role="group" aria-label={t('share_plan.field.kinds')}>
        {revenueKinds.map((kind) => (
          <button
            key={kind}
            type="button"
            className="chip"
            aria-pressed={own.includes(kind)}
            disabled={fixed || (own.length === 1 && own[0] === kind)}
            onClick={() => onChange(toggleKind(content, at, kind), '')}
          >
            {t(`share_plan.kind.${kind}`)}
          </button>
        ))}
      </div>
      {!fixed && splittable.length > 0 && (
        <Menu
          className="chip"
          button={t('share_plan.own_part')}
          items={splittable.map((kind) => ({
            kind: 'action' as const,
            key: kind,
            label: t('share_plan.own_part_for', { kind: t(`share_plan.kind.${kind}`) }),
            onPick: () => {
              const without = own.includes(kind) ? toggleKind(content, at, kind) : content;
              onChange(addWaterfall(without, kind, at), '');
            },
          }))}
        />
      )}
      {free.length > 0 && <p className="field-hint">{t('share_plan.kinds_free', { kinds: kindsWords(i18n, free) })}</p>}
    </div>
  );
}
