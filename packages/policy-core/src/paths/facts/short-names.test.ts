import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { isShortName, shortForm } from './short-names.ts';

describe('a short name of Windows', () => {
  test.each([
    ['LOCKKE~1.YAM', 'lockkeeper.yaml'],
    ['lockke~2.jso', 'lockkeeper.json'],
    ['MIGRAT~1', 'migrations'],
    ['GITHUB~1', '.github'],
    ['CODEOW~1', 'CODEOWNERS'],
    ['MCP~1.JSO', '.mcp.json'],
    ['AIDERC~1.YML', '.aider.conf.yml'],
    ['CLAUDE~1.MD', 'CLAUDE.local.md'],
    ['MYDOCS~1', 'My Docs'],
    ['A_B~1', 'a+b'],
    ['REQUIR~1.TXT', 'requirements.txt'],
  ])('%s may stand for %s', (short, name) => {
    expect(isShortName(short)).toBe(true);
    expect(shortForm(short)).toBe(shortForm(name));
    expect(shortForm(`a/${short}/b`)).toBe(shortForm(`a/${name}/b`));
  });

  test.each([
    ['CORE~1', 'core'],
    ['MAIN~1.PY', 'main.py'],
    ['LOCKKE~1.YAM', 'lockkeeper.json'],
    ['MIGRAT~1', 'migration.d'],
  ])('%s never stands for %s', (short, name) => {
    expect(shortForm(short)).not.toBe(shortForm(name));
  });

  test.each(['notes~', 'a~b', 'file.txt~1', 'migrations~1', '~1', 'core.py', 'a~1.html', 'v1~2.0~1'])(
    'is not %s',
    (name) => {
      expect(isShortName(name)).toBe(false);
    },
  );
});

describe('the form', () => {
  test.each([
    ['app/payments**', 'app/payments**'],
    ['**/conftest_*.py', '**/conftest_*.py'],
    ['migrations/**', 'migrat~/**'],
    ['backend/\\[id\\]/', 'backend/\\[id\\]/'],
    ['', ''],
  ])('of the pattern %s is %s', (pattern, form) => {
    expect(shortForm(pattern)).toBe(form);
  });

  test('is the same for a name in any case, and has as many parts as the path', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-zA-Z0-9 ._~+/-]{0,40}$/), (path) => {
        expect(shortForm(path.toUpperCase())).toBe(shortForm(path));
        expect(shortForm(path).split('/')).toHaveLength(path.split('/').length);
      }),
    );
  });
});
