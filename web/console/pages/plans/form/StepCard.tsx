/** One step of a plan: a sentence with figures in it, its faults beside it, and the ways to move it. */
import { useRef, type KeyboardEvent, type PointerEvent } from 'react';
import type { PlanStep } from '../../../../../src/modules/revenue/words/contract.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { Icon } from '../../../../shared/ui/Icon.tsx';
import { costKinds, menuKindOf } from '../draft.ts';
import { costWords, stepTitle } from '../words.ts';
import { AmountField, OneOf, PartyField, RatioField, Sentence, usePlanForm } from './fields.tsx';
import { SplitFields } from './SplitFields.tsx';

type StepProps<Step extends PlanStep = PlanStep> = {
  step: Step;
  /** `place` names what was changed within the step. */
  onChange: (step: Step, place: string) => void;
};

export function StepCard({
  step,
  number,
  count,
  faults,
  onChange,
  onMove,
  onRemove,
}: StepProps & {
  number: number;
  count: number;
  /** Codes of what is wrong with it. */
  faults: readonly string[];
  onMove: (to: number) => void;
  onRemove: () => void;
}) {
  const i18n = useI18n();
  const { t } = i18n;
  const { fixed } = usePlanForm();
  const card = useRef<HTMLLIElement>(null);
  const title = stepTitle(i18n, step);
  const onKeyDown = (event: KeyboardEvent) => {
    const to = { ArrowUp: number - 2, ArrowDown: number, Home: 0, End: count - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    if (to >= 0 && to < count) onMove(to);
  };
  return (
    <li ref={card} className={faults.length > 0 ? 'step-card is-faulty' : 'step-card'} data-step={step.id}>
      <div className="step-head">
        {!fixed && (
          <button
            type="button"
            className="icon-button step-grip"
            aria-label={t('share_plan.move', { step: title, number, count })}
            title={t('share_plan.move_hint')}
            onKeyDown={onKeyDown}
            onPointerDown={(event) => startDrag(event, card.current!, onMove)}
          >
            <Icon name="grip" size={16} />
          </button>
        )}
        <span className="step-number" aria-hidden="true">
          {number}
        </span>
        <input
          className="step-label"
          aria-label={t('share_plan.step_name')}
          placeholder={title}
          maxLength={100}
          disabled={fixed}
          value={step.label}
          onChange={(event) => onChange({ ...step, label: event.target.value }, 'label')}
        />
        <span className="step-kind">{t(`share_plan.step_kind.${menuKindOf(step)}`)}</span>
        {!fixed && (
          <button type="button" className="icon-button" aria-label={t('share_plan.remove_step', { step: title })} onClick={onRemove}>
            <Icon name="trash" size={16} />
          </button>
        )}
      </div>
      {step.kind === 'fee' && <FeeFields step={step} onChange={onChange} />}
      {step.kind === 'recover' && <RecoverFields step={step} onChange={onChange} />}
      {step.kind === 'cap' && <CapFields step={step} onChange={onChange} />}
      {step.kind === 'split' && <SplitFields step={step} onChange={onChange} />}
      {faults.map((code) => (
        <p key={code} className="step-fault" role="alert">
          <Icon name="warn" size={15} /> {t(`revenue.fault.${code}`)}
        </p>
      ))}
    </li>
  );
}

/** Drawn by its grip, a step takes the place of the one over whose middle it is; a finger or a mouse alike. */
function startDrag(event: PointerEvent<HTMLButtonElement>, card: HTMLLIElement, onMove: (to: number) => void): void {
  if (event.button !== 0) return;
  const grip = event.currentTarget;
  const list = card.parentElement!;
  const move = ({ clientY }: globalThis.PointerEvent) => {
    const cards = [...list.children];
    const own = cards.indexOf(card);
    const before = cards[own - 1]?.getBoundingClientRect();
    const after = cards[own + 1]?.getBoundingClientRect();
    if (before && clientY < before.top + before.height / 2) onMove(own - 1);
    else if (after && clientY > after.top + after.height / 2) onMove(own + 1);
  };
  const end = () => {
    card.classList.remove('is-dragged');
    document.removeEventListener('pointermove', move);
    document.removeEventListener('pointerup', end);
    document.removeEventListener('pointercancel', end);
  };
  grip.setPointerCapture(event.pointerId);
  card.classList.add('is-dragged');
  document.addEventListener('pointermove', move);
  document.addEventListener('pointerup', end);
  document.addEventListener('pointercancel', end);
}

function FeeFields({ step, onChange }: StepProps<Extract<PlanStep, { kind: 'fee' }>>) {
  const { t } = useI18n();
  return (
    <Sentence
      words="share_plan.form.fee"
      fields={{
        of: (
          <OneOf
            label={t('share_plan.field.of')}
            value={step.of}
            options={(['gross', 'left'] as const).map((value) => ({ value, label: t(`share_plan.of.${value}`) }))}
            onChange={(of) => onChange({ ...step, of: of as typeof step.of }, 'of')}
          />
        ),
        rate: <RatioField label={t('share_plan.field.rate')} value={step.rate} onChange={(rate) => onChange({ ...step, rate }, 'rate')} />,
        fixed: (
          <AmountField
            label={t('share_plan.field.fixed')}
            value={step.fixedMinor}
            onChange={(fixedMinor) => onChange({ ...step, fixedMinor }, 'fixed')}
          />
        ),
        to: (
          <PartyField
            label={t('share_plan.field.to')}
            value={step.party}
            onChange={(party) => onChange({ ...step, party: party as typeof step.party }, 'party')}
          />
        ),
      }}
    />
  );
}

function RecoverFields({ step, onChange }: StepProps<Extract<PlanStep, { kind: 'recover' }>>) {
  const i18n = useI18n();
  const { t } = i18n;
  const costs = [...new Set([...costKinds, ...(step.cost === null ? [] : [step.cost])])];
  return (
    <Sentence
      words={step.cost === null ? 'share_plan.form.advance' : 'share_plan.form.cost'}
      fields={{
        cost: (
          <OneOf
            label={t('share_plan.field.cost')}
            value={step.cost ?? ''}
            options={costs.map((value) => ({ value, label: costWords(i18n, value) }))}
            onChange={(cost) => onChange({ ...step, cost }, 'cost')}
          />
        ),
        from: (
          <PartyField
            pot
            label={t('share_plan.field.from')}
            value={step.from}
            onChange={(from) => onChange({ ...step, from: from as typeof step.from }, 'from')}
          />
        ),
        rate: (
          <RatioField label={t('share_plan.field.at_most')} value={step.rate} onChange={(rate) => onChange({ ...step, rate }, 'rate')} />
        ),
        to: (
          <PartyField
            label={t('share_plan.field.back_to')}
            value={step.to}
            onChange={(to) => onChange({ ...step, to: to as typeof step.to }, 'to')}
          />
        ),
        advance: (
          <AmountField
            label={t('share_plan.field.advance')}
            value={step.advanceMinor}
            onChange={(advanceMinor) => onChange({ ...step, advanceMinor }, 'advance')}
          />
        ),
      }}
    />
  );
}

function CapFields({ step, onChange }: StepProps<Extract<PlanStep, { kind: 'cap' }>>) {
  const { t } = useI18n();
  return (
    <Sentence
      words="share_plan.form.cap"
      fields={{
        party: (
          <PartyField
            label={t('share_plan.field.capped')}
            value={step.party}
            onChange={(party) => onChange({ ...step, party: party as typeof step.party }, 'party')}
          />
        ),
        per: (
          <OneOf
            label={t('share_plan.field.per')}
            value={step.per}
            options={(['order', 'all'] as const).map((value) => ({ value, label: t(`share_plan.per.${value}`) }))}
            onChange={(per) => onChange({ ...step, per: per as typeof step.per }, 'per')}
          />
        ),
        most: (
          <AmountField
            label={t('share_plan.field.most')}
            value={step.mostMinor}
            onChange={(mostMinor) => onChange({ ...step, mostMinor }, 'most')}
          />
        ),
        to: (
          <PartyField
            label={t('share_plan.field.excess_to')}
            value={step.excessTo}
            onChange={(excessTo) => onChange({ ...step, excessTo: excessTo as typeof step.excessTo }, 'excess')}
          />
        ),
      }}
    />
  );
}
