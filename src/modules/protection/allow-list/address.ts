/** Accounts, hosts and addresses in the one form in which they are compared. Pure. */

/** The domains under which each platform's posts and accounts live, from the links that its own app makes. */
const domains: Readonly<Record<string, readonly string[]>> = {
  douyin: ['douyin.com', 'iesdouyin.com'],
  kuaishou: ['kuaishou.com', 'kwai.com', 'chenzhongtech.com', 'gifshow.com'],
  wechat_channels: ['channels.weixin.qq.com', 'weixin.qq.com'],
  xiaohongshu: ['xiaohongshu.com', 'xhslink.com'],
  bilibili: ['bilibili.com', 'b23.tv'],
  weibo: ['weibo.com', 'weibo.cn'],
  tiktok: ['tiktok.com'],
  youtube: ['youtube.com', 'youtu.be'],
  instagram: ['instagram.com'],
  facebook: ['facebook.com', 'fb.watch', 'fb.com'],
  x: ['x.com', 'twitter.com'],
};
/** Where in an address a platform names the account: what is taken from `host/path`. From the platforms' own profile links. */
const accountPlaces: Readonly<Record<string, readonly RegExp[]>> = {
  douyin: [/^[^/]+\/(?:share\/)?user\/([^/?]+)/],
  kuaishou: [/^[^/]+\/profile\/([^/?]+)/],
  xiaohongshu: [/^[^/]+\/user\/profile\/([^/?]+)/],
  bilibili: [/^space\.bilibili\.com\/(\d+)/],
  weibo: [/^[^/]+\/u\/(\d+)/, /^[^/]+\/(\d{6,})(?:\/|$)/],
  tiktok: [/^[^/]+\/@([^/?]+)/],
  youtube: [/^[^/]+\/@([^/?]+)/, /^[^/]+\/(?:channel|c|user)\/([^/?]+)/],
  instagram: [/^[^/]+\/stories\/([^/?]+)/, /^[^/]+\/(?!p\/|reels?\/|explore\/|tv\/)([A-Za-z0-9._]+)/],
  facebook: [/^[^/]+\/(?!watch|reel|share|story\.php|permalink\.php|groups\/|photo|video\.php)([A-Za-z0-9.]+)/],
  x: [/^[^/]+\/(?!i\/|home|search|hashtag\/|explore)([A-Za-z0-9_]+)/],
};

export type Place = {
  readonly host: string;
  /** Host without `www.`, path without a slash at its end, and the query. */
  readonly address: string;
  readonly platform: string | null;
  /** The account whose address or post it is, where the address says so. */
  readonly account: string | null;
};

const withoutWww = (host: string): string =>
  host
    .toLowerCase()
    .replace(/^(www|m)\./, '')
    .replace(/\.$/, '');

/** What an address says of where it is; null for what is no address of the web. */
export function placeOf(url: string): Place | null {
  const written = /^[a-z][a-z0-9+.-]*:\/\//i.test(url.trim()) ? url.trim() : `https://${url.trim()}`;
  if (!URL.canParse(written)) return null;
  const { protocol, hostname, pathname, search } = new URL(written);
  if ((protocol !== 'https:' && protocol !== 'http:') || !isHost(hostname)) return null;
  const host = withoutWww(hostname);
  const path = `${host}${decoded(pathname).replace(/\/+$/, '')}`;
  const platform = Object.keys(domains).find((name) => domains[name]!.some((domain) => isBelow(host, domain))) ?? null;
  const account = platform === null ? null : (accountPlaces[platform] ?? []).map((form) => form.exec(path)?.[1]).find(Boolean);
  return { host, address: `${path}${search}`.slice(0, 1000), platform, account: account ?? null };
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** A name with at least two parts, as hosts of the web have them. */
export function isHost(host: string): boolean {
  return host.length <= 253 && /^[^\s/:@?#]+\.[^\s/:@?#.]{2,}\.?$/.test(host) && URL.canParse(`https://${host}/`);
}

const isBelow = (host: string, domain: string): boolean => host === domain || host.endsWith(`.${domain}`);

/** Whether allowing a whole host, or an address that names no more than it, would allow everybody on a platform. */
export function isPlatform(host: string): boolean {
  const bare = withoutWww(host);
  return Object.values(domains).some((of) => of.some((domain) => isBelow(bare, domain) || isBelow(domain, bare)));
}

/** An account's key: names differ by neither case nor an at sign. */
export const accountKey = (platform: string, account: string): string =>
  `${platform.trim().toLowerCase()}:${account.trim().replace(/^@/, '').normalize('NFKC').toLowerCase()}`;
export const hostKey = (host: string): string => withoutWww(new URL(`https://${host}/`).hostname);
/** An address's key; paths differ by case on most platforms. Null for what is no address. */
export const addressKey = (address: string): string | null => placeOf(address)?.address ?? null;

/** The keys of hosts and addresses that would allow an address: every host above it, and every path that it begins with. */
export function keysAbove({ host, address }: Place): { hosts: string[]; addresses: string[] } {
  const labels = host.split('.');
  const hosts = labels.slice(0, -1).map((_, index) => labels.slice(index).join('.'));
  const [path = '', query] = address.split(/\?(.*)/s);
  const parts = path.split('/');
  const paths = parts.map((_, index) => parts.slice(0, index + 1).join('/'));
  return { hosts, addresses: [...paths.slice(0, 100), ...(query === undefined ? [] : [address])] };
}

export type Line =
  | { readonly kind: 'account'; readonly platform: string; readonly account: string }
  | { readonly kind: 'host'; readonly host: string }
  | { readonly kind: 'address'; readonly address: string };

/** What a line of a list of channels means: an address, a host, or a platform and an account; null for nothing of these. */
export function readLine(line: string): Line | null {
  const text = line.trim();
  const pair = /^([A-Za-z0-9][A-Za-z0-9._-]{0,59})[\s,;，；\t]+(\S.{0,199})$/.exec(text);
  if (pair && !pair[1]!.includes('.')) return { kind: 'account', platform: pair[1]!.toLowerCase(), account: pair[2]!.trim() };
  if (/\s/.test(text)) return null;
  const place = placeOf(text);
  if (!place) return null;
  if (place.platform !== null && place.account !== null && isAccountPage(place.address))
    return { kind: 'account', platform: place.platform, account: place.account };
  if (!/[/?]/.test(place.address)) return { kind: 'host', host: place.host };
  return { kind: 'address', address: text };
}

/** An address that shows an account and not one post of it. */
const isAccountPage = (address: string): boolean =>
  address.split('?')[0]!.split('/').length <= 4 && !/\/(video|status|p|reel)\//.test(address);
