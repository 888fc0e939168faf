/** Names somebody who owns, grants or takes rights, or changes what is known of them. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { linkKinds, partyKinds, type RightsParty } from '../../../../src/modules/rights/register/contract.ts';
import { rightsContract } from '../../../../src/modules/rights/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { sentence } from '../../../shared/api/errors.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Choice } from '../../../shared/ui/Choice.tsx';
import { Field } from '../../../shared/ui/PageFrame.tsx';
import { Notice } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { linkablesQuery, refreshRights } from './queries.ts';
import { territoryName } from './WorldMap.tsx';
import { allTerritories } from './world.ts';

type Link = (typeof linkKinds)[number] | '';

export function PartyDialog({
  party,
  name: wished = '',
  onDone,
  onClose,
}: {
  /** The one that is changed; null makes a new one. */
  party: RightsParty | null;
  name?: string;
  onDone?: (party: RightsParty) => void;
  onClose: () => void;
}) {
  const { t } = useI18n();
  const client = useQueryClient();
  const [name, setName] = useState(party?.name ?? wished);
  const [kind, setKind] = useState<RightsParty['kind']>(party?.kind ?? 'company');
  const [country, setCountry] = useState(party ? (party.country ?? '') : 'CN');
  const [contact, setContact] = useState(party?.contact ?? '');
  const [note, setNote] = useState(party?.note ?? '');
  const [isSelf, setSelf] = useState(party?.isSelf ?? false);
  const [link, setLink] = useState<Link>(party?.linkedTo?.kind ?? '');
  const [linked, setLinked] = useState(party?.linkedTo?.id ?? '');
  const keep = useMutation({
    mutationFn: () => {
      const body = {
        name: name.trim(),
        kind,
        country: country || null,
        contact: contact.trim(),
        note: note.trim(),
        isSelf,
        linkedTo: link && linked ? { kind: link, id: linked } : null,
      };
      return party
        ? call(rightsContract.routes.updateRightsParty, { params: { partyId: party.id }, body })
        : call(rightsContract.routes.createRightsParty, { body });
    },
    onSuccess: async (kept) => {
      await refreshRights(client);
      toast.done(t('action.saved'));
      onDone?.(kept);
      onClose();
    },
  });
  const ready = name.trim() !== '' && (link === '' || linked !== '');
  return (
    <Modal
      open
      title={t(party ? 'rights.party.edit' : 'rights.party.new')}
      onCancel={onClose}
      footer={null}
      width={560}
      closable={{ 'aria-label': t('action.close') }}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) keep.mutate();
        }}
      >
        <Field id="party-name" label={t('rights.party.name')} hint={t('rights.party.name_hint')}>
          <Input id="party-name" autoFocus maxLength={200} value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
        <div className="fields">
          <Field id="party-kind" label={t('rights.party.kind')}>
            <Choice
              id="party-kind"
              value={kind}
              options={partyKinds.map((value) => ({ value, label: t(`rights.party.kind_of.${value}`) }))}
              onChange={(value) => setKind(value as RightsParty['kind'])}
            />
          </Field>
          <CountryField value={country} onChange={setCountry} />
        </div>
        <label className="rights-check-line">
          <input type="checkbox" checked={isSelf} onChange={(event) => setSelf(event.target.checked)} />
          <span>
            {t('rights.party.is_self')}
            <small>{t('rights.party.is_self_hint')}</small>
          </span>
        </label>
        <Field id="party-contact" label={t('rights.party.contact')} hint={t('rights.party.contact_hint')}>
          <Input.TextArea
            id="party-contact"
            rows={2}
            maxLength={1000}
            value={contact}
            onChange={(event) => setContact(event.target.value)}
          />
        </Field>
        <LinkFields link={link} linked={linked} onLink={setLink} onLinked={setLinked} />
        <Field id="party-note" label={t('rights.note')}>
          <Input.TextArea id="party-note" rows={2} maxLength={2000} value={note} onChange={(event) => setNote(event.target.value)} />
        </Field>
        {keep.error && <Notice tone="bad">{sentence(t, keep.error)}</Notice>}
        <div className="dialog-actions">
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button type="primary" htmlType="submit" disabled={!ready} loading={keep.isPending}>
            {t('action.save')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

function CountryField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const i18n = useI18n();
  const { t, language } = i18n;
  const countries = allTerritories
    .map((code) => ({ value: code, label: territoryName(i18n, code) }))
    .sort((a, b) => a.label.localeCompare(b.label, language));
  return (
    <Field id="party-country" label={t('rights.party.country')}>
      <Choice
        id="party-country"
        value={value}
        options={[{ value: '', label: t('rights.party.country_unknown') }, ...countries]}
        onChange={onChange}
      />
    </Field>
  );
}

/** Who they are elsewhere in the house, so that share plans and allow-lists know them. */
function LinkFields({
  link,
  linked,
  onLink,
  onLinked,
}: {
  link: Link;
  linked: string;
  onLink: (link: Link) => void;
  onLinked: (id: string) => void;
}) {
  const { t } = useI18n();
  const found = useQuery(linkablesQuery(link));
  return (
    <div className="fields">
      <Field id="party-link" label={t('rights.party.link')} hint={t('rights.party.link_hint')}>
        <Choice
          id="party-link"
          value={link}
          options={[
            { value: '', label: t('rights.party.link_none') },
            ...linkKinds.map((value) => ({ value, label: t(`rights.party.link_of.${value}`) })),
          ]}
          onChange={(value) => {
            onLink(value as Link);
            onLinked('');
          }}
        />
      </Field>
      {link !== '' && (
        <Field id="party-linked" label={t(`rights.party.link_of.${link}`)}>
          <Choice
            id="party-linked"
            value={linked}
            disabled={found.isPending}
            options={[
              { value: '', label: t(found.isPending ? 'state.loading' : 'rights.choose') },
              ...(found.data ?? []).map((one) => ({ value: one.id, label: one.name })),
            ]}
            onChange={onLinked}
          />
        </Field>
      )}
    </div>
  );
}
