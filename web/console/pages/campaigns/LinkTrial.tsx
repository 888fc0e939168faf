/** Where somebody would land by the rules that are saved; nothing of it is counted. */
import { useMutation } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { linksContract, systems, type Device, type System } from '../../../../src/modules/links/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { sentence } from '../../../shared/api/errors.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Choice } from '../../../shared/ui/Choice.tsx';
import { Notice } from '../../../shared/ui/states.tsx';

const phones: readonly System[] = ['ios', 'android', 'harmony'];

export function LinkTrial({ linkId, unsaved }: { linkId: string; unsaved: boolean }) {
  const { t } = useI18n();
  const [system, setSystem] = useState<System>('ios');
  const [country, setCountry] = useState('');
  const [language, setLanguage] = useState('');
  const device: Device = phones.includes(system) ? 'phone' : 'desktop';
  const attempt = useMutation({
    mutationFn: () =>
      call(linksContract.routes.tryLink, {
        params: { linkId },
        query: { system, device, ...(country && { country }), ...(language && { language }) },
      }),
  });
  const found = attempt.data;
  return (
    <div
      className="link-trial"
      onKeyDown={(event) => {
        // It stands in the form of the rules, which Enter would save.
        if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return;
        event.preventDefault();
        attempt.mutate();
      }}
    >
      <h3 className="sub-head">{t('promotion.link.try')}</h3>
      <div className="link-trial-row">
        <Choice
          label={t('promotion.link.systems')}
          value={system}
          options={systems.map((value) => ({ value, label: t(`promotion.link.systems.${value}`) }))}
          onChange={(value) => setSystem(value as System)}
        />
        <Input
          aria-label={t('promotion.link.countries')}
          placeholder={t('promotion.link.country_example')}
          maxLength={2}
          value={country}
          onChange={(event) => setCountry(event.target.value.toUpperCase().replace(/[^A-Z]/g, ''))}
        />
        <Input
          aria-label={t('promotion.link.languages')}
          placeholder={t('promotion.link.language_example')}
          maxLength={20}
          value={language}
          onChange={(event) => setLanguage(event.target.value.trim())}
        />
        <Button loading={attempt.isPending} disabled={country.length === 1} onClick={() => attempt.mutate()}>
          {t('promotion.link.try_now')}
        </Button>
      </div>
      {unsaved && <span className="field-hint">{t('promotion.link.try_saved')}</span>}
      {attempt.error && <Notice tone="bad">{sentence(t, attempt.error)}</Notice>}
      {found && (
        <Notice tone={found.refused ? 'warn' : 'info'}>
          {found.rule === null ? t('promotion.link.by_otherwise') : t('promotion.link.by_rule', { number: found.rule + 1 })}
          {' → '}
          {t(`promotion.link.kind.${found.url ? found.kind : 'landing'}`)}
          {found.url && <code className="link-trial-url">{found.url}</code>}
          {found.refused && <div>{t('promotion.link.refused', { place: found.refused })}</div>}
        </Notice>
      )}
    </div>
  );
}
