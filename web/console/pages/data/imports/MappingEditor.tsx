/** Which column is what, field by field, with what is suggested already chosen; and how figures and dates are written. */
import { Button, Input } from 'antd';
import { useState } from 'react';
import {
  currencies,
  eventTypes,
  importFields,
  statuses,
  type ColumnMapping,
  type ImportField,
} from '../../../../../src/modules/attribution/contract.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { Choice } from '../../../../shared/ui/Choice.tsx';
import { Icon } from '../../../../shared/ui/Icon.tsx';
import { Field } from '../../../../shared/ui/PageFrame.tsx';

/** The fields that almost every file has; the rest is a press away. */
const usual: readonly ImportField[] = ['orderId', 'occurredAt', 'status', 'amount', 'refunded', 'code', 'type', 'currency'];
const closed = { type: eventTypes, status: statuses, currency: currencies } as const;

export function MappingEditor({
  mapping,
  header,
  missing,
  disabled,
  onChange,
}: {
  mapping: ColumnMapping;
  /** Columns to choose from; null where they are typed, as paths into JSON. */
  header: readonly string[] | null;
  missing: readonly ImportField[];
  disabled: boolean;
  onChange: (mapping: ColumnMapping) => void;
}) {
  const { t } = useI18n();
  const used = importFields.filter(
    (field) => mapping.columns[field] !== undefined || mapping.fixed[field] !== undefined || missing.includes(field),
  );
  const [opened, setOpened] = useState(false);
  const shown = importFields.filter((field) => opened || usual.includes(field) || used.includes(field));
  return (
    <div className="mapping">
      <div className="mapping-rows">
        {shown.map((field) => (
          <MappingRow
            key={field}
            field={field}
            mapping={mapping}
            header={header}
            missing={missing.includes(field)}
            disabled={disabled}
            onChange={onChange}
          />
        ))}
      </div>
      {!opened && shown.length < importFields.length && (
        <Button type="dashed" icon={<Icon name="plus" size={16} />} onClick={() => setOpened(true)}>
          {t('attribution.import.more_fields', { count: importFields.length - shown.length })}
        </Button>
      )}
      <WritingFields mapping={mapping} disabled={disabled} onChange={onChange} />
      <WordMap mapping={mapping} disabled={disabled} onChange={onChange} />
    </div>
  );
}

type RowProps = { mapping: ColumnMapping; disabled: boolean; onChange: (mapping: ColumnMapping) => void };
const nothing = '';
const fixedValue = '\u0000fixed';

function MappingRow({
  field,
  mapping,
  header,
  missing,
  disabled,
  onChange,
}: RowProps & { field: ImportField; header: readonly string[] | null; missing: boolean }) {
  const { t } = useI18n();
  const id = `map-${field}`;
  const column = mapping.columns[field];
  const fixed = mapping.fixed[field];
  const choose = (value: string) => {
    const { [field]: _column, ...columns } = mapping.columns;
    const { [field]: _fixed, ...others } = mapping.fixed;
    if (value === nothing) onChange({ ...mapping, columns, fixed: others });
    else if (value === fixedValue)
      onChange({ ...mapping, columns, fixed: { ...others, [field]: fixed ?? closed[field as 'type']?.[0] ?? '' } });
    else onChange({ ...mapping, columns: { ...columns, [field]: value }, fixed: others });
  };
  const setFixed = (value: string) => onChange({ ...mapping, fixed: { ...mapping.fixed, [field]: value } });
  const words = closed[field as keyof typeof closed] as readonly string[] | undefined;
  return (
    <div className={missing ? 'mapping-row is-missing' : 'mapping-row'}>
      <label htmlFor={id}>
        {t(`attribution.field.${field}`)}
        {missing && <small className="field-error">{t('attribution.import.needed')}</small>}
      </label>
      {header === null && fixed === undefined ? (
        <Input
          id={id}
          size="middle"
          disabled={disabled}
          maxLength={200}
          placeholder={t('attribution.import.path')}
          value={column ?? ''}
          onChange={(event) => choose(event.target.value)}
        />
      ) : (
        <Choice
          id={id}
          value={fixed !== undefined ? fixedValue : (column ?? nothing)}
          disabled={disabled}
          options={[
            { value: nothing, label: t('attribution.import.no_column') },
            ...(header ?? []).filter((name) => name !== '').map((name) => ({ value: name, label: name })),
            { value: fixedValue, label: t('attribution.import.fixed') },
          ]}
          onChange={choose}
        />
      )}
      {header === null && fixed === undefined && column === undefined && (
        <Button size="small" disabled={disabled} onClick={() => choose(fixedValue)}>
          {t('attribution.import.fixed')}
        </Button>
      )}
      {fixed !== undefined &&
        (words ? (
          <Choice
            label={t('attribution.import.fixed_of', { field: t(`attribution.field.${field}`) })}
            value={fixed}
            disabled={disabled}
            options={words.map((value) => ({ value, label: wordOf(t, field, value) }))}
            onChange={setFixed}
          />
        ) : (
          <Input
            aria-label={t('attribution.import.fixed_of', { field: t(`attribution.field.${field}`) })}
            disabled={disabled}
            maxLength={200}
            value={fixed}
            onChange={(event) => setFixed(event.target.value)}
          />
        ))}
    </div>
  );
}

function wordOf(t: ReturnType<typeof useI18n>['t'], field: ImportField, value: string): string {
  if (field === 'type') return t(`attribution.event.${value}`);
  if (field === 'status') return t(`attribution.status.${value}`);
  return value;
}

/** How amounts, dates and bytes are written in the file. */
function WritingFields({ mapping, disabled, onChange }: RowProps) {
  const { t } = useI18n();
  const choice = <K extends 'amountUnit' | 'decimalMark' | 'dateOrder' | 'encoding' | 'separator'>(
    key: K,
    values: readonly ColumnMapping[K][],
  ) => (
    <Field id={`map-${key}`} label={t(`attribution.import.${key}`)}>
      <Choice
        id={`map-${key}`}
        value={mapping[key]}
        disabled={disabled}
        options={values.map((value) => ({
          value,
          label: t(
            `attribution.import.${key}.${value === '\t' ? 'tab' : ({ ',': 'comma', '.': 'point', ';': 'semicolon', '|': 'bar' }[value as string] ?? value)}`,
          ),
        }))}
        onChange={(value) => onChange({ ...mapping, [key]: value })}
      />
    </Field>
  );
  return (
    <details className="mapping-more">
      <summary>{t('attribution.import.writing')}</summary>
      <div className="fields">
        {choice('amountUnit', ['major', 'minor'])}
        {choice('decimalMark', ['.', ','])}
        {choice('dateOrder', ['auto', 'day_first', 'month_first'])}
        {choice('encoding', ['auto', 'utf-8', 'gb18030', 'big5', 'utf-16le', 'utf-16be'])}
        {choice('separator', ['auto', ',', ';', '\t', '|'])}
        <Field id="map-currency" label={t('attribution.import.currency')}>
          <Choice
            id="map-currency"
            value={mapping.currency ?? ''}
            disabled={disabled}
            options={[{ value: '', label: t('attribution.import.of_source') }, ...currencies.map((value) => ({ value, label: value }))]}
            onChange={(value) => onChange({ ...mapping, currency: (value || null) as ColumnMapping['currency'] })}
          />
        </Field>
        <Field id="map-zone" label={t('attribution.import.zone')}>
          <Input
            id="map-zone"
            maxLength={64}
            disabled={disabled}
            placeholder={t('attribution.import.of_source')}
            value={mapping.zone ?? ''}
            onChange={(event) => onChange({ ...mapping, zone: event.target.value.trim() || null })}
          />
        </Field>
      </div>
    </details>
  );
}

/** Words of the file for states and kinds, beside those that are known anyway. */
function WordMap({ mapping, disabled, onChange }: RowProps) {
  const { t } = useI18n();
  const [word, setWord] = useState('');
  const [means, setMeans] = useState('status:paid');
  const all = [
    ...Object.entries(mapping.statusWords).map(([text, value]) => ({ text, kind: 'status' as const, value })),
    ...Object.entries(mapping.typeWords).map(([text, value]) => ({ text, kind: 'type' as const, value })),
  ];
  const add = () => {
    const [kind, value] = means.split(':') as ['status' | 'type', string];
    const key = kind === 'status' ? 'statusWords' : 'typeWords';
    onChange({ ...mapping, [key]: { ...mapping[key], [word.trim()]: value } });
    setWord('');
  };
  const remove = (kind: 'status' | 'type', text: string) => {
    const key = kind === 'status' ? 'statusWords' : 'typeWords';
    const { [text]: _gone, ...others } = mapping[key];
    onChange({ ...mapping, [key]: others });
  };
  return (
    <details className="mapping-more" open={all.length > 0}>
      <summary>{t('attribution.import.words')}</summary>
      <p className="field-hint">{t('attribution.import.words_hint')}</p>
      <ul className="tags">
        {all.map(({ text, kind, value }) => (
          <li key={`${kind} ${text}`}>
            {text} → {wordOf(t, kind, value)}
            <button
              type="button"
              disabled={disabled}
              aria-label={t('attribution.import.forget_word', { word: text })}
              onClick={() => remove(kind, text)}
            >
              <Icon name="close" size={12} />
            </button>
          </li>
        ))}
      </ul>
      <div className="word-form">
        <Input
          aria-label={t('attribution.import.word')}
          placeholder={t('attribution.import.word')}
          maxLength={100}
          disabled={disabled}
          value={word}
          onChange={(event) => setWord(event.target.value)}
        />
        <Choice
          label={t('attribution.import.means')}
          value={means}
          disabled={disabled}
          options={[
            ...statuses.map((value) => ({ value: `status:${value}`, label: t(`attribution.status.${value}`) })),
            ...eventTypes.map((value) => ({ value: `type:${value}`, label: t(`attribution.event.${value}`) })),
          ]}
          onChange={setMeans}
        />
        <Button disabled={disabled || !word.trim()} onClick={add}>
          {t('attribution.import.add_word')}
        </Button>
      </div>
    </details>
  );
}
