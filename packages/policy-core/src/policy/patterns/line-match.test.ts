import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { policyOf } from '../../testing/any-repository.ts';
import { anyMatch, lineMatch } from './line-match.ts';

const [section] = policyOf({
  protected: [
    {
      id: 'core',
      paths: ['core/*', 'core/**', '*.toml'],
      except: ['core/docs/**'],
      require: { label: 'ok' },
    },
  ],
}).protected;
const paths = section?.paths ?? [];
const except = section?.except ?? [];

describe('the line that covers a path', () => {
  test.each([
    ['core/a.py', 'core/*'],
    ['core/deep/a.py', 'core/**'],
    ['core', 'core/**'],
    ['pyproject.toml', '*.toml'],
    ['docs/a.md', undefined],
  ])('%s is %s, the first that does', (path, text) => {
    expect(lineMatch(paths)(path)?.pattern.text).toBe(text);
  });

  test('is made ready once a list', () => {
    expect(lineMatch(paths)).toBe(lineMatch(paths));
    expect(lineMatch([...paths])).not.toBe(lineMatch(paths));
  });
});

describe('any pattern of a list', () => {
  test('covers a path or does not', () => {
    expect([anyMatch(except)('core/docs/a.md'), anyMatch(except)('core/a.py')]).toEqual([true, false]);
    expect(anyMatch([])('core/a.py')).toBe(false);
  });

  test('answers as the patterns do one by one, asked again and again', () => {
    const name = fc.constantFrom('core', 'docs', 'a.py', 'x.toml');
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 3 }), (names) => {
        const path = names.join('/');
        const patterns = paths.map(({ pattern }) => pattern);
        expect(lineMatch(paths)(path)?.pattern).toBe(patterns.find((pattern) => pattern.matches(path)));
        expect(anyMatch(except)(path)).toBe(except.some((pattern) => pattern.matches(path)));
      }),
    );
  });
});
