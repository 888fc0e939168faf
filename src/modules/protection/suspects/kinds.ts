/** What a file is, told by its first bytes and not by its name. */

const at = (head: Uint8Array, offset: number, ...bytes: number[]): boolean => bytes.every((byte, index) => head[offset + index] === byte);
const text = (head: Uint8Array, from: number, to: number): string => Buffer.from(head.subarray(from, to)).toString('latin1');

export const headBytes = 600;

/** `zip` may be looked into; other archives are refused, as what is in them cannot be read piece by piece. */
export function archiveOf(head: Uint8Array): 'zip' | 'other' | null {
  if (at(head, 0, 0x50, 0x4b, 3, 4) || at(head, 0, 0x50, 0x4b, 5, 6)) return 'zip';
  const rar = text(head, 0, 4) === 'Rar!';
  const seven = at(head, 0, 0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c);
  const packed =
    at(head, 0, 0x1f, 0x8b) ||
    at(head, 0, 0xfd, 0x37, 0x7a, 0x58, 0x5a) ||
    text(head, 0, 3) === 'BZh' ||
    at(head, 0, 0x28, 0xb5, 0x2f, 0xfd);
  return rar || seven || packed || text(head, 257, 262) === 'ustar' ? 'other' : null;
}

/** The media type that it is served with: never one that a browser would run. */
export function mediaTypeOf(head: Uint8Array): string {
  if (text(head, 4, 8) === 'ftyp') return text(head, 8, 10) === 'qt' ? 'video/quicktime' : 'video/mp4';
  if (at(head, 0, 0x1a, 0x45, 0xdf, 0xa3)) return Buffer.from(head).includes('webm') ? 'video/webm' : 'video/x-matroska';
  if (text(head, 0, 4) === 'RIFF' && text(head, 8, 12) === 'AVI ') return 'video/x-msvideo';
  if (text(head, 0, 3) === 'FLV') return 'video/x-flv';
  if (head[0] === 0x47 && head[188] === 0x47) return 'video/mp2t';
  if (at(head, 0, 0, 0, 1, 0xba)) return 'video/mpeg';
  return 'application/octet-stream';
}

const videoNames = /\.(mp4|m4v|mov|mkv|webm|avi|flv|ts|mts|m2ts|mpg|mpeg|wmv|asf|3gp|3g2|ogv|rm|rmvb|vob|mxf|f4v|gif)$/i;

/** Whether a file of a zip is worth looking at by its name; what it really is, its scan says. */
export function looksLikeVideo(path: string): boolean {
  const parts = path.split(/[\\/]/);
  return videoNames.test(path) && !parts.includes('__MACOSX') && !parts.at(-1)!.startsWith('.');
}

/** The host of an address in small letters, without `www.`; null where it has none. */
export function hostOf(url: string | null | undefined): string | null {
  if (!url || !URL.canParse(url)) return null;
  return new URL(url).hostname.toLowerCase().replace(/^www\./, '') || null;
}
