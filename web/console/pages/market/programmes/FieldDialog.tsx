/** Corrects one field of a programme; what was read can be brought back. */
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import type { ProgrammeDetail } from '../../../../../src/modules/intelligence/programmes/contract.ts';
import {
  giverLevels,
  programmeKinds,
  type AmountRange,
  type ApplicationWindow,
  type Cap,
  type Condition,
  type FieldName,
  type Giver,
} from '../../../../../src/modules/intelligence/programmes/words/contract.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { Choice } from '../../../../shared/ui/Choice.tsx';
import { CapsInput, ConditionsInput, MoneyInput, WindowsInput } from './inputs.tsx';
import type { useProgrammeActs } from './queries.ts';
import { RegionInput } from './RegionInput.tsx';

export function FieldDialog({
  name,
  programme,
  acts,
  onClose,
}: {
  name: FieldName;
  programme: ProgrammeDetail;
  acts: ReturnType<typeof useProgrammeActs>;
  onClose: () => void;
}) {
  const { t } = useI18n();
  const field = programme.fields[name];
  const [value, setValue] = useState<unknown>(field.value);
  const keep = (change: Parameters<typeof acts.mutate>[0]): void => acts.mutate(change, { onSuccess: onClose });
  const empty = value === null || value === '';
  const needed = empty && (name === 'name' || name === 'kind');
  return (
    <Modal
      open
      title={t(`market.programmes.field.${name}`)}
      onCancel={onClose}
      footer={
        <>
          {field.edited && (
            <Button className="programme-reset" onClick={() => keep({ change: { clear: [name] } })}>
              {t('market.programmes.as_read')}
            </Button>
          )}
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button
            type="primary"
            disabled={needed}
            loading={acts.isPending}
            onClick={() => keep({ change: { set: { [name]: empty ? null : value } } })}
          >
            {t('action.save')}
          </Button>
        </>
      }
    >
      <FieldInput name={name} value={value} onChange={setValue} />
    </Modal>
  );
}

function FieldInput({ name, value, onChange }: { name: FieldName; value: unknown; onChange: (value: unknown) => void }) {
  const { t } = useI18n();
  const label = t(`market.programmes.field.${name}`);
  switch (name) {
    case 'kind':
      return (
        <Choice
          label={label}
          value={value as string}
          options={programmeKinds.map((kind) => ({ value: kind, label: t(`intelligence.programmes.kind.${kind}`) }))}
          onChange={onChange}
        />
      );
    case 'region':
      return <RegionInput label={label} value={value as string | null} onChange={onChange} />;
    case 'issuedOn':
    case 'validFrom':
    case 'validUntil':
      return (
        <Input
          type="date"
          aria-label={label}
          value={(value as string | null) ?? ''}
          onChange={({ target }) => onChange(target.value || null)}
        />
      );
    case 'giver': {
      const giver = (value as Giver | null) ?? { name: '', level: null };
      return (
        <div className="programme-rows">
          <Input
            aria-label={label}
            value={giver.name}
            maxLength={200}
            onChange={({ target }) => onChange(target.value === '' ? null : { ...giver, name: target.value })}
          />
          <Choice
            label={t('market.programmes.level')}
            value={giver.level ?? ''}
            options={[
              { value: '', label: t('market.programmes.any_level') },
              ...giverLevels.map((level) => ({ value: level, label: t(`market.programmes.level.${level}`) })),
            ]}
            onChange={(level) => onChange({ ...giver, level: level === '' ? null : level })}
          />
        </div>
      );
    }
    case 'pot': {
      const pot = value as AmountRange | null;
      const minor = pot?.lowMinor ?? pot?.highMinor ?? null;
      return (
        <MoneyInput
          label={label}
          value={minor === null ? null : { amountMinor: minor, currency: pot!.currency }}
          onChange={(sum) =>
            onChange(sum && { lowMinor: sum.amountMinor, highMinor: sum.amountMinor, currency: sum.currency, per: pot?.per ?? null })
          }
        />
      );
    }
    case 'windows':
      return <WindowsInput value={(value as ApplicationWindow[] | null) ?? []} onChange={onChange} />;
    case 'conditions':
      return <ConditionsInput value={(value as Condition[] | null) ?? []} onChange={onChange} />;
    case 'caps':
      return <CapsInput value={(value as Cap[] | null) ?? []} onChange={onChange} />;
    default:
      return (
        <Input.TextArea
          aria-label={label}
          autoSize={{ minRows: 1, maxRows: 8 }}
          value={(value as string | null) ?? ''}
          maxLength={2000}
          onChange={({ target }) => onChange(target.value || null)}
        />
      );
  }
}
