/** A person's data on their request: handed out or erased; and how long it is kept when nobody asks. */
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { attributionContract, type PrivacySettings } from '../../../../src/modules/attribution/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { sentence } from '../../../shared/api/errors.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { itemsOf } from '../../../shared/table/Listing.tsx';
import { Choice } from '../../../shared/ui/Choice.tsx';
import { ConfirmDialog } from '../../../shared/ui/ConfirmDialog.tsx';
import { Badge, Field, Panel } from '../../../shared/ui/PageFrame.tsx';
import { EmptyState, ErrorState, LoadingLines, Notice } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { creatorsQuery } from '../creators/queries.ts';

const { routes } = attributionContract;
const settingsKey = ['privacy-settings'];
const erasuresKey = ['erasures'];
type Whose = { viewer: { viewerId?: string; deviceId?: string } } | { creatorId: string };

export default function PrivacyTab() {
  const { t } = useI18n();
  const settings = useQuery({ queryKey: settingsKey, queryFn: ({ signal }) => call(routes.getPrivacySettings, {}, { signal }) });
  return (
    <div className="settings">
      <ViewerRequest />
      <CreatorRequest />
      <Panel title={t('attribution.privacy.kept')}>
        {settings.isPending && <LoadingLines lines={3} />}
        {settings.error && <ErrorState compact error={settings.error} onRetry={() => void settings.refetch()} />}
        {settings.data && <Kept settings={settings.data} />}
      </Panel>
      <Erasures />
    </div>
  );
}

/** Saves what the server answered as a file, so that it can be handed on. */
function download(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has begun to read it by the next turn of its loop.
  window.setTimeout(() => URL.revokeObjectURL(address), 0);
}

function ViewerRequest() {
  const { t } = useI18n();
  const [viewerId, setViewerId] = useState('');
  const [deviceId, setDeviceId] = useState('');
  const [erasing, setErasing] = useState(false);
  const viewer = { ...(viewerId.trim() && { viewerId: viewerId.trim() }), ...(deviceId.trim() && { deviceId: deviceId.trim() }) };
  const named = Object.keys(viewer).length > 0;
  const get = useMutation({
    mutationFn: async () => (await call(routes.exportViewer, { body: viewer })).blob(),
    onSuccess: (blob) => download(blob, 'viewer.json'),
  });
  return (
    <Panel title={t('attribution.privacy.viewer')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          get.mutate();
        }}
      >
        <p className="field-hint privacy-lead">{t('attribution.privacy.viewer_text')}</p>
        {get.error && <Notice tone="bad">{sentence(t, get.error)}</Notice>}
        <div className="fields">
          <Field id="privacy-viewer" label={t('attribution.field.viewerId')}>
            <Input
              id="privacy-viewer"
              maxLength={200}
              spellCheck={false}
              value={viewerId}
              onChange={(event) => setViewerId(event.target.value)}
            />
          </Field>
          <Field id="privacy-device" label={t('attribution.field.deviceId')}>
            <Input
              id="privacy-device"
              maxLength={200}
              spellCheck={false}
              value={deviceId}
              onChange={(event) => setDeviceId(event.target.value)}
            />
          </Field>
        </div>
        <div className="row-actions">
          <Button htmlType="submit" loading={get.isPending} disabled={!named}>
            {t('attribution.privacy.export')}
          </Button>
          <Button danger disabled={!named} onClick={() => setErasing(true)}>
            {t('attribution.privacy.erase')}
          </Button>
        </div>
      </form>
      {erasing && (
        <EraseDialog whose={{ viewer }} name={viewerId.trim() || deviceId.trim()} kind="viewer" onClose={() => setErasing(false)} />
      )}
    </Panel>
  );
}

function CreatorRequest() {
  const { t } = useI18n();
  const [text, setText] = useState('');
  const [picked, setPicked] = useState('');
  const [erasing, setErasing] = useState(false);
  const q = text.trim();
  const creators = useInfiniteQuery({ ...creatorsQuery({ ...(q && { query: q }) }), placeholderData: (before) => before });
  const found = itemsOf(creators);
  const creator = found.find((one) => one.id === picked);
  return (
    <Panel title={t('attribution.privacy.creator')}>
      <p className="field-hint privacy-lead">{t('attribution.privacy.creator_text')}</p>
      {creators.error && <ErrorState compact error={creators.error} onRetry={() => void creators.refetch()} />}
      <div className="fields">
        <Field id="privacy-find" label={t('attribution.privacy.find')}>
          <Input id="privacy-find" maxLength={80} value={text} onChange={(event) => setText(event.target.value)} />
        </Field>
        <Field id="privacy-creator" label={t('attribution.by.creator')}>
          <Choice
            id="privacy-creator"
            value={creator?.id ?? ''}
            options={[
              { value: '', label: t(found.length > 0 ? 'attribution.privacy.pick' : 'attribution.privacy.nobody') },
              ...found.map((one) => ({ value: one.id, label: one.name })),
            ]}
            onChange={setPicked}
          />
        </Field>
      </div>
      <Button danger disabled={!creator} onClick={() => setErasing(true)}>
        {t('attribution.privacy.erase')}
      </Button>
      {erasing && creator && (
        <EraseDialog whose={{ creatorId: creator.id }} name={creator.name} kind="creator" onClose={() => setErasing(false)} />
      )}
    </Panel>
  );
}

/** Nothing brings it back: whoever erases writes whose data it is once more. */
function EraseDialog({ whose, name, kind, onClose }: { whose: Whose; name: string; kind: 'viewer' | 'creator'; onClose: () => void }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const [typed, setTyped] = useState('');
  const erase = useMutation({
    mutationFn: () => call(routes.erase, { body: whose }),
    onSuccess: (done) => {
      for (const key of [erasuresKey, ['conversions'], ['conversion'], ['creators']]) void client.invalidateQueries({ queryKey: key });
      toast.done(t('attribution.privacy.erased', { count: done.conversions + done.touches + done.decisions }));
      onClose();
    },
  });
  return (
    <ConfirmDialog
      open
      title={t('attribution.privacy.erase_ask', { name })}
      confirm={t('attribution.privacy.erase')}
      busy={erase.isPending}
      disabled={typed.trim() !== name}
      onConfirm={() => erase.mutate()}
      onClose={onClose}
    >
      {erase.error && <Notice tone="bad">{sentence(t, erase.error)}</Notice>}
      <p>{t(`attribution.privacy.erase_text.${kind}`)}</p>
      <Field id="privacy-again" label={t('attribution.privacy.again', { name })}>
        <Input id="privacy-again" autoComplete="off" spellCheck={false} value={typed} onChange={(event) => setTyped(event.target.value)} />
      </Field>
    </ConfirmDialog>
  );
}

function Kept({ settings }: { settings: PrivacySettings }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const [draft, setDraft] = useState(settings);
  const save = useMutation({
    mutationFn: () => call(routes.setPrivacySettings, { body: draft }),
    onSuccess: (saved) => {
      client.setQueryData(settingsKey, saved);
      toast.done(t('action.saved'));
    },
  });
  const days = (name: keyof PrivacySettings, least: number, most: number) => (
    <Field id={`privacy-${name}`} label={t(`attribution.privacy.${name}`)} hint={t(`attribution.privacy.${name}_hint`)}>
      <Input
        id={`privacy-${name}`}
        type="number"
        required
        min={least}
        max={most}
        suffix={t('attribution.privacy.days')}
        value={draft[name]}
        onChange={(event) => setDraft({ ...draft, [name]: Number(event.target.value) })}
      />
    </Field>
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      {save.error && <Notice tone="bad">{sentence(t, save.error)}</Notice>}
      <div className="fields">
        {days('touchDays', 4, 400)}
        {days('viewerDays', 30, 3650)}
      </div>
      <Button
        type="primary"
        htmlType="submit"
        loading={save.isPending}
        disabled={draft.touchDays === settings.touchDays && draft.viewerDays === settings.viewerDays}
      >
        {t('action.save')}
      </Button>
    </form>
  );
}

function Erasures() {
  const { t, format } = useI18n();
  const erasures = useQuery({ queryKey: erasuresKey, queryFn: ({ signal }) => call(routes.listErasures, {}, { signal }) });
  return (
    <Panel flush title={t('attribution.privacy.log')}>
      {erasures.isPending && <LoadingLines lines={3} />}
      {erasures.error && <ErrorState compact error={erasures.error} onRetry={() => void erasures.refetch()} />}
      {erasures.data?.items.length === 0 && (
        <EmptyState icon="shield" title={t('attribution.privacy.log_none')} text={t('attribution.privacy.log_none_text')} />
      )}
      {erasures.data && erasures.data.items.length > 0 && (
        <ul className="rows">
          {erasures.data.items.map((one) => (
            <li key={one.id} className="row">
              <span className="row-main">
                <span>
                  <Badge>{t(`attribution.privacy.kind.${one.kind}`)}</Badge> {one.subjectId}
                </span>
                <small>
                  {t('attribution.privacy.what', {
                    touches: format.number(one.touches),
                    conversions: format.number(one.conversions),
                    decisions: format.number(one.decisions),
                  })}
                </small>
              </span>
              <time dateTime={one.at}>{format.dateTime(one.at)}</time>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
