import { Input } from 'antd';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Field } from '../../../shared/ui/PageFrame.tsx';

/** The contract's lower limit; length is what makes a password hard to guess, so nothing else is asked (NIST SP 800-63B). */
const minimum = 10;
export const longEnough = (password: string): boolean => password.length >= minimum;

export function NewPassword({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useI18n();
  return (
    <Field
      id="new-password"
      label={t('entry.new_password')}
      hint={t('entry.password_hint', { count: minimum })}
      error={value && !longEnough(value) ? t('entry.password_short', { count: minimum - value.length }) : undefined}
    >
      <Input.Password
        id="new-password"
        size="large"
        autoComplete="new-password"
        required
        minLength={minimum}
        maxLength={200}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        aria-describedby="new-password-hint"
      />
    </Field>
  );
}
