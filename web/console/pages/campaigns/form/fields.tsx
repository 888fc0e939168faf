/** The kinds of fields that the form of a campaign is made of; each shows its own issue. */
import { Input } from 'antd';
import type { ReactNode } from 'react';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { Field } from '../../../../shared/ui/PageFrame.tsx';
import type { CampaignDraft, DraftField, DraftIssues } from '../draft.ts';

export type FormProps = {
  draft: CampaignDraft;
  issues: DraftIssues;
  set: <K extends DraftField>(field: K, value: CampaignDraft[K]) => void;
};
type TextField = { [K in DraftField]: CampaignDraft[K] extends string ? K : never }[DraftField];

/** A figure with its unit behind it. */
export function FigureField({
  draft,
  issues,
  set,
  field,
  label,
  unit,
  hint,
  whole = false,
}: FormProps & {
  field: TextField;
  label: string;
  unit: string;
  hint?: ReactNode;
  whole?: boolean;
}) {
  const { t } = useI18n();
  const id = `campaign-${field}`;
  const issue = issues[field];
  return (
    <Field id={id} label={label} hint={hint} error={issue && t(issue)}>
      <Input
        id={id}
        inputMode={whole ? 'numeric' : 'decimal'}
        autoComplete="off"
        maxLength={20}
        suffix={unit}
        value={draft[field]}
        {...(issue && { status: 'error' as const })}
        aria-invalid={issue !== undefined}
        aria-describedby={hint || issue ? `${id}-hint` : undefined}
        onChange={(event) => set(field, event.target.value as never)}
      />
    </Field>
  );
}

export function WallField({ draft, issues, set, field, label, hint }: FormProps & { field: TextField; label: string; hint?: ReactNode }) {
  const { t } = useI18n();
  const id = `campaign-${field}`;
  const issue = issues[field];
  return (
    <Field id={id} label={label} hint={hint} error={issue && t(issue)}>
      <Input
        id={id}
        type="datetime-local"
        value={draft[field]}
        {...(issue && { status: 'error' as const })}
        onChange={(event) => set(field, event.target.value as never)}
      />
    </Field>
  );
}

/** A part of the contract, with its number and what it settles. */
export function FormPart({ title, lead, children }: { title: string; lead?: string; children: ReactNode }) {
  return (
    <fieldset className="contract-part">
      <legend>{title}</legend>
      {lead && <p className="contract-lead">{lead}</p>}
      {children}
    </fieldset>
  );
}
