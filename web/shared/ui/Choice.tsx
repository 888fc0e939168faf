/** One of a few, as the platform's own select: light, at home on a phone, and reachable by every keyboard and reader. */
import './choice.css';

export type Option = { value: string; label: string };

export function Choice({
  id,
  label,
  value,
  options,
  onChange,
  disabled = false,
  large = false,
}: {
  id?: string;
  /** Names the control where no label stands beside it. */
  label?: string;
  value: string;
  options: readonly Option[];
  onChange: (value: string) => void;
  disabled?: boolean;
  large?: boolean;
}) {
  const known = options.some((option) => option.value === value);
  return (
    <span className={`choice${value ? ' is-set' : ''}${large ? ' choice-large' : ''}`}>
      <select id={id} aria-label={label} value={value} disabled={disabled} onChange={(event) => onChange(event.target.value)}>
        {!known && <option value={value}>{value}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </span>
  );
}

/** Several of a few, as words that are pressed. */
export function Chips({
  label,
  values,
  options,
  onChange,
  most,
}: {
  label: string;
  values: readonly string[];
  options: readonly Option[];
  onChange: (values: string[]) => void;
  most: number;
}) {
  return (
    <div className="chips" role="group" aria-label={label}>
      {options.map((option) => {
        const on = values.includes(option.value);
        return (
          <button
            key={option.value}
            type="button"
            className="chip"
            aria-pressed={on}
            disabled={!on && values.length >= most}
            onClick={() => onChange(on ? values.filter((one) => one !== option.value) : [...values, option.value])}
          >
            {option.label}
          </button>
        );
      })}
    </div>
  );
}

/** Two or three ways of seeing one thing. */
export function ViewSwitch<T extends string>({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value: T;
  options: readonly { value: T; label: string; icon?: React.ReactNode }[];
  onChange: (value: T) => void;
}) {
  return (
    <div className="switch" role="group" aria-label={label}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          aria-label={option.icon ? option.label : undefined}
          title={option.icon ? option.label : undefined}
          onClick={() => onChange(option.value)}
        >
          {option.icon ?? option.label}
        </button>
      ))}
    </div>
  );
}
