/** The words of notices by law and language: data, to be confirmed by a lawyer. What they are filled with is letter.ts. */
import type { Jurisdiction, NoticeLanguage } from './contract.ts';

type Statements = { goodFaith: string; accuracy: string; perjury: string; authority: string };
export type Template = { subject: string; intro: string; demands: string; statements: Statements; outro: string };

const english = (subject: string, intro: string, demands: string, statements: Statements): Template => ({
  subject,
  intro,
  demands,
  statements,
  outro: 'Please confirm receipt of this notice and tell us what was done, quoting the reference above.',
});
const chinese = (subject: string, intro: string, demands: string, statements: Statements): Template => ({
  subject,
  intro,
  demands,
  statements,
  outro: '请确认收到本通知，并注明上述编号告知处理结果。',
});
const goodFaithEn =
  'I have a good-faith belief that the use described above is not authorised by the copyright owner, its agent, or the law.';
const accuracyEn = 'The information in this notice is accurate and complete to the best of my knowledge.';
const authorityEn = 'I am the owner of the rights named above, or am authorised to act for their owner.';
const perjuryEn =
  'Under penalty of perjury, I am the owner, or am authorised to act on behalf of the owner, of an exclusive right that is allegedly infringed.';
const goodFaithZh = '本人善意确信，上述使用未经权利人、其代理人或法律许可。';
const accuracyZh = '本人对本通知书的真实性负责，所附材料真实、准确。';
const authorityZh = '本人系上述作品的权利人，或已获得权利人合法授权。';
const perjuryZh = '本人愿负伪证责任，声明系被侵害专有权利的权利人或经授权代表权利人行事。';
const chinaEnglish: Statements = {
  goodFaith: goodFaithEn,
  accuracy: 'We answer for the truth of this notice and of the material with it.',
  perjury: perjuryEn,
  authority: authorityEn,
};
const chinaChinese: Statements = { goodFaith: goodFaithZh, accuracy: accuracyZh, perjury: perjuryZh, authority: authorityZh };

export const templates: Readonly<Record<Jurisdiction, Readonly<Record<NoticeLanguage, Template>>>> = {
  dmca: {
    en: english(
      'Notice of copyright infringement under 17 U.S.C. § 512(c)',
      'To the designated agent: this is a notification under 17 U.S.C. § 512(c)(3). The works named below are shown on your service without authorisation.',
      'We ask you to remove, or to disable access to, the material at these addresses expeditiously.',
      { goodFaith: goodFaithEn, accuracy: 'The information in this notification is accurate.', perjury: perjuryEn, authority: authorityEn },
    ),
    'zh-CN': chinese(
      '依据《美国法典》第 17 编第 512(c) 条发出的版权侵权通知',
      '致指定代理人：本通知依据《美国法典》第 17 编第 512(c)(3) 条发出。下列作品未经许可在贵平台传播。',
      '请迅速移除下列地址的内容，或断开对其的访问。',
      { goodFaith: goodFaithZh, accuracy: '本通知所载信息准确。', perjury: perjuryZh, authority: authorityZh },
    ),
  },
  cn_network: {
    'zh-CN': chinese(
      '侵害信息网络传播权通知书',
      '根据《信息网络传播权保护条例》第十四条，现就贵平台上未经许可传播下列作品的行为，向贵方发出本通知书。',
      '请依据该条例第十五条，立即删除下列作品或断开其链接，并将本通知书转送提供作品的服务对象。',
      chinaChinese,
    ),
    en: english(
      'Notice of infringement of the right of dissemination via information networks',
      'Under Article 14 of the Regulations on the Protection of the Right of Dissemination via Information Networks we notify you that the works below are shown on your service without leave.',
      'Under Article 15 please delete them or disconnect the links at once, and forward this notice to whoever provided them.',
      chinaEnglish,
    ),
  },
  cn_civil: {
    'zh-CN': chinese(
      '网络侵权通知',
      '根据《中华人民共和国民法典》第一千一百九十五条，网络用户利用贵方网络服务实施侵害下列作品著作权的行为，现通知贵方。',
      '请及时将本通知转送相关网络用户，并采取删除、屏蔽、断开链接等必要措施。',
      chinaChinese,
    ),
    en: english(
      'Notice of infringement on a network',
      'Under Article 1195 of the Civil Code of China we notify you that users of your service infringe the copyright in the works below.',
      'Please forward this notice to the users in time, and delete, block or disconnect the links.',
      chinaEnglish,
    ),
  },
  cn_ecommerce: {
    'zh-CN': chinese(
      '知识产权侵权通知',
      '根据《中华人民共和国电子商务法》第四十二条，贵平台内经营者提供的下列商品或服务侵害本方知识产权，现通知贵方。',
      '请及时采取删除、屏蔽、断开链接、终止交易和服务等必要措施，并将本通知转送平台内经营者。',
      chinaChinese,
    ),
    en: english(
      'Notice of infringement of intellectual property',
      'Under Article 42 of the E-Commerce Law of China we notify you that what sellers on your platform offer at the addresses below infringes our rights.',
      'Please take the necessary measures in time, and forward this notice to the sellers.',
      chinaEnglish,
    ),
  },
  eu_dsa: {
    en: english(
      'Notice of illegal content under Article 16 of Regulation (EU) 2022/2065',
      'This is a notice under Article 16 of the Digital Services Act. The content at the addresses below infringes copyright.',
      'We ask you to remove the content or to disable access to it, to confirm receipt, and to tell us your decision and the means of redress.',
      {
        goodFaith: 'I believe bona fide that the information and allegations in this notice are accurate and complete.',
        accuracy: accuracyEn,
        perjury: perjuryEn,
        authority: authorityEn,
      },
    ),
    'zh-CN': chinese(
      '依据欧盟《数字服务法》第 16 条发出的违法内容通知',
      '本通知依据欧盟《数字服务法》（第 2022/2065 号条例）第 16 条发出。下列地址的内容侵害著作权。',
      '请移除该内容或断开访问，确认收到本通知，并告知决定及救济途径。',
      { goodFaith: '本人善意确信，本通知所载信息和主张准确、完整。', accuracy: accuracyZh, perjury: perjuryZh, authority: authorityZh },
    ),
  },
};

export const labels: Readonly<Record<NoticeLanguage, Readonly<Record<string, string>>>> = {
  en: {
    reference: 'Reference',
    name: 'Name',
    organisation: 'Organisation',
    capacity: 'Capacity',
    capacity_owner: 'Owner of the rights',
    capacity_exclusive_licensee: 'Exclusive licensee',
    capacity_agent: 'Authorised representative',
    principal: 'On behalf of',
    address: 'Address',
    email: 'E-mail',
    phone: 'Telephone',
    identity: 'Identity or register number',
    work: 'Work',
    description: 'Description',
    registration: 'Registration',
    original: 'Original',
    links: 'Infringing material',
    account: 'Account',
    location: 'Part',
    captured: 'Captured',
    evidence: 'Evidence',
    reasons: 'Reasons',
    demands: 'Request',
    statements: 'Statements',
    signature: 'Signature',
    date: 'Date',
    follow_up: 'Reminder',
    withdrawal: 'Withdrawal',
  },
  'zh-CN': {
    reference: '编号',
    name: '姓名（名称）',
    organisation: '单位',
    capacity: '身份',
    capacity_owner: '权利人',
    capacity_exclusive_licensee: '独占被许可人',
    capacity_agent: '授权代理人',
    principal: '被代理人',
    address: '地址',
    email: '电子邮箱',
    phone: '联系电话',
    identity: '身份证明或营业执照号码',
    work: '作品',
    description: '作品说明',
    registration: '权属登记',
    original: '原作地址',
    links: '侵权链接',
    account: '账号',
    location: '侵权部分',
    captured: '取证时间',
    evidence: '初步证明材料',
    reasons: '侵权理由',
    demands: '请求',
    statements: '声明',
    signature: '签名（盖章）',
    date: '日期',
    follow_up: '催告',
    withdrawal: '撤回',
  },
};

/** Letters that follow a notice. */
export const followUps: Readonly<Record<NoticeLanguage, { intro: string; demands: string }>> = {
  en: {
    intro: 'We refer to our notice of {{sentOn}} ({{subject}}). The addresses below still show the works named there.',
    demands: 'Please tell us within two working days what has been done. This letter adds no new address to the notice.',
  },
  'zh-CN': {
    intro: '我方已于 {{sentOn}} 发出通知（{{subject}}），下列链接至今仍可访问。',
    demands: '请于两个工作日内告知处理情况。本函未增加新的链接。',
  },
};
export const withdrawals: Readonly<Record<NoticeLanguage, { intro: string; demands: string }>> = {
  en: {
    intro: 'We withdraw our notice of {{sentOn}} ({{subject}}) as far as the addresses below are concerned.',
    demands: 'Please restore what was removed because of it, and tell your user of this withdrawal.',
  },
  'zh-CN': {
    intro: '我方撤回于 {{sentOn}} 发出的通知（{{subject}}）中涉及下列链接的部分。',
    demands: '请恢复因该通知而采取措施的内容，并告知相关用户。',
  },
};
