import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { isAppError } from '../../../platform/errors.ts';
import { readScript } from './read.ts';

const words = '林晚：你为什么要骗我？\n顾沉：我没有。';
const utf16 = (text: string, big: boolean): Uint8Array => {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
  return big ? bytes.swap16() : bytes;
};
// "你好，我们走吧。他说不要。" as GB18030.
const gb = Buffer.from('c4e3bac3a3accED2c3c7d7dfb0c9a1a3cbfbcbb5b2bbd2aaa1a3'.toLowerCase(), 'hex');
const docx = (body: string): Uint8Array =>
  zipSync({
    '[Content_Types].xml': strToU8('<Types/>'),
    'word/document.xml': strToU8(`<?xml version="1.0"?><w:document><w:body>${body}</w:body></w:document>`),
  });

function reasonOf(read: () => unknown): unknown {
  try {
    read();
  } catch (error) {
    return isAppError(error) ? (error.params.reason ?? error.code) : error;
  }
  return null;
}

test('plain text is itself in UTF-8, UTF-16 and GB18030', () => {
  expect(readScript(Buffer.from(words), 'a.txt').text).toBe(words);
  expect(readScript(Buffer.from(`\ufeff${words}`), 'a.txt').text).toBe(words);
  expect(readScript(utf16(words, false), 'a.txt').text).toBe(words);
  expect(readScript(utf16(words, true), 'a.txt').text).toBe(words);
  expect(readScript(gb, 'a.txt').text).toBe('你好，我们走吧。他说不要。');
});

test('Fountain is known by its ending or its headings', () => {
  const text = 'INT. HOUSE - DAY\n\nALICE\nHello there.\n';
  expect(readScript(Buffer.from(text), 'a.fountain')).toEqual({ text, fountain: true });
  expect(readScript(Buffer.from(text), 'a.txt').fountain).toBe(true);
  expect(readScript(Buffer.from(words), 'a.txt').fountain).toBe(false);
});

test('subtitles are their lines', () => {
  const srt = '1\n00:00:01,000 --> 00:00:02,000\n你骗了\n我\n\n2\n00:00:02,500 --> 00:00:06,000\n我再也不信你\n';
  expect(readScript(Buffer.from(srt), 'a.srt').text).toBe('你骗了 我\n我再也不信你');
  expect(readScript(Buffer.from('WEBVTT\n\n00:01.000 --> 00:02.000\n<v 林晚>走吧\n'), 'a.txt').text).toBe('林晚: 走吧');
  expect(reasonOf(() => readScript(Buffer.from('nothing here'), 'a.srt'))).toBe('no_cues');
});

describe('Word', () => {
  test('paragraphs are lines; runs, tabs, breaks and signs are read; what was deleted is not', () => {
    const body =
      '<w:p><w:pPr><w:tabs><w:tab w:val="left" w:pos="4"/></w:tabs></w:pPr><w:r><w:t>林晚</w:t></w:r><w:r><w:t xml:space="preserve">： 走 &amp; 停 &#x1F600;</w:t></w:r></w:p>' +
      '<w:p/><w:p><w:r><w:t>一</w:t><w:tab/><w:t>二</w:t><w:br/><w:t>三</w:t></w:r></w:p>' +
      '<w:p><w:del w:id="1"><w:r><w:delText>没了</w:delText></w:r></w:del><w:ins w:id="2"><w:r><w:t>新的</w:t></w:r></w:ins></w:p>';
    expect(readScript(docx(body), 'a.docx').text).toBe('林晚： 走 & 停 😀\n\n一\t二\n三\n新的');
  });

  test('a bomb, damage, passwords and what is no document are refused', () => {
    expect(reasonOf(() => readScript(docx(`<w:p>${' '.repeat(70 * 1024 * 1024)}</w:p>`), 'a.docx'))).toBe('too_large');
    const sound = docx('<w:p><w:r><w:t>好的</w:t></w:r></w:p>');
    expect(reasonOf(() => readScript(sound.subarray(0, sound.length - 30), 'a.docx'))).toBe('damaged');
    expect(reasonOf(() => readScript(zipSync({ 'a.txt': strToU8('x') }), 'a.docx'))).toBe('damaged');
    expect(reasonOf(() => readScript(docx('<!DOCTYPE x [<!ENTITY a "b">]>'), 'a.docx'))).toBe('damaged');
    expect(reasonOf(() => readScript(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0, 0]), 'a.doc'))).toBe('old_word');
    for (let at = 0; at < sound.length; at++) {
      const broken = Uint8Array.from(sound);
      broken[at]! ^= 0xff;
      expect([null, 'damaged', 'encrypted', 'empty', 'not_text', 'too_large']).toContain(reasonOf(() => readScript(broken, 'a.docx')));
    }
  });
});

test('nothing, pictures and noise are no scripts', () => {
  expect(reasonOf(() => readScript(new Uint8Array(0), 'a.txt'))).toBe('empty');
  expect(reasonOf(() => readScript(Buffer.from('  \n…\n'), 'a.txt'))).toBe('empty');
  expect(
    reasonOf(() =>
      readScript(
        Uint8Array.from({ length: 5000 }, (_, at) => (at * 7919 + (at >> 3)) & 0xff),
        'a.png',
      ),
    ),
  ).toBe('not_text');
});
