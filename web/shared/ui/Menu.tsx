/** A button with a menu, by the WAI-ARIA menu-button pattern: arrows move, Escape and Tab close, the button gets the focus back. */
import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { Icon, type IconName } from './Icon.tsx';
import './menu.css';

export type MenuItem =
  | {
      kind: 'action';
      key: string;
      label: string;
      icon?: IconName;
      danger?: boolean;
      onPick: () => void;
      /** Why it cannot be done now. */ because?: string | undefined;
    }
  | { kind: 'choice'; key: string; label: string; chosen: boolean; onPick: () => void }
  | { kind: 'link'; key: string; label: string; icon?: IconName; href: string }
  | { kind: 'title'; key: string; label: string }
  | { kind: 'line'; key: string };

export function Menu({
  button,
  className = 'icon-button',
  label,
  items,
  up = false,
  disabled = false,
}: {
  /** What stands on the button. */
  button: ReactNode;
  className?: string;
  /** Names a button whose content is only a picture. */
  label?: string;
  items: readonly MenuItem[];
  /** Opens upwards from the button's start, for a button at the lower edge. */
  up?: boolean;
  disabled?: boolean;
}) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLSpanElement>(null);
  const id = useId();
  const close = (refocus: boolean) => {
    setOpen(false);
    if (refocus) root.current?.querySelector('button')?.focus();
  };
  useEffect(() => {
    if (!open) return;
    root.current?.querySelector<HTMLElement>('[role^=menuitem]')?.focus();
    const outside = (event: PointerEvent) => !root.current?.contains(event.target as Node) && setOpen(false);
    document.addEventListener('pointerdown', outside);
    return () => document.removeEventListener('pointerdown', outside);
  }, [open]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (!open) {
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        event.preventDefault();
        setOpen(true);
      }
      return;
    }
    if (event.key === 'Escape') return close(true);
    if (event.key === 'Tab') return close(false);
    const stops = [...root.current!.querySelectorAll<HTMLElement>('[role^=menuitem]')];
    const at = stops.indexOf(document.activeElement as HTMLElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: stops.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    stops[(next + stops.length) % stops.length]?.focus();
  };
  return (
    <span ref={root} className="menu" onKeyDown={onKeyDown}>
      <button
        type="button"
        className={className}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        disabled={disabled}
        onClick={() => setOpen(!open)}
      >
        {button}
      </button>
      {open && (
        <div id={id} role="menu" aria-label={label} className={up ? 'menu-sheet is-up' : 'menu-sheet'}>
          {items.map((item) => (
            <Item key={item.key} item={item} onDone={() => close(true)} />
          ))}
        </div>
      )}
    </span>
  );
}

function Item({ item, onDone }: { item: MenuItem; onDone: () => void }) {
  if (item.kind === 'line') return <div role="separator" className="menu-line" />;
  if (item.kind === 'title')
    return (
      <div role="presentation" className="menu-title">
        {item.label}
      </div>
    );
  if (item.kind === 'link') {
    return (
      <a role="menuitem" tabIndex={-1} className="menu-item" href={item.href} target="_blank" rel="noreferrer" onClick={onDone}>
        {item.icon && <Icon name={item.icon} size={16} />}
        <span>{item.label}</span>
      </a>
    );
  }
  if (item.kind === 'choice') {
    return (
      <button
        type="button"
        role="menuitemradio"
        aria-checked={item.chosen}
        tabIndex={-1}
        className="menu-item"
        onClick={() => {
          onDone();
          item.onPick();
        }}
      >
        <span>{item.label}</span>
        {item.chosen && <Icon name="check" size={16} />}
      </button>
    );
  }
  const denied = item.because !== undefined;
  return (
    <button
      type="button"
      role="menuitem"
      tabIndex={-1}
      aria-disabled={denied || undefined}
      className={item.danger ? 'menu-item is-danger' : 'menu-item'}
      onClick={() => {
        if (!denied) {
          onDone();
          item.onPick();
        }
      }}
    >
      {item.icon && <Icon name={item.icon} size={16} />}
      <span>
        {item.label}
        {denied && <small>{item.because}</small>}
      </span>
    </button>
  );
}
