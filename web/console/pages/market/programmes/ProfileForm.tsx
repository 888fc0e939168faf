/** What the catalogue does not know of a work and programmes ask. Left empty is not known, and said so. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import type { WorkMatches } from '../../../../../src/modules/intelligence/programmes/contract.ts';
import { awardLevels, companySizes, tiers, type WorkProfile } from '../../../../../src/modules/intelligence/programmes/words/contract.ts';
import { call } from '../../../../shared/api/client.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { Choice } from '../../../../shared/ui/Choice.tsx';
import { Icon } from '../../../../shared/ui/Icon.tsx';
import { Field, Panel } from '../../../../shared/ui/PageFrame.tsx';
import { PermissionGate } from '../../../../shared/ui/PermissionGate.tsx';
import { toast } from '../../../../shared/ui/toast.tsx';
import { MoneyInput, Remove, TextList } from './inputs.tsx';
import { programmesKey, routes } from './queries.ts';
import { RegionInput } from './RegionInput.tsx';
import './parts.css';
import './profile.css';

type Props = { profile: WorkProfile; set: (change: Partial<WorkProfile>) => void };

export function ProfileForm({ matches }: { matches: WorkMatches }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const [profile, setProfile] = useState<WorkProfile>(matches.profile);
  const set = (change: Partial<WorkProfile>): void => setProfile((before) => ({ ...before, ...change }));
  const save = useMutation({
    mutationFn: () =>
      call(routes.setWorkProfile, { params: { workId: matches.work.id }, body: { profile, expectedRevision: matches.profileRevision } }),
    onError: toast.failed,
    onSuccess: async () => {
      toast.done(t('market.programmes.profile_saved'));
      await client.invalidateQueries({ queryKey: [programmesKey] });
    },
  });
  return (
    <Panel title={t('market.programmes.profile')}>
      <p className="programme-quiet">{t('market.programmes.profile_about')}</p>
      <form
        className="programme-profile"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <Company profile={profile} set={set} />
        <Making profile={profile} set={set} />
        <Showing profile={profile} set={set} />
        <div className="programme-profile-end">
          <PermissionGate permission={routes.setWorkProfile.access}>
            <Button type="primary" htmlType="submit" loading={save.isPending}>
              {t('action.save')}
            </Button>
          </PermissionGate>
        </div>
      </form>
    </Panel>
  );
}

const fact = (t: ReturnType<typeof useI18n>['t'], name: keyof WorkProfile): { id: string; label: string } => ({
  id: `profile-${name}`,
  label: t(`market.programmes.fact.${name}`),
});

function Company({ profile, set }: Props) {
  const { t } = useI18n();
  return (
    <fieldset>
      <legend>{t('market.programmes.profile_company')}</legend>
      <Field {...fact(t, 'company')}>
        <Input
          id="profile-company"
          value={profile.company ?? ''}
          maxLength={200}
          onChange={({ target }) => set({ company: target.value || null })}
        />
      </Field>
      <Field {...fact(t, 'registeredRegion')}>
        <RegionInput
          id="profile-registeredRegion"
          value={profile.registeredRegion}
          onChange={(registeredRegion) => set({ registeredRegion })}
        />
      </Field>
      <Field {...fact(t, 'registeredOn')}>
        <Input
          id="profile-registeredOn"
          type="date"
          value={profile.registeredOn ?? ''}
          onChange={({ target }) => set({ registeredOn: target.value || null })}
        />
      </Field>
      <Field {...fact(t, 'companySize')}>
        <Choice
          id="profile-companySize"
          value={profile.companySize ?? ''}
          options={[
            { value: '', label: t('market.programmes.not_known') },
            ...companySizes.map((size) => ({ value: size, label: t(`intelligence.programmes.size.${size}`) })),
          ]}
          onChange={(size) => set({ companySize: size === '' ? null : (size as (typeof companySizes)[number]) })}
        />
      </Field>
      <Field {...fact(t, 'companyRevenue')}>
        <MoneyInput id="profile-companyRevenue" value={profile.companyRevenue} onChange={(companyRevenue) => set({ companyRevenue })} />
      </Field>
      <Field {...fact(t, 'filingRegion')}>
        <RegionInput id="profile-filingRegion" value={profile.filingRegion} onChange={(filingRegion) => set({ filingRegion })} />
      </Field>
      <Field {...fact(t, 'tier')}>
        <Choice
          id="profile-tier"
          value={profile.tier ?? ''}
          options={[
            { value: '', label: t('market.programmes.not_known') },
            ...tiers.map((tier) => ({ value: tier, label: t(`intelligence.programmes.tier.${tier}`) })),
          ]}
          onChange={(tier) => set({ tier: tier === '' ? null : (tier as (typeof tiers)[number]) })}
        />
      </Field>
    </fieldset>
  );
}

function Making({ profile, set }: Props) {
  const { t } = useI18n();
  const legs = profile.shooting ?? [];
  return (
    <fieldset>
      <legend>{t('market.programmes.profile_making')}</legend>
      <Field {...fact(t, 'budget')}>
        <MoneyInput id="profile-budget" value={profile.budget} onChange={(budget) => set({ budget })} />
      </Field>
      <Field id="profile-shooting" label={t('market.programmes.fact.shooting')} hint={t('market.programmes.shooting_hint')}>
        <div className="programme-rows" id="profile-shooting">
          {legs.map((leg, at) => (
            <div key={at}>
              <RegionInput
                label={t('market.programmes.region')}
                value={leg.region}
                onChange={(region) => region && set({ shooting: legs.map((own, index) => (index === at ? { ...own, region } : own)) })}
              />
              <Input
                type="number"
                min={1}
                max={1000}
                aria-label={t('market.programmes.days')}
                suffix={t('market.programmes.days')}
                value={leg.days}
                onChange={({ target }) =>
                  set({
                    shooting: legs.map((own, index) =>
                      index === at ? { ...own, days: Math.max(1, Math.floor(Number(target.value) || 1)) } : own,
                    ),
                  })
                }
              />
              <Remove onClick={() => set({ shooting: legs.length === 1 ? null : legs.filter((_, index) => index !== at) })} />
            </div>
          ))}
          <Button
            size="small"
            icon={<Icon name="plus" size={13} />}
            onClick={() => set({ shooting: [...legs, { region: profile.registeredRegion ?? 'Hangzhou', days: 1 }] })}
          >
            {t('market.programmes.add_place')}
          </Button>
        </div>
      </Field>
      <Field {...fact(t, 'themes')} hint={t('market.programmes.themes_hint')}>
        <TextList id="profile-themes" value={profile.themes ?? []} onChange={(list) => set({ themes: list.length === 0 ? null : list })} />
      </Field>
      <Field {...fact(t, 'awards')}>
        <Awards profile={profile} set={set} />
      </Field>
    </fieldset>
  );
}

function Awards({ profile, set }: Props) {
  const { t } = useI18n();
  const awards = profile.awards ?? [];
  return (
    <div className="programme-rows" id="profile-awards">
      {awards.map((award, at) => (
        <div key={at}>
          <Input
            aria-label={t('market.programmes.award_name')}
            value={award.name}
            maxLength={120}
            onChange={({ target }) =>
              set({ awards: awards.map((own, index) => (index === at ? { ...own, name: target.value || '…' } : own)) })
            }
          />
          <Choice
            label={t('market.programmes.award_level')}
            value={award.level ?? ''}
            options={[
              { value: '', label: t('market.programmes.not_known') },
              ...awardLevels.map((level) => ({ value: level, label: t(`intelligence.programmes.award.${level}`) })),
            ]}
            onChange={(level) =>
              set({
                awards: awards.map((own, index) =>
                  index === at ? { ...own, level: level === '' ? null : (level as (typeof awardLevels)[number]) } : own,
                ),
              })
            }
          />
          <Remove onClick={() => set({ awards: awards.filter((_, index) => index !== at) })} />
        </div>
      ))}
      <Button size="small" icon={<Icon name="plus" size={13} />} onClick={() => set({ awards: [...awards, { name: '…', level: null }] })}>
        {t('market.programmes.add_award')}
      </Button>
      <label className="programme-tick">
        <input
          type="checkbox"
          checked={profile.awards !== null && awards.length === 0}
          onChange={({ target }) => set({ awards: target.checked ? [] : null })}
        />{' '}
        {t('market.programmes.no_awards')}
      </label>
    </div>
  );
}

function Showing({ profile, set }: Props) {
  const { t } = useI18n();
  return (
    <fieldset>
      <legend>{t('market.programmes.profile_showing')}</legend>
      <Field {...fact(t, 'platforms')} hint={t('market.programmes.platforms_hint')}>
        <TextList
          id="profile-platforms"
          value={profile.platforms ?? []}
          onChange={(list) => set({ platforms: list.length === 0 ? null : list })}
        />
        <label className="programme-tick">
          <input
            type="checkbox"
            checked={profile.platforms !== null && profile.platforms.length === 0}
            onChange={({ target }) => set({ platforms: target.checked ? [] : null })}
          />{' '}
          {t('market.programmes.not_shown_yet')}
        </label>
      </Field>
      <Field {...fact(t, 'firstBroadcastOn')}>
        <Input
          id="profile-firstBroadcastOn"
          type="date"
          value={profile.firstBroadcastOn ?? ''}
          onChange={({ target }) => set({ firstBroadcastOn: target.value || null })}
        />
      </Field>
      <Field {...fact(t, 'revenue')}>
        <MoneyInput id="profile-revenue" value={profile.revenue} onChange={(revenue) => set({ revenue })} />
      </Field>
      <Field {...fact(t, 'views')}>
        <Input
          id="profile-views"
          type="number"
          min={0}
          value={profile.views ?? ''}
          onChange={({ target }) => set({ views: target.value === '' ? null : Math.max(0, Math.floor(Number(target.value) || 0)) })}
        />
      </Field>
      <Field {...fact(t, 'overseas')}>
        <TextList
          id="profile-overseas"
          value={profile.overseas ?? []}
          onChange={(list) => set({ overseas: list.length === 0 ? null : list })}
        />
        <label className="programme-tick">
          <input
            type="checkbox"
            checked={profile.overseas !== null && profile.overseas.length === 0}
            onChange={({ target }) => set({ overseas: target.checked ? [] : null })}
          />{' '}
          {t('market.programmes.not_abroad')}
        </label>
      </Field>
      <Field {...fact(t, 'overseasRevenue')}>
        <MoneyInput id="profile-overseasRevenue" value={profile.overseasRevenue} onChange={(overseasRevenue) => set({ overseasRevenue })} />
      </Field>
      <Field {...fact(t, 'languages')} hint={t('market.programmes.languages_hint')}>
        <TextList
          id="profile-languages"
          value={profile.languages ?? []}
          onChange={(list) => set({ languages: list.filter((tag) => /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(tag)) })}
        />
      </Field>
    </fieldset>
  );
}
