/** How a clip looks: frame, captions, opening line, card, and where it goes. */
import { Input, InputNumber, Segmented, Select, Switch } from 'antd';
import type { ReactNode } from 'react';
import type { Episode } from '../../../../../src/modules/catalog/contract.ts';
import { platforms, type Recipe } from '../../../../../src/modules/studio/contract.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { platformLengths, type Platform } from './platform-lengths.ts';

type Change = (change: Partial<Recipe>) => void;

export function Section({ title, aside, children }: { title: string; aside?: ReactNode; children?: ReactNode }) {
  return (
    <section className="maker-section">
      <header>
        <h3>{title}</h3>
        {aside}
      </header>
      {children}
    </section>
  );
}

const reframeModes = ['none', 'centre', 'follow', 'blur_fill'] as const;

export function FrameSection({ recipe, change }: { recipe: Recipe; change: Change }) {
  const { t } = useI18n();
  return (
    <Section title={t('clip.frame')}>
      <Segmented
        block
        aria-label={t('clip.frame')}
        value={recipe.reframe.mode}
        onChange={(mode) => change({ reframe: { ...recipe.reframe, mode } })}
        options={reframeModes.map((mode) => ({ value: mode, label: t(`clip.frame_${mode}`) }))}
      />
      <p className="field-hint">{t(`clip.frame_${recipe.reframe.mode}_why`)}</p>
    </Section>
  );
}

export function CaptionSection({ recipe, episodes, change }: { recipe: Recipe; episodes: readonly Episode[]; change: Change }) {
  const { t, format } = useI18n();
  const { captions } = recipe;
  const used = new Set(recipe.pieces.map((piece) => piece.source));
  const languages = [...new Set(episodes.filter((one) => used.has(one.id)).flatMap((one) => one.tracks.map((track) => track.language)))];
  const set = (part: Partial<Recipe['captions']>) => change({ captions: { ...captions, ...part } });
  return (
    <Section title={t('clip.captions')}>
      <div className="look-choices" role="radiogroup" aria-label={t('clip.caption_style')}>
        {(['clean', 'bold', 'boxed', 'none'] as const).map((preset) => (
          <button
            key={preset}
            type="button"
            role="radio"
            aria-checked={captions.preset === preset}
            className={`look-choice is-${preset}`}
            onClick={() => set({ preset })}
          >
            <span className="look-sample" aria-hidden="true">
              {preset === 'none' ? '—' : t('clip.caption_sample')}
            </span>
            {t(`clip.caption_${preset}`)}
          </button>
        ))}
      </div>
      {captions.preset !== 'none' && (
        <div className="fields is-tight">
          <div className="field">
            <span className="field-label">{t('clip.caption_position')}</span>
            <Segmented
              block
              aria-label={t('clip.caption_position')}
              value={captions.position}
              onChange={(position) => set({ position })}
              options={(['top', 'middle', 'bottom'] as const).map((value) => ({ value, label: t(`clip.position_${value}`) }))}
            />
          </div>
          <div className="field">
            <span className="field-label">{t('clip.caption_language')}</span>
            <Select
              aria-label={t('clip.caption_language')}
              value={captions.language ?? ''}
              onChange={(value) => change({ captions: { ...captions, language: value || null }, cues: undefined })}
              options={[
                { value: '', label: t('clip.caption_as_heard') },
                ...languages.map((value) => ({ value, label: format.languageName(value) })),
              ]}
            />
          </div>
        </div>
      )}
    </Section>
  );
}

export function OpeningSection({ recipe, change }: { recipe: Recipe; change: Change }) {
  const { t } = useI18n();
  const line = recipe.openingLine;
  return (
    <Section title={t('clip.opening')}>
      <div className="opening-fields">
        <Input
          maxLength={200}
          value={line?.text ?? ''}
          placeholder={t('clip.opening_hint')}
          aria-label={t('clip.opening')}
          onChange={(event) =>
            change({ openingLine: event.target.value ? { text: event.target.value, durationMs: line?.durationMs ?? 2500 } : null })
          }
        />
        <InputNumber
          aria-label={t('clip.opening_seconds')}
          disabled={!line}
          min={0.5}
          max={20}
          step={0.5}
          precision={1}
          suffix={t('episode.s')}
          value={(line?.durationMs ?? 2500) / 1000}
          onChange={(value) => line && value && change({ openingLine: { ...line, durationMs: Math.round(value * 1000) } })}
        />
      </div>
    </Section>
  );
}

export function CardSection({
  card,
  title,
  change,
}: {
  card: Recipe['endCard'];
  title: string;
  change: (card: Recipe['endCard']) => void;
}) {
  const { t } = useI18n();
  const bad = card?.url ? !/^https?:\/\/\S+$/i.test(card.url) : false;
  return (
    <Section
      title={t('clip.card')}
      aside={
        <Switch
          checked={card !== null}
          aria-label={t('clip.card')}
          onChange={(on) => change(on ? { durationMs: 3000, title, code: '', url: '' } : null)}
        />
      }
    >
      {card && (
        <div className="fields is-tight">
          <label className="field">
            <span className="field-label">{t('clip.card_title')}</span>
            <Input maxLength={200} value={card.title} onChange={(event) => change({ ...card, title: event.target.value })} />
          </label>
          <label className="field">
            <span className="field-label">{t('clip.card_code_label')}</span>
            <Input maxLength={100} value={card.code} onChange={(event) => change({ ...card, code: event.target.value })} />
          </label>
          <label className="field">
            <span className="field-label">{t('clip.card_url')}</span>
            <Input
              type="url"
              inputMode="url"
              maxLength={2000}
              status={bad ? 'error' : ''}
              placeholder="https://"
              value={card.url}
              onChange={(event) => change({ ...card, url: event.target.value.trim() })}
            />
            {bad && <span className="field-error">{t('clip.card_url_bad')}</span>}
          </label>
          <label className="field">
            <span className="field-label">{t('clip.card_seconds')}</span>
            <InputNumber
              min={1}
              max={15}
              step={0.5}
              precision={1}
              suffix={t('episode.s')}
              value={card.durationMs / 1000}
              onChange={(value) => value && change({ ...card, durationMs: Math.round(value * 1000) })}
            />
          </label>
        </div>
      )}
    </Section>
  );
}

/** A length as people say it: 90 s, 15 min. */
export function usePlatformOptions(): { value: Platform; label: ReactNode }[] {
  const { t, format } = useI18n();
  return platforms.map((value) => ({
    value,
    label: (
      <span className="platform-option">
        {t(`platform.${value}`)}
        <small>{t('clip.up_to', { span: format.span(platformLengths[value].maxMs) })}</small>
      </span>
    ),
  }));
}

export function PlatformSection({ recipe, change }: { recipe: Recipe; change: Change }) {
  const { t, format } = useI18n();
  const options = usePlatformOptions();
  const limit = platformLengths[recipe.platform];
  return (
    <Section title={t('clip.platform')}>
      <Select
        aria-label={t('clip.platform')}
        value={recipe.platform}
        options={options}
        onChange={(platform) => change({ platform })}
        style={{ width: '100%' }}
      />
      <p className="field-hint">
        {t(limit.hard ? 'clip.limit_hard' : 'clip.limit_soft', { max: format.span(limit.maxMs), advise: format.span(limit.adviseMaxMs) })}
      </p>
    </Section>
  );
}
