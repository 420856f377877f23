import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { detect, filesWorthReading, type Detected } from './detected.ts';

describe('requirements', () => {
  test.each([
    ['requirements.txt', 'requirements.lock'],
    ['backend/requirements.txt', 'backend/requirements.lock'],
    ['backend/requirements-dev.txt', 'backend/requirements-dev.lock'],
    ['requirements.txt', 'requirements-lock.txt'],
    ['requirements.txt', 'requirements.lock.txt'],
    ['requirements.txt', 'requirements.txt.lock'],
  ])('%s goes with %s', (source, lock) => {
    expect(found([source, lock])).toMatchObject({ pairs: [{ source, lock }], unlocked: [] });
  });

  test('without a lock beside them are named as such', () => {
    expect(found(['a/requirements.txt', 'b/requirements.lock'])).toMatchObject({
      pairs: [],
      unlocked: ['a/requirements.txt'],
    });
  });

  test('a lock is no source, and other texts are none either', () => {
    expect(found(['requirements-lock.txt', 'docs/requirements.md', 'my-requirements.txt']).unlocked).toEqual(
      [],
    );
  });
});

describe('Alembic', () => {
  test.each([
    ['script_location = alembic', 'alembic.ini', 'alembic/versions'],
    ['script_location=%(here)s/db', 'backend/alembic.ini', 'backend/db/versions'],
    ['script_location = ./migrations', 'alembic.ini', 'migrations/versions'],
  ])('lies where %j in %s says', (line, ini, folder) => {
    const texts = { [ini]: `[alembic]\n# a comment\n${line}\n` };
    expect(found([ini, `${folder}/a1_first.py`], texts).alembic).toEqual([folder]);
  });

  test('lies where pyproject.toml says, and in every folder that a configuration names', () => {
    const toml = { 'api/pyproject.toml': '[tool.alembic]\nscript_location = "%(here)s/db"\n' };
    expect(found(['api/db/versions/a1.py', ...Object.keys(toml)], toml).alembic).toEqual(['api/db/versions']);
    const ini = { 'alembic.ini': '[alembic]\nscript_location = db\nversion_locations = one two\n' };
    expect(found(['one/a1.py', 'two/b1.py', 'alembic.ini'], ini).alembic).toEqual(['one', 'two']);
  });

  test('lies in a folder of that name, also without what alembic init puts beside it', () => {
    expect(found(['api/alembic/versions/ab12_first.py']).alembic).toEqual(['api/alembic/versions']);
    expect(found(['api/alembic/versions/README.md', 'versions/a.py']).alembic).toEqual([]);
  });

  test('lies where it looks like alembic init left it', () => {
    const paths = ['db/env.py', 'db/script.py.mako', 'db/versions/a1.py'];
    expect(found(paths).alembic).toEqual(['db/versions']);
  });

  test('without revisions, or outside of the repository, is not named', () => {
    expect(found(['alembic.ini'], { 'alembic.ini': 'script_location = alembic\n' }).alembic).toEqual([]);
    const outside = { 'alembic.ini': 'script_location = ../other\n' };
    expect(found(['alembic.ini', '../other/versions/a.py'], outside).alembic).toEqual([]);
  });

  test('is named once', () => {
    const paths = ['alembic.ini', 'alembic/env.py', 'alembic/script.py.mako', 'alembic/versions/a.py'];
    expect(found(paths, { 'alembic.ini': 'script_location = alembic\n' }).alembic).toEqual([
      'alembic/versions',
    ]);
  });
});

describe('SQL migrations', () => {
  test.each([
    ['db/migrations/001.sql', 'db/migrations'],
    ['migrations/2024/001.sql', 'migrations'],
    ['supabase/migrations/x.sql', 'supabase/migrations'],
    ['db/migrate/001.sql', 'db/migrate'],
  ])('%s lies in %s', (file, folder) => {
    expect(found([file]).sql).toEqual([folder]);
  });

  test('of a database that no rule knows are not judged as those of another', () => {
    const folders = found([
      'db/clickhouse/migrations/1.sql',
      'db/migrations/1.sql',
      'hived/migrations/1.sql',
      'jdbc-mysql/migrations/mysql/1.sql',
      'jdbc-postgres/migrations/postgres/1.sql',
      'many/migrations/h2/1.sql',
      'many/migrations/postgres/1.sql',
      'tests/mysql/dump.sql',
    ]);
    expect(folders.sql).toEqual([
      'db/migrations',
      'hived/migrations',
      'jdbc-postgres/migrations',
      'many/migrations',
    ]);
    expect(folders.otherSql).toEqual([]);
  });

  test('are not every SQL file', () => {
    expect(found(['queries/report.sql', 'migrations/readme.md']).sql).toEqual([]);
  });
});

describe('what needs care', () => {
  test('is what has owners, then what is named so', () => {
    const owners = '# owners\n/billing/ @money\n/src/pay @money\n*.js @web\n/docs/*.md @docs\n';
    const paths = ['.github/CODEOWNERS', 'billing/a.py', 'src/pay/b.py', 'src/auth/c.py', 'docs/d.md'];
    expect(found(paths, { '.github/CODEOWNERS': owners }).careful).toEqual([
      'billing',
      'src/pay',
      'src/auth',
    ]);
  });

  test('is a few folders, not all', () => {
    const paths = Array.from({ length: 20 }, (_, index) => `service${index}/core/a.py`);
    expect(found(paths).careful).toHaveLength(6);
  });
});

test('the deploy record is found by its name', () => {
  expect(found(['ops/LAST_PROD_DEPLOY.json']).record).toBe('ops/LAST_PROD_DEPLOY.json');
  expect(found(['ops/last-good-deploy.json']).record).toBe('ops/last-good-deploy.json');
  expect(found(['ops/deploy.json']).record).toBeUndefined();
});

test('files that are generated under the names of a preset are found', () => {
  const names = {
    guardWorkflow: '.github/workflows/backend_integrity_guard.yml',
    dependencyWorkflow: '.github/workflows/dependency_freeze_guard.yml',
    stampScript: 'scripts/stamp_prod_baseline.sh',
  };
  expect(found(Object.values(names)).generated).toEqual(names);
  const usual = ['.github/workflows/lockkeeper-guard.yml', 'scripts/stamp_baseline.sh'];
  expect(found(usual).generated).toEqual({
    guardWorkflow: undefined,
    dependencyWorkflow: undefined,
    stampScript: undefined,
  });
});

test('only files that say where things lie are read', () => {
  expect(filesWorthReading(['a/alembic.ini', 'CODEOWNERS', 'src/CODEOWNERS', 'a.py'])).toEqual([
    'a/alembic.ini',
    'CODEOWNERS',
  ]);
});

test('whatever lies around, looking never fails', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), fc.string(), (paths, text) => {
      expect(
        found(['alembic.ini', 'CODEOWNERS', ...paths], { 'alembic.ini': text, CODEOWNERS: text }),
      ).toBeDefined();
    }),
  );
});

function found(paths: readonly string[], texts: Readonly<Record<string, string>> = {}): Detected {
  return detect({ paths, texts: new Map(Object.entries(texts)) });
}
