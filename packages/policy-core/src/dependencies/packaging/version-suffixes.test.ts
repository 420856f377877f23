import { describe, expect, it } from 'vitest';
import { parseVersion } from './parse-version.ts';
import { versionText } from './version-text.ts';

const SEPARATORS = ['', '.', '-', '_'];

describe.each([
  ['a', 'a'],
  ['alpha', 'a'],
  ['ALPHA', 'a'],
  ['b', 'b'],
  ['beta', 'b'],
  ['c', 'rc'],
  ['rc', 'rc'],
  ['pre', 'rc'],
  ['preview', 'rc'],
  ['PreView', 'rc'],
  ['post', '.post'],
  ['rev', '.post'],
  ['r', '.post'],
  ['dev', '.dev'],
  ['DEV', '.dev'],
])('the suffix %s', (word, normal) => {
  it('may have a separator in front, and behind', () => {
    for (const before of SEPARATORS) {
      for (const after of SEPARATORS) {
        expect(normalText(`1.0${before}${word}${after}2`)).toBe(`1.0${normal}2`);
      }
    }
  });

  it('means zero without a number, even where a separator announces one', () => {
    for (const before of SEPARATORS) {
      for (const after of SEPARATORS) {
        expect(normalText(`1.0${before}${word}${after}`)).toBe(`1.0${normal}0`);
      }
    }
  });

  it('comes once', () => {
    expect(normalText(`1.0${word}1${word}1`)).toBeUndefined();
    expect(normalText(`1.0.${word}1.${word}1`)).toBeUndefined();
  });

  it('is no version on its own', () => {
    expect(normalText(word)).toBeUndefined();
    expect(normalText(`${word}1`)).toBeUndefined();
  });

  it('is not followed by a separator that leads nowhere', () => {
    for (const after of SEPARATORS.slice(1)) {
      expect(normalText(`1.0${word}1${after}`)).toBeUndefined();
      expect(normalText(`1.0${word}${after}${after}`)).toBeUndefined();
    }
  });
});

describe('suffixes', () => {
  it.each([
    ['1.0a1.post2.dev3', '1.0a1.post2.dev3'],
    ['1.0a1post2dev3', '1.0a1.post2.dev3'],
    ['1.0apostdev', '1.0a0.post0.dev0'],
    ['1.0-a-1-2-dev-3', '1.0a1.post2.dev3'],
    ['1.0a-1', '1.0a1'],
    ['1.0a--1', '1.0a0.post1'],
    ['1.0a.-1', '1.0a0.post1'],
    ['1.0-1', '1.0.post1'],
    ['1.0-1-dev', '1.0.post1.dev0'],
    ['1.0-r1', '1.0.post1'],
    ['1.0rcr1', '1.0rc0.post1'],
    ['1.0cr', '1.0rc0.post0'],
    ['1.0rrev', undefined],
    ['1.0_1', undefined],
    ['1.0.-1', undefined],
    ['1.0--1', undefined],
    ['1.0-1-1', undefined],
    ['1.0.dev1.post1', undefined],
    ['1.0.post1a1', undefined],
    ['1.0.dev1rc1', undefined],
    ['1.0al', undefined],
    ['1.0bet', undefined],
    ['1.0pr', undefined],
    ['1.0previe', undefined],
    ['1.0pos', undefined],
    ['1.0re', undefined],
    ['1.0de', undefined],
    ['1.0d', undefined],
    ['1.0x1', undefined],
  ])('stand in this order: %s is %s', (text, normal) => {
    expect(normalText(text)).toBe(normal);
  });
});

function normalText(text: string): string | undefined {
  const version = parseVersion(text);
  return version && versionText(version);
}
