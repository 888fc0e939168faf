/** What is pressed: a button, and a place that looks like one. */
import type { ButtonHTMLAttributes, ReactNode } from 'react';
import { Link, type LinkProps } from '../router.tsx';
import { Icon, type IconName } from '../../shared/ui/Icon.tsx';

type Look = { tone?: 'primary' | 'quiet' | 'soft' | 'plain' | 'danger'; block?: boolean; large?: boolean; icon?: IconName };

const classOf = ({ tone = 'quiet', block, large }: Look, more = '') =>
  `button button-${tone}${block ? ' button-block' : ''}${large ? ' button-large' : ''}${more ? ` ${more}` : ''}`;

/** While `busy` it turns and takes no second press. */
export function Button({
  tone,
  block,
  large,
  icon,
  busy = false,
  children,
  className,
  disabled,
  ...rest
}: Look & { busy?: boolean; children: ReactNode } & ButtonHTMLAttributes<HTMLButtonElement>) {
  return (
    <button
      type="button"
      {...rest}
      className={classOf({ tone, block, large }, className)}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
    >
      {busy ? <span className="spinner" aria-hidden="true" /> : icon && <Icon name={icon} />}
      {children}
    </button>
  );
}

export function ButtonLink({ tone, block, large, icon, children, className, ...rest }: Look & { children: ReactNode } & LinkProps) {
  return (
    <Link {...rest} className={classOf({ tone, block, large }, className)}>
      {icon && <Icon name={icon} />}
      {children}
    </Link>
  );
}

/** A download or another site: an ordinary link in the browser's hands. */
export function ButtonAnchor({
  tone,
  block,
  large,
  icon,
  children,
  ...rest
}: Look & { children: ReactNode } & React.AnchorHTMLAttributes<HTMLAnchorElement>) {
  return (
    <a {...rest} className={classOf({ tone, block, large })}>
      {icon && <Icon name={icon} />}
      {children}
    </a>
  );
}

export function RoundButton({
  icon,
  label,
  children,
  ...rest
}: { icon: IconName; label: string } & ButtonHTMLAttributes<HTMLButtonElement>) {
  return (
    <button type="button" className="round" aria-label={label} title={label} {...rest}>
      <Icon name={icon} size={22} />
      {children}
    </button>
  );
}
