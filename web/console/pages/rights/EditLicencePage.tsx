/** A licence is written clause by clause; beside the fields it stands as it will read. Of a signed one, notes and documents change alone. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { rightsContract } from '../../../../src/modules/rights/contract.ts';
import { exclusivities, type Licence, type RightsParty, type WorkRegister } from '../../../../src/modules/rights/register/contract.ts';
import { rightKinds, type RightKind } from '../../../../src/modules/rights/words/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { sentence } from '../../../shared/api/errors.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Chips } from '../../../shared/ui/Choice.tsx';
import { LinkButton } from '../../../shared/ui/LinkButton.tsx';
import { Field, PageFrame } from '../../../shared/ui/PageFrame.tsx';
import { PermissionGate } from '../../../shared/ui/PermissionGate.tsx';
import { ErrorState, LoadingLines, Notice } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { DocumentChoice } from './DocumentChoice.tsx';
import { bodyOf, draftOf, emptyDraft, missingOf, type Draft } from './form/draft.ts';
import { Grantors, Holdbacks } from './form/parts.tsx';
import { Clause, ScopeFields } from './form/ScopeFields.tsx';
import { LicencePaper } from './LicencePaper.tsx';
import { PartyPicker } from './PartyPicker.tsx';
import { licenceQuery, partyChoicesQuery, refreshRights, registerQuery } from './queries.ts';
import '../campaigns/campaigns.css';
import '../campaigns/form/form.css';
import './rights.css';

const { routes } = rightsContract;

export function Component() {
  const { t } = useI18n();
  const { workId: ofWork, licenceId } = useParams();
  const [search] = useSearchParams();
  const copied = licenceId ?? search.get('from');
  const licence = useQuery({ ...licenceQuery(copied ?? ''), enabled: copied !== null });
  const workId = ofWork ?? licence.data?.workId;
  const register = useQuery({ ...registerQuery(workId ?? ''), enabled: workId !== undefined });
  const parties = useQuery(partyChoicesQuery);
  if (register.data && parties.data && (copied === null || licence.data))
    return (
      <EditLicence
        key={`${licenceId} ${licence.data?.version}`}
        register={register.data}
        parties={parties.data}
        licence={licenceId ? (licence.data ?? null) : null}
        model={licence.data ?? null}
      />
    );
  const failed = [licence, register, parties].find(({ error }) => error !== null);
  return (
    <PageFrame title={t('rights.licence.new')} back={{ to: '/rights?tab=licences', label: t('rights.tab.licences') }}>
      {failed ? <ErrorState error={failed.error} onRetry={() => void failed.refetch()} /> : <LoadingLines lines={10} height={24} />}
    </PageFrame>
  );
}

function EditLicence({
  register,
  parties,
  licence,
  model,
}: {
  register: WorkRegister;
  parties: readonly RightsParty[];
  /** The one that is written on; null begins a new one. */
  licence: Licence | null;
  /** What its fields begin with. */
  model: Licence | null;
}) {
  const i18n = useI18n();
  const { t } = i18n;
  const client = useQueryClient();
  const navigate = useNavigate();
  const self = parties.find(({ isSelf }) => isSelf);
  const [draft, setDraft] = useState<Draft>(() => (model ? draftOf(model) : emptyDraft([self?.id ?? ''])));
  const set = (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change }));
  const { work } = register;
  const fixed = licence !== null && licence.state !== 'draft';
  const missing = missingOf(draft);
  const names = new Map(parties.map(({ id, name }) => [id, name]));
  const nameOf = (id: string): string => names.get(id) ?? '';
  const keep = useMutation({
    mutationFn: () => {
      const body = { ...bodyOf(draft), grantors: draft.grantors.filter(Boolean) };
      return licence
        ? call(routes.updateLicence, { params: { licenceId: licence.id }, body: { ...body, version: licence.version } })
        : call(routes.createLicence, { params: { workId: work.id }, body });
    },
    onSuccess: async (kept) => {
      await refreshRights(client);
      toast.done(t('action.saved'));
      await navigate(`/rights/licences/${kept.id}`);
    },
  });
  const back = licence ? `/rights/licences/${licence.id}` : `/rights/works/${work.id}?tab=licences`;
  return (
    <PageFrame
      title={t(licence ? 'rights.licence.edit' : 'rights.licence.new')}
      back={{ to: back, label: t('rights.of_work', { title: work.title }) }}
      lead={t(fixed ? 'rights.form.lead_signed' : 'rights.form.lead')}
    >
      <div className="licence-editor">
        <form
          className="clauses-form panel"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (missing === null) keep.mutate();
          }}
        >
          {!fixed && <ClauseFields draft={draft} set={set} />}
          <Clause title={t('rights.form.papers')}>
            <Field id="licence-fee" label={t('rights.paper.fee')} hint={t('rights.form.fee_hint')}>
              <Input id="licence-fee" maxLength={1000} value={draft.feeNote} onChange={(event) => set({ feeNote: event.target.value })} />
            </Field>
            <Field id="licence-note" label={t('rights.note')}>
              <Input.TextArea
                id="licence-note"
                rows={2}
                maxLength={2000}
                value={draft.note}
                onChange={(event) => set({ note: event.target.value })}
              />
            </Field>
            <DocumentChoice
              documents={register.documents}
              workId={work.id}
              chosen={draft.documentIds}
              onChange={(ids) => set({ documentIds: [...ids] })}
            />
          </Clause>
          <div className="contract-actions">
            {keep.error && <Notice tone="bad">{sentence(t, keep.error)}</Notice>}
            <LinkButton to={back}>{t('action.cancel')}</LinkButton>
            <PermissionGate permission="rights.manage" because={missing === null ? undefined : t(`rights.form.missing_${missing}`)}>
              <Button type="primary" htmlType="submit" loading={keep.isPending}>
                {t(fixed ? 'action.save' : 'rights.form.keep')}
              </Button>
            </PermissionGate>
          </div>
        </form>
        <aside aria-label={t('rights.form.reads')}>
          <LicencePaper
            paper={{
              ...draft,
              grantors: draft.grantors.map(nameOf).filter(Boolean),
              grantee: nameOf(draft.grantee),
              holdbacks: draft.holdbacks.map(({ key, ...held }) => ({ ...held, id: `new-${key}` })),
            }}
            title={work.title}
            lead={t(`work.kind.${work.kind}`)}
            documents={register.documents}
          />
        </aside>
      </div>
    </PageFrame>
  );
}

/** All that a licence says; not to be changed once it is signed. */
function ClauseFields({ draft, set }: { draft: Draft; set: (change: Partial<Draft>) => void }) {
  const { t } = useI18n();
  return (
    <>
      <Clause title={t('rights.form.parties')}>
        <div className="fields">
          <Grantors grantors={draft.grantors} without={draft.grantee} onChange={(grantors) => set({ grantors })} />
          <Field id="licence-grantee" label={t('rights.form.grantee')}>
            <PartyPicker
              id="licence-grantee"
              value={draft.grantee}
              empty={t('rights.choose')}
              without={draft.grantors}
              onChange={(grantee) => set({ grantee })}
            />
          </Field>
        </div>
      </Clause>
      <Clause title={t('rights.column.rights')}>
        <Chips
          label={t('rights.column.rights')}
          values={draft.rights}
          options={rightKinds.map((value) => ({ value, label: t(`rights.right.${value}`) }))}
          most={rightKinds.length}
          onChange={(values) => set({ rights: values as RightKind[] })}
        />
      </Clause>
      <Clause title={t('rights.paper.exclusivity')}>
        <div className="exclusivities" role="radiogroup" aria-label={t('rights.paper.exclusivity')}>
          {exclusivities.map((value) => (
            <label key={value} className={value === draft.exclusivity ? 'exclusivity is-chosen' : 'exclusivity'}>
              <input type="radio" name="exclusivity" checked={value === draft.exclusivity} onChange={() => set({ exclusivity: value })} />
              <span>
                <strong>{t(`rights.exclusivity.${value}`)}</strong>
                <small>{t(`rights.paper.exclusivity_${value}`)}</small>
              </span>
            </label>
          ))}
        </div>
      </Clause>
      <ScopeFields scope={draft.scope} onChange={(scope) => set({ scope })} />
      <Clause title={t('rights.paper.sublicensing')}>
        <Chips
          label={t('rights.paper.sublicensing')}
          values={[String(draft.sublicensing)]}
          options={[0, 1, 2, 3, 4, 5].map((count) => ({
            value: String(count),
            label: count === 0 ? t('rights.form.no_levels') : t('rights.form.levels', { count }),
          }))}
          most={6}
          onChange={(values) => set({ sublicensing: Number(values.at(-1) ?? 0) })}
        />
      </Clause>
      <Clause title={t('rights.form.holdbacks')}>
        <Holdbacks holdbacks={draft.holdbacks} onChange={(holdbacks) => set({ holdbacks })} />
      </Clause>
    </>
  );
}
