/** Captions ready to paste: from reviewed templates, in the drama's own languages, or by a model where one is set. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Choice } from '../../../shared/ui/Choice.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { ask } from '../../api.ts';
import type { Placement } from '../../data.ts';
import { Button } from '../../ui/Button.tsx';
import { CopyButton } from '../../ui/Copy.tsx';
import { Section } from '../../ui/Page.tsx';
import { canShare, share } from '../../ui/share.ts';
import { Notice } from '../../ui/states.tsx';

type Caption = Placement['captions'][number];

export function Captions({ placement }: { placement: Placement }) {
  const { t, format, language: mine } = useI18n();
  const own = placement.captions.find((one) => one.language.split('-')[0] === mine.split('-')[0])?.language;
  const [language, setLanguage] = useState<string | null>(null);
  const [at, setAt] = useState(0);
  const shownLanguage = language ?? own ?? placement.captions[0]?.language ?? mine;
  const found = useQuery({
    queryKey: ['captions', placement.id, shownLanguage],
    queryFn: ({ signal }) =>
      ask(
        'GET /api/v1/placements/:placementId/captions',
        { params: { placementId: placement.id }, query: { language: shownLanguage } },
        { signal },
      ),
  });
  const translate = useMutation({
    mutationFn: () =>
      ask('POST /api/v1/placements/:placementId/captions/translations', {
        params: { placementId: placement.id },
        body: { language: shownLanguage },
      }),
    onError: (error) => toast.failed(error),
  });
  const captions: readonly Caption[] = [
    ...(found.data?.items ?? placement.captions).filter((one) => one.language === shownLanguage),
    ...(translate.data?.language === shownLanguage ? [translate.data] : []),
  ];
  const caption = captions[Math.min(at, captions.length - 1)];
  const languages = [...new Set([shownLanguage, ...placement.captions.map((one) => one.language), ...(found.data?.languages ?? [])])];
  const others = found.data?.canTranslate
    ? ['en', 'zh-CN', 'es', 'pt-BR', 'id', 'th', 'vi', 'ja', 'ko'].filter((one) => !languages.includes(one))
    : [];
  return (
    <Section title={t('creator.captions.title')}>
      <div className="card stack">
        <Choice
          label={t('creator.captions.language')}
          value={shownLanguage}
          options={[...languages, ...others].map((one) => ({ value: one, label: format.languageName(one) }))}
          onChange={(next) => {
            setLanguage(next);
            setAt(0);
          }}
        />
        {captions.length > 1 && (
          <div className="chips-line" role="group" aria-label={t('creator.captions.template')}>
            {captions.map((one, index) => (
              <button
                key={one.templateId ?? index}
                type="button"
                className="pick"
                aria-pressed={one === caption}
                onClick={() => setAt(index)}
              >
                {one.machineMade ? t('creator.captions.machine_made') : one.templateName}
              </button>
            ))}
          </div>
        )}
        {caption ? (
          <CaptionText caption={caption} />
        ) : found.isPending ? (
          <p className="muted">{t('state.loading')}</p>
        ) : (
          <>
            <p className="muted">{t('creator.captions.none')}</p>
            {found.data?.canTranslate && (
              <Button busy={translate.isPending} onClick={() => translate.mutate()}>
                {t('creator.captions.translate')}
              </Button>
            )}
          </>
        )}
      </div>
    </Section>
  );
}

function CaptionText({ caption }: { caption: Caption }) {
  const { t } = useI18n();
  return (
    <>
      {caption.machineMade && <Notice tone="warn">{t('creator.captions.machine_text')}</Notice>}
      <p className="caption-text" lang={caption.language} tabIndex={0} role="region" aria-label={t('creator.captions.title')}>
        {caption.text}
      </p>
      <p className={caption.overLimit ? 'field-wrong' : 'small muted'}>
        {caption.limit === null
          ? t('creator.captions.length', { count: caption.text.length })
          : t(caption.overLimit ? 'creator.captions.too_long' : 'creator.captions.length_of', {
              count: caption.text.length,
              limit: caption.limit,
            })}
      </p>
      <div className="row">
        <CopyButton text={caption.text} label={t('creator.captions.title')} words={t('creator.captions.copy')} />
        {canShare && (
          <Button icon="share" onClick={() => void share({ text: caption.text }).catch((error: unknown) => toast.failed(error))}>
            {t('creator.share')}
          </Button>
        )}
      </div>
    </>
  );
}
