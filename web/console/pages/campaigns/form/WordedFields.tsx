/** One text in several languages: rules, or the terms in words. */
import { Button, Input } from 'antd';
import { useId } from 'react';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { Choice } from '../../../../shared/ui/Choice.tsx';
import { Icon } from '../../../../shared/ui/Icon.tsx';
import type { Worded } from '../draft.ts';

/** The languages of the field's markets. */
export const offeredLanguages = [
  'zh-CN',
  'en',
  'zh-TW',
  'ja',
  'ko',
  'th',
  'vi',
  'id',
  'ms',
  'es',
  'pt-BR',
  'fr',
  'de',
  'ar',
  'hi',
  'ru',
  'tr',
  'it',
] as const;

export function WordedFields({
  label,
  placeholder,
  texts,
  onChange,
  issue,
}: {
  label: string;
  placeholder: string;
  texts: readonly Worded[];
  onChange: (texts: Worded[]) => void;
  issue?: string | undefined;
}) {
  const { t, format, language } = useI18n();
  const id = useId();
  const change = (index: number, part: Partial<Worded>) => onChange(texts.map((one, at) => (at === index ? { ...one, ...part } : one)));
  const options = (own: string) =>
    offeredLanguages
      .filter((one) => one === own || !texts.some((text) => text.language === one))
      .map((value) => ({ value, label: format.languageName(value) }));
  const preferred = [language, ...offeredLanguages].find((one) => !texts.some((text) => text.language === one));
  return (
    <div className="worded" role="group" aria-labelledby={`${id}-label`}>
      <span className="field-label" id={`${id}-label`}>
        {label}
      </span>
      {texts.map((text, index) => (
        <div key={index} className="worded-entry">
          <div className="worded-head">
            <Choice
              label={t('promotion.field.language')}
              value={text.language}
              options={options(text.language)}
              onChange={(value) => change(index, { language: value })}
            />
            <button
              type="button"
              className="icon-button"
              aria-label={t('promotion.field.remove_language', { language: format.languageName(text.language) })}
              onClick={() => onChange(texts.filter((_, at) => at !== index))}
            >
              <Icon name="close" size={16} />
            </button>
          </div>
          <Input.TextArea
            aria-label={`${label} · ${format.languageName(text.language)}`}
            lang={text.language}
            value={text.text}
            placeholder={placeholder}
            maxLength={5000}
            autoSize={{ minRows: 2, maxRows: 10 }}
            onChange={(event) => change(index, { text: event.target.value })}
          />
        </div>
      ))}
      {preferred && (
        <Button type="dashed" icon={<Icon name="plus" size={16} />} onClick={() => onChange([...texts, { language: preferred, text: '' }])}>
          {texts.length === 0 ? t('promotion.field.add_text') : t('work.field.add_language')}
        </Button>
      )}
      {issue && (
        <span className="field-error" role="alert">
          {t(issue)}
        </span>
      )}
    </div>
  );
}
