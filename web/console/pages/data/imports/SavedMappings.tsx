/** The column mappings that were saved, by source; one that is no longer true can be let go. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { attributionContract } from '../../../../../src/modules/attribution/contract.ts';
import { call } from '../../../../shared/api/client.ts';
import { sentence } from '../../../../shared/api/errors.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { ConfirmDialog } from '../../../../shared/ui/ConfirmDialog.tsx';
import { Icon } from '../../../../shared/ui/Icon.tsx';
import { Panel } from '../../../../shared/ui/PageFrame.tsx';
import { PermissionGate } from '../../../../shared/ui/PermissionGate.tsx';
import { Notice } from '../../../../shared/ui/states.tsx';
import { mappingsQuery, sourcesQuery } from '../queries.ts';
import '../../../../shared/ui/rows.css';

const { routes } = attributionContract;

/** Shows nothing while there is none: the first is saved beside a file's columns. */
export function SavedMappings() {
  const { t, format } = useI18n();
  const mappings = useQuery(mappingsQuery);
  const sources = useQuery(sourcesQuery);
  const [going, setGoing] = useState<{ id: string; name: string } | null>(null);
  const nameOf = (sourceId: string) => sources.data?.items.find((one) => one.id === sourceId)?.name ?? '–';
  const items = mappings.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Panel flush title={t('attribution.import.mappings')}>
      <ul className="rows">
        {items.map((one) => (
          <li key={one.id} className="row">
            <span className="row-main">
              <strong>{one.name}</strong>
              <small>
                {t('attribution.import.mapping_line', {
                  source: nameOf(one.sourceId),
                  columns: format.number(Object.keys(one.mapping.columns).length),
                  at: format.dateTime(one.updatedAt),
                })}
              </small>
            </span>
            <PermissionGate permission={routes.deleteImportMapping.access}>
              <Button
                type="text"
                aria-label={t('attribution.import.mapping_delete', { name: one.name })}
                icon={<Icon name="trash" size={16} />}
                onClick={() => setGoing(one)}
              />
            </PermissionGate>
          </li>
        ))}
      </ul>
      {going && <DeleteDialog mapping={going} onClose={() => setGoing(null)} />}
    </Panel>
  );
}

function DeleteDialog({ mapping, onClose }: { mapping: { id: string; name: string }; onClose: () => void }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: () => call(routes.deleteImportMapping, { params: { mappingId: mapping.id } }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: mappingsQuery.queryKey });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      open
      title={t('attribution.import.mapping_delete_ask', { name: mapping.name })}
      confirm={t('action.delete')}
      busy={remove.isPending}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      {remove.error && <Notice tone="bad">{sentence(t, remove.error)}</Notice>}
      <p>{t('attribution.import.mapping_delete_text')}</p>
    </ConfirmDialog>
  );
}
