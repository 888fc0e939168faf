/** The English of made-up scripts, made as the Chinese is: `{name}` calls a list whose words are cut at bars. */
const cut = (text: string): string[] => text.trim().split('|');

const lists: Readonly<Record<string, readonly string[]>> = {
  time: cut(
    'last night|this morning|three years ago|on our wedding day|the winter he died|before the trial|after the fire|at the auction|since graduation|the week you left|on Christmas Eve|an hour ago|during the storm|when we were children',
  ),
  place: cut(
    'the parking garage|the old chapel|the rooftop|the harbor|the bridal shop|the airport lounge|the boardroom|the orphanage|the night market|the courthouse steps|the gallery|the train platform|the greenhouse|the motel',
  ),
  thing: cut(
    'the deed|the paternity test|the jade bracelet|a faded photograph|the will|a tape recorder|the bank card|the ring|her diary|the brass key|the contract|the medical file|a pocket watch|the flash drive|the ledger|the plane ticket|the blueprint|an unsigned check',
  ),
  who: cut(
    'the chairman|my uncle|your father|the driver|that new secretary|the head nurse|the butler|his ex-wife|our lawyer|the midwife|my business partner|the landlord|the old gardener|his half brother|the dean|a stranger in gray',
  ),
  did: cut(
    'stole|hid|burned|swapped|signed|pawned|tore up|copied|altered|lost|photographed|bought back|handed over|dug up|recognized|forged|mailed|buried',
  ),
  feel: cut(
    'sorry|afraid|heartbroken|smug|guilty|relieved|furious|grateful|disgusted|let down|jealous|exhausted|desperate|proud|nervous|ashamed',
  ),
  plan: cut(
    'buy the land by the river|leave this town for good|open a bakery of my own|win this case|find out who caused the crash|bring the boy home|enter the contest next week|pay off every debt|expose the impostor|save the factory|marry a man I do not love|spend a quiet year by the sea|hold a press conference|find my missing sister|keep the secret buried',
  ),
  state: cut(
    'stayed awake until dawn|lied to the whole family|owed money to dangerous people|lost every memory of it|was drugged at the party|stood three hours in the rain|went to prison for him|nearly bled to death|begged on my knees|changed my name twice|gave up a scholarship|raised a child alone|sold everything I owned|slept in a basement|learned to pick locks',
  ),
  move: cut(
    'bursts through the door|slams the glass down|turns away slowly|steadies herself against the wall|fumbles for a phone|kneels to gather the shards|grabs the steering wheel|stares out of the window|wipes away a tear|walks into the rain without an umbrella|rummages through a drawer|takes off the sunglasses|drops into the sofa|ducks behind a pillar|feeds the papers into the shredder',
  ),
  look: cut(
    'Thunder rolls outside|The guests trade glances|The lights flicker|A phone rings somewhere|Sirens wail in the distance|Snow keeps falling|The elevator doors close|The tea has gone cold|Fireworks light up the sky|The clock has stopped at three|A curtain stirs in the wind|Reporters swarm the steps|A dog barks in the yard',
  ),
  saying: cut(
    'every debt comes due|paper never wrapped a fire|walls have ears|one wrong step and then another|there is no such thing as a free lunch|the tree falls and the monkeys scatter|an arrow in flight does not turn back|nobody sells a cure for regret|the show is only beginning|you never really know a heart',
  ),
  ask: cut(
    'would you dare repeat that in front of everyone|whose idea was this|did you think I would never find out|why did it have to be today|what do you take me for|how much longer must I wait|who gave you the right to decide for me|what is left between us|how much did he pay you|who are you really|where is your conscience',
  ),
  answer: cut(
    'I have nothing to say|think whatever you like|it is not what it looks like|this is the last time|you will understand one day|never mention him again|let us end it here|they forced my hand|give me three days|the door is over there|you win',
  ),
  link: cut('so|but|besides|after all|even so|and that is why|in the end|either way'),
  money: cut(
    'three million dollars|five thousand in cash|a tenth of the company|ten years of wages|half the street|everything I have|a single dollar|next quarter’s budget',
  ),
};

const dialogue: readonly string[] = [
  '{who} {did} {thing} {time}. Tell me, {ask}?',
  '{B}, {ask}? Remember, {saying}.',
  'I {state} so that I could {plan}.',
  '{answer}, {link} {who} {did} {thing}.',
  'I saw {who} near {place} {time}, holding {thing}.',
  'You knew that {who} {state}, {link} you still want me to {plan}?',
  '{money} for {thing}, and {answer}.',
  'If {who} would only {plan}, I would not feel so {feel}.',
  'They say {saying}, {link} {B} {state}.',
  'Meet me at {place}, bring {thing}, and together we will {plan}.',
  'Take {money} and {plan}; {who} will be {feel}.',
  'I thought you would be {feel}, yet you {state}.',
  'Without {thing} nobody gets to {plan}!',
  'Put down {thing}! Around here {saying}.',
  '{B}, I wanted to {plan}, {link} {answer}.',
  'Whoever {did} {thing} owes me {money}.',
  'I am not {feel}. I just {state} {time}.',
  'That night at {place} {who} gave me {thing} and asked me to {plan}.',
  'It turns out {who} {did} {thing}, and it makes me {feel}.',
];

const action: readonly string[] = [
  '{look}. {A} {move}.',
  '{A} {move} while {B} looks {feel}.',
  '{B} picks up {thing} and {move}.',
  '{look} beyond {place}. {A} {move}.',
];

const surnames = cut(
  'Alice|Victor|Norah|Julian|Clara|Dominic|Esther|Felix|Greta|Hector|Iris|Jasper|Kira|Leon|Mabel|Nathan|Odette|Percy|Quinn|Rosalind',
);
const given = cut('Ward|Sloane|Mercer|Holt|Vance|Ashby|Crane|Doyle|Ellis|Frost|Grant|Hale|Irving|Keller|Lowe|Marsh');

const synonyms: readonly (readonly [string, string])[] = cut(
  'stole=took|hid=concealed|burned=set fire to|swapped=switched|altered=changed|dug up=unearthed|mailed=sent|sorry=regretful|afraid=scared|furious=enraged|grateful=thankful|exhausted=worn out|jealous=envious|leave=abandon|town=city|bakery=shop|case=lawsuit|crash=accident|contest=competition|debt=loan|expose=unmask|save=rescue|secret=truth|awake=up|dawn=sunrise|family=household|prison=jail|nearly=almost|begged=pleaded|gave up=surrendered|alone=by myself|bursts=storms|slams=bangs|slowly=gradually|fumbles=searches|gather=collect|grabs=seizes|stares=gazes|tear=drop|sofa=couch|guests=visitors|glances=looks|flicker=blink|wail=scream|distance=far streets|reporters=journalists|barks=howls|repeat=say|idea=plan|longer=more time|decide=choose|conscience=shame|understand=see|mention=name|forced=pushed|besides=moreover|but=yet|so=therefore|chairman=president|lawyer=attorney|driver=chauffeur|photograph=picture|contract=agreement|key=pass|ring=band|saw=noticed|near=beside|bring=carry|thought=believed|wanted=hoped|picks up=lifts',
).map((pair) => pair.split('=') as [string, string]);

export const english = { lists, dialogue, action, surnames, given, synonyms };
