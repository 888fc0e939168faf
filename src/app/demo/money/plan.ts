/** What the demo's parties agreed on before the month: who is paid what, what was spent on traffic, how payees are paid. */
import { planContent } from '../../../modules/revenue/contract.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import type { House } from '../../compose.ts';
import type { Agency, Joined } from '../audience/people.ts';

export const financeLogIn = { email: 'finance@hookline.local', password: 'hookline-demo-finance' };

/** The owner as a person, who signs and approves, and a second person, who prepares. */
export async function moneyPeople(house: House, owner: Actor): Promise<{ boss: Actor; finance: Actor }> {
  const { organisationId } = owner;
  const { members } = house.identity;
  const passwordHash = await members.hashPassword(financeLogIn.password);
  const name = '周岚（财务）';
  return house.db.transaction(async (trx) => {
    const [ownerId] = await members.listUserIds(trx, organisationId, ['owner']);
    const person = { name, email: financeLogIn.email, passwordHash, language: null };
    const { userId } = await members.enrol(trx, { organisationId, role: 'operator', person });
    const boss = await members.userOf(trx, ownerId!);
    return {
      boss: { ...owner, kind: 'person', id: boss.id, name: boss.name, role: 'owner' },
      finance: { ...owner, kind: 'person', id: userId, name, role: 'operator' },
    };
  });
}

/** The drama's plan: a channel's fee, traffic paid back first, the author's guarantee and ladder, creators by their terms. */
export async function agreePlan(
  house: House,
  { boss, finance }: { boss: Actor; finance: Actor },
  { workId, from }: { workId: string; from: string },
): Promise<string> {
  const { revenue } = house;
  const author = await revenue.createPayee(finance, { name: '原著与编剧 林晚舟', belongsTo: { kind: 'nobody', id: null } });
  const plan = await revenue.createPlan(finance, {
    name: '《她从火中归来》分账方案',
    scope: { kind: 'work', id: workId },
    content: contentFor(author.id),
    effectiveFrom: from,
    effectiveUntil: null,
    note: '与原著作者及投放方确认后执行',
  });
  // A writer is paid royalties: another law than for those who work through the platform.
  await revenue.putProfile(finance, author.id, {
    kind: 'person',
    legalName: '林晚舟',
    region: 'CN',
    idNumber: { kind: 'cn_id_card', number: '11010119850214202X' },
    currency: 'CNY',
    thresholdMinor: null,
    method: { kind: 'bank_cn', accountName: '林晚舟', account: '6217001180021234565', bankName: '中国建设银行', branch: '', cnaps: '' },
  });
  await revenue.setRegime(finance, author.id, { regime: 'cn_royalty', reason: '著作权许可使用费' });
  const { versions } = await revenue.proposeVersion(finance, plan.id, 1);
  const yes = { as: 'organisation', decision: 'yes' as const, contentHash: versions[0]!.contentHash, note: '' };
  await revenue.signVersion(boss, plan.id, 1, yes);
  return plan.id;
}

function contentFor(authorId: string) {
  const author = `payee:${authorId}`;
  const promoted = [
    { party: 'role:creator', share: 'terms', otherwise: 'role:operator' },
    { party: 'role:agency', share: 'terms', otherwise: 'role:creator' },
  ];
  const tier = (upToMinor: string | null, bps: number) => ({
    upToMinor,
    parts: [...promoted, { party: author, share: { bps } }, { party: 'role:studio', share: 'rest' }],
  });
  const simply = (id: string, rest: string) => ({
    kind: 'split',
    id,
    label: '分成',
    tiers: [{ upToMinor: null, parts: [...promoted, { party: rest, share: 'rest' }] }],
  });
  return planContent.parse({
    currency: 'CNY',
    words: '渠道费按流水的 10% 计；投流成本由各方共同承担，先从余额的一半中收回；原著与编剧保底 200 元，从其分成中抵扣。',
    waterfalls: [
      {
        kinds: ['order', 'renewal'],
        steps: [
          { kind: 'fee', id: 'channel', label: '渠道费', party: 'role:operator', of: 'gross', rate: { bps: 1000 } },
          {
            kind: 'recover',
            id: 'traffic',
            label: '投流成本',
            from: 'pot',
            to: 'role:operator',
            rate: { bps: 2000 },
            cost: 'traffic',
          },
          { kind: 'split', id: 'split', label: '分成', tiers: [tier('300000', 3000), tier(null, 3500)] },
          {
            kind: 'recover',
            id: 'guarantee',
            label: '作者保底抵扣',
            from: author,
            to: 'role:studio',
            rate: { bps: 10_000 },
            advanceMinor: '20000',
          },
        ],
      },
      { kinds: ['ad_revenue'], steps: [simply('ads', 'role:studio')] },
      { kinds: ['fixed_fee'], steps: [simply('fees', 'role:operator')] },
    ],
  });
}

/** How people are paid: most have said it, one has not. The second agency is a company whose invoice is missing. */
export async function fillProfiles(
  house: House,
  { joined, agencies }: { joined: readonly Joined[]; agencies: readonly Agency[] },
): Promise<void> {
  const { revenue } = house;
  for (const [index, { actor }] of joined.entries()) {
    const given = persons[index];
    if (!given) continue;
    await revenue.putMyProfile(actor, {
      kind: 'person',
      legalName: given.name,
      region: 'CN',
      idNumber: { kind: 'cn_id_card', number: given.number },
      currency: 'CNY',
      thresholdMinor: null,
      method: { kind: 'bank_cn', accountName: given.name, account: given.card, bankName: given.bank, branch: '', cnaps: '' },
    });
  }
  for (const [index, { actor }] of agencies.entries()) {
    const given = companies[index]!;
    await revenue.putMyProfile(actor, {
      kind: 'company',
      legalName: given.name,
      region: 'CN',
      idNumber: { kind: 'cn_credit_code', number: given.number },
      currency: 'CNY',
      thresholdMinor: null,
      method: { kind: 'bank_cn', accountName: given.name, account: given.account, bankName: given.bank, branch: '', cnaps: given.cnaps },
    });
  }
}

// Numbers of nobody, whose check digits are right.
const persons = [
  { name: '余小满', number: '110101199003071014', card: '6214830212345670002', bank: '招商银行' },
  { name: '陈一鸣', number: '310104199208152025', card: '6222021001122330001', bank: '中国工商银行' },
  { name: '苏晴', number: '440306198801213034', card: '6230520912348760004', bank: '中国农业银行' },
  null,
  { name: '程乐', number: '330102199511114049', card: '6217003661004580007', bank: '中国建设银行' },
  { name: '贺然', number: '510107199706305051', card: '6228480031987650004', bank: '中国农业银行' },
  { name: '高远', number: '350203199309126068', card: '6212261602009130008', bank: '中国工商银行' },
];
const companies = [
  {
    name: '上海星河短剧文化传媒有限公司',
    number: '91310115MA1K3YQ0X5',
    account: '121912345610701',
    bank: '招商银行上海张江支行',
    cnaps: '308290003020',
  },
  {
    name: '深圳快鱼传媒有限公司',
    number: '91440300MA5DA1B2X1',
    account: '4000023009200123456',
    bank: '中国工商银行深圳福田支行',
    cnaps: '102584002302',
  },
];
