import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { decode, encode, encodingOf } from './text-encoding.ts';

describe('the text of a file', () => {
  test.each([
    ['UTF-8', 'a.sql', Buffer.from('größe'), 'größe'],
    [
      'UTF-8 with a byte order mark, which is left out',
      'a.txt',
      Buffer.from('\ufeffdjango==4.2'),
      'django==4.2',
    ],
    ['UTF-16, little end first', 'a.txt', Buffer.from('\ufeffé==1', 'utf16le'), 'é==1'],
    ['UTF-16, big end first', 'a.txt', Buffer.from('\ufeffé==1', 'utf16le').swap16(), 'é==1'],
    ['UTF-32, little end first', 'a.txt', utf32('é\u{1f600}==1', 'le'), 'é\u{1f600}==1'],
    ['UTF-32, big end first', 'a.sql', utf32('é\u{1f600}==1', 'be'), 'é\u{1f600}==1'],
    ['nothing at all', 'a.txt', Buffer.alloc(0), ''],
    ['latin-1 that says so', 'a.py', latin1('# coding: latin-1\n# café\n'), '# coding: latin-1\n# café\n'],
    [
      'latin-1 that says so in the second line',
      'a.py',
      latin1('#!/usr/bin/python\n# -*- coding: iso-8859-1 -*-\né'),
      '#!/usr/bin/python\n# -*- coding: iso-8859-1 -*-\né',
    ],
    ['ASCII that says so', 'a.py', latin1('# coding=ascii\nx = 1'), '# coding=ascii\nx = 1'],
    [
      'UTF-8 that says so',
      'a.py',
      Buffer.from('# vim: set fileencoding=utf-8 :\né'),
      '# vim: set fileencoding=utf-8 :\né',
    ],
  ])('is read from %s', (...[, path, bytes, text]) => {
    expect(textOf(path, bytes)).toBe(text);
  });

  test.each([
    ['it is not valid UTF-8', 'a.sql', latin1('caf\xe9')],
    ['it is not valid UTF-8', 'a.sql', latin1('# coding: latin-1\ncaf\xe9')],
    ['it is not valid UTF-8', 'a.py', latin1('x = 1\ny = 2\n# coding: latin-1\ncaf\xe9')],
    ['it is not valid UTF-8', 'a.py', latin1('x = 1\n# coding: latin-1\ncaf\xe9')],
    ['it is not valid UTF-16', 'a.txt', Buffer.of(0xff, 0xfe, 0x41)],
    ['it is not valid UTF-16', 'a.txt', Buffer.of(0xff, 0xfe, 0x00, 0xd8, 0x41, 0x00)],
    ['it is not valid UTF-32', 'a.txt', Buffer.of(0xff, 0xfe, 0, 0, 0x41, 0, 0)],
    ['it is not valid UTF-32', 'a.txt', Buffer.of(0xff, 0xfe, 0, 0, 0, 0xd8, 0, 0)],
    ['it is not valid UTF-32', 'a.txt', Buffer.of(0, 0, 0xfe, 0xff, 0, 0x11, 0, 0)],
    ['it is a binary file', 'a.txt', Buffer.from('PNG\0')],
    ['it is not valid ASCII, which its coding comment names', 'a.py', latin1('# coding: ascii\n# é')],
    ['its coding comment names "cp1252", which is not read', 'a.py', latin1('# coding: cp1252\n')],
    ['its coding comment names "rot13", which is not read', 'a.py', latin1('# coding: rot13\n')],
    [
      'its byte order mark says UTF-8 and its coding comment "latin-1"',
      'a.py',
      Buffer.from('\ufeff# coding: latin-1\n'),
    ],
  ])('cannot be read: %s', (problem, path, bytes) => {
    expect(textOf(path, bytes)).toBe(problem);
  });

  test('is taken for binary by what its first 8 KB hold', () => {
    expect(textOf('a.txt', Buffer.from(`${'x'.repeat(8192)}\0`))).toHaveLength(8193);
  });

  test.each(['latin1', 'L1', 'ISO_8859_1', 'iso8859-1-unix', 'Latin-1', '8859'])(
    'in Python knows or refuses the codec %s, and never guesses',
    (codec) => {
      const text = textOf('a.py', latin1(`# coding: ${codec}\n# é`));
      expect(text === `its coding comment names "${codec}", which is not read` || text.endsWith('é')).toBe(
        true,
      );
    },
  );
});

/** What pip makes of the same bytes stands beside each. */
describe('a requirements file', () => {
  test.each([
    ['the first line', '# coding: latin-1\ncaf\xe9', '# coding: latin-1\ncafé'],
    ['the second line, whatever the first is', 'a==1\n# coding: l1\ncaf\xe9', 'a==1\n# coding: l1\ncafé'],
    [
      'a place behind a carriage return, which ends no line here',
      '#x\rcoding: latin-1\ry\xe9',
      '#x\rcoding: latin-1\ryé',
    ],
    ['white space before the name', '# coding: \t\r latin-1\n\xe9', '# coding: \t\r latin-1\né'],
    [
      'the end of a long line',
      `#${'x'.repeat(20_000)} coding=latin1\n\xe9`,
      `#${'x'.repeat(20_000)} coding=latin1\né`,
    ],
    ['the name of UTF-8 with a mark', '# coding: utf_8_sig\n\xc3\xa9', '# coding: utf_8_sig\né'],
    ['ASCII', '# coding: us-ascii\na', '# coding: us-ascii\na'],
  ])('is read by the coding comment in %s', (_, bytes, text) => {
    for (const path of ['r.txt', 'r.in', 'a/r.lock', 'r.pip']) expect(textOf(path, latin1(bytes))).toBe(text);
  });

  test.each([
    ['it is not valid UTF-8', ' # coding: latin-1\n\xe9'],
    ['it is not valid UTF-8', 'a\nb\n# coding: latin-1\n\xe9'],
    ['it is not valid UTF-8', '# a\xe9\n'],
    ['its coding comment names "utf-7", which is not read', '# coding: utf-7\na+AAo-b'],
    ['its coding comment names "utf-7", which is not read', `#${'x'.repeat(9000)} coding: utf-7\na+AAo-b`],
    ['its coding comment names "coding", which is not read', '# coding: coding: l1\n'],
    ['its coding comment names "cp1252", which is not read', 'a==1\n# coding=cp1252\n'],
    ['its coding comment names "utf8-sig", which is not read', '# coding: utf8-sig\n'],
    ['its coding comment names "iso8859-1-unix", which is not read', '# coding: iso8859-1-unix\n'],
    ['its coding comment names "u_t_f_8", which is not read', '# coding: u_t_f_8\n'],
    ['its coding comment names "utf.8", which is not read', '# coding: utf.8\n'],
    ['it is not valid ASCII, which its coding comment names', '# coding: ascii\n\xe9'],
  ])('cannot be read: %s', (problem, bytes) => {
    expect(textOf('requirements.txt', latin1(bytes))).toBe(problem);
  });

  test.each(['UTF-8', 'utf8', '-utf-8-', 'utf--8', 'U8', 'cp65001', 'utf8_ucs4'])(
    'knows %s as pip does',
    (name) => {
      expect(textOf('r.txt', Buffer.from(`# coding: ${name}\né`))).toBe(`# coding: ${name}\né`);
    },
  );

  test.each(['latin', 'ISO-8859-1', '8859', 'IBM819', 'csisolatin1', 'iso_ir_100'])(
    'knows %s as pip does',
    (name) => {
      expect(textOf('r.txt', latin1(`# coding: ${name}\né`))).toBe(`# coding: ${name}\né`);
    },
  );

  test('is read by its mark, whatever a comment says', () => {
    expect(textOf('r.txt', Buffer.from('\ufeff# coding: latin-1\né'))).toBe('# coding: latin-1\né');
    expect(textOf('r.txt', Buffer.from('\ufeff# coding: latin-1\né', 'utf16le'))).toBe(
      '# coding: latin-1\né',
    );
  });

  test.each([
    ['fffefeff00610062', 'ab'],
    ['fffefffe6100', 'a'],
    ['fefffeff0061', '\ufeffa'],
    ['fffe00000000feff00000061', 'a'],
    ['fffe0000fffe000061000000', 'a'],
    ['0000feff0000feff00000061', '\ufeffa'],
    ['efbbbfefbbbf61', '\ufeffa'],
  ])('with two marks is read by the one that pip ends with: %s', (hex, text) => {
    expect(textOf('r.txt', Buffer.from(hex, 'hex'))).toBe(text);
  });

  test('is looked at as fast when its first line is all of it', () => {
    for (const part of ['#', 'coding:', 'coding: ', ' ']) {
      const bytes = Buffer.from(`#${part.repeat(400_000)}`);
      expect(encodingOf('r.txt', bytes)).toBeDefined();
    }
  });
});

describe('a new text', () => {
  const files = [
    ['plain UTF-8', 'a.txt', Buffer.from('old')],
    ['UTF-8 with a byte order mark', 'a.txt', Buffer.from('\ufeffold')],
    ['UTF-16, little end first', 'a.txt', Buffer.from('\ufeffold', 'utf16le')],
    ['UTF-16, big end first', 'a.txt', Buffer.from('\ufeffold', 'utf16le').swap16()],
    ['UTF-32, little end first', 'a.txt', utf32('old', 'le')],
    ['UTF-32, big end first', 'a.txt', utf32('old', 'be')],
    ['UTF-16 with two marks', 'a.txt', Buffer.from('\ufeff\ufeffold', 'utf16le')],
  ] as const;

  test.each(files)('is written as it was read: %s', (_what, path, old) => {
    const text = fc.string({ unit: 'grapheme' }).filter((value) => !value.includes('\0'));
    fc.assert(
      fc.property(text, (value) => {
        const found = encodingOf(path, old);
        if (!('encoding' in found)) throw new Error(found.problem);
        const bytes = encode(value, found.encoding);
        expect(bytes).toBeDefined();
        expect(decode(bytes ?? old, found.encoding)).toEqual({ text: value });
      }),
    );
  });

  test('keeps latin-1 and refuses what latin-1 does not have', () => {
    expect(encode('é', { name: 'latin-1', mark: Buffer.alloc(0) })).toEqual(latin1('é'));
    expect(encode('€', { name: 'latin-1', mark: Buffer.alloc(0) })).toBeUndefined();
    expect(encode('é', { name: 'ascii', mark: Buffer.alloc(0) })).toBeUndefined();
  });

  test('with half a character is refused', () => {
    for (const name of ['utf-8', 'utf-16le', 'utf-16be', 'utf-32le', 'utf-32be'] as const)
      expect(encode('\ud800', { name, mark: Buffer.alloc(0) })).toBeUndefined();
  });
});

function textOf(path: string, bytes: Buffer): string {
  const found = encodingOf(path, bytes);
  if ('problem' in found) return found.problem;
  const decoded = decode(bytes, found.encoding);
  return 'problem' in decoded ? decoded.problem : decoded.text;
}

function utf32(text: string, order: 'le' | 'be'): Buffer {
  const bytes = Buffer.from(
    Array.from(`\ufeff${text}`, (character) => character.codePointAt(0) ?? 0).flatMap((code) => [
      code & 0xff,
      (code >> 8) & 0xff,
      code >> 16,
      0,
    ]),
  );
  return order === 'le' ? bytes : bytes.swap32();
}

function latin1(text: string): Buffer {
  return Buffer.from(text, 'latin1');
}
