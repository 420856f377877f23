import { describe, expect, it } from 'vitest';

import { checkerFor } from '../../checker/checker.ts';
import { loadPolicy } from '../../checker/load-policy.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { sampleRevision } from '../../testing/sample-revision.ts';

const parsers = await testParsers();

const column = (name: string, type = 'sa.Text()') => `sa.Column("${name}", ${type})`;
const ID = column('id', 'sa.Integer(), primary_key=True');
const table = (name: string, ...columns: readonly string[]) =>
  `op.create_table("${name}", ${[ID, ...columns].join(', ')})`;
const run = (sql: string) => `op.execute("${sql}")`;
const BASE = [table('users', column('name', 'sa.String(20)'), column('mail'))];

/** Tables of which the rule says that they are dropped with their rows. */
function dropped(upgrade: readonly string[], base: readonly string[] = BASE): readonly string[] {
  const policy = loadPolicy({
    path: 'lockkeeper.json',
    text: JSON.stringify({ version: 1, migrations: { alembic: ['v'] } }),
  });
  if (policy.kind === 'invalid') throw new Error('The policy is not valid.');
  const files = [
    { path: 'v/a1_base.py', text: sampleRevision({ id: 'a1', upgrade: base.join('\n') }) },
    { path: 'v/b2_x.py', text: sampleRevision({ id: 'b2', parent: '"a1"', upgrade: upgrade.join('\n') }) },
  ];
  const { findings } = checkerFor(policy, parsers).checkFiles(files, {
    stage: 'local',
    now: '2026-01-01T00:00:00Z',
  });
  return findings
    .filter(({ rule }) => rule === 'migrations/drop-table')
    .map(({ message }) => /drops table (\w+)/.exec(message)?.[1] ?? message);
}

const NEW = table('users_new', column('name', 'sa.String(40)'), column('mail'), column('uuid', 'sa.Uuid()'));
const COPY = run('INSERT INTO users_new (id, name, mail) SELECT id, name, mail FROM users');
const DROP = 'op.drop_table("users")';
const NAME = 'op.rename_table("users_new", "users")';
/** The four steps, one of them told otherwise. */
const steps = (other: {
  readonly made?: string;
  readonly copy?: string;
  readonly drop?: string;
  readonly name?: string;
}) => [other.made ?? NEW, other.copy ?? COPY, other.drop ?? DROP, other.name ?? NAME];

describe('A table that another one takes the place of with every row and column', () => {
  it.each<[string, readonly string[]]>([
    ['column by column', steps({})],
    ['once SQLite is set up', [run('PRAGMA legacy_alter_table=ON'), ...steps({})]],
    ['once its rows were looked at', [run('SELECT id, name FROM users'), ...steps({})]],
    ['with all at once', steps({ copy: run('INSERT INTO users_new SELECT * FROM users') })],
    [
      'in SQL',
      [
        run(
          'CREATE TABLE users_new (id int PRIMARY KEY, name varchar(20), mail text); INSERT INTO users_new SELECT * FROM public.users; DROP TABLE users; ALTER TABLE users_new RENAME TO users;',
        ),
      ],
    ],
    [
      'under its name, after it got another one',
      [
        'op.rename_table("users", "users_tmp")',
        'op.add_column("users_tmp", sa.Column("uuid", sa.String(36)))',
        run("UPDATE users_tmp SET uuid = 'x' || id"),
        table('users', column('name', 'sa.String(20)'), column('mail'), column('uuid', 'sa.String(36)')),
        run('INSERT INTO users SELECT id, name, mail, uuid FROM users_tmp'),
        'op.drop_table("users_tmp")',
      ],
    ],
    [
      'with indexes and constraints on the way, and a row more',
      [
        NEW,
        'op.create_unique_constraint("uq", "users_new", ["mail"])',
        COPY,
        'op.create_index("ix", "users_new", ["name"])',
        DROP,
        NAME,
        run("INSERT INTO users (id, name) VALUES (0, 'nobody')"),
        run('COMMENT ON TABLE users IS NULL'),
      ],
    ],
  ])('is not missed: %s', (_, upgrade) => {
    expect(dropped(upgrade)).toEqual([]);
  });
});

describe('A table is missed all the same', () => {
  it.each<[string, readonly string[]]>([
    [
      'where rows are left out',
      steps({ copy: run('INSERT INTO users_new SELECT * FROM users WHERE id > 7') }),
    ],
    ['where only some come', steps({ copy: run('INSERT INTO users_new SELECT * FROM users LIMIT 10') })],
    ['where repeated ones go', steps({ copy: run('INSERT INTO users_new SELECT DISTINCT * FROM users') })],
    [
      'where those in the way go',
      steps({ copy: run('INSERT INTO users_new SELECT * FROM users ON CONFLICT DO NOTHING') }),
    ],
    [
      'where the rows come from elsewhere',
      steps({ copy: run('INSERT INTO users_new SELECT * FROM people') }),
    ],
    [
      'where they come from another schema',
      steps({ copy: run('INSERT INTO users_new SELECT * FROM shop.users') }),
    ],
    ['where they go elsewhere', steps({ copy: run('INSERT INTO people SELECT * FROM users') })],
    [
      'where a column is left out',
      steps({ copy: run('INSERT INTO users_new (id, name) SELECT id, name FROM users') }),
    ],
    [
      'where a column is called up',
      steps({ copy: run('INSERT INTO users_new SELECT id, lower(name), mail FROM users') }),
    ],
    [
      'where only running it tells a column',
      steps({ copy: 'op.execute(f"INSERT INTO users_new SELECT id, name, mail, {x()} FROM users")' }),
    ],
    [
      'where only running it tells the source',
      steps({ copy: 'op.execute(f"INSERT INTO users_new SELECT * FROM {x()}")' }),
    ],
    ['where values are made up', steps({ copy: run("INSERT INTO users_new VALUES (1, 'x', 'y')") })],
    ['where nothing is copied', [NEW, DROP, NAME]],
    ['where it is copied under a condition', steps({ copy: `if some():\n    ${COPY}` })],
    [
      'where a column is gone',
      steps({
        made: table('users_new', column('name')),
        copy: run('INSERT INTO users_new SELECT * FROM users'),
      }),
    ],
    [
      'where a column is too narrow',
      steps({ made: table('users_new', column('name', 'sa.String(5)'), column('mail')) }),
    ],
    [
      'where a column is of another kind',
      steps({ made: table('users_new', column('name', 'sa.Integer()'), column('mail')) }),
    ],
    [
      'where only running it tells a type',
      steps({ made: table('users_new', column('name', 'x()'), column('mail')) }),
    ],
    [
      'where more columns come from elsewhere',
      steps({ made: `op.create_table("users_new", ${ID}, *columns)` }),
    ],
    [
      'where the new one may have been there',
      steps({ made: run('CREATE TABLE IF NOT EXISTS users_new (id int, name text, mail text)') }),
    ],
    [
      'where the new one does not last',
      steps({ made: run('CREATE TEMP TABLE users_new (id int, name text, mail text)') }),
    ],
    ['where the new one is not made', [COPY, DROP, NAME]],
    ['where what depends on it goes', steps({ drop: run('DROP TABLE users CASCADE') })],
    ['where the new one keeps its name', [NEW, COPY, DROP]],
    ['where the new one gets another name', steps({ name: 'op.rename_table("users_new", "people")' })],
    ['where it goes under a condition', steps({ drop: `if some():\n    ${DROP}` })],
    ['where the name comes under a condition', steps({ name: `if some():\n    ${NAME}` })],
    ['where the new one goes as well', [NEW, COPY, DROP, NAME, DROP]],
    ['where the new one goes first', [NEW, COPY, 'op.drop_table("users_new")', DROP]],
    ['where rows of the new one go', [NEW, COPY, DROP, NAME, run('DELETE FROM users')]],
    ['where the new one is emptied', [NEW, COPY, DROP, NAME, run('TRUNCATE users')]],
    ['where values of the new one go', [NEW, COPY, DROP, NAME, run('UPDATE users SET mail = NULL')]],
    ['where a column of the new one goes', [NEW, COPY, DROP, NAME, 'op.drop_column("users", "mail")']],
    [
      'where a column of the new one gets narrow',
      [NEW, COPY, DROP, NAME, 'op.alter_column("users", "name", type_=sa.String(2))'],
    ],
    [
      'where a column of the new one gets another name',
      [NEW, COPY, DROP, NAME, 'op.alter_column("users", "mail", new_column_name="email")'],
    ],
    [
      'where the new one goes to another schema',
      [NEW, COPY, DROP, NAME, run('ALTER TABLE users SET SCHEMA shop')],
    ],
    [
      'where rows come to the old one later',
      [NEW, COPY, run("INSERT INTO users VALUES (9, 'x', 'y')"), DROP, NAME],
    ],
    ['where values of the old one change later', [NEW, COPY, run("UPDATE users SET mail = 'x'"), DROP, NAME]],
    [
      'where a column of the old one comes later',
      [NEW, COPY, 'op.add_column("users", sa.Column("x", sa.Text()))', DROP, NAME],
    ],
    ['where rows of the old one go before', [run('DELETE FROM users'), ...steps({})]],
    [
      'where a trigger may turn rows away',
      [
        NEW,
        run('CREATE TRIGGER t BEFORE INSERT ON users_new FOR EACH ROW EXECUTE FUNCTION f()'),
        COPY,
        DROP,
        NAME,
      ],
    ],
    [
      'where a rule may turn rows away',
      [NEW, run('CREATE RULE r AS ON INSERT TO users_new DO INSTEAD NOTHING'), COPY, DROP, NAME],
    ],
    [
      'where a call may have names mean something else by then',
      [
        NEW,
        COPY,
        run("INSERT INTO users_new (id, name) SELECT 0, set_config('search_path', 'shop', false)"),
        DROP,
        NAME,
      ],
    ],
    ['where names mean something else by then', [NEW, COPY, run('SET search_path TO shop'), DROP, NAME]],
    ['where something happens that is not known', [NEW, COPY, 'op.execute(x())', DROP, NAME]],
    ['where a query may do anything', [NEW, COPY, run('SELECT f()'), DROP, NAME]],
    [
      'where it is done outside of the transaction',
      [NEW, COPY, 'with op.get_context().autocommit_block():', `    ${DROP}`, NAME],
    ],
    [
      'where another table takes the place',
      [
        NEW,
        COPY,
        'op.create_table("people", sa.Column("id", sa.Integer()))',
        DROP,
        'op.rename_table("people", "users")',
      ],
    ],
    [
      'where the one that was copied is not the one that had the name',
      [
        'op.rename_table("people", "users_tmp")',
        table('users_new', column('name'), column('mail')),
        run('INSERT INTO users_new SELECT * FROM users'),
        DROP,
        'op.rename_table("users_new", "people")',
      ],
    ],
  ])('%s', (_, upgrade) => {
    expect(dropped(upgrade)).toContain('users');
  });

  it.each<[string, readonly string[]]>([
    ['where not all of its columns are known', ['op.add_column("users", sa.Column("mail", sa.Text()))']],
    ['where nothing is known of it', []],
    ['where something that is not known may have changed it', [...BASE, 'op.execute(x("users"))']],
  ])('%s', (_, base) => {
    expect(dropped(steps({}), base)).toEqual(['users']);
  });
});
