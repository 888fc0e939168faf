/** What lies on the desk of the demo's operator today: suspects, a file with a wrong row, a caption to review. */
import { columnMapping } from '../../../modules/attribution/contract.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { businessZone, dateIn } from '../../../platform/time.ts';
import type { House } from '../../compose.ts';
import { bannedHost } from '../crowd.ts';
import { until } from '../until.ts';
import type { Placed } from './campaigns.ts';

const dayMs = 24 * 3_600_000;
const columns = { orderId: '订单号', occurredAt: '支付时间', amount: '支付金额', status: '订单状态', code: '搜索码' };

/** Has suspicious traffic looked for; one suspect is released with a reason, one confirmed, the others wait. Answers with how many there are. */
export async function judgeSuspects(house: House, owner: Actor): Promise<number> {
  const { signals } = house.attribution.edges;
  const { organisationId } = owner;
  await signals.setSettings(owner, { holdAt: 0.7, off: [], bannedReferrers: [bannedHost] });
  const { found } = await signals.look(organisationId, { all: true });
  const held = (await house.db.read((trx) => signals.list(trx, organisationId, { limit: 100, state: 'held' }))).items;
  const flooded = held.find((suspect) => suspect.signals.some(({ kind }) => kind === 'click_flooding'));
  const mildest = held.filter(({ id, subject }) => id !== flooded?.id && subject === 'conversion').at(-1);
  if (mildest) await signals.decide(owner, [mildest.id], 'release', '已与达人核对：测试订单，未领取收益');
  if (flooded) await signals.decide(owner, [flooded.id], 'confirm', '同一批设备连续数日点击，转化为零');
  return found;
}

/** A mapping kept by its name, and a file that was sent with it and has one wrong row: it waits for somebody to say what to do. */
export async function sendFile(
  house: House,
  owner: Actor,
  given: { placements: readonly (readonly Placed[])[]; endMs: number; signal: AbortSignal },
): Promise<void> {
  const { attribution } = house;
  const { imports } = attribution.edges;
  const { id: sourceId } = await attribution.sources.createSource(owner, {
    kind: 'file',
    name: '小程序后台导出',
    currency: 'CNY',
    zone: businessZone,
  });
  await imports.saveMapping(owner, { sourceId, name: '订单明细', mapping: columnMapping.parse({ columns }) });
  const codes = given.placements.flat().map(({ code }) => code);
  const day = dateIn(businessZone, new Date(given.endMs - dayMs));
  const rows = Array.from({ length: 12 }, (_, at) =>
    [
      `MP${day.replaceAll('-', '')}${100 + at}`,
      `${day} ${10 + at}:2${at % 10}:00`,
      at === 6 ? '19.9O' : ['9.90', '19.90', '29.90'][at % 3],
      at % 5 === 4 ? '已退款' : '已支付',
      codes[at % codes.length],
    ].join(','),
  );
  const text = `\ufeff${Object.values(columns).join(',')}\r\n${rows.join('\r\n')}\r\n`;
  const file = { sourceId, filename: `订单明细_${day}.csv`, mappingName: '订单明细' };
  const sent = await imports.createImport(
    owner,
    file,
    (async function* () {
      yield Buffer.from(text);
    })(),
  );
  await until(
    async () => (await house.db.read((trx) => imports.getImport(trx, owner.organisationId, sent.id))).state !== 'checking',
    given.signal,
  );
}

/** A caption that was reviewed and is used, and one that waits for somebody to read it. */
export async function writeCaptions(house: House, owner: Actor): Promise<void> {
  const { campaigns } = house;
  const write = (name: string, text: string) =>
    campaigns.createTemplate(owner, { name, channel: 'douyin', language: 'zh-CN', text, hashtags: ['微短剧', '逆袭', '{title}'] });
  const { id } = await write('悬念开头', '{hook}\n全剧《{title}》，打开搜索 {code} 接着看。');
  await campaigns.reviewTemplate(owner, id, true);
  await write('数字开头', '{episodes} 集一口气看完《{title}》，搜索码 {code}');
}
