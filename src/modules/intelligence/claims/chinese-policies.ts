/** Rules of support in Chinese whose own sentence or clause names no gift: what is asked for, and what goes on from the award before. */
import type { Quantity } from '../quantities/quantity.ts';
import type { Claim } from './claim.ts';
import { endOfClause, startOfClause } from './places.ts';
import type { Policy } from './policies.ts';
import type { Scene } from './scene.ts';

/** 申报单位营业收入门槛为200万元，员工不少于5人即可: what is asked of those who apply. `gives` tells that its own clause names a gift. */
export function asksFor({ text }: Scene, quantity: Quantity, gives: boolean): boolean {
  if (gives || quantity.bound === 'at_most' || quantity.bound === 'nearly' || quantity.unit === 'rank') return false;
  const applies = /申报|申请|享受|认定|入选|准入|资格|扶持对象|参评|扶持项目/.test(text);
  const asked = /门槛|条件|必?须|应当?|要求|即可|方可|方能|才能|才可|满足|符合|均可|可以?申/.test(text);
  const clause = text.slice(startOfClause(text, quantity.start), endOfClause(text, quantity.end));
  return (
    applies &&
    asked &&
    (/门槛|必?须|应当?|要求|达到|(?<!不)满|即可/.test(clause) || quantity.bound === 'at_least' || quantity.bound === 'over')
  );
}

/** A类每部扶持50万元，B类每部30万元；立项后拨付60%，验收后拨付40%: one more of the award before. */
export function goesOnGiving(
  { text }: Scene,
  quantity: Quantity,
  before: string,
  last: Pick<Claim, 'metric' | 'measure' | 'statusAsWorded' | 'unit'> | null,
): Policy | null {
  if (last?.statusAsWorded !== 'policy' || last.measure === 'threshold' || quantity.unit !== last.unit) return null;
  if (quantity.unit !== 'money' && quantity.unit !== 'share') return null;
  if (
    !/^[，；、,;][^，；。]{0,14}(?:类|级|档|等奖?|奖|每[部家个项集]|单部|项目|企业|作品|拨付|兑付|部分|后)(?:再|可|为|按|则|均)?$/.test(
      before,
    )
  )
    return null;
  if (/共有|达到|累计|同比|收入|产值|营收|超过|不低于|以上/.test(text.slice(quantity.start - before.length, quantity.end + 4))) return null;
  return { metric: last.metric, measure: last.measure, status: 'policy' };
}
