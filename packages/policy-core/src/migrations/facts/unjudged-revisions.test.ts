import { describe, expect, test } from 'vitest';

import { policyOf } from '../../testing/any-repository.ts';
import { unjudgedRevisions } from './unjudged-revisions.ts';

const REVISION = 'db/versions/5a9d_base.py';
const INI = { 'alembic.ini': '[alembic]\nscript_location = %(here)s/db\n' };

function unjudged(
  policy: object,
  paths: readonly string[],
  texts: Readonly<Record<string, string>> = INI,
): readonly string[] {
  return unjudgedRevisions(policyOf(policy), {
    paths: [...paths, ...Object.keys(texts)],
    texts: new Map(Object.entries(texts)),
  });
}

describe('revisions that the policy says nothing of are found', () => {
  test.each<[string, readonly string[], Readonly<Record<string, string>>, readonly string[]]>([
    ['where alembic.ini says', [REVISION], INI, ['db/versions']],
    [
      'where pyproject.toml says',
      ['backend/db/versions/5a9d_base.py'],
      { 'backend/pyproject.toml': '[tool.alembic]\nscript_location = "%(here)s/db"\n' },
      ['backend/db/versions'],
    ],
    [
      'in several folders',
      ['one/5a9d_base.py', 'two/9f9f_base.py'],
      { 'alembic.ini': '[alembic]\nscript_location = db\nversion_locations = one two\n' },
      ['one', 'two'],
    ],
    [
      'beside the env.py of a program that says where they are',
      ['migrations/env.py', 'migrations/versions/5a9d_base.py'],
      { 'migrations/alembic.ini': '[alembic]\n[loggers]\nkeys = root\n' },
      ['migrations/versions'],
    ],
  ])('%s', (...row) => {
    const [, paths, texts, folders] = row;
    expect(unjudged({}, paths, texts)).toEqual(folders);
  });

  test('also where the policy names SQL migrations only', () => {
    expect(unjudged({ migrations: { sql: ['sql/**'] } }, [REVISION])).toEqual(['db/versions']);
  });

  test('also where some of them lie in the scope of the policy', () => {
    expect(unjudged({ scope: ['db/**'] }, [REVISION])).toEqual(['db/versions']);
  });
});

describe('nothing is said', () => {
  test('where the policy names a folder, and its own rule tells of others', () => {
    expect(unjudged({ migrations: { alembic: ['other/versions'] } }, [REVISION])).toEqual([]);
  });

  test('where the policy says that none are to be judged', () => {
    expect(unjudged({ migrations: { alembic: [] } }, [REVISION])).toEqual([]);
  });

  test('where they lie outside of the scope of the policy', () => {
    expect(unjudged({ scope: ['app/**'] }, [REVISION])).toEqual([]);
  });

  test.each<[string, readonly string[], Readonly<Record<string, string>>]>([
    ['where there is no revision yet', ['db/env.py', 'db/versions/.gitkeep'], INI],
    ['where no configuration lies', ['migrations/versions/5a9d_base.py', 'migrations/env.py'], {}],
    [
      'where a project speaks of other tools',
      ['migrations/versions/5a9d_base.py'],
      { 'pyproject.toml': '[project]\nname = "alembic-free"\n' },
    ],
    [
      'of revisions in the root, which no policy can name',
      ['5a9d_base.py'],
      { 'alembic.ini': '[alembic]\nscript_location = db\nversion_locations = %(here)s\n' },
    ],
  ])('%s', (...row) => {
    const [, paths, texts] = row;
    expect(unjudged({}, paths, texts)).toEqual([]);
  });
});
