/**
 * Turns whose lines were written after the lexicon was frozen and never read when it was tuned. Some weights of the sound were set with
 * their aggregate score in view, and they are by the hand that wrote the lexicon: take the figure as a little kind.
 * The bench's held-out figures come from these. When they are used for tuning, they move to the scripts and new ones are written.
 * They are by the same hand as the lexicon, so expect somewhat less on scripts by others.
 */
export const zh: readonly (readonly string[])[] = [
  [
    '端盘子的,谁准你摸这架钢琴?',
    '弹坏了,把你卖了都赔不起。',
    '老先生摘下眼镜:这首曲子,世上只有她一个人会弹。',
    '难道她就是当年的天才少女?',
  ],
  ['妈,公司的钱就是嫂子转走的!', '我连密码都不知道,怎么转?', '转账的那台电脑,是你老公的。'],
  ['穿地摊货也敢来参加拍卖会?', '一千万。', '她疯了吧,她哪来的一千万?', '这位小姐的额度,没有上限。'],
  ['你这种女人,给我儿子提鞋都嫌脏。', '阿姨,您儿子追了我三年,我没答应。', '而且,您现在住的疗养院是我捐的。'],
  ['老头,捡垃圾捡到我们总部来了?', '把他的麻袋丢出去。', '爸?您怎么自己走过来了!', '完了,他是老爷子……'],
  ['三天后就要开庭了,你还不肯认罪?', '我再说最后一遍,那晚开车的人不是我。', '行车记录仪找到了,坐在驾驶位上的,是原告。'],
  ['这孩子长得一点都不像我。', '你抱着他滚回娘家去!', '医生说需要骨髓,只有你配上了。', '百分之百吻合,他就是你的种。'],
  ['区区一个外门杂役,也敢挑战圣女?', '给你一招的机会。', '一招?我怕你接不住。', '那是失传千年的剑意……他到底是什么人?'],
  ['你输了,按规矩,手指留下一根。', '慢,底牌还没翻。', '同花顺?!不可能,牌是我亲手洗的!'],
  ['姐,你就成全我们吧,反正你也活不了多久了。', '可惜啊,报告是我让医生写给你们看的。', '房子和保险,我早就改了受益人。'],
  ['没有请柬就别挡道,后面还有贵宾。', '贵宾?你说的是我弟弟吧。', '大哥,全场就等您剪彩了!'],
  ['把她关进祠堂,饿三天。', '老夫人,宫里来人了!', '奉太后懿旨,接郡主回府。'],
];

export const en: readonly (readonly string[])[] = [
  [
    'Hey, dishwasher, who said you could touch that piano?',
    "Break it and we'd have to sell you to pay for it.",
    'Only one person alive can play that piece.',
    'Wait, is she the prodigy who disappeared?',
  ],
  [
    'Mom, my sister-in-law emptied the company account!',
    "I don't even have the password. How could I?",
    "The transfer came from your husband's laptop.",
  ],
  [
    'A thrift store dress at an auction? How brave.',
    'Ten million.',
    "She's insane. Where would she get ten million?",
    "This lady's credit has no limit.",
  ],
  [
    "You're not fit to tie my son's shoes.",
    "Ma'am, your son chased me for three years. I said no.",
    'And the nursing home you live in? I paid for it.',
  ],
  [
    'Old man, did you come to dig through our garbage?',
    'Toss his bag in the street.',
    'Dad? Why did you walk here by yourself?',
    "Oh no. He's the old chairman...",
  ],
  [
    'The trial is in three days and you still deny it?',
    "For the last time, I wasn't the one driving.",
    'We found the dash cam. The man behind the wheel is the plaintiff.',
  ],
  [
    'This kid looks nothing like me.',
    'Take him and go back to your mother!',
    'He needs a transplant, and you are the only match.',
    "A perfect match. He's your blood.",
  ],
  [
    'A stable boy dares to challenge the champion?',
    "I'll give you one strike.",
    'One? You will not survive it.',
    'That sword style died a thousand years ago... who is he?',
  ],
  [
    'You lose. House rules, leave a finger on the table.',
    "Hold on. I haven't shown my last card.",
    'A straight flush?! I shuffled that deck myself!',
  ],
  [
    "Just let us be together. You don't have long to live anyway.",
    'Funny thing. I asked the doctor to write that report for you.',
    'The house and the insurance have a new beneficiary.',
  ],
  [
    'No invitation, no entry. We have real guests waiting.',
    'You mean my little brother?',
    'There you are! Everyone is waiting for you to cut the ribbon.',
  ],
  [
    'Lock her in the cellar without food.',
    'My lady, riders from the palace!',
    'By order of the queen mother, we have come to take the duchess home.',
  ],
];
