/** Regulation (EU) 2022/2065: notices (16), statements of reasons (17), complaints (20), dispute bodies (21), misuse (23). */
import type { Law } from './contract.ts';
import { both, element, read, remembered } from './sources.ts';

const at = (article: string, number: number) =>
  read(`Regulation (EU) 2022/2065, Art. ${article}`, `https://www.eu-digital-services-act.com/Digital_Services_Act_Article_${number}.html`);

export const euDsa: Law = {
  id: 'eu_dsa',
  name: both('Digital Services Act (European Union)', '欧盟《数字服务法》（DSA）'),
  summary: both(
    'A host confirms receipt and decides in time; the user gets a statement of reasons and may complain for six months, free of charge.',
    '平台确认收到并及时作出决定；用户获得理由说明，并可在六个月内免费申诉。',
  ),
  country: 'EU',
  calendar: 'eu',
  zone: 'Europe/Brussels',
  needsLawyer: true,
  source: read('Regulation (EU) 2022/2065', 'https://eur-lex.europa.eu/eli/reg/2022/2065/oj'),
  noticeElements: [
    element('reasons', 'reasons', 'A substantiated explanation of why it is illegal', '认定违法的充分理由说明', at('16(2)(a)', 16)),
    element('material', 'links', 'The exact URL or URLs', '准确的网络地址（URL）', at('16(2)(b)', 16)),
    element('name_email', 'sender', 'Name and e-mail address', '姓名和电子邮箱', at('16(2)(c)', 16)),
    element(
      'good_faith',
      'statements.goodFaith',
      'Bona fide belief that it is accurate and complete',
      '善意确信内容准确完整的声明',
      at('16(2)(d)', 16),
    ),
  ],
  counterElements: [
    element('explanation', 'explanation', 'Why the decision is wrong', '认为决定有误的理由', at('20(1)', 20)),
    element('name_email', 'name', 'Name and e-mail address', '姓名和电子邮箱', remembered('So that the answer finds whoever complains')),
  ],
  clocks: [
    {
      code: 'acknowledgement',
      label: both('Receipt should have been confirmed', '应已确认收到'),
      startsWith: 'notice_sent',
      kind: 'practice',
      earliest: null,
      latest: { amount: 2, unit: 'business_days' },
      rollsOver: false,
      source: remembered('The house’s own figure; Art. 16(4) says “without undue delay”.'),
    },
    {
      code: 'removal',
      label: both('The decision should be there', '应已作出决定'),
      startsWith: 'notice_sent',
      kind: 'practice',
      earliest: null,
      latest: { amount: 7, unit: 'calendar_days' },
      rollsOver: true,
      source: remembered('The house’s own figure; Art. 16(6) says “timely”.'),
    },
    {
      code: 'counter_wait',
      label: both('The host decides on the complaint', '平台处理申诉'),
      startsWith: 'counter_notice',
      kind: 'practice',
      earliest: null,
      latest: { amount: 10, unit: 'business_days' },
      rollsOver: false,
      source: remembered('The house’s own figure; Art. 20(4) says “timely”, and reversal “without undue delay”.'),
    },
    {
      code: 'complaint_window',
      label: both('The user may complain until then', '用户可在此前申诉'),
      startsWith: 'measure',
      kind: 'legal',
      earliest: null,
      latest: { amount: 6, unit: 'months' },
      rollsOver: true,
      source: at('20(1)', 20),
    },
    {
      code: 'decision',
      label: both('Decide and act', '作出决定'),
      startsWith: 'notice_received',
      kind: 'practice',
      earliest: null,
      latest: { amount: 3, unit: 'business_days' },
      rollsOver: false,
      source: remembered('The house’s own figure; Art. 16(6) says “timely”.'),
    },
  ],
  acts: [
    { code: 'confirm', label: both('Confirm receipt without undue delay', '不迟延地确认收到'), source: at('16(4)', 16) },
    { code: 'decide', label: both('Decide timely, diligently, not arbitrarily', '及时、审慎、不任意地决定'), source: at('16(6)', 16) },
    { code: 'reasons', label: both('Give the user a statement of reasons', '向用户说明理由'), source: at('17', 17) },
    { code: 'restore', label: both('Reverse without undue delay', '不迟延地撤销决定'), source: at('20(4)', 20) },
  ],
  barsSecondNotice: false,
  misuse: {
    label: both('Frequent, manifestly unfounded notices are suspended after a warning.', '频繁发出明显无根据通知的，经警告后暂停受理。'),
    source: at('23(2)', 23),
  },
  escalations: [
    { code: 'follow_up', label: both('Ask the host’s point of contact again', '再次联系平台联络点'), source: at('12', 12) },
    { code: 'dispute_body', label: both('Certified out-of-court dispute body', '经认证的庭外争议解决机构'), source: at('21', 21) },
    { code: 'coordinator', label: both('Complain to the Digital Services Coordinator', '向数字服务协调员投诉'), source: at('53', 53) },
  ],
};
