/** Short domains, the only places that links may lead to, the app's addresses, and what the landing page asks and shows. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { linksContract, type StoredLinkSettings } from '../../../../src/modules/links/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { fieldIssues, sentence } from '../../../shared/api/errors.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Choice } from '../../../shared/ui/Choice.tsx';
import { Field, Panel } from '../../../shared/ui/PageFrame.tsx';
import { PermissionGate, useDenied } from '../../../shared/ui/PermissionGate.tsx';
import { ErrorState, LoadingLines, Notice } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';

const { routes } = linksContract;
const places = ['appUrl', 'iosUrl', 'androidUrl', 'webUrl'] as const;
const linesOf = (text: string) =>
  text
    .split(/[\s,，;；]+/)
    .map((one) => one.trim())
    .filter(Boolean);

export default function LinkSettingsTab() {
  const settings = useQuery({ queryKey: ['link-settings'], queryFn: ({ signal }) => call(routes.getSettings, {}, { signal }) });
  if (settings.data) return <SettingsForm key={settings.data.updatedAt} settings={settings.data} />;
  return settings.error ? <ErrorState error={settings.error} onRetry={() => void settings.refetch()} /> : <LoadingLines lines={8} />;
}

function draftOf(settings: StoredLinkSettings) {
  const primary = settings.domains.find((one) => one.primary)?.host ?? settings.domains[0]?.host ?? '';
  return {
    domains: settings.domains.map((one) => one.host).join('\n'),
    primary,
    allowedHosts: settings.allowedHosts.join('\n'),
    allowedSchemes: settings.allowedSchemes.join('\n'),
    appUrl: settings.appUrl ?? '',
    iosUrl: settings.iosUrl ?? '',
    androidUrl: settings.androidUrl ?? '',
    webUrl: settings.webUrl ?? '',
    clickParameter: settings.clickParameter,
    consent: settings.consent,
    brand: settings.brand,
    accent: settings.accent ?? '',
  };
}

function SettingsForm({ settings }: { settings: StoredLinkSettings }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const denied = useDenied('links.configure');
  const [draft, setDraft] = useState(() => draftOf(settings));
  const set = <K extends keyof typeof draft>(key: K, value: (typeof draft)[K]) => setDraft({ ...draft, [key]: value });
  const hosts = linesOf(draft.domains.toLowerCase());
  const save = useMutation({
    mutationFn: () =>
      call(routes.updateSettings, {
        body: {
          domains: hosts.map((host, index) => ({ host, primary: hosts.includes(draft.primary) ? host === draft.primary : index === 0 })),
          allowedHosts: linesOf(draft.allowedHosts),
          allowedSchemes: linesOf(draft.allowedSchemes).map((one) => one.replace(/:(\/\/)?$/, '')),
          ...Object.fromEntries(places.map((place) => [place, draft[place].trim() || null])),
          clickParameter: draft.clickParameter.trim(),
          consent: draft.consent,
          brand: draft.brand.trim(),
          accent: draft.accent || null,
          expectedUpdatedAt: settings.updatedAt,
        },
      }),
    onSuccess: (saved) => {
      client.setQueryData(['link-settings'], saved);
      toast.done(t('action.saved'));
    },
  });
  const issues = fieldIssues(save.error);
  const issue = (name: string) => Object.entries(issues).find(([path]) => path.startsWith(name))?.[1];
  const area = (name: 'domains' | 'allowedHosts' | 'allowedSchemes', placeholder: string) => (
    <Field id={`link-${name}`} label={t(`integrations.link.${name}`)} hint={t(`integrations.link.${name}_hint`)} error={issue(name)}>
      <Input.TextArea
        id={`link-${name}`}
        disabled={denied !== undefined}
        autoSize={{ minRows: 2, maxRows: 8 }}
        maxLength={20_000}
        spellCheck={false}
        placeholder={placeholder}
        value={draft[name]}
        onChange={(event) => set(name, event.target.value)}
      />
    </Field>
  );
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      {save.error && <Notice tone="bad">{sentence(t, save.error)}</Notice>}
      <Panel title={t('integrations.link.domains')}>
        {area('domains', 'go.example.com')}
        {hosts.length > 1 && (
          <Field id="link-primary" label={t('integrations.link.primary')}>
            <Choice
              id="link-primary"
              disabled={denied !== undefined}
              value={hosts.includes(draft.primary) ? draft.primary : hosts[0]!}
              options={hosts.map((value) => ({ value, label: value }))}
              onChange={(value) => set('primary', value)}
            />
          </Field>
        )}
      </Panel>
      <Panel title={t('integrations.link.places')}>
        <div className="fields">
          {places.map((place) => (
            <Field key={place} id={`link-${place}`} label={t(`integrations.place.${place}`)} error={issue(place)}>
              <Input
                id={`link-${place}`}
                disabled={denied !== undefined}
                maxLength={2000}
                spellCheck={false}
                placeholder={t(`integrations.place.${place}_example`)}
                value={draft[place]}
                onChange={(event) => set(place, event.target.value)}
              />
            </Field>
          ))}
        </div>
        {area('allowedHosts', 'www.example.com')}
        {area('allowedSchemes', 'exampleapp')}
        <Field
          id="link-click"
          label={t('integrations.link.click_parameter')}
          hint={t('integrations.link.click_parameter_hint')}
          error={issue('clickParameter')}
        >
          <Input
            id="link-click"
            disabled={denied !== undefined}
            maxLength={40}
            value={draft.clickParameter}
            onChange={(event) => set('clickParameter', event.target.value)}
          />
        </Field>
      </Panel>
      <Panel title={t('integrations.link.page')}>
        <div className="fields">
          <Field id="link-consent" label={t('integrations.link.consent')} hint={t(`integrations.link.consent.${draft.consent}_text`)}>
            <Choice
              id="link-consent"
              disabled={denied !== undefined}
              value={draft.consent}
              options={(['not_asked', 'asked'] as const).map((value) => ({ value, label: t(`integrations.link.consent.${value}`) }))}
              onChange={(value) => set('consent', value as typeof draft.consent)}
            />
          </Field>
          <Field id="link-brand" label={t('integrations.link.brand')} error={issue('brand')}>
            <Input
              id="link-brand"
              disabled={denied !== undefined}
              maxLength={60}
              value={draft.brand}
              onChange={(event) => set('brand', event.target.value)}
            />
          </Field>
          <Field id="link-accent" label={t('integrations.link.accent')} hint={t('integrations.link.accent_hint')} error={issue('accent')}>
            <span className="colour-field">
              <input
                type="color"
                aria-label={t('integrations.link.accent')}
                disabled={denied !== undefined}
                value={draft.accent || '#17566b'}
                onChange={(event) => set('accent', event.target.value)}
              />
              <Input
                id="link-accent"
                disabled={denied !== undefined}
                maxLength={7}
                placeholder="#17566b"
                value={draft.accent}
                onChange={(event) => set('accent', event.target.value.trim())}
              />
            </span>
          </Field>
        </div>
      </Panel>
      <div>
        <PermissionGate permission="links.configure">
          <Button type="primary" htmlType="submit" loading={save.isPending}>
            {t('action.save')}
          </Button>
        </PermissionGate>
      </div>
    </form>
  );
}
