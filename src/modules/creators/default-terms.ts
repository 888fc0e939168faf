import type { TermsText } from './tables.ts';

/**
 * The terms that hold until an organisation publishes its own: fair to both sides, and a start for the operator's lawyer. Version
 * 1 of every organisation. A change here reaches only those where nobody has accepted them yet, so what was accepted stays.
 */
export const defaultTermsVersion = 1;
/** They hold from the beginning. */
export const defaultTermsDay = '2026-01-01T00:00:00.000Z';

const chinese = `一、合作内容
你在本平台领取短剧的推广计划，用自己的渠道账号发布推广内容，观众通过你的搜索码或链接产生的安装、订单和广告收入，按推广计划载明的条款计算你的收益。

二、账号报备
推广前请先报备所用的渠道账号。账号须由你本人（或你所属机构）持有或获得授权使用。未报备、未通过审核的账号所带来的收益，推广计划可以不予计入。

三、推广规范
1. 只使用推广计划提供或允许的素材，遵守其渠道、地区、日期和首发保护要求。
2. 遵守所在渠道的规则和适用法律，按要求标注广告或推广信息。
3. 不得夸大、虚假宣传，不得冒充片方或他人，不得发布低俗、侵权或违法内容。
4. 不得刷量、诱导误点、购买自己的订单，或以其他方式制造虚假的点击、搜索和转化。

四、素材授权
推广计划有效期内，平台授予你为该推广使用所提供素材的非独占、不可转让的许可。计划结束或领取撤回后，请停止发布新的内容；片方有权要求删除违规内容。

五、收益与结算
1. 收益比例、固定金额、封顶、归因窗口和冻结天数以你领取时推广计划的条款为准；条款变更不影响此前已产生的收益。
2. 每一笔转化的归因结果和理由你都可以查看，并可在收到后提出异议。
3. 退款会按比例冲减相应收益。出现异常信号的收益会先冻结，由工作人员核实后放行或作废。
4. 你应依法纳税；依法需要代扣代缴的，平台按规定执行。

六、个人信息
平台只处理履行合作所需的信息：姓名或昵称、电子邮箱、渠道账号及推广数据。你可以查看、更正、导出或要求删除自己的个人信息；依法须保存的账务记录除外。

七、停用与退出
你可以随时退出机构或本平台。违反本条款的，平台可以暂停你的账号并说明理由。退出或停用前已经产生且有效的收益，仍按约定结算。

八、条款变更
条款更新后会公布新版本并说明变更内容。你接受新版本后方可继续领取推广计划；在此之前，已领取的计划继续按原条款履行。

九、其他
本条款未尽事宜由双方协商；协商不成的，依运营方所在地法律解决。`;

const english = `1. What this is
You take campaigns for dramas here and publish about them from your own channel accounts. What viewers do through your search codes and links (installs, orders, advertising) earns you what the campaign's terms say.

2. Your accounts
File the channel accounts that you use before you promote from them. They must be yours, your agency's, or yours to use. A campaign may leave out what comes from accounts that are not filed or not approved.

3. How to promote
a. Use the material that the campaign offers or allows, and keep to its channels, territories, dates and embargo.
b. Follow the rules of the channel and the law that applies, and mark advertising as advertising.
c. Do not mislead or exaggerate, do not pose as the producer or as anybody else, and publish nothing obscene, infringing or unlawful.
d. Do not make false clicks, searches or conversions: no bots, no traps, no orders of your own through your own code.

4. The material
While a campaign runs you may use its material for that promotion; the right is not exclusive and cannot be passed on. When the campaign ends or you give it back, publish nothing new from it. The producer may ask for unlawful or wrong posts to be taken down.

5. Money
a. Shares, fixed amounts, caps, attribution windows and hold days are those of the campaign's terms when you earn. A later change does not touch what you earned before.
b. You can read for every conversion how it was attributed and why, and you can object.
c. Refunds reduce what was earned from the order in proportion. What looks irregular is held, looked at by a person, and released or voided.
d. You pay your own taxes; where the law wants it, tax is withheld.

6. Your data
Only what this work needs is kept: your name, your e-mail, your channel accounts and the numbers of your promotion. You can see, correct, export or have it erased, except for accounting records that the law wants kept.

7. Leaving
You can leave your agency or this organisation at any time. Whoever breaks these terms can be suspended and is told why. What was validly earned before is still paid.

8. Changes
A new version is published with what changed. Accept it to take further campaigns; until then what you have taken goes on under the terms that you accepted.

9. The rest
What is not said here is settled between the two sides, and failing that by the law of the place where the operator has its seat.`;

export const defaultTerms: readonly TermsText[] = [
  { language: 'zh-CN', title: '达人合作条款', body: chinese },
  { language: 'en', title: 'Terms for creators', body: english },
];
