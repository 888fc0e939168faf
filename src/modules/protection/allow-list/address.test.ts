import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accountKey, addressKey, isHost, isPlatform, keysAbove, placeOf, readLine } from './address.ts';

describe('addresses', () => {
  test.each([
    ['https://www.douyin.com/user/MS4wLjABAAAA', 'douyin', 'MS4wLjABAAAA'],
    ['https://www.tiktok.com/@hookline/video/7301', 'tiktok', 'hookline'],
    ['https://www.youtube.com/@Hookline/videos', 'youtube', 'Hookline'],
    ['https://www.youtube.com/watch?v=abc', 'youtube', null],
    ['https://space.bilibili.com/12345/video', 'bilibili', '12345'],
    ['https://www.instagram.com/reel/Cx1/', 'instagram', null],
    ['https://www.instagram.com/hookline/', 'instagram', 'hookline'],
    ['https://x.com/hookline/status/1', 'x', 'hookline'],
    ['https://pirate.example/watch/1', null, null],
  ])('%s is on %s, by %s', (url, platform, account) => {
    expect(placeOf(url)).toMatchObject({ platform, account });
  });

  test('what is no address of the web has no place', () => {
    for (const text of ['', 'javascript:alert(1)', 'ftp://example.com/a', 'https://', 'file:///etc/passwd', 'a b', 'localhost'])
      expect(placeOf(text), text).toBeNull();
  });

  test('differ by neither www, nor a slash at the end, nor the host’s case; but by their paths', () => {
    const key = addressKey('https://www.Example.com/Drama/');
    expect([addressKey('http://example.com/Drama'), addressKey('example.com/Drama'), addressKey('m.example.com/Drama/')]).toEqual([
      key,
      key,
      key,
    ]);
    expect(addressKey('https://example.com/drama')).not.toBe(key);
    expect(accountKey('Douyin', '@Hookline')).toBe(accountKey('douyin', ' hookline '));
  });

  test('are allowed by the hosts above them and the paths that they begin with, and by nothing that only looks so', () => {
    const above = keysAbove(placeOf('https://cdn.example.com/a/b?v=1')!);
    expect(above.hosts).toEqual(['cdn.example.com', 'example.com']);
    expect(above.addresses).toEqual(['cdn.example.com', 'cdn.example.com/a', 'cdn.example.com/a/b', 'cdn.example.com/a/b?v=1']);
    for (const url of ['https://notexample.com/', 'https://example.com.evil.net/', 'https://evil.net/example.com'])
      expect(keysAbove(placeOf(url)!).hosts, url).not.toContain('example.com');
    expect(keysAbove(placeOf('https://example.com/ab')!).addresses).not.toContain('example.com/a');
  });

  test('a platform as a whole is nobody’s own', () => {
    expect(['www.douyin.com', 'v.douyin.com', 'com', 'youtube.com'].map(isPlatform)).toEqual([true, true, true, true]);
    expect(['hookline.example', 'douyin.com.evil.net'].map(isPlatform)).toEqual([false, false]);
    expect(['example.com', '例子.公司', 'localhost', 'exa mple.com', 'a.b/c', 'x@y.com'].map(isHost)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });

  test('nothing that anybody writes is too much to read', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl({ withQueryParameters: true })), (text) => {
        readLine(text);
        const place = placeOf(text);
        if (!place) return;
        expect(addressKey(place.address)).not.toBeNull();
        expect(keysAbove(place).hosts.at(0)).toBe(place.host);
      }),
    );
  });
});

test('a line is an address, a host, or a platform and an account', () => {
  expect(readLine('douyin hookline_theatre')).toEqual({ kind: 'account', platform: 'douyin', account: 'hookline_theatre' });
  expect(readLine('Kuaishou，剧场小号')).toEqual({ kind: 'account', platform: 'kuaishou', account: '剧场小号' });
  expect(readLine('https://www.youtube.com/@hookline')).toEqual({ kind: 'account', platform: 'youtube', account: 'hookline' });
  expect(readLine(' https://hookline.example/ ')).toEqual({ kind: 'host', host: 'hookline.example' });
  expect(readLine('https://hookline.example/watch')).toMatchObject({ kind: 'address' });
  expect(readLine('https://www.tiktok.com/@hookline/video/7301')).toMatchObject({ kind: 'address' });
  for (const line of ['', 'nothing', 'https://', '!!']) expect(readLine(line), line).toBeNull();
});
