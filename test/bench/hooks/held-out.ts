/**
 * Turns that no number and no lexicon entry was tuned on: written after both were frozen, and never looked at line by line.
 * The bench's held-out figures come from these. When they are used for tuning, they move to the scripts and new ones are written.
 */
export const zh: readonly (readonly string[])[] = [
  ['这顿饭八千块,够你挣两个月了吧?', '要不你去后厨刷盘子抵账?', '经理鞠着躬跑了过来:夫人,您存在店里的酒醒好了。', '她叫你什么?夫人?'],
  ['爷爷的遗物,轮不着外姓人碰。', '松手!再不松手我剁了你的手!', '遗书最后一行写着,全部留给孙媳。'],
  ['你跟踪我?你竟然派人跟踪我?', '我只是担心你……', '别演了,那些信全是你写的!', '信是我妹妹写的。她模仿我的笔迹已经十年了。'],
  ['今天是我妹妹的婚礼,你一个前妻来干什么,讨喜糖?', '新郎,你自己跟她讲,你娶的是谁。', '抱歉,这场婚礼的新娘从头到尾只有她一个人。'],
  ['没钱就别住院,把她的床搬到走廊上。', '求你们再宽限一天!', '谁给我妈换的床?', '院……院长,我们不知道这是您母亲啊!'],
  ['你爹是个赌鬼,你能是什么好东西?', '站到讲台上来,让大家认认贼长什么样。', '老师,钱包在您自己的抽屉里。'],
  ['大师兄,他灵根都碎了,留着浪费粮食。', '丢下山崖喂狼吧。', '封印……松动了。', '天降九雷,这是仙尊归位的异象!'],
  ['我数到三,不说出密码就先断你弟弟一只手。', '一。二。', '别数了。你身后的兄弟,都是我的人。'],
  ['合约上写得清楚,输的人永远退出这个行业。', '你一个新人,拿什么跟我比?', '评委席上全体起立:这道菜,是已故国宴大师的独门手艺。', '师父的关门弟子,原来在这儿。'],
  ['离了我,你连房租都付不起。', '你看看这份名单,第一页第一行。', '最大债权人……怎么写着你的名字?'],
  ['阿姨,端茶的时候手别抖,地毯三十万一平。', '笑什么笑,乡下来的没见过世面。', '孙女婿,让你见笑了,这宅子本来就是她奶奶留给她的。'],
  ['娘娘赏你的白绫,谢恩吧。', '我没有害皇子!', '皇子开口说话了,他指的是……贵妃!'],
];

export const en: readonly (readonly string[])[] = [
  ['This dinner is two months of rent for you, right?', 'Maybe the kitchen needs an extra dishwasher.', 'Ma’am, the bottle you keep with us is ready. Your usual table?', 'Why did he call her that? Who is she?'],
  ["Grandpa's things are for family only. Let go of the box!", 'You married in. That makes you a guest.', 'Read the last line. He left every bit of it to her.'],
  ["You had me followed? You actually had me followed?", 'I was worried about you.', 'Drop the act. You wrote those letters!', 'My sister wrote them. She has copied my handwriting for ten years.'],
  ["It's my sister's big day. What is the ex-wife doing here, begging for cake?", 'Go on, groom. Tell her who you are marrying.', "There's only ever been one bride. Her."],
  ["Can't pay? Then wheel the old lady into the hallway.", 'Please, one more day!', 'Who moved my mother?', 'Director... we had no idea she was yours!'],
  ["Your dad was a gambler, so what does that make you?", 'Stand up front and let everyone see what a crook looks like.', 'Sir, the wallet is inside your own drawer.'],
  ['He lost his powers. Why feed a cripple?', 'Throw him to the wolves.', 'The seal... it is breaking.', 'Nine bolts of lightning. The immortal has come back!'],
  ["I'll count to three. Give me the code or your brother loses a hand.", 'One. Two.', 'Save your breath. Every man behind you works for me.'],
  ['The loser quits cooking forever. Those are the terms.', "You're a rookie. What could you possibly show me?", "The judges are standing. That's the late master's signature dish!", 'He took one last student after all.'],
  ['Without me you could not even make rent.', 'Look at page one, line one.', "Largest creditor... that's your name. How?"],
  ["Careful with the tea, auntie. That rug costs more than your village.", 'What are you laughing at? Never seen a mansion before?', 'Forgive the staff, my dear. Your grandmother left this estate to you.'],
  ['The queen sends you a cup of wine. Drink it and say thanks.', 'I never harmed the prince!', 'The boy woke up. He is pointing at... the queen!'],
];
