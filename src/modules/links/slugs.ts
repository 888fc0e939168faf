/** Slugs of short links: what they are made of, and how what people type is read. */
import { randomBytes } from 'node:crypto';

/** Digits and letters without those that look alike (0 o, 1 i l); codes typed as links are told apart by their length. */
export const slugAlphabet = '23456789abcdefghjkmnpqrstuvwxyz';
/** 31⁸ = 8.5 × 10¹¹: with a million links one guess in 850,000 finds one. */
export const slugLength = 8;

// Nobody prints these on a poster, in letters or in the numbers that stand for them; about 98 of 100 are left.
const offensive =
  /fuck|shag|cunt|cum|sex|tits|twat|wank|anus|arse|ass|nazi|kkk|n[1i]gg|fag|gay|rape|dead|kys|sb|cnm|nmsl|tmd|wcnm|88888|64/;

/** A new slug; `random` gives bytes. */
export function newSlug(random: (size: number) => Uint8Array = randomBytes): string {
  for (;;) {
    let slug = '';
    while (slug.length < slugLength) {
      for (const byte of random(slugLength * 2)) {
        // 248 = 8 × 31: bytes above would make the first letters likelier.
        if (byte < 248 && slug.length < slugLength) slug += slugAlphabet[byte % 31]!;
      }
    }
    if (!offensive.test(slug)) return slug;
  }
}

const form = new RegExp(`^[${slugAlphabet}]{7,16}$`);

/** A slug as it is kept: lower case, as QR codes save room with capitals; null where no slug has this form. */
export function readSlug(text: string): string | null {
  if (text.length < 7 || text.length > 16) return null;
  if (form.test(text)) return text;
  const lower = text.toLowerCase();
  return form.test(lower) ? lower : null;
}
