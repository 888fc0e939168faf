/** Watches every frame of the pass and says where the shots are. */
import type { ListenerFactory, MediaFacts } from '../../../platform/media/types.ts';
import type { Shot, Transition } from '../contract.ts';
import { combine, divide } from './combine.ts';
import { makeDetector } from './detector.ts';

/** `transitions` are in order and do not overlap; `shots` cover the file's frames without gaps (none where there is no picture). */
export type ShotsResult = { transitions: Transition[]; shots: Shot[] };

/** Pixels of the longest side: enough to follow motion and to see a front, small enough to cost a tenth of a millisecond. */
const shotPictureSide = 128;

const listen: ListenerFactory<unknown, ShotsResult> = (_options, facts) => {
  const detector = makeDetector(nominalRate(facts));
  return {
    picture: { longestSide: shotPictureSide },
    onPicture: (picture) => detector.push(picture),
    finish({ frames, durationMs, frameTimesMs }) {
      const transitions = combine(detector.finish());
      const timeOf = (frame: number): number => (frame < frames ? frameTimesMs[frame]! : durationMs);
      return { transitions, shots: divide(transitions, frames, timeOf) };
    },
  };
};

export default listen;

function nominalRate({ video }: MediaFacts): number {
  return video === null ? 25 : video.frameRate.num / Math.max(1, video.frameRate.den);
}
