/** What a claim says wrongly by itself: an outlook on what was over when it was published, a range that is upside down. */
import type { Claim } from '../../claims/claim.ts';
import type { CheckedDocument, Fact } from './facts.ts';
import { looksAhead } from './outlooks.ts';
import { namesTime } from './scope.ts';
import { severityOf } from './suspicion.ts';
import { quoteOf, type Draft, type Suspicion, type World } from './world.ts';

/** Whether words look ahead to a time that was over on the day of publication. */
const isStale = (claim: Claim): boolean => claim.statusAsWorded === 'forecast' && claim.status === 'actual' && claim.period !== null;

function single(fact: Fact, draft: Draft, place = fact.order): Suspicion {
  return {
    key: [draft.kind, draft.code, place].join('|'),
    disposition: 'contradiction',
    off: [fact],
    rivals: [],
    ratio: null,
    severity: severityOf(draft, null, 1),
    drafts: [draft],
  };
}

/** One finding a sentence: forecasts of periods that were over when they were published. */
export function outdated(world: World, documents: readonly CheckedDocument[]): Suspicion[] {
  return world.facts
    .filter(({ claim, ref }) => isStale(claim) && documents[ref.document]!.document.publishedAt !== null)
    .filter((fact) => fact.claim.metric !== 'other' && namesTime(fact.claim, fact.text) && looksAhead(fact))
    .map((fact) =>
      single(
        fact,
        {
          kind: 'status',
          code: 'status_past',
          params: { quote: quoteOf(fact), period: fact.claim.period!, published: fact.publishedOn! },
          support: 0.9,
          evidence: [fact],
          off: [{ fact, low: fact.value.written[0], high: fact.value.written[1] }],
        },
        placeOf(fact, documents),
      ),
    );
}

/** The sentence that a fact stands in; where the text is not known, the fact's own place. */
function placeOf({ claim, ref, text, family, order }: Fact, documents: readonly CheckedDocument[]): string {
  if (text === '') return order;
  const { title, publishedAt, source } = documents[ref.document]!.document;
  return [family, source ?? '', title, publishedAt ?? '', claim.paragraph, claim.sentenceStart].join('\u0000');
}

/** A range whose low end is above its high one. */
export function upsideDown(world: World): Suspicion[] {
  return world.facts
    .filter(({ claim }) => claim.bound === 'range' && claim.low !== null && claim.high !== null && claim.low > claim.high)
    .map((fact) =>
      single(fact, {
        kind: 'range',
        code: 'range_upside_down',
        params: { quote: quoteOf(fact) },
        support: 0.85,
        evidence: [fact],
        off: [{ fact, low: fact.claim.high, high: fact.claim.low }],
      }),
    );
}
