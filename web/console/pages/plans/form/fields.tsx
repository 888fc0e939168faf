/** What stands inside the sentences of a plan: a ratio, an amount, somebody, one of a few. Each names itself to a screen reader. */
import { createContext, Fragment, useContext, useState, type ReactNode } from 'react';
import type { Ratio } from '../../../../../src/modules/revenue/words/contract.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { decimalOf, minorOf } from '../../../../shared/i18n/money.ts';
import { Choice, type Option } from '../../../../shared/ui/Choice.tsx';
import { ratioOf, ratioText, type Currency } from '../draft.ts';
import { partyName, type Names } from '../words.ts';

/** What all fields of a form know: the money, the names of payees, and the way to find or make another payee. */
export type PlanFormContext = {
  currency: Currency;
  names: Names;
  fixed: boolean;
  pickPayee: (taken: (payeeId: string) => void) => void;
  /** The work whose register a division may be taken from; null for plans of no one work. */
  workId: string | null;
  addNames: (payees: readonly { id: string; name: string }[]) => void;
};
export const PlanForm = createContext<PlanFormContext | null>(null);
export function usePlanForm(): PlanFormContext {
  return useContext(PlanForm)!;
}

/** A sentence of the languages' files with fields where its names stand. */
export function Sentence({ words, fields }: { words: string; fields: Readonly<Record<string, ReactNode>> }) {
  const { t } = useI18n();
  const marked = t(words, Object.fromEntries(Object.keys(fields).map((name) => [name, `\u0001${name}\u0001`])));
  return (
    <span className="step-sentence">
      {marked.split('\u0001').map((piece, index) => (
        <Fragment key={index}>{index % 2 === 0 ? piece : fields[piece]}</Fragment>
      ))}
    </span>
  );
}

/**
 * A figure that is taken over as soon as it is one, and until then says what is expected. Left while it is none, it shows again
 * what is kept, so that what is seen is always what is saved.
 */
function TypedField({
  label,
  shown,
  parse,
  onChange,
  unit,
  issue,
  size,
}: {
  label: string;
  shown: string;
  parse: (typed: string) => boolean;
  onChange: (typed: string) => void;
  unit: (typed: string) => string;
  issue: string;
  size: number;
}) {
  const { fixed } = usePlanForm();
  const [typed, setTyped] = useState<string | null>(null);
  const [back, setBack] = useState(false);
  const text = typed ?? shown;
  const wrong = typed !== null && !parse(typed);
  return (
    <span className="figure-field">
      <input
        inputMode="decimal"
        autoComplete="off"
        maxLength={26}
        size={Math.max(size, [...text].length)}
        disabled={fixed}
        aria-label={label}
        aria-invalid={wrong}
        value={text}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => {
          setTyped(event.target.value);
          setBack(false);
          if (parse(event.target.value)) onChange(event.target.value);
        }}
        onBlur={() => {
          setBack(wrong);
          setTyped(null);
        }}
      />
      <span aria-hidden="true">{unit(text)}</span>
      {(wrong || back) && (
        <span className="figure-issue" role="alert">
          {issue}
        </span>
      )}
    </span>
  );
}

export function RatioField({ label, value, onChange }: { label: string; value: Ratio; onChange: (value: Ratio) => void }) {
  const { t } = useI18n();
  return (
    <TypedField
      label={`${label} (%)`}
      shown={ratioText(value)}
      parse={(typed) => ratioOf(typed) !== null}
      onChange={(typed) => onChange(ratioOf(typed)!)}
      unit={(typed) => (typed.includes('/') ? '' : '%')}
      issue={t('share_plan.issue.ratio')}
      size={4}
    />
  );
}

const atMost = 10n ** 16n;

export function AmountField({ label, value, onChange }: { label: string; value: string; onChange: (minor: string) => void }) {
  const { t } = useI18n();
  const { currency } = usePlanForm();
  const parsed = (typed: string): string | null => {
    const minor = minorOf(typed, currency);
    return minor === null || BigInt(minor) >= atMost ? null : minor;
  };
  return (
    <TypedField
      label={`${label} (${currency})`}
      shown={decimalOf(value, currency).replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ',')}
      parse={(typed) => parsed(typed) !== null}
      onChange={(typed) => onChange(parsed(typed)!)}
      unit={() => currency}
      issue={t('share_plan.issue.amount', { currency })}
      size={7}
    />
  );
}

export function OneOf({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value: string;
  options: readonly Option[];
  onChange: (value: string) => void;
}) {
  const { fixed } = usePlanForm();
  return (
    <span className="inline-choice">
      <Choice label={label} value={value} options={options} disabled={fixed} onChange={onChange} />
    </span>
  );
}

const roles = ['role:creator', 'role:agency', 'role:operator', 'role:studio'];
const another = 'another';

/** Somebody: a role, a payee that the plan knows already, or another who is searched for or made. */
export function PartyField({
  label,
  value,
  onChange,
  pot = false,
}: {
  label: string;
  value: string;
  onChange: (party: string) => void;
  /** Whether the pot itself may be meant. */
  pot?: boolean;
}) {
  const i18n = useI18n();
  const { names, pickPayee } = usePlanForm();
  const values = new Set([...(pot ? ['pot'] : []), ...roles, ...[...names.keys()].map((id) => `payee:${id}`), value]);
  const options = [...values].map((party) => ({ value: party, label: partyName(i18n, party, names) }));
  return (
    <OneOf
      label={label}
      value={value}
      options={[...options, { value: another, label: i18n.t('share_plan.another_payee') }]}
      onChange={(picked) => (picked === another ? pickPayee((id) => onChange(`payee:${id}`)) : onChange(picked))}
    />
  );
}
