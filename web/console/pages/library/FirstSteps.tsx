/** The library before its first drama: the way from episodes to clips, and where it begins. */
import { Button } from 'antd';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Icon, type IconName } from '../../../shared/ui/Icon.tsx';
import { LinkButton } from '../../../shared/ui/LinkButton.tsx';
import { PermissionGate } from '../../../shared/ui/PermissionGate.tsx';

const steps: readonly { icon: IconName; key: string }[] = [
  { icon: 'folder', key: 'import' },
  { icon: 'wave', key: 'analyse' },
  { icon: 'clip', key: 'clip' },
];

export function FirstSteps({ onNew }: { onNew: () => void }) {
  const { t } = useI18n();
  return (
    <section className="first-steps">
      <h2>{t('library.first.title')}</h2>
      <ol>
        {steps.map((step, index) => (
          <li key={step.key}>
            <span className="first-step-icon">
              <Icon name={step.icon} size={22} />
            </span>
            <strong>
              {index + 1}. {t(`library.first.${step.key}`)}
            </strong>
            <p>{t(`library.first.${step.key}_text`)}</p>
          </li>
        ))}
      </ol>
      <div className="page-actions">
        <PermissionGate permission="catalog.write">
          <LinkButton type="primary" size="large" to="/import">
            {t('library.first.start')}
          </LinkButton>
        </PermissionGate>
        <PermissionGate permission="catalog.write">
          <Button size="large" onClick={onNew}>
            {t('library.first.empty')}
          </Button>
        </PermissionGate>
      </div>
    </section>
  );
}
