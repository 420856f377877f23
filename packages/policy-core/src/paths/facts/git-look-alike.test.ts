import { describe, expect, test } from 'vitest';

import { stepsTaken } from '../../testing/steps-taken.ts';
import { gitLookAlike } from './git-look-alike.ts';

describe('a name that a file system takes for one that git acts on', () => {
  test.each([
    ['.GIT', '.git'],
    ['.Git', '.git'],
    ['.git', '.git'],
    ['git~1', '.git'],
    ['GIT~1', '.git'],
    ['git~2', '.git'],
    ['.git ', '.git'],
    ['.git.', '.git'],
    ['.git . .', '.git'],
    ['.git::$INDEX_ALLOCATION', '.git'],
    ['.git:$DATA', '.git'],
    ['.g\u200cit', '.git'],
    ['.gi\u200dt', '.git'],
    ['\ufeff.git', '.git'],
    ['.g\u0131t', undefined],
    ['.GitModules', '.gitmodules'],
    ['.gitmodules ', '.gitmodules'],
    ['GITMOD~1', '.gitmodules'],
    ['gi7eba~1', '.gitmodules'],
    ['.gitAttributes', '.gitattributes'],
    ['gitatt~1', '.gitattributes'],
    ['.gitattribute\u017f', '.gitattributes'],
  ])('is %j, for %s', (name, real) => {
    expect(gitLookAlike(name)).toBe(real);
  });

  test.each([
    '.gitmodules',
    '.gitattributes',
    '.gitignore',
    '.github',
    '.gitlab-ci.yml',
    '.gitkeep',
    'git',
    'git~',
    'git~a',
    'digit~1',
    'my.git',
    'repo.git',
    '.git2',
    '.git-blame-ignore-revs',
    'a:b',
    '',
  ])('is not %j', (name) => {
    expect(gitLookAlike(name)).toBeUndefined();
  });
});

test('a name of nothing but dots and blanks is read once', () => {
  const start = stepsTaken();
  expect(gitLookAlike(`${'. '.repeat(100_000)}x`)).toBeUndefined();
  expect(gitLookAlike(`.git${' .'.repeat(100_000)}`)).toBe('.git');
  expect(stepsTaken() - start).toBeLessThan(100);
});
