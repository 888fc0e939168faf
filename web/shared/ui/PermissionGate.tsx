/** What a role may not do stays visible, is disabled, and says why. */
import { cloneElement, type ReactElement } from 'react';
import { useI18n } from '../i18n/i18n.ts';
import { useMe } from '../api/me.ts';
import './frame.css';

/** Why a permission is missing, or undefined where it is held. */
export function useDenied(permission: string): string | undefined {
  const { t } = useI18n();
  const me = useMe();
  if (me.permissions.includes(permission)) return undefined;
  return me.role ? t('gate.role', { role: t(`role.${me.role}`) }) : t('gate.no_organisation');
}

/** Disables its one control where the permission is missing; `because` disables it for any other reason, in words. */
export function PermissionGate({
  permission,
  because,
  children,
}: {
  permission: string;
  because?: string | undefined;
  children: ReactElement<{ disabled?: boolean }>;
}) {
  const denied = useDenied(permission) ?? because;
  if (!denied) return children;
  return (
    <span className="gate" tabIndex={0} role="group" aria-label={denied} data-tip={denied}>
      {cloneElement(children, { disabled: true })}
    </span>
  );
}
