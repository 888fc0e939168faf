import type { ClipBody } from '../../studio/index.ts';
import type { Loaded } from './load.ts';
import type { LandingPage } from './parts.ts';

const taglineLength = 140;

/** A synopsis cut to what fits under a title: at the end of a sentence where there is one, else with an ellipsis. */
function taglineOf(synopsis: string): string {
  const text = synopsis.replace(/\s+/g, ' ').trim();
  if (text.length <= taglineLength) return text;
  const cut = text.slice(0, taglineLength);
  const end = Math.max(...['。', '！', '？', '. ', '! ', '? '].map((mark) => cut.lastIndexOf(mark)));
  return end > taglineLength / 3 ? cut.slice(0, end + 1) : `${cut.slice(0, -1).trimEnd()}…`;
}

/** What a placement's landing page shows: the drama's own words, its cover, and as teaser the clip itself or the first one on offer. */
export function landingOf(
  loaded: Loaded,
  bodies: ReadonlyMap<string, Pick<ClipBody, 'assetId'>>,
  offerId: string,
  code: { code: string; shown: string },
): LandingPage {
  const { row, settings, work } = loaded;
  const assets = loaded.offers.map((offer) => ({
    id: offer.row.id,
    assetId: (offer.row.body_id && bodies.get(offer.row.body_id)?.assetId) || null,
  }));
  const assetId = assets.find((each) => each.id === offerId)?.assetId ?? assets.find((each) => each.assetId !== null)?.assetId ?? null;
  const original = work?.originalLanguage;
  const texts = (work?.texts ?? []).toSorted((a, b) => Number(b.language === original) - Number(a.language === original));
  return {
    texts:
      texts.length > 0
        ? texts.map(({ language, title, synopsis }) => ({ language, title, tagline: taglineOf(synopsis) }))
        : [{ language: 'zh-CN', title: row.name, tagline: '' }],
    posterAssetId: work?.coverAssetId ?? null,
    teaser: assetId ? { assetId } : null,
    code: code.code,
    codeShown: code.shown,
    ...row.destinations,
    endsAt: settings.endsAt,
  };
}
