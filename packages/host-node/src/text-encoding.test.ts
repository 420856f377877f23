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
    ['it is not valid UTF-8', 'a.txt', latin1('# coding: latin-1\ncaf\xe9')],
    ['it is not valid UTF-8', 'a.py', latin1('x = 1\ny = 2\n# coding: latin-1\ncaf\xe9')],
    ['it is not valid UTF-8', 'a.py', latin1('x = 1\n# coding: latin-1\ncaf\xe9')],
    ['it is not valid UTF-16', 'a.txt', Buffer.of(0xff, 0xfe, 0x41)],
    ['it is not valid UTF-16', 'a.txt', Buffer.of(0xff, 0xfe, 0x00, 0xd8, 0x41, 0x00)],
    ['it is UTF-32, which is not read', 'a.txt', Buffer.of(0xff, 0xfe, 0, 0, 0x41, 0, 0, 0)],
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

describe('a new text', () => {
  const files = [
    ['plain UTF-8', 'a.txt', Buffer.from('old')],
    ['UTF-8 with a byte order mark', 'a.txt', Buffer.from('\ufeffold')],
    ['UTF-16, little end first', 'a.txt', Buffer.from('\ufeffold', 'utf16le')],
    ['UTF-16, big end first', 'a.txt', Buffer.from('\ufeffold', 'utf16le').swap16()],
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
    expect(encode('\ud800', { name: 'utf-8', mark: Buffer.alloc(0) })).toBeUndefined();
  });
});

function textOf(path: string, bytes: Buffer): string {
  const found = encodingOf(path, bytes);
  if ('problem' in found) return found.problem;
  const decoded = decode(bytes, found.encoding);
  return 'problem' in decoded ? decoded.problem : decoded.text;
}

function latin1(text: string): Buffer {
  return Buffer.from(text, 'latin1');
}
