/** Hosts on which dramas turn up, to begin with: how they take notices has to be looked up before the first one goes out. */
import type { KnownHost } from './contract.ts';
import { remembered } from './sources.ts';

const host = (
  name: string,
  domains: string[],
  how: Pick<KnownHost, 'way' | 'address' | 'formUrl'>,
  jurisdiction: KnownHost['jurisdiction'],
  language: KnownHost['language'],
): KnownHost => ({ name, domains, ...how, jurisdiction, language, source: remembered('The host’s own page for copyright complaints') });
const form = (formUrl: string | null) => ({ way: 'form' as const, address: null, formUrl });
const mail = (address: string) => ({ way: 'mail' as const, address, formUrl: null });

export const knownHosts: readonly KnownHost[] = [
  host('YouTube', ['youtube.com', 'youtu.be'], form('https://www.youtube.com/copyright_complaint_form'), 'dmca', 'en'),
  host('TikTok', ['tiktok.com'], form('https://www.tiktok.com/legal/report/Copyright'), 'dmca', 'en'),
  host('Facebook', ['facebook.com', 'fb.watch'], form('https://www.facebook.com/help/contact/1758255661104383'), 'dmca', 'en'),
  host('Instagram', ['instagram.com'], form('https://help.instagram.com/contact/552695131608132'), 'dmca', 'en'),
  host('Dailymotion', ['dailymotion.com', 'dai.ly'], mail('notifications@dailymotion.com'), 'eu_dsa', 'en'),
  host('Telegram', ['t.me', 'telegram.org'], mail('dmca@telegram.org'), 'dmca', 'en'),
  host('抖音', ['douyin.com', 'iesdouyin.com'], form(null), 'cn_network', 'zh-CN'),
  host('快手', ['kuaishou.com', 'gifshow.com'], form(null), 'cn_network', 'zh-CN'),
  host('哔哩哔哩', ['bilibili.com', 'b23.tv'], form(null), 'cn_network', 'zh-CN'),
  host('小红书', ['xiaohongshu.com', 'xhslink.com'], form(null), 'cn_network', 'zh-CN'),
  host('微博', ['weibo.com', 'weibo.cn'], form(null), 'cn_network', 'zh-CN'),
  host('腾讯视频', ['v.qq.com'], form(null), 'cn_network', 'zh-CN'),
  host('百度网盘', ['pan.baidu.com'], form(null), 'cn_network', 'zh-CN'),
  host('淘宝', ['taobao.com', 'tmall.com'], form('https://ipp.aidcgroup.net/'), 'cn_ecommerce', 'zh-CN'),
  host('闲鱼', ['goofish.com'], form('https://ipp.aidcgroup.net/'), 'cn_ecommerce', 'zh-CN'),
];
