/** What a claim says wrongly by itself: an outlook on what was over when it was published, a range that is upside down. */
import type { Claim } from '../../claims/claim.ts';
import type { CheckedDocument, Fact } from './facts.ts';
import { namesTime } from './scope.ts';
import { severityOf } from './suspicion.ts';
import { quoteOf, type Draft, type Suspicion, type World } from './world.ts';

/** Whether words look ahead to a time that was over on the day of publication. */
const isStale = (claim: Claim): boolean => claim.statusAsWorded === 'forecast' && claim.status === 'actual' && claim.period !== null;

/** “Far above early forecasts of 30 billion”, 此前曾预计: what was once expected, told as that. */
const onceExpected =
  /\b(?:early|earlier|previous|prior|initial|original|old|older|past|once|last year['’]s) (?:\w+ )?(?:forecasts?|projections?|expectations?|predictions?|expected|forecasted|projected|predicted)\b|\bhad (?:been |once |earlier |previously )?(?:forecast|expected|projected|predicted|anticipated)\b|\b(?:above|below|beat(?:s|ing)?|exceed(?:s|ed|ing)?|miss(?:ed|ing)?|short of|than|against) (?:\w+ ){0,3}(?:forecasts?|projections?|expectations?|predictions?|expected|forecast|projected)\b|(?:此前|曾经?|原先|原本?|先前|早前|当时|年初|去年|上年|一年前)[^，。；]{0,8}(?:预计|预测|预期|预估)|(?:高于|低于|超出|超过|不及|超)(?:此前|市场|机构|原先|当初)?的?(?:预期|预测|预计)/i;

/** “Our forecast implies a rate of …”: what follows from an outlook is none of the time that it starts from. */
const follows = /\bimpl(?:y|ies|ied|ying)\b|\btranslat(?:es?|ing) (?:in)?to\b|隐含|对应的?(?:年|复合)|折合/i;

/** Who estimates what was does not look ahead. */
const estimates = /\bestimat(?:e|es|ed|ing) from\b|\bby (?:its|their|his|her) (?:own )?estimate\b|估算下来|事后估算/i;

/** Whether an outlook on what was over is told as what it was: what was once expected, or a rate that reaches into what is to come. */
function isToldAsSuch({ claim, text }: Fact): boolean {
  const lead = text.slice(claim.sentenceStart, claim.textEnd);
  return (
    onceExpected.test(lead) || estimates.test(lead) || ((claim.measure === 'cagr' || claim.measure === 'change') && follows.test(lead))
  );
}

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
    .filter((fact) => namesTime(fact.claim, fact.text) && !isToldAsSuch(fact))
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
