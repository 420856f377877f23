import { describe, expect, test } from 'vitest';

import { pipOptionsNamed, SOURCE_OPTIONS } from './named-options.ts';
import { PIP_OPTIONS } from './pip-options.ts';

describe('an option in a policy', () => {
  test.each([
    ['--index-url', '--index-url'],
    ['-i', '--index-url'],
    ['--pypi-url', '--index-url'],
    ['-f', '--find-links'],
    ['--no-binary', '--no-binary'],
  ])('%s is known as %s', (written, name) => {
    expect(pipOptionsNamed(written)).toEqual([name]);
  });

  test.each(['--extra-index', '--index-url=x', 'index-url', '-', '', '-q'])(
    '%j is none: a policy writes options in full',
    (written) => {
      expect(pipOptionsNamed(written)).toEqual([]);
    },
  );

  test('is named by each of its names', () => {
    for (const { names } of PIP_OPTIONS) {
      expect(names.map((name) => pipOptionsNamed(name))).toEqual(names.map(() => [names[0]]));
    }
  });
});

test('what changes where packages come from is refused unless a policy allows it', () => {
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
