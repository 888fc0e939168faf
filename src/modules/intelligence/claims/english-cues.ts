/** English words that say how a figure is meant: what is aimed at, expected, estimated, or told as it was. */
import type { Status } from './claim.ts';

const anyOf = (words: readonly string[], flags = 'gi'): RegExp => new RegExp(`\\b(?:${words.join('|')})`, flags);

const targets = [
  'aim(?:s|ed|ing)?\\b(?! at (?:viewers|users|audiences))',
  'target(?:s|ed|ing)?\\b(?! (?:audience|group|user|viewer|customer|demographic))',
  'goals?\\b',
  'plan(?:s|ned|ning)? (?:(?:to|for|on)\\b|(?=(?:at least|about|around|some|another|up to|over|more than|nearly|a further|\\d)))',
  'planned\\b',
  'plan\\b[^.;,\\d]{0,30}\\b(?:foresees?|envisages?|envisions?|calls? for|provides? for|sets? out)\\b',
  'striv\\w+',
  'endeavou?r\\w*',
  'seek(?:s|ing)? to\\b',
  'intend(?:s|ed|ing)?\\b',
  'intention\\b',
  'pledg\\w+',
  'promis(?:es|ed|ing)\\b',
  'vow\\w*',
  'commit(?:s|ted) to\\b',
  'ambitions?\\b',
  'hop(?:es?|ing|ed) (?:to|that|for)\\b',
  'objectives?\\b',
  'call(?:s|ed|ing)? for\\b',
  'wants? (?:to|the|its|their|an?)\\b',
  'strategy to\\b',
  'ey(?:es|eing)\\b',
  '(?:approved|signed off(?: on)?|agreed|set) an? (?:slate|budget|plan|programme|pipeline)\\b',
  '(?:slate|pipeline) of\\b',
  '(?:sights|heart) (?:set )?on\\b',
  'with an eye (?:on|to)\\b',
  'meant to (?:reach|raise|be|hit|grow|attract|bring)\\b',
  '(?:set|given|giv(?:es|ing)) (?:itself|themselves|himself|herself)\\b',
  // “output value is to top 10 billion yuan”, “the city is to nurture …”.
  '(?:is|are|were) to (?!blame\\b|be (?:found|seen|had)\\b|come\\b)(?=[a-z])',
  '(?:the )?(?:city|district|province|county|municipality|government|bureau|state|prefecture|town) will\\b',
  'will (?:strive|aim|seek|endeavou?r|cultivate|foster|nurture|build|establish|introduce|attract|develop)\\b',
];

const movesOn =
  '(?:reach|hit|top|exceed|surpass|pass|near|approach|touch|cross|climb|rise|grow|expand|increase|double|triple|fall|drop|shrink|slow|come|end|account|make|bring|generate|take|stand|be worth|more than|employ|number|total|overtake|swell|widen|narrow)';
const forecasts = [
  '(?:is|are|was|were|be|been|being)\\s+(?:\\w+ly\\s+|also\\s+|now\\s+|still\\s+)*(?:expected|projected|forecast(?:ed)?|predicted|anticipated|foreseen|poised|set|likely|on track|on course|slated|scheduled|tipped|due|bound|seen (?=\\w+ing\\b|at\\b))\\b',
  '(?:expected|projected|forecast(?:ed)?|predicted|anticipated|poised|set|likely|on track|on course|tipped|slated|believed) to\\b(?! have\\b)',
  `estimated to ${movesOn}\\b`,
  'forecast(?:s|ed|ing)?\\b',
  'project(?:s|ed|ing|ions?)(?= (?:that|the|a|an|it|to|for|by|in|annual|revenue|growth|more|over|nearly|about|some|up|sales|bookings)\\b)',
  'project(?= (?:it|them|that|more|over|nearly|about|some|growth|revenue)\\b)',
  'project(?:s|ing)?(?= (?:\\d|[$€£¥]|RMB|CNY|US))',
  'projections?\\b',
  'projected\\b',
  'predict(?:s|ed|ing|ions?)\\b',
  'anticipat(?:es?|ed|ing|ion)\\b',
  '(?<!\\b(?:can|to) )expect(?:s|ed|ing|ations?)?\\b',
  'foresee(?:s|ing)?\\b',
  'envis(?:ages?|aged|ions?|ioned)\\b',
  'guid(?:es|ed|ing) (?:for|to|towards?)\\b',
  'guidance\\b',
  'reckons? (?:with|on)\\b',
  'bank(?:s|ing)? on\\b',
  'budget(?:s|ed|ing)? for\\b',
  'count(?:s|ing)? on\\b',
  'pencil\\w* in\\b',
  'looks? for\\b',
  '(?:we|it|the (?:bank|broker(?:age)?|firm|house|team)|analysts|they) (?:now |still |therefore )?models?\\b',
  `sees? (?=(?:[\\w’'-]+ ){1,8}?(?:at|reaching|hitting|topping|growing|rising|climbing|doubling|passing|exceeding|surpassing|expanding|falling|approaching|nearing)\\b)`,
  'will\\b',
  'would\\b(?! have\\b)',
  'could\\b(?! have\\b)',
  'might\\b(?! have\\b)',
  `should\\b(?= (?:\\w+ly )?${movesOn})`,
  'outlook\\b',
  'prospective\\b',
  'looks? set\\b',
  'head(?:ed|ing) (?:for|towards?)\\b',
  'in line for\\b',
  'en route to\\b',
  'by then\\b',
];

const estimates = [
  'estimat(?:es?|ed|ing|ions?)\\b',
  '(?:is|are|was|were) (?:thought|believed) (?:to|at)\\b',
  'reckon\\w*',
  '(?:is|are) put at\\b',
  'roughly put\\b',
  'peg(?:s|ged|ging)?\\b(?=[^.;,]{0,60}? at\\b)',
  'back-of-the-envelope\\b',
];

/** In the order in which they are looked for: of two that overlap the earlier kind wins. */
export const englishCues: readonly (readonly [Exclude<Status, 'policy'>, RegExp])[] = [
  ['target', anyOf(targets)],
  ['forecast', new RegExp(`\\b(?:${forecasts.join('|')})|['’]ll\\b`, 'gi')],
  // May is a month as well.
  ['forecast', /\bmay\b(?! \d)/g],
  ['estimate', anyOf(estimates)],
];

/** Verbs that tell what was, whatever was expected before them in the sentence. */
export const englishPast = anyOf(
  [
    'reached',
    'was',
    'were',
    'grew',
    'rose',
    'stood at',
    'recorded',
    'exceeded',
    'surpassed',
    'totall?ed',
    'amounted',
    'increased',
    'declined',
    'fell',
    'expanded',
    'generated',
    'produced',
    'accounted for',
    'climbed',
    'jumped',
    'earned',
    'attracted',
    'had',
    '(?:has|have) (?:already |so far |since |now |also |just )?(?:[a-z]{3,}ed|closed|grown|seen|risen|become|been|made|sold|built|won|put|paid|brought|taken|drawn|spent|set aside|come|gone|shrunk|fallen)',
    'came in',
    'came to',
    'brought in',
    'took in',
    'actually',
    'hit',
  ].map((words) => `${words}\\b`),
  'g',
);

/** What is said of the whole sentence behind its figures. */
export const englishTrailing: readonly (readonly [Exclude<Status, 'policy'>, RegExp])[] = [
  [
    'target',
    /\b(?:is|are) (?:what|where|the (?:goal|target|aim|ambition|number))\b[^.;]{0,80}\b(?:goals?|targets?|aims?|ambition|plans?|set (?:itself|themselves)|wants?|hopes?|pledged|promised)\b|\bis the (?:goal|target|aim|ambition)\b|[,，]\s*(?:if|under) (?:the|its|their) (?:plan|target)\b/i,
  ],
  ['forecast', /\bis (?:what|where)\b[^.;]{0,80}\b(?:forecasts?|projects?|projected|expects?|expected|predicts?|predicted|sees?)\b/i],
  [
    'estimate',
    /^,?\s*(?:\(?an?|by) (?:rough |own |internal )?estimate\b|[,，]\s*by (?:its|their|his|her|our) (?:own )?(?:count|reckoning|estimates?)\b/i,
  ],
];

/** “…, analysts believe”: of a time that is to come. */
export const believed =
  /[,，]\s*(?:[\w’'&-]+\s+){0,6}(?:believes?|thinks?|reckons?|expects?)(?:\s+(?:now|still))?\s*(?:\[[\d\s,\][]+\])*[.。”"]*$/i;
