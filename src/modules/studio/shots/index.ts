/**
 * Shot boundary detection: cuts, dissolves, fades and wipes in one stream of small pictures, with bounded memory. It knows nothing
 * of decoding or of stories. `listener.ts` joins it to the pass, which loads it by address; `detector.ts` is the stream, which gathers evidence by `cuts.ts`,
 * `gradual.ts` (with `blends.ts` and `fronts.ts`) and `fades.ts`; `combine.ts` weighs it. Start reading at `detector.ts`.
 */
export type { ShotsResult } from './listener.ts';
