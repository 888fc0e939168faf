/** What is looked for in the traffic, from which score money is held, and whose visitors never count as won. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { attributionContract, signalKinds, type SignalSettings } from '../../../../src/modules/attribution/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { fieldIssues, sentence } from '../../../shared/api/errors.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Field } from '../../../shared/ui/PageFrame.tsx';
import { PermissionGate, useDenied } from '../../../shared/ui/PermissionGate.tsx';
import { ErrorState, LoadingLines, Notice } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';

const { routes } = attributionContract;
const changing = routes.setSignalSettings.access;
const key = ['signal-settings'];

export default function SignalSettingsDialog({ onClose }: { onClose: () => void }) {
  const { t } = useI18n();
  const settings = useQuery({ queryKey: key, queryFn: ({ signal }) => call(routes.getSignalSettings, {}, { signal }) });
  return (
    <Modal
      open
      title={t('attribution.watch.title')}
      onCancel={onClose}
      footer={null}
      width={620}
      closable={{ 'aria-label': t('action.close') }}
    >
      {settings.isPending && <LoadingLines lines={6} />}
      {settings.error && <ErrorState compact error={settings.error} onRetry={() => void settings.refetch()} />}
      {settings.data && <Form settings={settings.data} onClose={onClose} />}
    </Modal>
  );
}

/** People paste addresses: what counts of `https://www.example.com/page` is its host. */
function hostsOf(text: string): string[] {
  const hosts = text
    .toLowerCase()
    .split(/[\s,，;；]+/)
    .map((one) => one.replace(/^[a-z]+:\/\//, '').replace(/[/:?#].*$/, ''))
    .filter(Boolean);
  return [...new Set(hosts)];
}

function Form({ settings, onClose }: { settings: SignalSettings; onClose: () => void }) {
  const { t, format } = useI18n();
  const client = useQueryClient();
  const denied = useDenied(changing) !== undefined;
  const [holdAt, setHoldAt] = useState(Math.round(settings.holdAt * 100));
  const [off, setOff] = useState<ReadonlySet<string>>(() => new Set(settings.off));
  const [banned, setBanned] = useState(() => settings.bannedReferrers.join('\n'));
  const save = useMutation({
    mutationFn: () =>
      call(routes.setSignalSettings, {
        body: { holdAt: holdAt / 100, off: signalKinds.filter((kind) => off.has(kind)), bannedReferrers: hostsOf(banned) },
      }),
    onSuccess: (saved) => {
      client.setQueryData(key, saved);
      toast.done(t('action.saved'));
      onClose();
    },
  });
  const issues = Object.entries(fieldIssues(save.error));
  const issue = (name: string) => issues.find(([path]) => path.startsWith(name))?.[1];
  const toggle = (kind: string) => {
    const next = new Set(off);
    if (!next.delete(kind)) next.add(kind);
    setOff(next);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      {save.error && <Notice tone="bad">{sentence(t, save.error)}</Notice>}
      <Field
        id="watch-hold"
        label={t('attribution.watch.hold_at')}
        hint={t('attribution.watch.hold_at_hint', { part: format.percent(holdAt / 100) })}
        error={issue('holdAt')}
      >
        <Input
          id="watch-hold"
          type="number"
          required
          min={10}
          max={100}
          suffix="%"
          disabled={denied}
          value={holdAt}
          onChange={(event) => setHoldAt(Number(event.target.value))}
        />
      </Field>
      <fieldset className="watch-kinds" disabled={denied}>
        <legend>{t('attribution.watch.kinds')}</legend>
        {signalKinds.map((kind) => (
          <label key={kind} className="watch-kind">
            <input type="checkbox" checked={!off.has(kind)} onChange={() => toggle(kind)} />
            <span>
              <strong>{t(`signal.${kind}.title`)}</strong>
              <small>{t(`attribution.watch.kind.${kind}`)}</small>
            </span>
          </label>
        ))}
      </fieldset>
      <Field
        id="watch-banned"
        label={t('attribution.watch.banned')}
        hint={t('attribution.watch.banned_hint')}
        error={issue('bannedReferrers')}
      >
        <Input.TextArea
          id="watch-banned"
          disabled={denied}
          autoSize={{ minRows: 2, maxRows: 8 }}
          maxLength={130_000}
          spellCheck={false}
          placeholder="clicks.example.com"
          value={banned}
          onChange={(event) => setBanned(event.target.value)}
        />
      </Field>
      <div className="dialog-actions">
        <Button onClick={onClose}>{t('action.cancel')}</Button>
        <PermissionGate permission={changing}>
          <Button type="primary" htmlType="submit" loading={save.isPending}>
            {t('action.save')}
          </Button>
        </PermissionGate>
      </div>
    </form>
  );
}
