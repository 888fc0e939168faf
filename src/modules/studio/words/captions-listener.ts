/** Watches the picture for burned captions and keeps, for each, its times and its strokes; nothing is read here. */
import type { Listener, ListenerFactory } from '../../../platform/media/types.ts';
import { BandFinder, CaptionFollower, type Band, type CaptionPicture, type Seen } from './caption-band.ts';
import { strokeMask } from './strokes.ts';

export type CaptionsOptions = { everyMs?: number; longestSide?: number };
/** `band` in fractions of the picture's height; null where no captions come and go. */
export type SeenCaptions = { band: { top: number; bottom: number } | null; captions: CaptionPicture[]; overflowed: boolean } | null;

/** Three pictures a second: a caption of 0.7 s is seen twice. */
const usualEveryMs = 333;
const usualSide = 960;
/** Pictures looked at before the band is decided, and again as often: about 16 s. */
const blockLength = 48;
/** Two hours of a caption every two seconds; beyond, it is no dialogue. */
const mostCaptions = 4000;

/** The band is looked for in every third picture; once found, only its own rows are looked at in the others. */
const searchEvery = 3;
/** Nobody burns dialogue into the upper third or onto the very edge. */
const searchFrom = 0.33;
const searchTo = 0.97;

class CaptionWatcher {
  private finder: BandFinder | null = null;
  private follower: CaptionFollower | null = null;
  private block: Seen[] = [];
  private readonly found: CaptionPicture[] = [];
  private overflowed = false;
  private width = 0;
  private height = 0;
  private top = 0;
  private thickest = 0;
  private pictures = 0;

  see(y: Uint8Array, width: number, height: number, atMs: number): void {
    if (this.finder === null) this.begin(width, height);
    if (this.width !== width || this.height !== height) return;
    if (this.pictures % searchEvery === 0) this.finder!.add(strokeMask(y, width, this.top, this.top + this.finder!.height, this.thickest));
    this.pictures += 1;
    this.block.push({ atMs, luma: y.slice() });
    if (this.block.length >= blockLength) this.settle();
  }

  private begin(width: number, height: number): void {
    this.width = width;
    this.height = height;
    this.top = Math.floor(height * searchFrom);
    // A stroke of a caption one fifteenth of the width high is about a hundredth of the longer side thick.
    this.thickest = Math.max(5, Math.round(Math.max(width, height) / 80));
    this.finder = new BandFinder(width, Math.floor(height * searchTo) - this.top);
  }

  private keep(caption: CaptionPicture | null): void {
    if (caption === null) return;
    if (this.found.length >= mostCaptions) this.overflowed = true;
    else this.found.push(caption);
  }

  private settle(): void {
    const found = this.finder?.find() ?? null;
    const band = found === null ? null : { top: found.top + this.top, bottom: found.bottom + this.top };
    if (band !== null && !this.sameBand(band)) {
      this.keep(this.follower?.end(this.block[0]?.atMs ?? 0) ?? null);
      this.follower = new CaptionFollower(band, this.width, this.thickest);
    }
    if (this.follower !== null) {
      const { stride } = this.finder!;
      const still = this.finder!.staticMask().slice(
        (this.follower.band.top - this.top) * stride,
        (this.follower.band.bottom - this.top) * stride,
      );
      for (const seen of this.block) this.keep(this.follower.show(seen, still));
    }
    this.block = [];
  }

  /** A band that only grew or shrank by a little is kept: its captions stay comparable. */
  private sameBand(band: Band): boolean {
    const now = this.follower?.band;
    if (now === undefined) return false;
    const shared = Math.min(now.bottom, band.bottom) - Math.max(now.top, band.top);
    return shared >= 0.8 * (band.bottom - band.top);
  }

  finish(durationMs: number): SeenCaptions {
    this.settle();
    this.keep(this.follower?.end(durationMs) ?? null);
    const band =
      this.follower === null ? null : { top: this.follower.band.top / this.height, bottom: this.follower.band.bottom / this.height };
    return { band, captions: this.found, overflowed: this.overflowed };
  }
}

const listen: ListenerFactory<CaptionsOptions | undefined, SeenCaptions> = (options, facts): Listener<SeenCaptions> => {
  // A file with text tracks is read from them: watching it would cost time for nothing.
  if (facts.video === null || facts.subtitles.length > 0) return { finish: () => null };
  const watcher = new CaptionWatcher();
  return {
    picture: { longestSide: options?.longestSide ?? usualSide, everyMs: options?.everyMs ?? usualEveryMs, lumaOnly: true },
    onPicture: ({ y, width, height, atMs }) => watcher.see(y, width, height, atMs),
    finish: ({ durationMs }) => watcher.finish(durationMs),
  };
};

export default listen;
