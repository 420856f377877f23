import { describe, expect, test } from 'vitest';

import { policyOf } from '../testing/any-repository.ts';
import { searchTools } from './seen-tools.ts';

const PRISMA = 'prisma/migrations/migration_lock.toml';
const CHANGELOG = 'src/main/resources/db/changelog/db.changelog-master.xml';

type Case = [what: string, paths: readonly string[], texts?: Readonly<Record<string, string>>];

describe('tools that are seen and not judged', () => {
  test.each<Case>([
    ['Django migrations', ['shop/migrations/__init__.py', 'shop/migrations/0001_initial.py']],
    ['Rails migrations', ['db/migrate/20240101000000_users.rb']],
    ['Rails migrations', ['engines/shop/db/migrate/20240101000000_users.rb']],
    [
      'Prisma migrations for mysql',
      [PRISMA, 'prisma/migrations/1_init/migration.sql'],
      { [PRISMA]: '# Please do not edit\nprovider = "mysql"\n' },
    ],
    [
      'Liquibase changelogs',
      [CHANGELOG],
      { [CHANGELOG]: '<databaseChangeLog xmlns="x"></databaseChangeLog>' },
    ],
    ['Liquibase changelogs', ['db/changelog.sql'], { 'db/changelog.sql': '--liquibase formatted sql\n' }],
    ['SQL for MySQL', ['jdbc-mysql/src/main/resources/migrations/mysql/V1__a.sql']],
    ['SQL for SQLite', ['db/migrate/1_a.sqlite.sql']],
    ['SQL for ClickHouse', ['db/clickhouse/migrations/1.sql']],
    [
      'Prisma migrations for mysql',
      ['db/mysql/migrations/migration_lock.toml', 'db/mysql/migrations/1_init/migration.sql'],
      { 'db/mysql/migrations/migration_lock.toml': 'provider = "mysql"\n' },
    ],
    ['uv locks', ['uv.lock']],
    ['poetry locks', ['backend/poetry.lock']],
    ['pdm locks', ['pdm.lock']],
    ['Pipenv locks', ['Pipfile.lock']],
    ['conda locks', ['conda-lock.yml']],
    ['npm locks', ['web/package-lock.json']],
    ['pnpm locks', ['pnpm-lock.yaml']],
    ['yarn locks', ['yarn.lock']],
    ['Cargo locks', ['Cargo.lock']],
    ['Go locks', ['go.sum']],
  ])('are %s in %j', (tool, paths, texts = {}) => {
    expect(seen(paths, texts)).toMatchObject([{ tool }]);
  });

  test.each<Case>([
    ['revisions of Alembic', ['alembic/versions/0001_users.py', 'migrations/0001_users.py']],
    [
      'Prisma on PostgreSQL',
      [PRISMA, 'prisma/migrations/1_init/migration.sql'],
      { [PRISMA]: 'provider = "postgresql"\n' },
    ],
    ['SQL migrations of PostgreSQL', ['db/postgres/migrations/1.sql', 'migrations/1.sql']],
    ['SQL for another database that is no migration', ['tests/mysql/dump.sql', 'docker/mysql/init.sql']],
    ['the change log of a project', ['CHANGELOG.json'], { 'CHANGELOG.json': '{ "1.0": "First" }' }],
    ['requirements', ['requirements.txt', 'requirements.lock', 'pylock.toml']],
    ['names that only end so', ['not-go.sum.txt', 'my-uv.lock.bak', 'cargo.lock.md']],
  ])('are not %s', (_what, paths, texts = {}) => {
    expect(seen(paths, texts)).toEqual([]);
  });

  test('are counted, with the first as an example', () => {
    const paths = ['a/go.sum', 'b/go.sum'];
    expect(seen(paths)).toEqual([{ tool: 'Go locks', files: 2, example: 'a/go.sum' }]);
  });

  test('are not what the policy has judged', () => {
    const policy = policyOf({ dependencies: [{ id: 'a', source: 'a.txt', lock: 'uv.lock' }] });
    expect(searchTools(policy, ['uv.lock']).tools(new Map())).toEqual([]);
    const paths = ['db/mysql/migrations/1.sql', PRISMA, 'prisma/migrations/1_init/migration.sql'];
    const texts = new Map([[PRISMA, 'provider = "mysql"\n']]);
    const named = policyOf({ migrations: { sql: ['db/**/*.sql', 'prisma/**/*.sql'] } });
    expect(searchTools(named, paths).tools(texts)).toEqual([]);
  });
});

function seen(paths: readonly string[], texts: Readonly<Record<string, string>> = {}) {
  const { reads, tools } = searchTools(policyOf({}), paths);
  return tools(new Map(Object.entries(texts).filter(([path]) => reads.includes(path))));
}
