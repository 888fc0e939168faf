/** Papers that the house asks for: sent with progress, read again, and taken away. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useI18n } from '../i18n/i18n.ts';
import { Icon } from '../ui/Icon.tsx';
import { toast } from '../ui/toast.tsx';
import { addressOf, ask } from './api.ts';
import { documentsQuery, type PayeeDocument, type PayeeProfile } from './data.ts';
import { useKit } from './kit.tsx';
import { Card } from './parts.tsx';
import { Pick } from './profile/fields.tsx';
import { upload } from './upload.ts';

type Kind = PayeeDocument['kind'];
const kindsOf: Record<PayeeProfile['kind'], readonly Kind[]> = {
  person: ['identity', 'contract', 'tax', 'bank', 'other'],
  company: ['business_licence', 'contract', 'tax', 'bank', 'invoice', 'other'],
};
const longestBytes = 10 * 1024 * 1024;
export const accepted = 'application/pdf,image/jpeg,image/png';

/** Sends a file as a payee's document; null while none is on its way. */
export function useUpload(payeeId: string) {
  const client = useQueryClient();
  const [sending, setSending] = useState<{ name: string; share: number } | null>(null);
  const abort = useRef<AbortController | null>(null);
  const { t } = useI18n();
  const send = async (file: File, kind: Kind): Promise<PayeeDocument | null> => {
    if (file.size > longestBytes) {
      toast.say(t('money.documents.too_large'));
      return null;
    }
    const controller = new AbortController();
    abort.current = controller;
    setSending({ name: file.name, share: 0 });
    const address = addressOf('POST /api/v1/payees/:payeeId/documents', { params: { payeeId }, query: { name: file.name, kind } });
    try {
      const made = await upload<PayeeDocument>(address, file, (share) => setSending({ name: file.name, share }), controller.signal);
      await client.invalidateQueries({ queryKey: documentsQuery(payeeId).queryKey });
      return made;
    } catch (error) {
      if (!controller.signal.aborted) toast.failed(error);
      return null;
    } finally {
      setSending(null);
    }
  };
  return { sending, send, stop: () => abort.current?.abort() };
}

export function Documents({ profile }: { profile: PayeeProfile }) {
  const { t } = useI18n();
  const { Button } = useKit();
  const kinds = kindsOf[profile.kind];
  const [kind, setKind] = useState<Kind>(kinds[0]!);
  const documents = useQuery(documentsQuery(profile.payeeId));
  const { sending, send, stop } = useUpload(profile.payeeId);
  const input = useRef<HTMLInputElement>(null);
  const items = documents.data?.items ?? [];
  return (
    <Card title={t('money.documents.title')} flush>
      {items.length > 0 && (
        <ul className="money-rows">
          {items.map((one) => (
            <li key={one.id} className="money-row">
              <Row document={one} payeeId={profile.payeeId} />
            </li>
          ))}
        </ul>
      )}
      <div className="money-card-text money-stack">
        {items.length === 0 && <p className="money-small">{t('money.documents.empty')}</p>}
        {sending ? (
          <div className="money-stack">
            <div className="money-spread">
              <span className="money-cut">{sending.name}</span>
              <Button onClick={stop}>{t('action.cancel')}</Button>
            </div>
            <progress
              className="money-progress"
              max={1}
              value={sending.share}
              aria-label={t('money.documents.sending', { name: sending.name })}
            />
          </div>
        ) : (
          <>
            <Pick
              label={t('money.documents.kind')}
              value={kind}
              options={kinds.map((value) => ({ value, label: t(`money.document.${value}`) }))}
              onValue={(value) => setKind(value as Kind)}
            />
            <input
              ref={input}
              type="file"
              hidden
              accept={accepted}
              aria-label={t('money.documents.file')}
              onChange={({ target }) => {
                const file = target.files?.[0];
                target.value = '';
                if (file) void send(file, kind);
              }}
            />
            <div className="money-actions">
              <Button icon="import" onClick={() => input.current?.click()}>
                {t('money.documents.add')}
              </Button>
            </div>
            <p className="money-small">{t('money.documents.hint')}</p>
          </>
        )}
      </div>
    </Card>
  );
}

function Row({ document, payeeId }: { document: PayeeDocument; payeeId: string }) {
  const { t, format } = useI18n();
  const { Button, Sheet } = useKit();
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const params = { payeeId, documentId: document.id };
  const remove = useMutation({
    mutationFn: () => ask('DELETE /api/v1/payees/:payeeId/documents/:documentId', { params }),
    onSuccess: async () => {
      setAsking(false);
      await client.invalidateQueries({ queryKey: documentsQuery(payeeId).queryKey });
    },
    onError: toast.failed,
  });
  return (
    <>
      <span className="money-grow">
        <a
          className="money-row-name money-cut"
          href={addressOf('GET /api/v1/payees/:payeeId/documents/:documentId', { params })}
          download={document.name}
        >
          {document.name}
        </a>
        <span className="money-small">
          {t(`money.document.${document.kind}`)} · {format.bytes(document.sizeBytes)} · {format.date(document.uploadedAt)}
        </span>
      </span>
      <button
        type="button"
        className="money-icon"
        aria-label={t('money.documents.remove', { name: document.name })}
        aria-haspopup="dialog"
        onClick={() => setAsking(true)}
      >
        <Icon name="trash" />
      </button>
      {asking && (
        <Sheet title={t('money.documents.remove_title')} onClose={() => setAsking(false)}>
          <p>{t('money.documents.remove_text', { name: document.name })}</p>
          <div className="money-actions">
            <Button tone="danger" busy={remove.isPending} onClick={() => remove.mutate()}>
              {t('money.documents.remove_action')}
            </Button>
            <Button onClick={() => setAsking(false)}>{t('action.cancel')}</Button>
          </div>
        </Sheet>
      )}
    </>
  );
}
