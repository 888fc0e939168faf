/** The parts of a question that stand in its sentence: which right, who, which language, where it runs, as what. */
import { media, rightKinds } from '../../../../src/modules/rights/words/contract.ts';
import { useI18n, type I18n } from '../../../shared/i18n/i18n.ts';
import { Choice, type Option } from '../../../shared/ui/Choice.tsx';
import { knownLanguages, knownPlatforms, rangeWords } from './known.ts';
import { PartyPicker } from './PartyPicker.tsx';
import type { Offer } from './queries.ts';
import { platformWords, rightWords } from './scope-words.ts';
import { territoryName } from './WorldMap.tsx';
import { allTerritories, regions } from './world.ts';

type Change = (change: Partial<Record<'right' | 'partyId' | 'language' | 'platform' | 'medium', string>>) => void;

/** Platforms that the work's own contracts name stand beside the known ones. */
export function offerFields(i18n: I18n, offer: Offer, change: Change, named: readonly string[]) {
  const { t } = i18n;
  const platforms = [...new Set([...named, ...knownPlatforms, offer.platform])];
  const languages = [...new Set([...knownLanguages, offer.language])];
  return {
    party: (
      <PartyPicker
        label={t('rights.ask.party')}
        value={offer.partyId}
        empty={t('rights.ask.us')}
        onChange={(partyId) => change({ partyId })}
      />
    ),
    right: (
      <Choice
        label={t('rights.ask.right')}
        value={offer.right}
        options={rightKinds.map((value) => ({ value, label: rightWords(i18n, value) }))}
        onChange={(right) => change({ right })}
      />
    ),
    language: (
      <Choice
        label={t('rights.ask.language')}
        value={offer.language}
        options={languages.map((value) => ({ value, label: rangeWords(i18n, value) }))}
        onChange={(language) => change({ language })}
      />
    ),
    platform: (
      <Choice
        label={t('rights.ask.platform')}
        value={offer.platform}
        options={platforms.map((value) => ({ value, label: platformWords(i18n, value) }))}
        onChange={(platform) => change({ platform })}
      />
    ),
    medium: (
      <Choice
        label={t('rights.ask.medium')}
        value={offer.medium}
        options={media.map((value) => ({ value, label: t(`rights.medium.${value}`) }))}
        onChange={(medium) => change({ medium })}
      />
    ),
  };
}

const firstRegions = ['greater_china', 'southeast_asia', 'japan_korea', 'us_canada', 'latin_america'] as const;

/** One territory, those where dramas are sold first. */
export function TerritoryChoice({ value, onChange }: { value: string; onChange: (territory: string) => void }) {
  const i18n = useI18n();
  const option = (code: string): Option => ({ value: code, label: territoryName(i18n, code) });
  const first = firstRegions.flatMap((name) => regions[name]!);
  const others = allTerritories
    .filter((code) => !first.includes(code))
    .map(option)
    .sort((a, b) => a.label.localeCompare(b.label, i18n.language));
  return <Choice label={i18n.t('rights.ask.territory')} value={value} options={[...first.map(option), ...others]} onChange={onChange} />;
}
