/** The sample drama: an original story of six short episodes, as the people of the field would write one. */

export type Who = 'wan' | 'chen' | 'rou' | 'mother' | 'lawyer' | 'guard';
export type Place = 'banquet' | 'office' | 'corridor' | 'street' | 'gate' | 'boardroom';
export type Mood = 'calm' | 'cold' | 'cruel' | 'hurt' | 'shocked' | 'proud' | 'tender';
export type Step =
  /** A line in close-up. */
  | { say: Who; zh: string; en: string; mood: Mood; hit?: 'slap' | 'boom' }
  /** A silent picture: a reaction, or the place with who is in it. */
  | { look: Who[]; mood: Mood; seconds: number; hit?: 'slap' | 'boom' }
  | { turn: 'dissolve' | 'fade' | 'flash' };
export type Episode = { title: { zh: string; en: string }; place: Place; tension: number; steps: Step[] };

export const drama = {
  title: { zh: '她从火中归来', en: 'Back from the Fire' },
  synopsis: {
    zh: '三年前的大火让林晚失去了一切。她隐姓埋名嫁入顾家，受尽白眼。直到慈善晚宴那一夜，一通电话揭开了她的真实身份——林氏集团唯一的继承人。',
    en: 'Three years ago a fire took everything from Lin Wan. She married into the Gu family under another name and was treated as a servant. Then, at a charity dinner, one call reveals who she is: the only heir of the Lin group.',
  },
  genres: ['revenge', 'ceo', 'rebirth'] as const,
  filing: { number: '（样例）网微剧备字（2026）第00001号', validFrom: '2026-03-01', validUntil: '2028-02-29' },
};

export const people: Record<Who, { zh: string; en: string; voice: number }> = {
  wan: { zh: '林晚', en: 'Lin Wan', voice: 215 },
  chen: { zh: '顾辰', en: 'Gu Chen', voice: 118 },
  rou: { zh: '苏柔', en: 'Su Rou', voice: 248 },
  mother: { zh: '顾母', en: 'Madam Gu', voice: 190 },
  lawyer: { zh: '周律师', en: 'Lawyer Zhou', voice: 132 },
  guard: { zh: '保安', en: 'Guard', voice: 102 },
};

export const episodes: Episode[] = [
  {
    title: { zh: '晚宴', en: 'The dinner' },
    place: 'banquet',
    tension: 0.4,
    steps: [
      { look: ['mother', 'rou', 'wan'], mood: 'calm', seconds: 1.8 },
      {
        say: 'mother',
        zh: '今天来的都是贵客，你就在后厨待着，别出来丢人。',
        en: 'Our guests tonight matter. Stay in the kitchen and do not shame us.',
        mood: 'cold',
      },
      { say: 'wan', zh: '妈，我也是顾家的人。', en: 'Mother, I belong to this family too.', mood: 'calm' },
      { say: 'rou', zh: '一个捡来的保姆，也配姓顾？', en: 'A maid picked up from the street, calling herself a Gu?', mood: 'cruel' },
      { look: ['wan'], mood: 'hurt', seconds: 1.2 },
      { say: 'mother', zh: '跪下，把地上的酒擦干净！', en: 'On your knees. Wipe the wine off the floor!', mood: 'cruel', hit: 'slap' },
      { turn: 'flash' },
      { look: ['wan'], mood: 'shocked', seconds: 1.1 },
      { say: 'wan', zh: '这三年，我忍够了。', en: 'Three years. I have had enough.', mood: 'cold' },
      {
        say: 'lawyer',
        zh: '大小姐，我们找了您整整三年！',
        en: 'Miss Lin! We have been looking for you for three years!',
        mood: 'shocked',
        hit: 'boom',
      },
      { look: ['mother', 'rou'], mood: 'shocked', seconds: 1.3 },
    ],
  },
  {
    title: { zh: '身份', en: 'Who she is' },
    place: 'banquet',
    tension: 0.7,
    steps: [
      { say: 'rou', zh: '律师先生，您认错人了吧？她就是个保姆。', en: 'You must be mistaken, sir. She is only the maid.', mood: 'cruel' },
      { say: 'lawyer', zh: '我怎么会认错？', en: 'How could I be mistaken?', mood: 'calm' },
      { look: ['lawyer', 'wan'], mood: 'calm', seconds: 1.4 },
      {
        say: 'lawyer',
        zh: '她就是林氏集团唯一的继承人，林晚小姐！',
        en: 'She is the only heir of the Lin group: Miss Lin Wan!',
        mood: 'proud',
        hit: 'boom',
      },
      { look: ['rou'], mood: 'shocked', seconds: 0.8 },
      { look: ['mother'], mood: 'shocked', seconds: 0.8 },
      { say: 'mother', zh: '这……这怎么可能？', en: 'That… that cannot be.', mood: 'shocked' },
      { say: 'wan', zh: '顾家欠我的，我会一笔一笔拿回来。', en: 'What this family owes me, I will take back. All of it.', mood: 'cold' },
      { turn: 'dissolve' },
      { say: 'chen', zh: '林晚，你到底是谁？', en: 'Lin Wan, who are you really?', mood: 'shocked' },
    ],
  },
  {
    title: { zh: '误会', en: 'The misunderstanding' },
    place: 'office',
    tension: 0.5,
    steps: [
      { look: ['chen', 'wan'], mood: 'calm', seconds: 1.6 },
      { say: 'chen', zh: '你接近我，就是为了顾家的股份？', en: 'You came close to me for our shares. Is that it?', mood: 'cold' },
      { say: 'wan', zh: '你宁愿相信她，也不肯听我解释？', en: 'You would rather believe her than listen to me?', mood: 'hurt' },
      {
        say: 'chen',
        zh: '照片就在这里，你还想骗我到什么时候！',
        en: 'Here are the photographs. How long will you go on lying to me!',
        mood: 'cruel',
        hit: 'slap',
      },
      { look: ['wan'], mood: 'hurt', seconds: 1.5 },
      { say: 'wan', zh: '那天在火里救你的人，是我。', en: 'It was I who pulled you from that fire.', mood: 'tender' },
      { turn: 'dissolve' },
      { look: ['chen'], mood: 'shocked', seconds: 1.2 },
      { say: 'chen', zh: '你说什么？救我的人……是你？', en: 'What did you say? It was… you?', mood: 'shocked', hit: 'boom' },
    ],
  },
  {
    title: { zh: '真相', en: 'The truth' },
    place: 'corridor',
    tension: 0.6,
    steps: [
      { look: ['rou', 'mother'], mood: 'calm', seconds: 1.5 },
      {
        say: 'rou',
        zh: '只要她醒不过来，就没有人知道是我放的火。',
        en: 'As long as she never wakes, nobody will know that I lit the fire.',
        mood: 'cold',
      },
      { say: 'mother', zh: '小声点！要是让顾辰听见，我们就全完了。', en: 'Quiet! If Chen hears this, we are finished.', mood: 'shocked' },
      { turn: 'fade' },
      { say: 'chen', zh: '我已经听见了。', en: 'I have already heard.', mood: 'cold', hit: 'boom' },
      { look: ['rou'], mood: 'shocked', seconds: 0.9 },
      { say: 'rou', zh: '辰哥，你听我解释，不是你想的那样……', en: 'Chen, let me explain, it is not what you think…', mood: 'shocked' },
      { say: 'chen', zh: '住口！我竟然冤枉了她三年。', en: 'Silence! For three years I blamed the wrong woman.', mood: 'hurt' },
      { look: ['chen'], mood: 'hurt', seconds: 1.4 },
    ],
  },
  {
    title: { zh: '门外', en: 'At the gate' },
    place: 'gate',
    tension: 0.5,
    steps: [
      { look: ['guard', 'mother'], mood: 'calm', seconds: 1.6 },
      { say: 'guard', zh: '对不起，林家今天不见客。', en: 'I am sorry. The Lin family receives nobody today.', mood: 'calm' },
      { say: 'mother', zh: '你知道我是谁吗？我是她婆婆！', en: 'Do you know who I am? I am her mother-in-law!', mood: 'cruel' },
      { say: 'guard', zh: '大小姐说了，顾家的人，一律不许进。', en: 'Miss Lin has said that no Gu may enter.', mood: 'cold' },
      { turn: 'dissolve' },
      { say: 'chen', zh: '林晚，对不起，求你给我一次机会。', en: 'Lin Wan, I am sorry. Give me one more chance, please.', mood: 'hurt' },
      { look: ['wan'], mood: 'cold', seconds: 1.5 },
      {
        say: 'wan',
        zh: '三年前我也这样求过你，你开门了吗？',
        en: 'Three years ago I begged like this. Did you open the door?',
        mood: 'cold',
        hit: 'boom',
      },
      { look: ['chen'], mood: 'shocked', seconds: 1.3 },
    ],
  },
  {
    title: { zh: '归位', en: 'Her place' },
    place: 'boardroom',
    tension: 0.8,
    steps: [
      { look: ['mother', 'lawyer', 'rou'], mood: 'calm', seconds: 1.6 },
      {
        say: 'rou',
        zh: '这个位子，是你一个保姆能坐的吗？滚出去！',
        en: 'That chair is not for a maid. Get out!',
        mood: 'cruel',
        hit: 'slap',
      },
      { say: 'lawyer', zh: '请尊重我们的董事长。', en: 'Show respect to our chairwoman.', mood: 'cold' },
      { look: ['rou', 'mother'], mood: 'shocked', seconds: 1.1 },
      { say: 'wan', zh: '从今天起，顾氏归我了。', en: 'From today, the Gu company is mine.', mood: 'proud', hit: 'boom' },
      { say: 'mother', zh: '董事长……是我们有眼无珠，求您高抬贵手！', en: 'Chairwoman… we were blind. Have mercy on us!', mood: 'shocked' },
      { say: 'wan', zh: '警察已经在楼下等你们了。', en: 'The police are waiting for you downstairs.', mood: 'cold' },
      { turn: 'fade' },
      { say: 'chen', zh: '林晚，孩子……是我的，对不对？', en: 'Lin Wan, the child… is mine, is it not?', mood: 'shocked', hit: 'boom' },
      { look: ['wan'], mood: 'shocked', seconds: 1.2 },
    ],
  },
];
