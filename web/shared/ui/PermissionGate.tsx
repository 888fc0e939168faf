/** What a role may not do stays visible, is disabled, and says why. */
import { Tooltip } from 'antd';
import { cloneElement, type ReactElement } from 'react';
import { useI18n } from '../i18n/i18n.ts';
import { useMe } from '../api/me.ts';

/** Why a permission is missing, or undefined where it is held. */
export function useDenied(permission: string): string | undefined {
  const { t } = useI18n();
  const me = useMe();
  if (me.permissions.includes(permission)) return undefined;
  return me.role ? t('gate.role', { role: t(`role.${me.role}`) }) : t('gate.no_organisation');
}

/** Disables its one control where the permission is missing; `because` disables it for any other reason, in words. */
export function PermissionGate({ permission, because, children }: { permission: string; because?: string | undefined; children: ReactElement<{ disabled?: boolean }> }) {
  const denied = useDenied(permission) ?? because;
  if (!denied) return children;
  return (
    <Tooltip title={denied}>
      <span className="gate" tabIndex={0} role="group" aria-label={denied}>{cloneElement(children, { disabled: true })}</span>
    </Tooltip>
  );
}
