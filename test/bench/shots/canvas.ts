/** Planar 4:2:0 pictures in memory, and what composing needs of them: copy, blend, reveal, brighten, fill. */
export type Canvas = { width: number; height: number; y: Uint8Array; u: Uint8Array; v: Uint8Array };

/** Width and height must be even. */
export function makeCanvas(width: number, height: number): Canvas {
  const chroma = (width / 2) * (height / 2);
  return { width, height, y: new Uint8Array(width * height), u: new Uint8Array(chroma), v: new Uint8Array(chroma) };
}

const planes = ['y', 'u', 'v'] as const;

export function copyInto(target: Canvas, source: Canvas): void {
  for (const plane of planes) target[plane].set(source[plane]);
}

/** target = target × (1 − share) + other × share. */
export function blendInto(target: Canvas, other: Canvas, share: number): void {
  const weight = Math.round(share * 256);
  for (const plane of planes) {
    const a = target[plane];
    const b = other[plane];
    for (let i = 0; i < a.length; i++) a[i] = (a[i]! * (256 - weight) + b[i]! * weight + 128) >> 8;
  }
}

export type Direction = 'left' | 'right' | 'up' | 'down';

/** Reveals `other` behind a front that has gone `share` of the way; `softness` is the width of its edge as a share of the picture. */
export function revealInto(target: Canvas, other: Canvas, share: number, direction: Direction, softness: number): void {
  const front = share * (1 + softness);
  for (const plane of planes) {
    const a = target[plane];
    const b = other[plane];
    const width = plane === 'y' ? target.width : target.width / 2;
    const height = plane === 'y' ? target.height : target.height / 2;
    for (let row = 0, i = 0; row < height; row++) {
      for (let column = 0; column < width; column++, i++) {
        const along =
          direction === 'right'
            ? column / width
            : direction === 'left'
              ? 1 - column / width
              : direction === 'down'
                ? row / height
                : 1 - row / height;
        const behind = softness === 0 ? (along < front ? 1 : 0) : Math.max(0, Math.min(1, (front - along) / softness));
        if (behind === 1) a[i] = b[i]!;
        else if (behind > 0) a[i] = a[i]! + (b[i]! - a[i]!) * behind;
      }
    }
  }
}

/** Luma × gain + lift, limited to 0 … 255. */
export function brighten(target: Canvas, gain: number, lift: number): void {
  const { y } = target;
  for (let i = 0; i < y.length; i++) y[i] = Math.max(0, Math.min(255, y[i]! * gain + lift));
}

export type Colour = readonly [number, number, number];

/** Fills a rectangle (in luma pixels) with one colour. */
export function fillRectangle(target: Canvas, left: number, top: number, width: number, height: number, [y, u, v]: Colour): void {
  const right = Math.min(target.width, Math.round(left + width));
  const bottom = Math.min(target.height, Math.round(top + height));
  const x0 = Math.max(0, Math.round(left));
  const y0 = Math.max(0, Math.round(top));
  if (right <= x0 || bottom <= y0) return;
  for (let row = y0; row < bottom; row++) target.y.fill(y, row * target.width + x0, row * target.width + right);
  const half = target.width / 2;
  for (let row = y0 >> 1; row < bottom >> 1; row++) {
    target.u.fill(u, row * half + (x0 >> 1), row * half + (right >> 1));
    target.v.fill(v, row * half + (x0 >> 1), row * half + (right >> 1));
  }
}

export function fillAll(target: Canvas, [y, u, v]: Colour): void {
  target.y.fill(y);
  target.u.fill(u);
  target.v.fill(v);
}
