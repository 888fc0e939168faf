/** One drama: its episodes and their analysis, its story across episodes, and what it is. */
import { useParams, useSearchParams, type LoaderFunctionArgs } from 'react-router';
import { queryClient } from '../../../shared/api/query.ts';
import { episodesQuery, storyQuery, workQuery } from '../../../shared/api/works.ts';
import { AboutTab } from './AboutTab.tsx';
import { EpisodesTab } from './EpisodesTab.tsx';
import { StoryTab } from './StoryTab.tsx';
import { WorkFrame, type WorkTab } from './WorkFrame.tsx';

export async function loader({ params }: LoaderFunctionArgs) {
  const workId = params['workId']!;
  void queryClient.prefetchQuery(episodesQuery(workId));
  void queryClient.prefetchQuery(storyQuery(workId));
  await queryClient.ensureQueryData(workQuery(workId));
  return null;
}

export function Component() {
  const { workId = '' } = useParams();
  const [search] = useSearchParams();
  const asked = search.get('tab');
  const tab: WorkTab = asked === 'story' || asked === 'about' ? asked : 'episodes';
  return (
    <WorkFrame workId={workId} tab={tab}>
      {tab === 'episodes' && <EpisodesTab workId={workId} />}
      {tab === 'story' && <StoryTab workId={workId} />}
      {tab === 'about' && <AboutTab workId={workId} />}
    </WorkFrame>
  );
}
