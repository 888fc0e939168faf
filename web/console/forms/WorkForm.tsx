/** The form of a work, for a new one and for a change: what it is, what it is called, its filing, where it comes from. */
import { Button, Input } from 'antd';
import { useId } from 'react';
import {
  derivations,
  genres,
  makings,
  orientations,
  workKinds,
  workStatuses,
  type Work,
  type WorkInput,
} from '../../../src/modules/catalog/contract.ts';
import { useI18n } from '../../shared/i18n/i18n.ts';
import { Chips, Choice } from '../../shared/ui/Choice.tsx';
import { Icon } from '../../shared/ui/Icon.tsx';
import { Field } from '../../shared/ui/PageFrame.tsx';
import { DerivesFrom } from './DerivesFrom.tsx';
import './forms.css';

/** Everything of a work that a person can change, complete. */
export type WorkDraft = Required<Omit<WorkInput, 'filing'>> & { filing: NonNullable<WorkInput['filing']>; sources: Record<string, string> };

/** The languages of the field's markets, offered first; any other tag of a work stays as it is. */
const offered = ['zh-CN', 'zh-TW', 'en', 'ja', 'ko', 'th', 'vi', 'id', 'ms', 'es', 'pt-BR', 'fr', 'de', 'ar', 'hi', 'ru', 'tr', 'it'];

export function draftOf(work: Work | null, language: string): WorkDraft {
  const originalLanguage = work?.originalLanguage ?? (language.startsWith('zh') ? 'zh-CN' : language);
  return {
    kind: work?.kind ?? 'micro_drama',
    orientation: work?.orientation ?? 'vertical',
    making: work?.making ?? 'acted',
    status: work?.status ?? 'draft',
    originalLanguage,
    texts: work?.texts ?? [{ language: originalLanguage, title: '', synopsis: '' }],
    genres: work?.genres ?? [],
    plannedEpisodes: work?.plannedEpisodes ?? null,
    filing: work?.filing ?? { number: '', validFrom: null, validUntil: null },
    derivesFrom: work?.derivesFrom.map(({ workId, how }) => ({ workId, how })) ?? [],
    sources: Object.fromEntries(work?.derivesFrom.map(({ workId, title }) => [workId, title]) ?? []),
  };
}

/** The draft as the contract takes it. */
export function inputOf(whole: WorkDraft): WorkInput {
  const { sources: _sources, ...draft } = whole;
  return { ...draft, texts: draft.texts.filter((text) => text.title.trim()), filing: draft.filing.number.trim() ? draft.filing : null };
}

export const isComplete = (draft: WorkDraft): boolean => draft.texts.some((text) => text.title.trim());

export function WorkForm({
  draft,
  onChange,
  issues,
  selfId,
}: {
  draft: WorkDraft;
  onChange: (draft: WorkDraft) => void;
  issues: Record<string, string>;
  selfId?: string;
}) {
  const { t, format } = useI18n();
  const id = useId();
  const set = <K extends keyof WorkDraft>(name: K, value: WorkDraft[K]) => onChange({ ...draft, [name]: value });
  const options = (prefix: string, values: readonly string[]) => values.map((value) => ({ value, label: t(`${prefix}.${value}`) }));
  const languageOptions = offered.map((value) => ({ value, label: format.languageName(value) }));
  return (
    <>
      <Texts draft={draft} onChange={onChange} issues={issues} languageOptions={languageOptions} />
      <div className="fields">
        <Field id={`${id}-kind`} label={t('work.field.kind')}>
          <Choice
            id={`${id}-kind`}
            value={draft.kind}
            options={options('work.kind', workKinds)}
            onChange={(value) => set('kind', value as WorkDraft['kind'])}
          />
        </Field>
        <Field id={`${id}-status`} label={t('work.field.status')}>
          <Choice
            id={`${id}-status`}
            value={draft.status}
            options={options('work.status', workStatuses)}
            onChange={(value) => set('status', value as WorkDraft['status'])}
          />
        </Field>
        <Field id={`${id}-orientation`} label={t('work.field.orientation')}>
          <Choice
            id={`${id}-orientation`}
            value={draft.orientation}
            options={options('work.orientation', orientations)}
            onChange={(value) => set('orientation', value as WorkDraft['orientation'])}
          />
        </Field>
        <Field id={`${id}-making`} label={t('work.field.making')}>
          <Choice
            id={`${id}-making`}
            value={draft.making}
            options={options('work.making', makings)}
            onChange={(value) => set('making', value as WorkDraft['making'])}
          />
        </Field>
        <Field id={`${id}-language`} label={t('work.field.original_language')}>
          <Choice
            id={`${id}-language`}
            value={draft.originalLanguage}
            options={languageOptions}
            onChange={(value) => set('originalLanguage', value)}
          />
        </Field>
        <Field id={`${id}-planned`} label={t('work.field.planned_episodes')}>
          <Input
            id={`${id}-planned`}
            type="number"
            inputMode="numeric"
            min={1}
            max={2000}
            value={draft.plannedEpisodes ?? ''}
            onChange={(event) => set('plannedEpisodes', event.target.value ? Number(event.target.value) : null)}
          />
        </Field>
      </div>
      <div className="field">
        <span className="field-label">{t('work.field.genres')}</span>
        <Chips
          label={t('work.field.genres')}
          values={draft.genres}
          most={10}
          options={options('genre', genres)}
          onChange={(values) => set('genres', values as WorkDraft['genres'])}
        />
      </div>
      <fieldset className="form-part">
        <legend>{t('work.field.filing')}</legend>
        <div className="fields">
          <Field
            id={`${id}-filing`}
            label={t('work.field.filing_number')}
            hint={t('work.field.filing_hint')}
            error={issues['filing.number']}
          >
            <Input
              id={`${id}-filing`}
              value={draft.filing.number}
              maxLength={64}
              onChange={(event) => set('filing', { ...draft.filing, number: event.target.value })}
            />
          </Field>
          <Field id={`${id}-from`} label={t('work.field.filing_from')}>
            <Input
              id={`${id}-from`}
              type="date"
              value={draft.filing.validFrom ?? ''}
              onChange={(event) => set('filing', { ...draft.filing, validFrom: event.target.value || null })}
            />
          </Field>
          <Field id={`${id}-until`} label={t('work.field.filing_until')}>
            <Input
              id={`${id}-until`}
              type="date"
              value={draft.filing.validUntil ?? ''}
              min={draft.filing.validFrom ?? undefined}
              onChange={(event) => set('filing', { ...draft.filing, validUntil: event.target.value || null })}
            />
          </Field>
        </div>
      </fieldset>
      <fieldset className="form-part">
        <legend>{t('work.field.derives_from')}</legend>
        <DerivesFrom
          selfId={selfId}
          sources={draft.derivesFrom}
          titles={draft.sources}
          howOptions={options('derivation', derivations)}
          onChange={(derivesFrom, sources) => onChange({ ...draft, derivesFrom, sources })}
        />
      </fieldset>
    </>
  );
}

function Texts({
  draft,
  onChange,
  issues,
  languageOptions,
}: {
  draft: WorkDraft;
  onChange: (draft: WorkDraft) => void;
  issues: Record<string, string>;
  languageOptions: readonly { value: string; label: string }[];
}) {
  const { t } = useI18n();
  const id = useId();
  const texts = draft.texts;
  const change = (index: number, part: Partial<(typeof texts)[number]>) =>
    onChange({ ...draft, texts: texts.map((text, at) => (at === index ? { ...text, ...part } : text)) });
  const free = languageOptions.find((option) => !texts.some((text) => text.language === option.value));
  return (
    <div className="texts">
      {texts.map((text, index) => (
        <div key={index} className="text-entry">
          <div className="text-entry-head">
            <Choice
              label={t('work.field.text_language')}
              value={text.language}
              options={languageOptions.filter(
                (option) => option.value === text.language || !texts.some((one) => one.language === option.value),
              )}
              onChange={(language) => change(index, { language })}
            />
            {texts.length > 1 && (
              <button
                type="button"
                className="icon-button"
                aria-label={t('work.field.remove_language')}
                onClick={() => onChange({ ...draft, texts: texts.filter((_, at) => at !== index) })}
              >
                <Icon name="close" size={16} />
              </button>
            )}
          </div>
          <Field id={`${id}-title-${index}`} label={t('work.field.title')} error={issues[`texts.${index}.title`]}>
            <Input
              id={`${id}-title-${index}`}
              lang={text.language}
              value={text.title}
              maxLength={200}
              required={index === 0}
              autoFocus={index === 0}
              onChange={(event) => change(index, { title: event.target.value })}
            />
          </Field>
          <Field id={`${id}-synopsis-${index}`} label={t('work.field.synopsis')}>
            <Input.TextArea
              id={`${id}-synopsis-${index}`}
              lang={text.language}
              value={text.synopsis ?? ''}
              maxLength={5000}
              autoSize={{ minRows: 2, maxRows: 8 }}
              onChange={(event) => change(index, { synopsis: event.target.value })}
            />
          </Field>
        </div>
      ))}
      {free && (
        <Button
          type="dashed"
          icon={<Icon name="plus" size={16} />}
          onClick={() => onChange({ ...draft, texts: [...texts, { language: free.value, title: '', synopsis: '' }] })}
        >
          {t('work.field.add_language')}
        </Button>
      )}
    </div>
  );
}
