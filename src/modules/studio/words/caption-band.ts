/** Finds the band of a picture in which burned captions come and go, and follows what is written there. */
import { deflateSync } from 'node:zlib';
import { countBits, likeness, rowCounts, strokeMask, wordsPerRow, type Bits } from './strokes.ts';

export type Band = { top: number; bottom: number };
/**
 * One caption as seen: when, and its ink, 0 for none to 255, width × height, deflated: thousands of them wait for the end of
 * the pass, and most of each is empty.
 */
export type CaptionPicture = { startMs: number; endMs: number; width: number; height: number; ink: Uint8Array };
/** A picture of the pass as far as captions need it. */
export type Seen = { atMs: number; luma: Uint8Array };

/** A row of text covers between 1 and 50 in 100 of its width with strokes. */
const leastShare = 0.012;
const mostShare = 0.5;
/** Of the pictures, in which a band must hold text to be one; fewer than three pictures prove nothing. */
const leastTextShare = 0.08;
const leastTextPictures = 3;
/** A pixel set in more than this share of all pictures belongs to a watermark or the set. */
const staticShare = 0.75;
/** Alike enough to be the same caption. */
const sameLikeness = 0.55;
const changedLikeness = 0.45;

/** Sums over all pictures so far: how often each row held text, and how often each pixel was set. */
export class BandFinder {
  readonly width: number;
  readonly height: number;
  readonly stride: number;
  private readonly rows: Float64Array;
  private readonly pixels: Uint16Array;
  private pictures = 0;

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.stride = wordsPerRow(width);
    this.rows = new Float64Array(height);
    this.pixels = new Uint16Array(width * height);
  }

  add(mask: Bits): void {
    this.pictures += 1;
    // Counts saturate after hours; halving both keeps the shares.
    if (this.pictures > 60_000) {
      this.pictures >>>= 1;
      for (let i = 0; i < this.pixels.length; i += 1) this.pixels[i]! >>>= 1;
      for (let i = 0; i < this.rows.length; i += 1) this.rows[i]! /= 2;
    }
    for (let row = 0; row < this.height; row += 1) {
      for (let word = 0; word < this.stride; word += 1) {
        let left = mask[row * this.stride + word]!;
        while (left !== 0) {
          const bit = 31 - Math.clz32(left & -left);
          this.pixels[row * this.width + word * 32 + bit]! += 1;
          left &= left - 1;
        }
      }
    }
    const counts = rowCounts(mask, this.stride);
    for (let row = 0; row < this.height; row += 1) {
      const share = counts[row]! / this.width;
      if (share >= leastShare && share <= mostShare) this.rows[row]! += 1;
    }
  }

  /** Bits of pixels that never change: watermarks, logos, a caption frame. */
  staticMask(): Bits {
    const mask = new Uint32Array(this.stride * this.height);
    if (this.pictures < 6) return mask;
    const least = this.pictures * staticShare;
    for (let row = 0; row < this.height; row += 1) {
      for (let x = 0; x < this.width; x += 1)
        if (this.pixels[row * this.width + x]! >= least) mask[row * this.stride + (x >>> 5)]! |= 1 << (x & 31);
    }
    return mask;
  }

  /** The band with most text that comes and goes, null while there is none. At most about two lines of text high. */
  find(): Band | null {
    const still = rowCounts(this.staticMask(), this.stride);
    const live = this.rows.map((count, row) => (still[row]! / this.width >= leastShare ? 0 : count));
    const window = Math.max(6, Math.round(this.height * 0.025));
    let best = -1;
    let bestSum = 0;
    let sum = 0;
    for (let row = 0; row < live.length; row += 1) {
      sum += live[row]! - (row >= window ? live[row - window]! : 0);
      // Captions of one place: the lower of two equal ones is the usual one.
      if (sum >= bestSum && sum > 0) [best, bestSum] = [row, sum];
    }
    if (best < 0 || bestSum / window < Math.max(leastTextPictures, this.pictures * leastTextShare)) return null;
    const least = (bestSum / window) * 0.3;
    const most = Math.round(this.height * 0.14);
    const gap = Math.max(3, Math.round(this.height * 0.012));
    let top = best - window + 1;
    let bottom = best + 1;
    const reach = (from: number, step: number): number => {
      for (let skip = 1; skip <= gap; skip += 1) if ((live[from + step * (skip - 1)] ?? 0) >= least) return skip;
      return 0;
    };
    for (let grown = true; grown && bottom - top < most;) {
      const down = bottom < live.length ? reach(bottom, 1) : 0;
      bottom += down;
      const up = top > 0 ? reach(top - 1, -1) : 0;
      top -= up;
      grown = down > 0 || up > 0;
    }
    const margin = Math.max(2, Math.round(this.height * 0.008));
    return { top: Math.max(0, top - margin), bottom: Math.min(this.height, bottom + margin) };
  }
}

type Running = { startMs: number; seen: number; reference: Bits; counts: Uint16Array; luma: Uint32Array; lumaSeen: number };

/** The mean of a caption's first pictures: what stays is the text, what moves behind it fades to grey. */
const mostLumaPictures = 12;
/** Mean luma that is no ink and full ink. */
const paperLuma = 160;
const inkLuma = 228;
/** Ink lies on strokes or this near to them, in pixels; what else is bright is background. */
const strokeReach = 3;

/** Follows one band from picture to picture and gives each caption once, when it goes. */
export class CaptionFollower {
  readonly band: Band;
  private readonly width: number;
  private readonly stride: number;
  private readonly thickest: number;
  private running: Running | null = null;
  private previousMs: number | null = null;

  constructor(band: Band, width: number, thickest: number) {
    this.band = band;
    this.width = width;
    this.thickest = thickest;
    this.stride = wordsPerRow(width);
  }

  /** The band's strokes, without what never changes. */
  private strokes(luma: Uint8Array, still: Bits): Bits {
    return strokeMask(luma, this.width, this.band.top, this.band.bottom, this.thickest).map((bits, i) => bits & ~still[i]!);
  }

  private holdsText(bits: Bits): boolean {
    return countBits(bits) >= this.width * (this.band.bottom - this.band.top) * 0.004;
  }

  /** Shows the next picture, with the band's bits that never change; answers with the caption that ended before it, if one did. */
  show({ atMs, luma }: Seen, still: Bits): CaptionPicture | null {
    const bits = this.strokes(luma, still);
    const text = this.holdsText(bits);
    const boundary = this.previousMs === null ? atMs : (this.previousMs + atMs) / 2;
    this.previousMs = atMs;
    const now = this.running;
    if (now !== null && text) {
      const like = likeness(now.reference, bits);
      // Between the two limits the background decides: a caption just begun is compared with more care.
      if (like >= (now.seen > 1 ? changedLikeness : sameLikeness)) {
        this.count(now, bits, luma);
        return null;
      }
    }
    const ended = now === null ? null : this.take(now, boundary);
    this.running = text
      ? {
          startMs: boundary,
          seen: 0,
          reference: bits,
          counts: new Uint16Array(bits.length * 32),
          luma: new Uint32Array(this.width * (this.band.bottom - this.band.top)),
          lumaSeen: 0,
        }
      : null;
    if (this.running !== null) this.count(this.running, bits, luma);
    return ended;
  }

  end(atMs: number): CaptionPicture | null {
    const ended = this.running === null ? null : this.take(this.running, atMs);
    this.running = null;
    return ended;
  }

  private count(running: Running, bits: Bits, luma: Uint8Array): void {
    running.seen += 1;
    for (let i = 0; i < bits.length; i += 1) {
      let left = bits[i]!;
      while (left !== 0) {
        const bit = 31 - Math.clz32(left & -left);
        running.counts[i * 32 + bit]! += 1;
        left &= left - 1;
      }
    }
    if (running.lumaSeen >= mostLumaPictures) return;
    running.lumaSeen += 1;
    const from = this.band.top * this.width;
    for (let i = 0; i < running.luma.length; i += 1) running.luma[i]! += luma[from + i]!;
    running.reference = this.majority(running);
  }

  private majority(running: Running): Bits {
    const bits = new Uint32Array(running.counts.length / 32);
    const least = running.seen / 2;
    for (let i = 0; i < running.counts.length; i += 1) if (running.counts[i]! >= least) bits[i >>> 5]! |= 1 << (i & 31);
    return bits;
  }

  /** One picture of text proves nothing: a flash or a cut through a sign looks the same. */
  private take(running: Running, endMs: number): CaptionPicture | null {
    if (running.seen < 2) return null;
    const bits = this.majority(running);
    if (!this.holdsText(bits)) return null;
    const height = this.band.bottom - this.band.top;
    const near = this.nearStrokes(bits, height);
    const ink = Uint8Array.from(running.luma, (sum, i) => {
      const level = ((sum / running.lumaSeen - paperLuma) * 255) / (inkLuma - paperLuma);
      return near[i] === 1 ? Math.max(0, Math.min(255, level)) : 0;
    });
    return {
      startMs: Math.round(running.startMs),
      endMs: Math.round(endMs),
      width: this.width,
      height,
      ink: deflateSync(ink, { level: 1 }),
    };
  }

  private nearStrokes(bits: Bits, height: number): Uint8Array {
    const near = new Uint8Array(this.width * height);
    for (let y = 0; y < height; y += 1) {
      for (let x = 0; x < this.width; x += 1) {
        if (((bits[y * this.stride + (x >>> 5)]! >>> (x & 31)) & 1) === 0) continue;
        const left = Math.max(0, x - strokeReach);
        const right = Math.min(this.width, x + strokeReach + 1);
        for (let row = Math.max(0, y - strokeReach); row <= Math.min(height - 1, y + strokeReach); row += 1)
          near.fill(1, row * this.width + left, row * this.width + right);
      }
    }
    return near;
  }
}
