/** 17 U.S.C. § 512: notice (c)(3), counter-notice (g)(3), replacement (g)(2)(C), misrepresentation (f). */
import type { Law } from './contract.ts';
import { both, element, read, remembered } from './sources.ts';

const url = 'https://www.law.cornell.edu/uscode/text/17/512';
const at = (part: string) => read(`17 U.S.C. § 512${part}`, url);

export const dmca: Law = {
  id: 'dmca',
  name: both('DMCA takedown (United States)', '美国《数字千年版权法》（DMCA）'),
  summary: both(
    'A host is safe from liability while it removes what a complete notice names, tells its user, and puts it back after a counter-notice unless it hears of a suit.',
    '平台收到要件齐全的通知后及时移除并告知用户，即可免责；收到反通知后，如未获知起诉，应予恢复。',
  ),
  country: 'US',
  calendar: 'us_federal',
  zone: 'America/New_York',
  needsLawyer: true,
  source: at(''),
  noticeElements: [
    element('signature', 'signature', 'A physical or electronic signature', '手写或电子签名', at('(c)(3)(A)(i)')),
    element('works', 'works', 'The work that is copied', '被侵权作品', at('(c)(3)(A)(ii)')),
    element('material', 'links', 'The material, and where it is', '侵权材料及其位置', at('(c)(3)(A)(iii)')),
    element('full_contact', 'sender', 'Name, address, telephone and e-mail', '姓名、地址、电话和邮箱', at('(c)(3)(A)(iv)')),
    element(
      'good_faith',
      'statements.goodFaith',
      'Good-faith belief that the use is not authorised',
      '善意确信该使用未经授权的声明',
      at('(c)(3)(A)(v)'),
    ),
    element('accuracy', 'statements.accuracy', 'Statement that the notice is accurate', '通知内容准确的声明', at('(c)(3)(A)(vi)')),
    element('perjury', 'statements.perjury', 'Authority, under penalty of perjury', '愿负伪证责任的有权声明', at('(c)(3)(A)(vi)')),
  ],
  counterElements: [
    element('signature', 'signature', 'A physical or electronic signature', '手写或电子签名', at('(g)(3)(A)')),
    element('material', 'material', 'What was removed, and where it stood', '被移除的材料及其原位置', at('(g)(3)(B)')),
    element(
      'mistake',
      'statements.mistake',
      'Good-faith belief in a mistake or misidentification',
      '善意确信系错误或误认的声明',
      at('(g)(3)(C)'),
    ),
    element('perjury', 'statements.perjury', 'Under penalty of perjury', '愿负伪证责任', at('(g)(3)(C)')),
    element('full_contact', 'address', 'Name, address and telephone', '姓名、地址和电话', at('(g)(3)(D)')),
    element(
      'jurisdiction',
      'statements.jurisdiction',
      'Consent to the court’s jurisdiction, and service',
      '同意法院管辖并接受送达',
      at('(g)(3)(D)'),
    ),
  ],
  clocks: [
    {
      code: 'acknowledgement',
      label: both('The host should have answered', '平台应有回应'),
      startsWith: 'notice_sent',
      kind: 'practice',
      earliest: null,
      latest: { amount: 2, unit: 'business_days' },
      rollsOver: false,
      source: remembered('The house’s own figure; the law says “expeditiously”.'),
    },
    {
      code: 'removal',
      label: both('The links should be gone', '链接应已移除'),
      startsWith: 'notice_sent',
      kind: 'practice',
      earliest: null,
      latest: { amount: 5, unit: 'business_days' },
      rollsOver: false,
      source: remembered('The house’s own figure; 512(c)(1)(C) says “expeditiously”.', url),
    },
    {
      code: 'counter_wait',
      label: both('The host restores unless it hears of a suit', '如未获知起诉，平台恢复内容'),
      startsWith: 'counter_notice',
      kind: 'legal',
      earliest: { amount: 10, unit: 'business_days' },
      latest: { amount: 14, unit: 'business_days' },
      rollsOver: false,
      source: at('(g)(2)(C)'),
    },
    {
      code: 'suit',
      label: both('Last day to tell the host of a suit', '向平台告知起诉的最后期限'),
      startsWith: 'counter_notice',
      kind: 'legal',
      earliest: null,
      latest: { amount: 10, unit: 'business_days' },
      rollsOver: false,
      source: at('(g)(2)(C)'),
    },
    {
      code: 'decision',
      label: both('Decide and act', '作出处理'),
      startsWith: 'notice_received',
      kind: 'practice',
      earliest: null,
      latest: { amount: 2, unit: 'business_days' },
      rollsOver: false,
      source: remembered('The house’s own figure; 512(c)(1)(C) says “expeditiously”.', url),
    },
  ],
  acts: [
    { code: 'remove', label: both('Remove or disable expeditiously', '迅速移除或屏蔽'), source: at('(c)(1)(C)') },
    { code: 'tell', label: both('Tell the user promptly', '及时告知用户'), source: at('(g)(2)(A)') },
    { code: 'forward', label: both('Forward the counter-notice promptly', '及时转送反通知'), source: at('(g)(2)(B)') },
    { code: 'restore', label: both('Replace after 10 and within 14 business days', '10 至 14 个工作日内恢复'), source: at('(g)(2)(C)') },
  ],
  barsSecondNotice: false,
  misuse: {
    label: both('Whoever knowingly misrepresents pays damages, costs and fees.', '故意虚假陈述者须赔偿损失、费用和律师费。'),
    source: at('(f)'),
  },
  escalations: [
    { code: 'follow_up', label: both('Ask the designated agent again', '再次联系平台指定代理人'), source: at('(c)(2)') },
    { code: 'search_engine', label: both('Notify search engines of the links', '向搜索引擎通知这些链接'), source: at('(d)') },
    { code: 'subpoena', label: both('Subpoena to identify the infringer', '申请传票查明侵权人'), source: at('(h)') },
  ],
};
