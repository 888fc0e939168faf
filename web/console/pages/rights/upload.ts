/** Sends a contract or a proof to a work's register, with its progress and a way to stop it. */
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { rightsContract } from '../../../../src/modules/rights/contract.ts';
import {
  registerLimits,
  rightsDocumentKinds,
  rightsDocumentTypes,
  type RightsDocument,
} from '../../../../src/modules/rights/register/contract.ts';
import { hrefOf } from '../../../shared/api/client.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { upload } from '../../../shared/money/upload.ts';
import { toast } from '../../../shared/ui/toast.tsx';
import { refreshRights } from './queries.ts';

export const accepted = rightsDocumentTypes.join(',');
export type DocumentKind = (typeof rightsDocumentKinds)[number];

/** `sending` is null while nothing is on its way. `send` answers null for what was refused, which is said, or stopped. */
export function useDocumentUpload(workId: string) {
  const { t, format } = useI18n();
  const client = useQueryClient();
  const abort = useRef<AbortController | null>(null);
  const [sending, setSending] = useState<{ name: string; share: number } | null>(null);
  const send = async (file: File, kind: DocumentKind, proves: readonly string[] = []): Promise<RightsDocument | null> => {
    if (file.size > registerLimits.documentBytes) {
      toast.say(t('rights.document.too_large', { size: format.bytes(registerLimits.documentBytes) }));
      return null;
    }
    const controller = new AbortController();
    abort.current = controller;
    setSending({ name: file.name, share: 0 });
    const address = hrefOf(rightsContract.routes.addRightsDocument, {
      params: { workId },
      query: { name: file.name.slice(0, 200), kind, proves: proves.join(',') },
    });
    try {
      const kept = await upload<RightsDocument>(address, file, (share) => setSending({ name: file.name, share }), controller.signal);
      await refreshRights(client);
      return kept;
    } catch (error) {
      if (!controller.signal.aborted) toast.failed(error);
      return null;
    } finally {
      setSending(null);
    }
  };
  return { sending, send, stop: () => abort.current?.abort() };
}
