import { describe, expect, it, test } from 'vitest';

import { markerOf } from '../../testing/any-marker.ts';
import { markerText } from './marker-text.ts';

describe('the text of a marker', () => {
  test.each([
    [`os_name=='nt'`, 'os_name == "nt"'],
    [`os_name == 'a"b'`, `os_name == 'a"b'`],
    [`'3.8'<=python_version`, '"3.8" <= python_version'],
    [`os_name not\tin 'nt'`, 'os_name not in "nt"'],
    [`((os_name=='nt'))`, 'os_name == "nt"'],
    [`(os_name=='a') or (os_name=='b')`, 'os_name == "a" or os_name == "b"'],
    [`os_name=='a' and os_name=='b' or os_name=='c'`, 'os_name == "a" and os_name == "b" or os_name == "c"'],
    [
      `(os_name=='a' and os_name=='b') or os_name=='c'`,
      '(os_name == "a" and os_name == "b") or os_name == "c"',
    ],
    [
      `os_name=='a' and (os_name=='b' or os_name=='c')`,
      'os_name == "a" and (os_name == "b" or os_name == "c")',
    ],
    [
      `(os_name=='a' or ((os_name=='b' or os_name=='c')))`,
      'os_name == "a" or (os_name == "b" or os_name == "c")',
    ],
  ])('of %j is %j', (written, text) => {
    expect(markerText(markerOf(written))).toBe(text);
  });

  it('escapes where a text holds both kinds of quotes, so that it can be read again', () => {
    const marker = markerOf(String.raw`os_name == "a'\x22"`);
    expect(markerText(marker)).toBe(String.raw`os_name == "a'\x22"`);
    expect(markerOf(markerText(marker))).toEqual(marker);
  });
});
