/** Contracts and proofs of a work: sent, read, named, and taken away where nothing rests on them. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { rightsContract } from '../../../../src/modules/rights/contract.ts';
import { rightsDocumentKinds, type RightsDocument, type WorkRegister } from '../../../../src/modules/rights/register/contract.ts';
import { call, hrefOf } from '../../../shared/api/client.ts';
import { sentence } from '../../../shared/api/errors.ts';
import { useI18n, type I18n } from '../../../shared/i18n/i18n.ts';
import { DataTable, type Column } from '../../../shared/table/DataTable.tsx';
import { Choice } from '../../../shared/ui/Choice.tsx';
import { ConfirmDialog } from '../../../shared/ui/ConfirmDialog.tsx';
import { FileDrop } from '../../../shared/ui/FileDrop.tsx';
import { Icon } from '../../../shared/ui/Icon.tsx';
import { Panel } from '../../../shared/ui/PageFrame.tsx';
import { PermissionGate, useDenied } from '../../../shared/ui/PermissionGate.tsx';
import { Notice } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { Sending } from './DocumentChoice.tsx';
import { refreshRights } from './queries.ts';
import { accepted, useDocumentUpload, type DocumentKind } from './upload.ts';

export default function DocumentsTab({ register }: { register: WorkRegister }) {
  const i18n = useI18n();
  const { t } = i18n;
  const denied = useDenied('rights.manage');
  const [kind, setKind] = useState<DocumentKind>('contract');
  const [removing, setRemoving] = useState<RightsDocument | null>(null);
  const { sending, send, stop } = useDocumentUpload(register.work.id);
  const { documents } = register;
  return (
    <div className="stack">
      <Panel title={t('rights.document.add')}>
        {denied ? (
          <Notice>{denied}</Notice>
        ) : sending ? (
          <Sending sending={sending} onStop={stop} />
        ) : (
          <FileDrop label={t('rights.document.file')} accept={accepted} onFile={(file) => void send(file, kind)}>
            {(choose) => (
              <>
                <span className="drop-line">
                  <Choice
                    label={t('rights.document.kind')}
                    value={kind}
                    options={rightsDocumentKinds.map((value) => ({ value, label: t(`rights.document.kind_of.${value}`) }))}
                    onChange={(value) => setKind(value as DocumentKind)}
                  />
                  <Button onClick={choose}>{t('rights.document.choose')}</Button>
                </span>
                <small>{t('rights.document.hint')}</small>
              </>
            )}
          </FileDrop>
        )}
      </Panel>
      {documents.length > 0 && (
        <Panel flush>
          <DataTable
            label={t('rights.work_tab.documents')}
            columns={columnsOf(i18n, register, setRemoving)}
            rows={documents}
            rowKey={(one) => one.id}
          />
        </Panel>
      )}
      {removing && <RemoveDialog document={removing} onClose={() => setRemoving(null)} />}
    </div>
  );
}

function columnsOf(i18n: I18n, register: WorkRegister, onRemove: (document: RightsDocument) => void): Column<RightsDocument>[] {
  const { t, format } = i18n;
  return [
    {
      key: 'name',
      head: t('rights.column.document'),
      lead: true,
      cell: (one) => (
        <span className="cell-two">
          <a href={hrefOf(rightsContract.routes.readRightsDocument, { params: { documentId: one.id } })} download={one.name}>
            {one.name}
          </a>
          <small>
            {t(`rights.document.kind_of.${one.kind}`)} · {format.bytes(one.sizeBytes)}
          </small>
        </span>
      ),
    },
    {
      key: 'proves',
      head: t('rights.column.proves'),
      cell: ({ proves }) => {
        const deeds = register.deeds.filter(({ id }) => proves.includes(id)).length;
        const licences = register.licences.filter(({ id }) => proves.includes(id)).length;
        const words = [
          deeds > 0 && t('rights.document.proves_deeds', { count: deeds }),
          licences > 0 && t('rights.licence_count', { count: licences }),
        ].filter((one) => one !== false);
        return words.length === 0 ? <span className="quiet-figures">{t('rights.document.proves_nothing')}</span> : format.list(words);
      },
    },
    {
      key: 'uploaded',
      head: t('rights.column.uploaded'),
      cell: (one) => (
        <span className="cell-two">
          <span>{format.date(one.uploadedAt)}</span>
          <small>{one.uploadedBy}</small>
        </span>
      ),
    },
    {
      key: 'hash',
      head: 'SHA-256',
      cell: (one) => (
        <code className="short-hash" title={one.sha256}>
          {one.sha256.slice(0, 12)}…
        </code>
      ),
    },
    {
      key: 'actions',
      head: '',
      bare: true,
      cell: (one) => (
        <PermissionGate permission="rights.manage">
          <Button
            type="text"
            icon={<Icon name="trash" size={16} />}
            aria-label={t('rights.document.remove', { name: one.name })}
            onClick={() => onRemove(one)}
          />
        </PermissionGate>
      ),
    },
  ];
}

function RemoveDialog({ document, onClose }: { document: RightsDocument; onClose: () => void }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: () => call(rightsContract.routes.removeRightsDocument, { params: { documentId: document.id } }),
    onSuccess: async () => {
      await refreshRights(client);
      toast.done(t('rights.document.removed'));
      onClose();
    },
  });
  return (
    <ConfirmDialog
      open
      title={t('rights.document.remove', { name: document.name })}
      confirm={t('action.remove')}
      busy={remove.isPending}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      <p>{t('rights.document.remove_text')}</p>
      {remove.error && <Notice tone="bad">{sentence(t, remove.error)}</Notice>}
    </ConfirmDialog>
  );
}
