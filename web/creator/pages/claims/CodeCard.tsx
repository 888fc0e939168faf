/** The code that viewers type, large enough to be read out, with the link and its QR. */
import { useState } from 'react';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { toast } from '../../../shared/ui/toast.tsx';
import { addressOf } from '../../api.ts';
import type { Placement } from '../../data.ts';
import { Button, ButtonAnchor } from '../../ui/Button.tsx';
import { CopyButton } from '../../ui/Copy.tsx';
import { canShare, share } from '../../ui/share.ts';
import { Sheet } from '../../ui/Sheet.tsx';

export function CodeCard({ placement, title }: { placement: Placement; title: string }) {
  const { t } = useI18n();
  const [qr, setQr] = useState(false);
  const channel = t(`channel.${placement.channel}`);
  const words = t('creator.claim.share_text', { title, code: placement.codeShown });
  const send = () => void share({ title, text: words, url: placement.url }).catch((error: unknown) => toast.failed(error));
  return (
    <section className="card code-card" aria-label={t('creator.claim.code_of', { channel })}>
      <p className="small muted">{t('creator.claim.code_of', { channel })}</p>
      <output className="code">{placement.codeShown}</output>
      <div className="code-ways">
        <CopyButton tone="primary" text={placement.code} label={t('creator.claim.code')} words={t('creator.claim.copy_code')} />
        {canShare && (
          <Button icon="share" onClick={send}>
            {t('creator.share')}
          </Button>
        )}
        <Button icon="qr" aria-haspopup="dialog" onClick={() => setQr(true)}>
          {t('creator.claim.qr')}
        </Button>
      </div>
      <div className="code-link">
        <span className="grow cut">{placement.url.replace(/^https?:\/\//, '')}</span>
        <CopyButton text={placement.url} label={t('creator.claim.link')} words={t('creator.claim.copy_link')} />
      </div>
      {qr && (
        <Sheet
          title={t('creator.claim.qr_of', { channel })}
          onClose={() => setQr(false)}
          foot={
            <ButtonAnchor
              tone="primary"
              icon="download"
              href={addressOf('GET /api/v1/placements/:placementId/qr', {
                params: { placementId: placement.id },
                query: { format: 'png', size: 1024, download: 'true' },
              })}
            >
              {t('creator.download')}
            </ButtonAnchor>
          }
        >
          <img
            className="qr"
            alt={t('creator.claim.qr_alt', { url: placement.url })}
            src={addressOf('GET /api/v1/placements/:placementId/qr', { params: { placementId: placement.id }, query: { format: 'svg' } })}
          />
          <p className="qr-code">{placement.codeShown}</p>
        </Sheet>
      )}
    </section>
  );
}
