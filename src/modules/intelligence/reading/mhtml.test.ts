/** Pages saved as one file are read as the page alone would be, whatever else the file holds and however it is broken. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { savedPageOf } from './mhtml.ts';
import { readFile } from './read.ts';

const html = `<!DOCTYPE html><html><head><meta charset="utf-8"><title>微短剧市场观察</title></head><body><article><h1>微短剧市场观察</h1>
<p>新华社 2025-03-12 09:30</p><p>2024年，中国微短剧市场规模达504.4亿元，同比增长34.9%；a=b 也在其中，首次超过内地电影全年票房。</p></article></body></html>`;

const quoted = (text: string, width = 74): string => {
  const signs = [...Buffer.from(text)].map((byte) =>
    byte === 0x0a
      ? '\r\n'
      : byte === 0x3d || byte > 126 || byte < 32
        ? `=${byte.toString(16).toUpperCase().padStart(2, '0')}`
        : String.fromCharCode(byte),
  );
  let line = 0;
  return signs
    .map((sign) => {
      if (sign === '\r\n') return ((line = 0), sign);
      const before = line + sign.length > width ? ((line = 0), '=\r\n') : '';
      line += sign.length;
      return before + sign;
    })
    .join('');
};
const picture = Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 45, 45, 0]).toString('base64');

function blink(page: string, { coding = 'quoted-printable', boundary = '----MultipartBoundary--x7----', type = 'text/html' } = {}): string {
  const text = page.replaceAll('\r\n', '\n');
  return `From: <Saved by Blink>\r
Snapshot-Content-Location: https://news.example.com/a?id=1\r
Subject: =?utf-8?Q?x?=\r
Date: Thu, 13 Mar 2025 02:00:00 -0000\r
MIME-Version: 1.0\r
Content-Type: multipart/related;\r
\ttype="text/html";\r
\tboundary="${boundary}"\r
\r
\r
--${boundary}\r
Content-Type: ${type}\r
Content-ID: <frame-1@mhtml.blink>\r
Content-Transfer-Encoding: ${coding}\r
Content-Location: https://news.example.com/a?id=1\r
\r
${coding === 'base64' ? Buffer.from(text).toString('base64') : quoted(text)}\r
--${boundary}\r
Content-Type: image/png\r
Content-Transfer-Encoding: base64\r
Content-Location: https://news.example.com/logo.png\r
\r
${picture}\r
--${boundary}--\r
`;
}
const codeOf = (reading: Promise<unknown>) =>
  reading.then(
    () => 'read',
    (error: { code: string; params: { reason?: string } }) => `${error.code} ${error.params.reason ?? ''}`.trim(),
  );

describe('a page saved as one file', () => {
  test.each(['quoted-printable', 'base64'])('in %s is read as the page, with its address and the day it was saved', async (coding) => {
    const file = await readFile(Buffer.from(blink(html, { coding })), { name: 'page.mhtml' });
    const alone = await readFile(Buffer.from(html.replaceAll('\n', coding === 'base64' ? '\n' : '\r\n')), {
      url: 'https://news.example.com/a?id=1',
    });
    expect(file).toEqual(alone);
    expect(file).toMatchObject({
      kind: 'html',
      documents: [
        { title: '微短剧市场观察', source: '新华社', url: 'https://news.example.com/a?id=1', publishedAt: '2025-03-12T09:30:00+08:00' },
      ],
    });
    expect(savedPageOf(Buffer.from(blink(html)))).toMatchObject({ page: { savedAt: '2025-03-13T02:00:00.000Z' } });
  });

  test('in GB18030 is decoded as its part says', async () => {
    const text =
      '<html><body><p>2024年微短剧市场规模达504.4亿元，同比增长34.9%。</p><p>观众认为精品越来越多，平台也在加大投入。</p></body></html>';
    const bytes = Buffer.concat([...text].map((sign) => gbLetters.get(sign) ?? Buffer.from(sign)));
    const saved = blink('', { coding: '8bit', type: 'text/html; charset="gb2312"' }).replace('\r\n\r\n\r\n--', '\r\n\r\n--');
    const at = saved.lastIndexOf('\r\n\r\n', saved.indexOf('Content-Type: image/png')) + 4;
    const whole = Buffer.concat([Buffer.from(saved.slice(0, at)), bytes, Buffer.from(saved.slice(at))]);
    const file = await readFile(whole);
    expect(file.documents[0]!.paragraphs[0]!.text).toContain('微短剧市场规模达504.4亿元');
  });

  test('within another multipart, or named as the start, is found; frames before it are not taken for it', async () => {
    const inner = `Content-Type: multipart/alternative; boundary=in\r\n\r\n--in\r\nContent-Type: text/plain\r\n\r\nplain\r\n--in\r\nContent-Type: text/html\r\n\r\n${html}\r\n--in--\r\n`;
    const outer = `MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=out\r\n\r\n--out\r\n${inner}\r\n--out--\r\n`;
    expect((await readFile(Buffer.from(outer))).documents[0]!.title).toBe('微短剧市场观察');
    const frame = '<html><body><p>框架里的广告文字，足够长，但不是正文。</p></body></html>';
    const started = `MIME-Version: 1.0\nContent-Type: multipart/related; start="<b>"; boundary=k\n\n--k\nContent-Type: text/html\nContent-ID: <a>\n\n${frame}\n--k\nContent-Type: text/html\nContent-ID: <b>\n\n${html}\n--k--\n`;
    expect((await readFile(Buffer.from(started))).documents[0]!.title).toBe('微短剧市场观察');
  });

  test('that holds no page is refused with a reason, and a text that begins with a line like a header is a text', async () => {
    const none = 'MIME-Version: 1.0\nContent-Type: multipart/related; boundary=k\n\n--k\nContent-Type: image/png\n\nx\n--k--\n';
    expect(await codeOf(readFile(Buffer.from(none)))).toBe('intelligence.unreadable no_page');
    expect(savedPageOf(Buffer.from('Source: Xinhua\nDate: 2025-03-12\n\nThe market reached 50.44 billion yuan.\n'))).toBeNull();
    expect(savedPageOf(Buffer.from('微短剧：观察\n\n正文'))).toBeNull();
  });

  test('cut off anywhere, or with any byte changed, is read, or refused in words, and never more than it was', async () => {
    const whole = Buffer.from(blink(html));
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), fc.boolean(), async (at, byte, cut) => {
        const bytes = Buffer.from(cut ? whole.subarray(0, at) : whole);
        if (!cut) bytes[at] = byte;
        const saved = savedPageOf(bytes);
        if (saved?.page) expect(saved.page.bytes.length).toBeLessThanOrEqual(bytes.length);
        if (bytes.length > 0) expect(await codeOf(readFile(bytes))).toMatch(/^(?:read|intelligence\.unreadable|intelligence\.file_empty)/);
      }),
      { numRuns: 60 },
    );
  });
});

/** Letters of GB2312's two bytes by what they decode to. */
const gbLetters = new Map<string, Buffer>();
for (let high = 0xa1; high <= 0xf7; high++)
  for (let low = 0xa1; low <= 0xfe; low++) {
    const bytes = Buffer.from([high, low]);
    gbLetters.set(new TextDecoder('gb18030').decode(bytes), bytes);
  }
