/** What a page's interface leaves in a saved text: buttons, search boxes, counters, footers. Nothing of it is the document's. */

const exact =
  /^(?:search(?: documents?)?|share|print|save|copy(?: link)?|subscribe|sign (?:in|up)|log ?(?:in|out)|menu|home|close|back(?: to top)?|next|previous|more|read more|load more|show (?:more|less)|view (?:all|more|original)|see also|related(?: articles?| documents?)?|recommended|follow|like|reply|comments?(?: \(\d+\))?|download(?: app)?|open in app|skip to (?:main )?content|table of contents|advertisement|ad|cookies?|accept(?: all)?|translate|搜索(?:文档)?|搜 ?索|分享|分享到.{0,12}|打印|收藏|点赞|评论|举报|关注|登录|注册|登录\/注册|首页|返回(?:顶部|首页|列表)?|上一篇.{0,60}|下一篇.{0,60}|上一页|下一页|更多|查看(?:更多|全部|原文)|阅读(?:全文|原文|更多)|展开(?:全文)?|收起|相关(?:阅读|推荐|文章|新闻)|推荐阅读|热门(?:推荐|文章)|猜你喜欢|扫码.{0,20}|扫一扫.{0,20}|微信扫.{0,20}|打开(?:app|客户端).{0,10}|下载app|广告|字号.{0,10}|责任编辑[:：].{0,20}|(?:网站)?地图|联系我们|关于我们|翻译)$/i;
const loose =
  /^(?:copyright\b|©|\(c\)\s|all rights reserved|版权所有|未经授权|未经许可|本文(?:来自|转载)|免责声明|京?ICP备|[京沪粤浙苏]ICP|we use cookies|this (?:site|website) uses|by continuing)/i;

/** Whether a line by itself is a leftover. `titles` are those of the file: a footer repeats one with the site's name behind it. */
export function isLeftover(text: string, titles: readonly string[] = []): boolean {
  if (text.length > 300) return false;
  if (!/[\p{L}\p{N}]/u.test(text)) return true;
  if (exact.test(text) || (text.length <= 120 && loose.test(text))) return true;
  return titles.some((title) => title.length >= 4 && text.length <= title.length + 40 && isSiteLine(text, title));
}

function isSiteLine(text: string, title: string): boolean {
  if (text.startsWith(title)) return /^\s*[-–—|｜_·]\s*\S.{0,36}$/.test(text.slice(title.length));
  return text.endsWith(title) && /^\S.{0,36}\s*[-–—|｜_·]\s*$/.test(text.slice(0, -title.length));
}
