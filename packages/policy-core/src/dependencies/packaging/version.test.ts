import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { anySpelling, anyVersion } from '../../testing/any-version.ts';
import { stepsTaken } from '../../testing/steps-taken.ts';
import { parseVersion } from './parse-version.ts';
import { versionText } from './version-text.ts';

const FINAL = { epoch: 0, pre: undefined, post: undefined, dev: undefined, local: undefined };

describe('a version', () => {
  it('is read into its parts', () => {
    expect(parseVersion('2!1.04.0-Beta.3-4_DEV5+CU121.007-x')).toEqual({
      epoch: 2,
      release: [1, 4, 0],
      pre: { phase: 'b', number: 3 },
      post: 4,
      dev: 5,
      local: ['cu121', 7, 'x'],
    });
  });

  it.each<[string, readonly [number, ...number[]]]>([
    ['0', [0]],
    ['1.0', [1, 0]],
    ['1.2.3', [1, 2, 3]],
    ['1.2.3.4', [1, 2, 3, 4]],
    ['2024.01.09.0.0', [2024, 1, 9, 0, 0]],
  ])('%s is nothing but a release', (text, release) => {
    expect(parseVersion(text)).toEqual({ ...FINAL, release });
  });

  it.each([
    [' 1.0', '1.0'],
    ['1.0\n', '1.0'],
    ['\u001c\u0085\u00a01.0\u2028', '1.0'],
    [' v1.0rc1 ', '1.0rc1'],
  ])('may have white space around it: %j is %s', (text, normal) => {
    expect(textOf(text)).toBe(normal);
  });

  it.each([
    ['', 'nothing'],
    ['   ', 'white space'],
    ['v', 'a letter'],
    ['vv1', 'two letters'],
    ['.1', 'a dot in front'],
    ['1.', 'a dot behind'],
    ['1..2', 'two dots'],
    ['1 .0', 'white space inside'],
    ['\ufeff1.0', 'a byte order mark, which Python does not count as white space'],
    ['1.0\0', 'a NUL'],
    ['\u0661.0', 'a digit that is not ASCII'],
    ['1.\uff11', 'a wide digit'],
    ['1.0po\u017Ft1', 'a long s'],
    ['1.*', 'a wildcard'],
    ['latest', 'a word'],
    ['1.0-', 'a separator with nothing behind it'],
    ['1.0foo', 'an unknown suffix'],
    ['1.0,', 'a comma'],
    ['==1.0', 'an operator'],
    ['-1', 'a sign'],
    ['1e3', 'a power'],
    ['0x1', 'another base'],
    ['1_000', 'a separator of thousands'],
  ])('is not %j: %s', (text) => {
    expect(parseVersion(text)).toBeUndefined();
  });

  it('is found again in its normal spelling', () => {
    fc.assert(
      fc.property(anyVersion, (version) => {
        expect(parseVersion(versionText(version))).toEqual(version);
      }),
    );
  });

  it('is the same in every spelling', () => {
    fc.assert(
      fc.property(anySpelling, ({ text, version }) => {
        expect(parseVersion(text)).toEqual(version);
      }),
    );
  });

  it('is never made of a text that its normal spelling does not give back', () => {
    const anyText = fc
      .array(fc.constantFrom(...'01.!+-_ vabcrdepost*'.split('')), { maxLength: 12 })
      .map((letters) => letters.join(''));
    fc.assert(
      fc.property(fc.oneof(anyText, fc.string({ unit: 'binary' })), (text) => {
        const version = parseVersion(text);
        if (version !== undefined) expect(parseVersion(versionText(version))).toEqual(version);
      }),
    );
  });
});

describe('numbers of a version', () => {
  it.each<[string, number | bigint]>([
    ['0', 0],
    ['007', 7],
    ['999999999999999', 999_999_999_999_999],
    ['9007199254740991', 9_007_199_254_740_991],
    ['9007199254740992', 9_007_199_254_740_992n],
    ['9007199254740993', 9_007_199_254_740_993n],
    ['0000000000000000000000001', 1],
    ['123456789012345678901234567890', 123_456_789_012_345_678_901_234_567_890n],
  ])('are exact: %s', (text, number) => {
    expect(parseVersion(text)?.release).toEqual([number]);
    expect(parseVersion(`${text}!1`)?.epoch).toBe(number);
    expect(parseVersion(`1a${text}`)?.pre?.number).toBe(number);
    expect(parseVersion(`1-${text}`)?.post).toBe(number);
    expect(parseVersion(`1.dev${text}`)?.dev).toBe(number);
    expect(parseVersion(`1+a.${text}`)?.local).toEqual(['a', number]);
  });

  it('may have as many digits as Python reads, zeros in front included', () => {
    expect(textOf('1'.repeat(4300))).toBe('1'.repeat(4300));
    expect(textOf('0'.repeat(4299) + '1')).toBe('1');
  });

  it.each([
    ['the release', (digits: string) => `1.${digits}`],
    ['the epoch', (digits: string) => `${digits}!1`],
    ['a pre-release', (digits: string) => `1a${digits}`],
    ['a post-release', (digits: string) => `1.post${digits}`],
    ['a development release', (digits: string) => `1.dev${digits}`],
    ['a local part', (digits: string) => `1+${digits}`],
  ])('with more digits make no version: in %s', (_, textWith) => {
    expect(parseVersion(textWith('1'.repeat(4301)))).toBeUndefined();
    expect(parseVersion(textWith('0'.repeat(5000)))).toBeUndefined();
  });

  it('do not count in a local part that is a word', () => {
    expect(parseVersion(`1+${'1'.repeat(5000)}a`)?.local).toEqual([`${'1'.repeat(5000)}a`]);
  });
});

describe('a text of 100,000 characters', () => {
  it.each([
    ['numbers', '1.'.repeat(50_000) + '1'],
    ['dots', '1' + '.'.repeat(100_000)],
    ['digits', '1'.repeat(100_000)],
    ['white space', ' '.repeat(100_000) + 'x'],
    ['white space behind', '1' + ' '.repeat(100_000)],
    ['white space inside', '1' + ' '.repeat(100_000) + '1'],
    ['phases', '1' + 'a'.repeat(100_000)],
    ['separators', '1' + '-_.'.repeat(33_333)],
    ['local parts', '1+' + 'a.'.repeat(50_000) + 'a'],
    ['local words', '1+' + '1a'.repeat(50_000)],
    ['long numbers', `${'9'.repeat(4300)}.`.repeat(23) + '1'],
  ])('is read in few steps when it is full of %s', (_, text) => {
    const started = stepsTaken();
    const version = parseVersion(text);
    expect(stepsTaken() - started).toBeLessThan(3_000_000);
    if (version !== undefined) expect(textOf(versionText(version))).toBe(versionText(version));
  });
});

function textOf(text: string): string | undefined {
  const version = parseVersion(text);
  return version && versionText(version);
}
