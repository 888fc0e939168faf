/** Inputs of sums, days, lists and conditions, as a programme's fields and a work's profile take them. */
import { Button, Input } from 'antd';
import { useState } from 'react';
import type { Amount, ApplicationWindow, Cap, Condition } from '../../../../../src/modules/intelligence/programmes/words/contract.ts';
import { perWords, tiers } from '../../../../../src/modules/intelligence/programmes/words/contract.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { decimalOf, minorOf } from '../../../../shared/i18n/money.ts';
import { Choice } from '../../../../shared/ui/Choice.tsx';
import { Icon } from '../../../../shared/ui/Icon.tsx';
import { RegionInput } from './RegionInput.tsx';
import './inputs.css';
import './parts.css';

const currencies = ['CNY', 'USD', 'HKD', 'EUR', 'JPY', 'KRW'] as const;

/** A sum in whole units of a currency; empty is none. What is no sum is marked and not handed on. */
export function MoneyInput({
  id,
  label,
  value,
  onChange,
}: {
  id?: string;
  label?: string;
  value: Amount | null;
  onChange: (value: Amount | null) => void;
}) {
  const { t } = useI18n();
  const currency = value?.currency ?? 'CNY';
  const [typed, setTyped] = useState(value === null ? '' : decimalOf(value.amountMinor, currency).replace(/\.00$/, ''));
  const wrong = typed.trim() !== '' && minorOf(typed, currency) === null;
  const change = (text: string, next: string): void => {
    setTyped(text);
    const minor = minorOf(text, next);
    if (text.trim() === '') onChange(null);
    else if (minor !== null) onChange({ amountMinor: minor, currency: next });
  };
  return (
    <span className="programme-money">
      <Input
        id={id}
        aria-label={label}
        inputMode="decimal"
        value={typed}
        {...(wrong && { status: 'error' as const })}
        maxLength={20}
        onChange={({ target }) => change(target.value, currency)}
      />
      <Choice
        label={t('market.programmes.currency')}
        value={currency}
        options={currencies.map((one) => ({ value: one, label: one }))}
        onChange={(next) => change(typed, next)}
      />
    </span>
  );
}

export function CapsInput({ value, onChange }: { value: readonly Cap[]; onChange: (value: Cap[]) => void }) {
  const { t } = useI18n();
  const set = (at: number, cap: Cap): void => onChange(value.map((own, index) => (index === at ? cap : own)));
  return (
    <div className="programme-rows">
      {value.map((cap, at) => (
        <div key={at}>
          <MoneyInput label={t('market.programmes.cap')} value={cap} onChange={(next) => next && set(at, { ...next, per: cap.per })} />
          <Choice
            label={t('market.programmes.counted_for')}
            value={cap.per ?? ''}
            options={[
              { value: '', label: t('market.programmes.per_unsaid') },
              ...perWords.map((per) => ({
                value: per,
                label: t('market.programmes.per_one', { per: t(`intelligence.programmes.per.${per}`) }),
              })),
            ]}
            onChange={(per) => set(at, { ...cap, per: per === '' ? null : (per as Cap['per']) })}
          />
          <Remove onClick={() => onChange(value.filter((_, index) => index !== at))} />
        </div>
      ))}
      <Button
        size="small"
        icon={<Icon name="plus" size={13} />}
        onClick={() => onChange([...value, { amountMinor: '0', currency: 'CNY', per: 'project' }])}
      >
        {t('market.programmes.add_cap')}
      </Button>
    </div>
  );
}

export function WindowsInput({ value, onChange }: { value: readonly ApplicationWindow[]; onChange: (value: ApplicationWindow[]) => void }) {
  const { t } = useI18n();
  const set = (at: number, change: Partial<ApplicationWindow>): void =>
    onChange(value.map((own, index) => (index === at ? { ...own, ...change } : own)));
  return (
    <div className="programme-rows">
      {value.map((window, at) => (
        <div key={at}>
          <Input
            type="date"
            aria-label={t('market.programmes.from')}
            value={window.from ?? ''}
            onChange={({ target }) => set(at, { from: target.value || null })}
          />
          <Input
            type="date"
            aria-label={t('market.programmes.until')}
            value={window.until ?? ''}
            onChange={({ target }) => set(at, { until: target.value || null })}
          />
          <label className="programme-tick">
            <input type="checkbox" checked={window.yearly} onChange={({ target }) => set(at, { yearly: target.checked })} />{' '}
            {t('market.programmes.yearly')}
          </label>
          <Remove onClick={() => onChange(value.filter((_, index) => index !== at))} />
        </div>
      ))}
      <Button
        size="small"
        icon={<Icon name="plus" size={13} />}
        onClick={() => onChange([...value, { from: null, until: null, yearly: false }])}
      >
        {t('market.programmes.add_window')}
      </Button>
    </div>
  );
}

export function Remove({ onClick }: { onClick: () => void }) {
  const { t } = useI18n();
  return (
    <Button type="text" size="small" aria-label={t('market.programmes.remove')} icon={<Icon name="close" size={14} />} onClick={onClick} />
  );
}

/** A new condition of a kind, to be filled in. */
function blank(kind: Condition['kind']): Condition {
  const sum = { amountMinor: '0', currency: 'CNY' };
  switch (kind) {
    case 'registered_in':
    case 'filed_in':
      return { kind, region: 'Hangzhou' };
    case 'newly_settled':
      return { kind, region: null, years: null };
    case 'shot_in':
      return { kind, region: 'Hangzhou', shareBps: null, days: null };
    case 'tier':
      return { kind, tiers: ['key'] };
    case 'broadcast_on':
      return { kind, platforms: ['Hongguo'] };
    case 'overseas':
      return { kind, places: [] };
    case 'revenue_at_least':
    case 'overseas_revenue_at_least':
    case 'company_revenue_at_least':
    case 'investment_at_least':
      return { kind, ...sum };
    case 'award':
      return { kind, level: 'provincial', name: null };
    case 'episodes_at_least':
    case 'views_at_least':
      return { kind, count: 1 };
    case 'minutes_at_least':
      return { kind, minutes: 1 };
    case 'company_size':
      return { kind, size: 'above_size' };
    case 'theme':
      return { kind, themes: ['文旅'] };
    case 'other':
      return { kind, text: '…' };
    default:
      return { kind };
  }
}
const kinds: readonly Condition['kind'][] = [
  'registered_in',
  'newly_settled',
  'shot_in',
  'filed_in',
  'filed',
  'tier',
  'broadcast_on',
  'broadcast',
  'overseas',
  'revenue_at_least',
  'overseas_revenue_at_least',
  'company_revenue_at_least',
  'investment_at_least',
  'award',
  'episodes_at_least',
  'minutes_at_least',
  'views_at_least',
  'company_size',
  'ai_made',
  'theme',
  'other',
];

export function ConditionsInput({ value, onChange }: { value: readonly Condition[]; onChange: (value: Condition[]) => void }) {
  const { t } = useI18n();
  const set = (at: number, condition: Condition): void => onChange(value.map((own, index) => (index === at ? condition : own)));
  return (
    <div className="programme-rows">
      {value.map((condition, at) => (
        <div key={at}>
          <Choice
            label={t('market.programmes.condition')}
            value={condition.kind}
            options={kinds.map((kind) => ({ value: kind, label: t(`market.programmes.condition_kind.${kind}`) }))}
            onChange={(kind) => set(at, blank(kind as Condition['kind']))}
          />
          <ConditionValue condition={condition} onChange={(next) => set(at, next)} />
          <Remove onClick={() => onChange(value.filter((_, index) => index !== at))} />
        </div>
      ))}
      <Button size="small" icon={<Icon name="plus" size={13} />} onClick={() => onChange([...value, blank('registered_in')])}>
        {t('market.programmes.add_condition')}
      </Button>
    </div>
  );
}

const listOf = (text: string): string[] =>
  text
    .split(/[,，、;；]/)
    .map((one) => one.trim())
    .filter((one) => one !== '');

function ConditionValue({ condition, onChange }: { condition: Condition; onChange: (condition: Condition) => void }) {
  const { t } = useI18n();
  const label = t('market.programmes.condition_value');
  const number = (value: number | null, set: (value: number | null) => void, suffix: string) => (
    <Input
      type="number"
      min={1}
      aria-label={`${label} ${suffix}`}
      suffix={suffix}
      value={value ?? ''}
      onChange={({ target }) => set(target.value === '' ? null : Math.max(1, Math.floor(Number(target.value) || 1)))}
    />
  );
  switch (condition.kind) {
    case 'registered_in':
    case 'filed_in':
      return <RegionInput label={label} value={condition.region} onChange={(region) => region && onChange({ ...condition, region })} />;
    case 'newly_settled':
      return <RegionInput label={label} value={condition.region} onChange={(region) => onChange({ ...condition, region })} />;
    case 'shot_in':
      return (
        <>
          <RegionInput label={label} value={condition.region} onChange={(region) => region && onChange({ ...condition, region })} />
          {number(
            condition.shareBps === null ? null : condition.shareBps / 100,
            (share) => onChange({ ...condition, shareBps: share === null ? null : Math.min(10_000, share * 100) }),
            '%',
          )}
        </>
      );
    case 'tier':
      return (
        <Choice
          label={label}
          value={condition.tiers[0]!}
          options={tiers.map((tier) => ({ value: tier, label: t(`intelligence.programmes.tier.${tier}`) }))}
          onChange={(tier) => onChange({ ...condition, tiers: [tier as (typeof tiers)[number]] })}
        />
      );
    case 'revenue_at_least':
    case 'overseas_revenue_at_least':
    case 'company_revenue_at_least':
    case 'investment_at_least':
      return <MoneyInput label={label} value={condition} onChange={(sum) => sum && onChange({ ...condition, ...sum })} />;
    case 'episodes_at_least':
    case 'views_at_least':
      return number(condition.count, (count) => onChange({ ...condition, count: count ?? 1 }), '');
    case 'minutes_at_least':
      return number(condition.minutes, (minutes) => onChange({ ...condition, minutes: minutes ?? 1 }), '');
    case 'award':
      return (
        <Choice
          label={label}
          value={condition.level ?? ''}
          options={[
            { value: '', label: t('market.programmes.any_award') },
            ...(['international', 'national', 'provincial', 'municipal'] as const).map((level) => ({
              value: level,
              label: t(`intelligence.programmes.award.${level}`),
            })),
          ]}
          onChange={(level) => onChange({ ...condition, level: level === '' ? null : (level as 'national') })}
        />
      );
    case 'company_size':
      return (
        <Choice
          label={label}
          value={condition.size}
          options={(['above_size', 'small', 'micro'] as const).map((size) => ({
            value: size,
            label: t(`intelligence.programmes.size.${size}`),
          }))}
          onChange={(size) => onChange({ ...condition, size: size as 'small' })}
        />
      );
    case 'broadcast_on':
      return (
        <TextList
          label={label}
          value={condition.platforms}
          onChange={(platforms) => platforms.length > 0 && onChange({ ...condition, platforms })}
        />
      );
    case 'theme':
      return (
        <TextList label={label} value={condition.themes} onChange={(list) => list.length > 0 && onChange({ ...condition, themes: list })} />
      );
    case 'other':
      return (
        <Input
          aria-label={label}
          value={condition.text}
          maxLength={400}
          onChange={({ target }) => onChange({ ...condition, text: target.value || '…' })}
        />
      );
    default:
      return null;
  }
}

/** Names with commas between them. */
export function TextList({
  id,
  label,
  value,
  onChange,
  placeholder,
}: {
  id?: string;
  label?: string;
  value: readonly string[];
  onChange: (value: string[]) => void;
  placeholder?: string;
}) {
  const [typed, setTyped] = useState(value.join('，'));
  return (
    <Input
      id={id}
      aria-label={label}
      value={typed}
      placeholder={placeholder}
      maxLength={1000}
      onChange={({ target }) => {
        setTyped(target.value);
        onChange(listOf(target.value).slice(0, 20));
      }}
    />
  );
}
