/** 信息网络传播权保护条例 14–17, 民法典 1195–1197, 电子商务法 42–45. */
import type { ClockRule, Element, Law, Source } from './contract.ts';
import { both, element, read, remembered } from './sources.ts';

const regulation = (article: string): Source =>
  read(`《信息网络传播权保护条例》第${article}条`, 'https://www.gov.cn/zwgk/2006-05/29/content_294000.htm');
const civil = (article: string): Source =>
  read(`《民法典》第${article}条`, 'http://www.npc.gov.cn/npc/c30834/202006/75ba6483b8344591abd07917e1d25cc8.shtml');
const commerce = (article: string): Source =>
  read(`《电子商务法》第${article}条`, 'http://www.npc.gov.cn/npc/c30834/201808/5f7ac8879fa44f2aa0d52626757371bf.shtml');
const reply = read(
  '最高人民法院《关于涉网络知识产权侵权纠纷几个法律适用问题的批复》（法释〔2020〕9号）第三条',
  'https://www.chinajusticeobserver.com/law/x/reply-on-%20internet-intellectual-property-infringement-disputes-20200912/chn',
);
const opinion = remembered('最高人民法院《关于审理涉电子商务平台知识产权民事案件的指导意见》（法发〔2020〕32号）第五、七条');
/** 民法典 201 and 203: the day it begins does not count, and a last day off moves to the next day. */
const rollsOver = true;

const practice = (code: string, en: string, zh: string, startsWith: ClockRule['startsWith'], days: number, why: Source): ClockRule => ({
  code,
  label: both(en, zh),
  startsWith,
  kind: 'practice',
  earliest: null,
  latest: { amount: days, unit: 'business_days' },
  rollsOver: false,
  source: why,
});
const working = (note: string): Source => remembered(note);
const hostClocks = (word: string): ClockRule[] => [
  practice(
    'acknowledgement',
    'The host should have answered',
    '平台应有回应',
    'notice_sent',
    1,
    working(`本系统惯用期限；法律表述为“${word}”`),
  ),
  practice('removal', 'The links should be gone', '链接应已移除', 'notice_sent', 3, working(`本系统惯用期限；法律表述为“${word}”`)),
  practice('decision', 'Decide and act', '作出处理', 'notice_received', 1, working(`本系统惯用期限；法律表述为“${word}”`)),
];
const contact = (source: Source): Element =>
  element('any_contact', 'sender', 'Name, contact and address', '姓名（名称）、联系方式和地址', source);
const escalations = [
  { code: 'follow_up', label: both('Ask the host again', '再次催告平台'), source: remembered('惯常做法') },
  {
    code: 'copyright_office',
    label: both('Report to the copyright authority (12426)', '向版权主管部门举报（12426）'),
    source: remembered('国家版权局 12426 版权举报平台'),
  },
  { code: 'injunction', label: both('Ask a court for a preservation order', '向法院申请行为保全'), source: reply },
];

export const cnNetwork: Law = {
  id: 'cn_network',
  name: both('China: Regulations on Network Dissemination', '中国《信息网络传播权保护条例》'),
  summary: both(
    'The host removes at once and forwards; after a counter-notice it restores at once, and the owner may not send another notice for it.',
    '平台收到通知书后立即删除并转送；收到书面说明后立即恢复，权利人不得再次通知删除。',
  ),
  country: 'CN',
  calendar: 'cn',
  zone: 'Asia/Shanghai',
  needsLawyer: true,
  source: regulation('十四至十七'),
  noticeElements: [
    contact(regulation('十四')),
    element('works', 'works', 'The work’s name', '作品名称', regulation('十四')),
    element('material', 'links', 'Network addresses to be removed', '要求删除或断开链接的网络地址', regulation('十四')),
    element('evidence', 'evidence', 'Preliminary proof of infringement', '构成侵权的初步证明材料', regulation('十四')),
    element('accuracy', 'statements.accuracy', 'Answerable for the notice being true', '对通知书真实性负责的声明', regulation('十四')),
    element('signature', 'signature', 'Signature or seal', '签名或盖章', remembered('书面通知的惯常要求', null)),
  ],
  counterElements: [
    element('any_contact', 'name', 'Name, contact and address', '姓名（名称）、联系方式和地址', regulation('十六')),
    element('material', 'material', 'The work’s name and address to be restored', '要求恢复的作品名称和网络地址', regulation('十六')),
    element('proof', 'proof', 'Preliminary proof of no infringement', '不构成侵权的初步证明材料', regulation('十六')),
    element('accuracy', 'statements.accuracy', 'Answerable for it being true', '对书面说明真实性负责的声明', regulation('十六')),
  ],
  clocks: [
    ...hostClocks('立即'),
    {
      code: 'counter_wait',
      label: both('The host restores at once', '平台应立即恢复'),
      startsWith: 'counter_notice',
      kind: 'legal',
      earliest: { amount: 0, unit: 'hours' },
      latest: { amount: 0, unit: 'hours' },
      rollsOver: false,
      source: regulation('十七'),
    },
  ],
  acts: [
    { code: 'remove', label: both('Remove or disconnect at once', '立即删除或断开链接'), source: regulation('十五') },
    { code: 'forward', label: both('Forward the notice, or publish it', '转送通知书，无法转送的予以公告'), source: regulation('十五') },
    { code: 'restore', label: both('Restore at once and forward', '立即恢复并转送书面说明'), source: regulation('十七') },
  ],
  barsSecondNotice: true,
  misuse: {
    label: both('Whoever’s notice was wrong pays the user’s loss.', '因权利人的通知错误给服务对象造成损失的，应承担赔偿责任。'),
    source: regulation('二十四'),
  },
  escalations,
};

export const cnCivil: Law = {
  id: 'cn_civil',
  name: both('China: Civil Code', '中国《民法典》'),
  summary: both(
    'The host takes necessary measures and forwards; after a declaration of no infringement it ends them unless it hears of a complaint or a suit within a reasonable time.',
    '平台采取必要措施并转送；收到不侵权声明转送后，合理期限内未获知投诉或起诉的，应终止措施。',
  ),
  country: 'CN',
  calendar: 'cn',
  zone: 'Asia/Shanghai',
  needsLawyer: true,
  source: civil('一千一百九十五、一千一百九十六'),
  noticeElements: [
    element('evidence', 'evidence', 'Preliminary evidence of infringement', '构成侵权的初步证据', civil('一千一百九十五')),
    element('identity', 'sender.identityNumber', 'The owner’s real identity', '权利人的真实身份信息', civil('一千一百九十五')),
    contact(remembered('使平台得以联系的惯常要求')),
    element('works', 'works', 'The work', '作品', remembered('定位被侵权内容的惯常要求')),
    element('material', 'links', 'Where the copy is', '侵权内容的网络地址', remembered('定位被侵权内容的惯常要求')),
  ],
  counterElements: [
    element('proof', 'proof', 'Preliminary evidence of no infringement', '不存在侵权行为的初步证据', civil('一千一百九十六')),
    element('identity', 'identityNumber', 'The user’s real identity', '网络用户的真实身份信息', civil('一千一百九十六')),
    element('any_contact', 'name', 'Name and contact', '姓名和联系方式', remembered('使平台得以联系的惯常要求')),
  ],
  clocks: [
    ...hostClocks('及时'),
    {
      code: 'counter_wait',
      label: both('Complain or sue within a reasonable time', '合理期限内投诉或起诉'),
      startsWith: 'counter_notice',
      kind: 'legal',
      earliest: null,
      // The Code says no number; the Court's reply caps what notarisation and the like may add, and that is taken for the outermost day.
      latest: { amount: 20, unit: 'business_days' },
      rollsOver: false,
      source: { ...reply, unverified: true },
    },
  ],
  acts: [
    { code: 'measure', label: both('Forward, and take necessary measures', '及时转送并采取必要措施'), source: civil('一千一百九十五') },
    { code: 'restore', label: both('End the measures in time', '及时终止所采取的措施'), source: civil('一千一百九十六') },
  ],
  barsSecondNotice: false,
  misuse: {
    label: both('Whoever’s notice was wrong answers for the harm.', '因错误通知造成损害的，应当承担侵权责任。'),
    source: civil('一千一百九十五'),
  },
  escalations,
};

export const cnEcommerce: Law = {
  id: 'cn_ecommerce',
  name: both('China: E-Commerce Law', '中国《电子商务法》'),
  summary: both(
    'For what is sold on platforms: measures in time; after a declaration that reaches the owner the platform waits fifteen days for a complaint or a suit.',
    '适用于平台内经营：平台及时采取必要措施；声明到达权利人后十五日内未收到投诉或起诉通知的，应终止措施。',
  ),
  country: 'CN',
  calendar: 'cn',
  zone: 'Asia/Shanghai',
  needsLawyer: true,
  source: commerce('四十二至四十五'),
  noticeElements: [
    element('evidence', 'evidence', 'Preliminary evidence of infringement', '构成侵权的初步证据', commerce('四十二')),
    element('identity', 'sender.identityNumber', 'Proof of right and real identity', '权属证明及权利人真实身份信息', opinion),
    element('works', 'works', 'The work', '作品', opinion),
    element('material', 'links', 'Exact place of the goods or service', '能够准确定位的商品或服务信息', opinion),
    element('accuracy', 'statements.accuracy', 'Written warranty of truth', '通知真实性的书面保证', opinion),
    contact(remembered('使平台得以联系的惯常要求')),
  ],
  counterElements: [
    element('proof', 'proof', 'Preliminary evidence of no infringement', '不存在侵权行为的初步证据', commerce('四十三')),
    element('identity', 'identityNumber', 'The seller’s real identity', '平台内经营者的真实身份信息', opinion),
    element('material', 'material', 'What is to be restored', '要求终止措施的商品或服务信息', opinion),
    element('accuracy', 'statements.accuracy', 'Written warranty of truth', '声明真实性的书面保证', opinion),
  ],
  clocks: [
    ...hostClocks('及时'),
    {
      code: 'counter_wait',
      label: both('Complain or sue within fifteen days', '十五日内投诉或起诉'),
      startsWith: 'counter_notice',
      kind: 'legal',
      earliest: null,
      latest: { amount: 15, unit: 'calendar_days' },
      rollsOver,
      source: commerce('四十三'),
    },
  ],
  acts: [
    {
      code: 'measure',
      label: both('Take necessary measures in time and forward', '及时采取必要措施并转送通知'),
      source: commerce('四十二'),
    },
    { code: 'publish', label: both('Publish notices, declarations and results', '公示通知、声明及处理结果'), source: commerce('四十四') },
    { code: 'restore', label: both('End the measures', '终止所采取的措施'), source: commerce('四十三') },
  ],
  barsSecondNotice: false,
  misuse: {
    label: both('A wrong notice made in bad faith costs double damages.', '恶意发出错误通知，造成经营者损失的，加倍承担赔偿责任。'),
    source: { ...commerce('四十二'), unverified: true },
  },
  escalations,
};
