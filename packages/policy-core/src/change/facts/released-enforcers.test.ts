import { describe, expect, test } from 'vitest';

import { changeObservations, type ChangeInput } from '../../checker/observations-from-input.ts';
import { ENFORCERS } from '../../policy/enforcers/known-tools.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { enforcerUnderRelease, releasedEnforcer } from './released-enforcers.ts';

const NARROW = { integrity: { self_protect: { paths: ['Makefile'] } } };

describe('what enforces the policy of a release', () => {
  test('is what it lists, with its line, before what is built in', () => {
    const find = releasedEnforcer(policyOf({ integrity: { self_protect: { paths: ['.github/**'] } } }));
    expect(find('.github/x.yml')).not.toHaveProperty('isBuiltIn');
    expect(find('CODEOWNERS')).toMatchObject({ isBuiltIn: true, at: { path: 'lockkeeper.json' } });
  });

  test('is every name of a policy and everything built in, however little it lists', () => {
    const find = releasedEnforcer(policyOf(NARROW));
    const paths = ENFORCERS.map((text) => text.replace('/**', '/x').replace('**/', 'a/'));
    for (const path of [...paths, 'lockkeeper.toml', 'lockkeeper.yml', 'Makefile'])
      expect([path, find(path)?.pattern.matches(path)]).toEqual([path, true]);
  });

  test('is nothing else', () => {
    const find = releasedEnforcer(policyOf(NARROW));
    expect(['src/lockkeeper.yaml', 'docs/a.md', 'Makefile.bak'].map(find)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('the policy itself', () => {
  const asks = (changes: ChangeInput['changes']) => {
    const { change } = changeObservations({ changes }, {});
    if (!change.known) throw new Error(change.reason);
    return enforcerUnderRelease(policyOf({}), change.value)('lockkeeper.json') !== undefined;
  };

  test.each<readonly [string, ChangeInput['changes'], boolean]>([
    ['is asked for when it changes', ['lockkeeper.json'], true],
    ['is not when it is the first', [{ path: 'lockkeeper.json', status: 'added' }], false],
    [
      'is when it replaces another',
      [
        { path: 'lockkeeper.json', status: 'added' },
        { path: 'lockkeeper.toml', status: 'deleted' },
      ],
      true,
    ],
  ])('%s', (_, changes, asked) => {
    expect(asks(changes)).toBe(asked);
  });
});
