/** Words that look ahead, and words that tell of an outlook as what it was: only the first are out of date where their time is over. */
import type { Fact } from './facts.ts';

/** Marks that a figure is foreseen, in front of it. “Could” and “might” are said of much else. */
const ahead =
  /\b(?:expect\w*|forecast\w*|project(?:s|ed|ing|ions?)\b|predict\w*|anticipat\w*|set to|poised|will\b|likely|on (?:track|course)|slated|tipped|due to|bound to|heading (?:for|towards?)|is to\b|are to\b|se(?:e|es|en|eing)\b|outlook|look(?:s|ing)? (?:for|set|likely)|pencil\w*|model\w*|puts?\b|put at|bets?\b|guess\w*|reckon\w*|envisag\w*|foresee\w*|count(?:s|ing) on|figures? on|plan(?:s|ned)?\b|estimated to|should\b|believes?|thinks?)|预计|预测|预期|预估|预料|有望|或将|将(?!近)|料|看(?:到|高|至)|判断|认为|估(?:计|摸)|或(?=达|破|超)|要(?=达|到|破)|望(?=达|突破|超|升|增)|可达|展望|看好|会(?=达|突破|超|升|增)/i;
/** The same, behind it: “RMB 5 billion, a forecast says”, 680亿元（预测）, “expected in 2025”. */
const behind =
  /^[^.;。；]{0,48}(?:\b(?:expected|projected|forecast|predicted|anticipated|forecasts?|projections?|analysts (?:believe|say)|projected to be)\b|预计|预测|预期)/i;

/** “Far above early forecasts of 30 billion”, 此前曾预计: what was once expected, told as that. */
const onceExpected =
  /\b(?:early|earlier|previous|prior|initial|original|old|older|past|once|last year['’]s) (?:\w+ )?(?:forecasts?|projections?|expectations?|predictions?|expected|forecasted|projected|predicted)\b|\bhad (?:been |once |earlier |previously )?(?:forecast|expected|projected|predicted|anticipated)\b|\b(?:above|below|beat(?:s|ing)?|exceed(?:s|ed|ing)?|miss(?:ed|ing)?|short of|than|against) (?:\w+ ){0,3}(?:forecasts?|projections?|expectations?|predictions?|expected|forecast|projected)\b|\bpredicted in (?:spring|summer|autumn|winter|january|february|march|april|may|june)\b|\b(?:said|wrote|according to) (?:an?|the|its|their) (?:earlier|older|previous|former|old)\b|(?:此前|曾经?|原先|原本?|先前|早前|当时|年初|去年|上年|一年前)[^，。；]{0,8}(?:[，,][^，。；\d]{0,12})?(?:预计|预测|预期|预估)|(?:高于|低于|超出|超过|不及|超)(?:此前|市场|机构|原先|当初)?的?(?:预期|预测|预计)/i;

/** “Castlemere projected that the market would grow to …”: an outlook in the tense of a report. */
const reported =
  /\b(?:projected|predicted|forecast|forecasted|expected|estimated|said|thought|wrote|believed|reckoned|hoped|foresaw) (?:that )?[^.;]{0,80}\b(?:would|to (?:reach|hit|grow|rise|exceed|top|come))\b|\b(?:was|were) (?:\w+ly |then |still |first )*(?:expected|projected|forecast|predicted|anticipated|tipped)\b[^.;]{0,60}\bto (?:put|have|reach|hit|grow|rise|exceed|top|come|be)\b/i;
/** What came of it, in the same paragraph: who tells both does not mistake one for the other. */
const cameOf =
  /\bin the event\b|\bactual(?:ly)?\b|\bwhen the (?:count|figures?|numbers?) came\b|\bturned out\b|\bpreliminary count\b|\bfinal (?:count|figure|tally)\b|\bin fact\b|\bcame in (?:at|above|below)\b|实际(?:为|达|是|录得|上|值)|最终(?:为|达|录得|定格)|结果(?:为|是|却)|事后|统计显示，?实际/i;

/** “Our forecast implies a rate of …”: what follows from an outlook is none of the time that it starts from. */
const follows = /\bimpl(?:y|ies|ied|ying)\b|\btranslat(?:es?|ing) (?:in)?to\b|隐含|对应的?(?:年|复合)|折合/i;

/** Who estimates what was does not look ahead. */
const estimates = /\bestimat(?:e|es|ed|ing) from\b|\bby (?:its|their|his|her) (?:own )?estimate\b|估算下来|事后估算/i;

/** Whether a figure's own sentence presents it as still to come; where the text is not known, it does. */
export function looksAhead({ claim, text }: Fact): boolean {
  if (text === '') return true;
  const lead = text.slice(claim.sentenceStart, claim.textStart);
  const own = text.slice(claim.sentenceStart, claim.textEnd);
  const tail = text.slice(claim.textEnd, claim.sentenceEnd);
  if (!ahead.test(lead) && !behind.test(tail) && !/\d\s*年?\s*[EF]\b/.test(own + tail.slice(0, 6))) return false;
  if (onceExpected.test(own) || onceExpected.test(tail) || estimates.test(own)) return false;
  if ((claim.measure === 'cagr' || claim.measure === 'change') && follows.test(own)) return false;
  // Who tells what came of an outlook does not mistake one for the other.
  return !cameOf.test(text.slice(claim.sentenceEnd, claim.sentenceEnd + 160)) && !(reported.test(own + tail) && cameOf.test(text));
}
