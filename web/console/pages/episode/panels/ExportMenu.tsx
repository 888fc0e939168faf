/** Taking something to an editor: the same five forms for a hook, an episode's edit and a clip. */
import { Button, Dropdown, Tooltip } from 'antd';
import { exportFormats, type ExportFormat } from '../../../../../src/modules/studio/contract.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { Icon } from '../../../../shared/ui/Icon.tsx';

export function ExportMenu({
  href,
  size = 'middle',
  type = 'default',
  because,
  compact = false,
}: {
  href: (format: ExportFormat) => string;
  size?: 'small' | 'middle';
  type?: 'default' | 'text' | 'primary';
  /** Why nothing can be exported now. */
  because?: string | undefined;
  compact?: boolean;
}) {
  const { t } = useI18n();
  const items = exportFormats.map((format) => ({
    key: format,
    label: (
      <a href={href(format)} download>
        <span className="export-item">
          <b>{t(`export.${format}`)}</b>
          <small>{t(`export.${format}_for`)}</small>
        </span>
      </a>
    ),
  }));
  const button = (
    <Button
      size={size}
      type={type}
      disabled={because !== undefined}
      icon={<Icon name="out" size={16} />}
      aria-label={compact ? t('export.title') : undefined}
    >
      {compact ? null : t('export.title')}
    </Button>
  );
  if (because)
    return (
      <Tooltip title={because}>
        <span className="gate" tabIndex={0}>
          {button}
        </span>
      </Tooltip>
    );
  return (
    <Dropdown menu={{ items }} trigger={['click']}>
      {button}
    </Dropdown>
  );
}
