/** Posts of a channel's clips: noted by hand with the post's address, or sent by a connection, at once or at a time. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { postsQuery, type ClaimDetail, type Placement } from '../../data.ts';
import { Button } from '../../ui/Button.tsx';
import { Section } from '../../ui/Page.tsx';
import { PublicationRow } from '../profile/PublicationRow.tsx';
import { PublishSheet } from './PublishSheet.tsx';

export function Posts({ claim, placement }: { claim: ClaimDetail; placement: Placement }) {
  const { t } = useI18n();
  const [publishing, setPublishing] = useState(false);
  const items =
    useQuery(postsQuery(claim.placements.filter(({ channel }) => channel === placement.channel).map(({ id }) => id))).data ?? [];
  const clips = claim.clips.filter((one) => one.placement.channel === placement.channel && one.state === 'done');
  return (
    <Section title={t('creator.posts.title')}>
      {items.length > 0 && (
        <ul className="rows card card-flat">
          {items.map((one) => (
            <li key={one.id}>
              <PublicationRow publication={one} />
            </li>
          ))}
        </ul>
      )}
      <Button icon="send" block aria-haspopup="dialog" onClick={() => setPublishing(true)}>
        {t('creator.posts.publish')}
      </Button>
      {publishing && <PublishSheet placement={placement} clips={clips} onClose={() => setPublishing(false)} />}
    </Section>
  );
}
