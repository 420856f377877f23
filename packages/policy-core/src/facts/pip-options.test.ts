import { describe, expect, test } from 'vitest';

import { PIP_OPTIONS, pipOptionsMeant, pipOptionsNamed, SOURCE_OPTIONS, takesValue } from './pip-options.ts';

describe('what pip takes a word for', () => {
  test.each<readonly [string, readonly string[]]>([
    ['--index-url', ['--index-url']],
    ['-i', ['--index-url']],
    ['--pypi-url', ['--index-url']],
    ['--py', ['--index-url']],
    ['--i', ['--index-url', '--install-option']],
    ['--ind', ['--index-url']],
    ['--extra-index', ['--extra-index-url']],
    ['--e', ['--extra-index-url', '--editable']],
    ['--find', ['--find-links']],
    ['-f', ['--find-links']],
    ['--trusted', ['--trusted-host']],
    ['--no-index', ['--no-index']],
    ['--no-i', ['--no-index']],
    ['--no', ['--no-index', '--no-binary']],
    ['--pre', ['--pre']],
    ['--pr', ['--pre', '--process-dependency-links', '--prefer-binary']],
    ['--req', ['--requirement', '--require-hashes']],
    ['--requirem', ['--requirement']],
    ['--config-settings', ['--config-settings']],
    ['--unknown', []],
    ['-x', []],
    ['-', []],
    ['--', PIP_OPTIONS.map(({ names: [name] }) => name)],
  ])('%s', (word, names) => {
    expect(pipOptionsMeant(word)).toEqual(names);
  });

  test('is never the beginning of a short option', () => {
    expect(pipOptionsNamed('--in')).toEqual([]);
    expect(pipOptionsMeant('-in')).toEqual([]);
  });
});

test('every beginning of an option that changes the source means that option, among others or alone', () => {
  const names = PIP_OPTIONS.filter(({ changesSource }) => changesSource).flatMap((option) =>
    option.names.filter((name) => name.startsWith('--')).map((name) => [name, option.names[0]] as const),
  );
  const beginnings = names.flatMap(([name, usual]) =>
    Array.from({ length: name.length - 3 }, (_, index) => [name.slice(0, index + 3), usual] as const),
  );
  const hidden = beginnings.filter(
    ([word, usual]) => pipOptionsNamed(word).length === 0 && !pipOptionsMeant(word).includes(usual),
  );
  expect(beginnings.length).toBeGreaterThan(50);
  expect(hidden).toEqual([]);
});

test('no name stands for two options', () => {
  const names = PIP_OPTIONS.flatMap((option) => option.names);
  expect(new Set(names).size).toBe(names.length);
});

test('what changes where packages come from, or which of them count, is known', () => {
  expect(SOURCE_OPTIONS).toEqual([
    '--index-url',
    '--extra-index-url',
    '--no-index',
    '--find-links',
    '--trusted-host',
    '--pre',
    '--all-releases',
    '--process-dependency-links',
  ]);
});

test('some options have a value', () => {
  expect(['--index-url', '--pre', '--requirement', '--unknown'].map(takesValue)).toEqual([
    true,
    false,
    true,
    false,
  ]);
});
