/** The words that are spoken now, over the picture; not where they are burned into it already. */
import { useEffect, useMemo, useRef } from 'react';
import type { Cue } from '../../../../../src/modules/studio/contract.ts';
import type { PlaybackClock } from '../../../../shared/timeline/clock.ts';
import { indexIntervals, itemAt } from '../../../../shared/timeline/intervals.ts';

export function CueLine({ cues, clock }: { cues: readonly Cue[]; clock: PlaybackClock }) {
  const index = useMemo(() => indexIntervals(cues), [cues]);
  const line = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    const write = () => {
      const text = itemAt(index, clock.now())?.text ?? '';
      if (line.current && line.current.textContent !== text) line.current.textContent = text;
    };
    write();
    return clock.subscribe(write);
  }, [index, clock]);
  return <p ref={line} className="cue-line" aria-hidden="true" />;
}
