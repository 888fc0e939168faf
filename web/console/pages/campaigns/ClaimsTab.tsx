/** Who took a campaign, and who asks to: approved or refused one by one or many at once. */
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { campaignsContract, claimStates, type Claim, type ClaimState } from '../../../../src/modules/campaigns/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { sentence, sentenceOf } from '../../../shared/api/errors.ts';
import { useMe } from '../../../shared/api/me.ts';
import { useI18n, type I18n } from '../../../shared/i18n/i18n.ts';
import { BulkBar } from '../../../shared/table/BulkBar.tsx';
import { DataTable, type Column } from '../../../shared/table/DataTable.tsx';
import { FilterChoice } from '../../../shared/table/filters.tsx';
import { Listing, itemsOf } from '../../../shared/table/Listing.tsx';
import { ConfirmDialog } from '../../../shared/ui/ConfirmDialog.tsx';
import { Badge, Field, type Tone } from '../../../shared/ui/PageFrame.tsx';
import { PermissionGate } from '../../../shared/ui/PermissionGate.tsx';
import { EmptyState, Notice } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { ChannelNames } from './parts.tsx';
import { claimsQuery } from './queries.ts';

const tones: Record<ClaimState, Tone> = { requested: 'active', approved: 'good', refused: 'bad', withdrawn: 'plain' };

export default function ClaimsTab({
  filter,
  withCampaign = false,
}: {
  filter: { campaignId?: string; creatorId?: string };
  withCampaign?: boolean;
}) {
  const i18n = useI18n();
  const { t } = i18n;
  const me = useMe();
  const [search] = useSearchParams();
  const state = search.get('state') as ClaimState | null;
  const claims = useInfiniteQuery({ ...claimsQuery({ ...filter, ...(state && { state }) }), placeholderData: (before) => before });
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const decides = me.permissions.includes('campaigns.decide_claims');
  const waiting = itemsOf(claims).filter((one) => one.state === 'requested' && chosen.has(one.id));
  const columns = columnsOf(i18n, withCampaign);
  return (
    <>
      <div className="filters-row">
        <FilterChoice
          name="state"
          label={t('promotion.column.state')}
          all={t('promotion.any_state')}
          options={claimStates.map((value) => ({ value, label: t(`promotion.claim.${value}`) }))}
        />
      </div>
      <Listing query={claims} empty={<EmptyState icon="people" title={t('promotion.no_claims')} text={t('promotion.no_claims_text')} />}>
        {(items) => (
          <DataTable
            label={t('promotion.tab.claims')}
            columns={columns}
            rows={items}
            rowKey={(one) => one.id}
            stale={claims.isPlaceholderData}
            {...(decides && {
              selection: {
                chosen,
                onChange: setChosen,
                can: (one: Claim) => one.state === 'requested',
                nameOf: (one: Claim) => one.creatorName,
              },
            })}
          />
        )}
      </Listing>
      <Decide claims={waiting} onDone={() => setChosen(new Set())} />
    </>
  );
}

function Decide({ claims, onDone }: { claims: readonly Claim[]; onDone: () => void }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const [refusing, setRefusing] = useState(false);
  const [note, setNote] = useState('');
  const decide = useMutation({
    mutationFn: (decision: 'approve' | 'refuse') =>
      call(campaignsContract.routes.decideClaims, { body: { claimIds: claims.map((one) => one.id), decision, note: note.trim() } }),
    onSuccess: ({ claims: done, failed }, decision) => {
      for (const key of ['claims', 'campaigns', 'campaign', 'placements']) void client.invalidateQueries({ queryKey: [key] });
      setRefusing(false);
      setNote('');
      onDone();
      if (done.length > 0) toast.done(t(`promotion.claims_done.${decision}`, { count: done.length }));
      for (const one of failed.slice(0, 3)) toast.say(sentenceOf(t, one.reason));
    },
    onError: (error) => !refusing && toast.failed(error),
  });
  return (
    <>
      <BulkBar count={claims.length} onClear={onDone}>
        <PermissionGate permission="campaigns.decide_claims">
          <Button type="primary" loading={decide.isPending && !refusing} onClick={() => decide.mutate('approve')}>
            {t('promotion.approve')}
          </Button>
        </PermissionGate>
        <PermissionGate permission="campaigns.decide_claims">
          <Button danger onClick={() => setRefusing(true)}>
            {t('promotion.refuse')}
          </Button>
        </PermissionGate>
      </BulkBar>
      <ConfirmDialog
        open={refusing}
        title={t('promotion.refuse_claims', { count: claims.length })}
        confirm={t('promotion.refuse')}
        busy={decide.isPending}
        disabled={!note.trim()}
        onConfirm={() => decide.mutate('refuse')}
        onClose={() => setRefusing(false)}
      >
        {decide.error && <Notice tone="bad">{sentence(t, decide.error)}</Notice>}
        <Field id="refusal-note" label={t('promotion.refusal_note')} hint={t('promotion.refusal_note_hint')}>
          <Input.TextArea
            id="refusal-note"
            maxLength={500}
            autoSize={{ minRows: 2 }}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        </Field>
      </ConfirmDialog>
    </>
  );
}

function columnsOf({ t, format }: I18n, withCampaign: boolean): Column<Claim>[] {
  return [
    {
      key: 'who',
      head: t('promotion.column.creator'),
      lead: true,
      cell: (one) => (
        <span className="cell-two">
          <Link to={`/creators/${one.creatorId}`}>{one.creatorName}</Link>
          {withCampaign && <small>{one.campaignName}</small>}
        </span>
      ),
    },
    {
      key: 'state',
      head: t('promotion.column.state'),
      cell: (one) => (
        <span className="cell-two">
          <span>
            <Badge tone={tones[one.state]}>{t(`promotion.claim.${one.state}`)}</Badge>
          </span>
          {one.note && <small>{one.note}</small>}
        </span>
      ),
    },
    { key: 'channels', head: t('promotion.column.channels'), cell: (one) => <ChannelNames channels={one.channels} /> },
    { key: 'placements', head: t('promotion.tab.placements'), figure: true, cell: (one) => one.placementCount },
    {
      key: 'asked',
      head: t('promotion.column.asked'),
      cell: (one) => <span className="quiet-figures">{format.dateTime(one.requestedAt)}</span>,
    },
  ];
}
