/** Where, when and by whom a campaign may be promoted, and what creators must keep to. */
import { Input } from 'antd';
import { approvals, codeScopes } from '../../../../../src/modules/campaigns/contract.ts';
import { channels } from '../../../../../src/modules/creators/contract.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { Chips, Choice } from '../../../../shared/ui/Choice.tsx';
import { Field } from '../../../../shared/ui/PageFrame.tsx';
import { commonZones } from '../zone.ts';
import { FormPart, WallField, type FormProps } from './fields.tsx';
import { TerritoryPicker } from './TerritoryPicker.tsx';
import { WordedFields } from './WordedFields.tsx';

export function ReachPart(form: FormProps) {
  const { t } = useI18n();
  const { draft, set, issues } = form;
  return (
    <FormPart title={t('promotion.part.reach')}>
      <div className="field">
        <span className="field-label">{t('promotion.field.channels')}</span>
        <Chips
          label={t('promotion.field.channels')}
          values={draft.channels}
          most={channels.length}
          options={channels.map((value) => ({ value, label: t(`channel.${value}`) }))}
          onChange={(values) => set('channels', values as typeof draft.channels)}
        />
        {issues.channels && (
          <span className="field-error" role="alert">
            {t(issues.channels)}
          </span>
        )}
      </div>
      <div className="field">
        <span className="field-label">{t('promotion.field.territories')}</span>
        <TerritoryPicker values={draft.territories} onChange={(values) => set('territories', values)} />
      </div>
      <div className="fields">
        <WallField {...form} field="startsAt" label={t('promotion.field.starts')} />
        <WallField {...form} field="endsAt" label={t('promotion.field.ends')} hint={t('promotion.field.ends_hint')} />
        <WallField {...form} field="embargoUntil" label={t('promotion.field.embargo')} hint={t('promotion.field.embargo_hint')} />
        <Field
          id="campaign-zone"
          label={t('promotion.field.zone')}
          hint={t('promotion.field.zone_hint')}
          error={issues.zone && t(issues.zone)}
        >
          <Input
            id="campaign-zone"
            list="campaign-zones"
            maxLength={64}
            value={draft.zone}
            onChange={(event) => set('zone', event.target.value.trim())}
          />
          <datalist id="campaign-zones">
            {[...new Set([...commonZones, ...Intl.supportedValuesOf('timeZone')])].map((zone) => (
              <option key={zone} value={zone} />
            ))}
          </datalist>
        </Field>
      </div>
    </FormPart>
  );
}

export function RulesPart(form: FormProps) {
  const { t } = useI18n();
  const { draft, set, issues } = form;
  return (
    <FormPart title={t('promotion.part.rules')}>
      <div className="fields">
        <Field id="campaign-approval" label={t('promotion.field.approval')} hint={t(`promotion.approval.${draft.approval}_hint`)}>
          <Choice
            id="campaign-approval"
            value={draft.approval}
            options={approvals.map((value) => ({ value, label: t(`promotion.approval.${value}`) }))}
            onChange={(value) => set('approval', value as typeof draft.approval)}
          />
        </Field>
        <Field id="campaign-filed" label={t('promotion.field.filed')} hint={t('promotion.field.filed_hint')}>
          <Choice
            id="campaign-filed"
            value={draft.requireFiledAccount ? 'yes' : 'no'}
            options={[
              { value: 'no', label: t('promotion.filed.no') },
              { value: 'yes', label: t('promotion.filed.yes') },
            ]}
            onChange={(value) => set('requireFiledAccount', value === 'yes')}
          />
        </Field>
        <Field id="campaign-scope" label={t('promotion.field.scope')} hint={t(`promotion.scope.${draft.codeScope}_hint`)}>
          <Choice
            id="campaign-scope"
            value={draft.codeScope}
            options={codeScopes.map((value) => ({ value, label: t(`promotion.scope.${value}`) }))}
            onChange={(value) => set('codeScope', value as typeof draft.codeScope)}
          />
        </Field>
      </div>
      <WordedFields
        label={t('promotion.field.rules')}
        placeholder={t('promotion.field.rules_placeholder')}
        texts={draft.rules}
        issue={issues.rules}
        onChange={(texts) => set('rules', texts)}
      />
    </FormPart>
  );
}

const places = ['appUrl', 'iosUrl', 'androidUrl', 'webUrl'] as const;

export function DestinationsPart({ draft, set }: FormProps) {
  const { t } = useI18n();
  return (
    <FormPart title={t('promotion.part.destinations')} lead={t('promotion.part.destinations_lead')}>
      <div className="fields">
        {places.map((place) => (
          <Field key={place} id={`campaign-${place}`} label={t(`integrations.place.${place}`)}>
            <Input
              id={`campaign-${place}`}
              type="url"
              inputMode="url"
              maxLength={2000}
              placeholder={t(`integrations.place.${place}_example`)}
              value={draft.destinations[place]}
              onChange={(event) => set('destinations', { ...draft.destinations, [place]: event.target.value })}
            />
          </Field>
        ))}
      </div>
    </FormPart>
  );
}
