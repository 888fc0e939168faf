/** One line that is typed, with its name, a hint, and what is wrong with it. */
import { useId, type InputHTMLAttributes, type ReactNode } from 'react';

export function Field({
  label,
  hint,
  wrong,
  id: given,
  ...rest
}: { label: string; hint?: ReactNode; wrong?: string | undefined } & InputHTMLAttributes<HTMLInputElement>) {
  const made = useId();
  const id = given ?? made;
  const describedBy = wrong || hint ? `${id}-hint` : undefined;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input id={id} aria-describedby={describedBy} aria-invalid={wrong ? true : undefined} {...rest} />
      {(wrong || hint) && (
        <p id={describedBy} className={wrong ? 'field-wrong' : 'field-hint'}>
          {wrong ?? hint}
        </p>
      )}
    </div>
  );
}

/** A password that is made up here: the server asks for ten characters and nothing else (NIST SP 800-63B). */
export const passwordLeast = 10;
