import fc from 'fast-check';
import { expect, test } from 'vitest';
import { devices, linkRules, systems, type LinkRules } from './contract.ts';
import { addressOf, carry, checkAddress, type AllowList } from './destinations.ts';
import { compileRules, firstRule, type Viewer } from './rules.ts';
import { newSlug, readSlug, slugAlphabet } from './slugs.ts';
import { classifyAgent, coversLanguage, firstLanguage, isSpeculative, referrerHost, textFor } from './viewer.ts';

const country = fc.constantFrom('CN', 'US', 'JP', 'BR');
const language = fc.constantFrom('zh', 'zh-CN', 'zh-TW', 'en', 'en-GB', 'ja');
const instant = fc.integer({ min: 0, max: 100 }).map((day) => new Date(1_700_000_000_000 + day * 86_400_000).toISOString());
const few = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.uniqueArray(of, { maxLength: 2 });
const rules: fc.Arbitrary<LinkRules> = fc
  .array(
    fc.record({
      when: fc.record({
        devices: few(fc.constantFrom(...devices)),
        systems: few(fc.constantFrom(...systems)),
        countries: few(country),
        languages: few(language),
        from: fc.option(instant),
        until: fc.constant(null),
      }),
      to: fc.constant({ kind: 'landing' as const }),
    }),
    { maxLength: 8 },
  )
  .map((list) => linkRules.parse({ rules: list }));
const viewer: fc.Arbitrary<Viewer> = fc.record({
  device: fc.constantFrom(...devices),
  system: fc.constantFrom(...systems),
  country: fc.option(country),
  language: fc.option(language),
  atMs: fc.integer({ min: 1_699_000_000_000, max: 1_710_000_000_000 }),
});

/** The rule again in the plainest words. */
function holds(when: LinkRules['rules'][number]['when'], who: Viewer): boolean {
  if (when.devices.length && !when.devices.includes(who.device)) return false;
  if (when.systems.length && !when.systems.includes(who.system)) return false;
  if (when.countries.length && (who.country === null || !when.countries.includes(who.country))) return false;
  if (when.languages.length && (who.language === null || !when.languages.some((wanted) => coversLanguage(wanted, who.language!))))
    return false;
  if (when.from && who.atMs < Date.parse(when.from)) return false;
  return !(when.until && who.atMs >= Date.parse(when.until));
}

test('the first rule of which all holds decides, whatever the rules and whoever comes', () => {
  fc.assert(
    fc.property(rules, viewer, (list, who) => {
      expect(firstRule(compileRules(list), who)).toBe(list.rules.findIndex(({ when }) => holds(when, who)));
    }),
    { numRuns: 1_000 },
  );
});

const list: AllowList = {
  allowedHosts: ['www.example.com', '*.drama.example', 'play.example:8443', 'http://127.0.0.1:9000'],
  allowedSchemes: ['redplay', 'javascript'],
  ownOrigin: 'https://hookline.example',
};

test('links lead to what is on the list and nowhere else', () => {
  const good: [Parameters<typeof checkAddress>[0], string][] = [
    ['web', 'https://www.example.com/a?b=1#c'],
    ['web', 'https://cn.drama.example/'],
    ['web', 'https://play.example:8443/x'],
    ['web', 'http://127.0.0.1:9000/'],
    ['web', 'https://hookline.example/s/find'],
    ['app', 'redplay://drama/42'],
    ['app', 'https://www.example.com/open'],
    ['app_store', 'https://apps.apple.com/cn/app/id1'],
    ['play', 'https://play.google.com/store/apps/details?id=a.b'],
  ];
  for (const [kind, address] of good) expect(checkAddress(kind, address, list), address).toMatchObject({ ok: true });
  const bad: [Parameters<typeof checkAddress>[0], string][] = [
    ['web', 'https://evil.example/'],
    ['web', 'https://www.example.com.evil.example/'],
    ['web', 'https://drama.example/'],
    ['web', 'https://evildrama.example/'],
    ['web', 'https://www.example.com@evil.example/'],
    ['web', 'https://user:pass@www.example.com/'],
    ['web', 'https://www.example.com:444/'],
    ['web', 'http://www.example.com/'],
    ['web', 'https://127.0.0.1:9000/'],
    ['web', '//www.example.com/'],
    ['web', 'https:www.example.com'],
    ['web', 'https:/www.example.com'],
    ['web', 'https:///www.example.com'],
    ['web', 'https:\\\\www.example.com'],
    ['web', 'https://www.example.com\\@evil.example'],
    ['web', 'https://evil.example\\.www.example.com'],
    ['web', ' https://www.example.com/'],
    ['web', 'https://www.example.com/\r\nSet-Cookie: a=b'],
    ['web', 'https://www.example.com/\u2028x'],
    ['web', '/relative'],
    ['web', 'redplay://drama/42'],
    ['app_store', 'redplay://drama/42'],
    ['web', 'https://apps.apple.com/app/id1'],
    ['app', 'javascript:alert(1)'],
    ['app', 'JaVaScRiPt:alert(1)'],
    ['app', 'data:text/html,x'],
    ['app', 'intent://x#Intent;end'],
    ['app', 'other://x'],
    ['web', `https://www.example.com/${'x'.repeat(2000)}`],
    ['web', 'https://ｅvil.example/'],
    ['web', 'https://www。evil。example/'],
  ];
  for (const [kind, address] of bad) expect(checkAddress(kind, address, list), address).toMatchObject({ ok: false });
});

test('whatever is let through, a browser reads a host of the list in it and no line break', () => {
  const pieces = fc.constantFrom(
    'https:',
    '//',
    '/',
    '\\',
    '@',
    'www.example.com',
    'evil.example',
    ':',
    '443',
    '.',
    '#',
    '?',
    '\t',
    '\n',
    '%00',
    '。',
    ' ',
    'user',
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 10 }), (parts) => {
      const verdict = checkAddress('web', parts.join(''), list);
      if (!verdict.ok) return;
      expect(verdict.url.host).toBe('www.example.com');
      expect(verdict.url.href).not.toMatch(/[\r\n\t ]/);
    }),
    { numRuns: 5_000 },
  );
});

test('the click goes on in the way that each place can take it', () => {
  const carried = { clickId: 'clk_1', slug: 'abcd2345', parameter: 'cid' };
  const to = (kind: Parameters<typeof carry>[0], address: string, clickId: string | null = 'clk_1'): string =>
    carry(kind, new URL(address), { ...carried, clickId });
  expect(to('web', 'https://a.example/x?y=1#z')).toBe('https://a.example/x?y=1&cid=clk_1#z');
  expect(to('web', 'https://a.example/{click_id}/x')).toBe('https://a.example/clk_1/x');
  expect(to('web', 'https://a.example/x', null)).toBe('https://a.example/x');
  expect(to('app', 'redplay://drama/42')).toBe('redplay://drama/42?cid=clk_1');
  const play = new URL(to('play', 'https://play.google.com/store/apps/details?id=a.b&referrer=utm_source%3Dmine'));
  expect(Object.fromEntries(new URLSearchParams(play.searchParams.get('referrer')!))).toEqual({
    utm_source: 'mine',
    utm_content: 'abcd2345',
    cid: 'clk_1',
  });
  expect(to('app_store', 'https://apps.apple.com/app/id1')).toBe('https://apps.apple.com/app/id1?ct=abcd2345');
  const none = { appUrl: null, iosUrl: null, androidUrl: null, webUrl: null };
  expect(addressOf({ kind: 'web', url: null }, none, { ...none, webUrl: 'https://s.example/' })).toBe('https://s.example/');
  expect(addressOf({ kind: 'web', url: null }, { ...none, webUrl: 'https://p.example/' }, { ...none, webUrl: 'https://s.example/' })).toBe(
    'https://p.example/',
  );
});

test('slugs are unguessable in form, evenly drawn, and read in capitals too', () => {
  const counts = new Map<string, number>();
  const made = new Set<string>();
  for (let n = 0; n < 20_000; n++) {
    const slug = newSlug();
    expect(readSlug(slug)).toBe(slug);
    made.add(slug);
    for (const sign of slug) counts.set(sign, (counts.get(sign) ?? 0) + 1);
  }
  expect(made.size).toBe(20_000);
  expect([...counts.keys()].sort().join('')).toBe(slugAlphabet);
  const mean = (20_000 * 8) / 31;
  for (const [sign, count] of counts) expect(Math.abs(count - mean), sign).toBeLessThan(mean * 0.12);
  expect(readSlug('ABCD2345')).toBe('abcd2345');
  for (const odd of [
    '',
    'abc',
    'abcd234l',
    'abcd-345',
    'abcd2345/',
    '__proto__',
    'constructor',
    'a'.repeat(17),
    '短剧短剧短剧短剧',
    '%61bcd2345',
    'ａbcd2345',
  ])
    expect(readSlug(odd), odd).toBeNull();
});

test('phones, tablets, computers and systems are told apart', () => {
  const cases: [string, string, string][] = [
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 16_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.40(0x18002831) NetType/WIFI Language/zh_CN',
      'phone',
      'ios',
    ],
    ['Mozilla/5.0 (iPad; CPU OS 16_0 like Mac OS X) AppleWebKit/605.1.15 Version/16.0 Mobile/15E148 Safari/604.1', 'tablet', 'ios'],
    [
      'Mozilla/5.0 (Linux; Android 13; SM-X906C) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/110.0.0.0 Safari/537.36',
      'tablet',
      'android',
    ],
    [
      'Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/110 Mobile Safari/537.36 aweme_29.1 BytedanceWebview/d8a21c6',
      'phone',
      'android',
    ],
    ['com.ss.android.ugc.aweme/290101 (Linux; U; Android 13; zh_CN; 22041211AC; Build/TP1A; Cronet/TTNet)', 'phone', 'android'],
    [
      'Mozilla/5.0 (Phone; OpenHarmony 5.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114.0.0.0 Safari/537.36 ArkWeb/4.1.6.1 Mobile',
      'phone',
      'harmony',
    ],
    [
      'Mozilla/5.0 (Linux; Android 12; HarmonyOS; NOH-AN00) AppleWebKit/537.36 Chrome/99.0 HuaweiBrowser/13 Mobile Safari/537.36',
      'phone',
      'harmony',
    ],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Safari/537.36',
      'desktop',
      'windows',
    ],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15',
      'desktop',
      'macos',
    ],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:124.0) Gecko/20100101 Firefox/124.0', 'desktop', 'linux'],
  ];
  for (const [agent, device, system] of cases) expect(classifyAgent(agent), agent).toEqual({ device, system, bot: false });
});

test('bots, previews of messengers and requests made ahead are known', () => {
  for (const agent of [
    '',
    'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)',
    'WhatsApp/2.23.20.0',
    'TelegramBot (like TwitterBot)',
    'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)',
    'Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)',
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_11_1) AppleWebKit/601.2.4 (KHTML, like Gecko) Version/9.0.1 Safari/601.2.4 facebookexternalhit/1.1 Facebot Twitterbot/1.0',
    'DingTalkBot-LinkService/1.0',
    'WeChatShareExtensionUrl/8.0',
    'QQ-URL-Manager',
    'Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)',
    'Bytespider',
    'curl/8.5.0',
    'okhttp/4.9.0',
    'Dalvik/2.1.0 (Linux; U; Android 13)',
  ])
    expect(classifyAgent(agent).bot, agent).toBe(true);
  const header = (name: string, value: string) => (asked: string) => (asked === name ? value : undefined);
  for (const [name, value] of [
    ['purpose', 'prefetch'],
    ['sec-purpose', 'prefetch;prerender'],
    ['x-moz', 'prefetch'],
    ['x-purpose', 'preview'],
  ] as const)
    expect(isSpeculative(header(name, value)), name).toBe(true);
  expect(isSpeculative(() => undefined)).toBe(false);
});

test('what browsers say of languages and referrers is read, and nonsense is not', () => {
  expect(firstLanguage('zh-CN,zh;q=0.9,en;q=0.8')).toBe('zh-CN');
  expect(firstLanguage('en;q=0.1, ZH-hans-cn;q=0.7')).toBe('zh-Hans-CN');
  for (const none of [undefined, '', '*', ';q=1', 'x'.repeat(5000), 'en_US', '<script>']) expect(firstLanguage(none)).toBeNull();
  const texts = [{ language: 'zh-CN' }, { language: 'en' }, { language: 'pt-BR' }];
  expect(
    [textFor(texts, 'pt-PT'), textFor(texts, 'zh-TW'), textFor(texts, 'ko'), textFor(texts, null)].map((each) => each.language),
  ).toEqual(['pt-BR', 'zh-CN', 'zh-CN', 'zh-CN']);
  expect(referrerHost('https://WeiXin.qq.com/path?x=1')).toBe('weixin.qq.com');
  expect(referrerHost('https://user:pw@evil.example:8080/x')).toBe('evil.example');
  for (const none of [undefined, '', 'about:blank', 'https://', `https://${'a'.repeat(300)}.example/`, 'https://a b/'])
    expect(referrerHost(none)).toBeNull();
});
