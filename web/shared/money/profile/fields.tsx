/** What is typed and chosen in the forms of a payee's profile, and how a form is sent: everything as it was, but what it changes. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useId, type InputHTMLAttributes, type ReactNode } from 'react';
import { useI18n } from '../../i18n/i18n.ts';
import { sentence } from '../../api/errors.ts';
import { Choice, type Option } from '../../ui/Choice.tsx';
import { toast } from '../../ui/toast.tsx';
import { ask, type Body } from '../api.ts';
import type { PayeeProfile } from '../data.ts';
import { useKit } from '../kit.tsx';

export type ProfileBody = Body<'PUT /api/v1/my/payee-profile'>;

/** The profile as it is, as the server takes it: number and account are left out, so that they stay. */
export function kept(profile: PayeeProfile): ProfileBody {
  const { payeeId, kind, legalName, region, currency, thresholdMinor, version } = profile;
  return { ...(payeeId && { payeeId }), kind, legalName, region, currency, thresholdMinor, version };
}

/** How a profile is sent: as one's own, unless a page says otherwise (staff write anybody's). */
export const ProfileSending = createContext((body: ProfileBody): Promise<PayeeProfile> => ask('PUT /api/v1/my/payee-profile', { body }));

export function useSave(onDone: () => void) {
  const { t } = useI18n();
  const client = useQueryClient();
  const send = useContext(ProfileSending);
  return useMutation({
    mutationFn: send,
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['money'] });
      toast.done(t('action.saved'));
      onDone();
    },
  });
}

export function Text({
  label,
  hint,
  value,
  onValue,
  ...rest
}: { label: string; hint?: ReactNode; value: string; onValue: (value: string) => void } & Omit<
  InputHTMLAttributes<HTMLInputElement>,
  'value' | 'onChange'
>) {
  const id = useId();
  return (
    <div className="money-field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        aria-describedby={hint ? `${id}-hint` : undefined}
        autoComplete="off"
        {...rest}
        value={value}
        onChange={(event) => onValue(event.target.value)}
      />
      {hint && <small id={`${id}-hint`}>{hint}</small>}
    </div>
  );
}

export function Pick({
  label,
  value,
  options,
  onValue,
}: {
  label: string;
  value: string;
  options: readonly Option[];
  onValue: (value: string) => void;
}) {
  const id = useId();
  return (
    <div className="money-field">
      <label htmlFor={id}>{label}</label>
      <Choice id={id} large value={value} options={options} onChange={onValue} />
    </div>
  );
}

/** A form with what went wrong above it and its one button below. */
export function Form({
  children,
  error,
  busy,
  disabled = false,
  onSend,
}: {
  children: ReactNode;
  error: unknown;
  busy: boolean;
  disabled?: boolean;
  onSend: () => void;
}) {
  const { t } = useI18n();
  const { Button, Notice } = useKit();
  return (
    <form
      className="money-stack"
      onSubmit={(event) => {
        event.preventDefault();
        onSend();
      }}
    >
      {error !== null && error !== undefined && <Notice tone="bad">{sentence(t, error)}</Notice>}
      {children}
      <div className="money-actions">
        <Button tone="primary" type="submit" busy={busy} disabled={disabled}>
          {t('action.save')}
        </Button>
      </div>
    </form>
  );
}
