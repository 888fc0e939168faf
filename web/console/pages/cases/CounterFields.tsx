/** What a counter-notice says, field by field; of a case of ours, or of a notice against us. */
import { Input } from 'antd';
import { counterReasons, type CounterContent } from '../../../../src/modules/takedown/law/contract.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Choice } from '../../../shared/ui/Choice.tsx';
import { Field } from '../../../shared/ui/PageFrame.tsx';

export const emptyCounter: CounterContent = {
  name: '',
  address: '',
  email: '',
  phone: '',
  identityNumber: '',
  material: '',
  urls: [],
  reason: 'other',
  explanation: '',
  proof: '',
  statements: { mistake: false, perjury: false, jurisdiction: false, accuracy: false },
  signature: '',
  signedOn: null,
};

const short = ['name', 'email', 'phone', 'address', 'identityNumber'] as const;
const long = ['material', 'explanation', 'proof'] as const;
const statements = ['mistake', 'perjury', 'jurisdiction', 'accuracy'] as const;

export function CounterFields({ content, onChange }: { content: CounterContent; onChange: (next: CounterContent) => void }) {
  const { t } = useI18n();
  return (
    <>
      <div className="fields">
        {short.map((key) => (
          <Field key={key} id={`counter-${key}`} label={t(`takedown.field.sender.${key}`)}>
            <Input
              id={`counter-${key}`}
              maxLength={key === 'address' ? 5000 : 254}
              value={content[key]}
              onChange={(event) => onChange({ ...content, [key]: event.target.value })}
            />
          </Field>
        ))}
        <Field id="counter-reason" label={t('takedown.counter.reason')}>
          <Choice
            id="counter-reason"
            value={content.reason}
            options={counterReasons.map((value) => ({ value, label: t(`takedown.counter_reason.${value}`) }))}
            onChange={(value) => onChange({ ...content, reason: value as CounterContent['reason'] })}
          />
        </Field>
      </div>
      {long.map((key) => (
        <Field key={key} id={`counter-${key}`} label={t(`takedown.counter.${key}`)}>
          <Input.TextArea
            id={`counter-${key}`}
            rows={2}
            maxLength={5000}
            value={content[key]}
            onChange={(event) => onChange({ ...content, [key]: event.target.value })}
          />
        </Field>
      ))}
      {statements.map((key) => (
        <label key={key} className="statement">
          <input
            type="checkbox"
            checked={content.statements[key]}
            onChange={(event) => onChange({ ...content, statements: { ...content.statements, [key]: event.target.checked } })}
          />
          <span>{t(`takedown.counter_statement.${key}`)}</span>
        </label>
      ))}
      <div className="fields">
        <Field id="counter-signature" label={t('takedown.field.signature')}>
          <Input
            id="counter-signature"
            maxLength={300}
            value={content.signature}
            onChange={(event) => onChange({ ...content, signature: event.target.value })}
          />
        </Field>
        <Field id="counter-signedOn" label={t('takedown.field.signedOn')}>
          <Input
            id="counter-signedOn"
            type="date"
            value={content.signedOn ?? ''}
            onChange={(event) => onChange({ ...content, signedOn: event.target.value || null })}
          />
        </Field>
      </div>
    </>
  );
}
