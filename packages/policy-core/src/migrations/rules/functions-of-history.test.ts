import { beforeAll, describe, expect, test } from 'vitest';

import { checkerFor } from '../../checker/checker.ts';
import type { Parsers } from '../../parsers/parsers.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { ALEMBIC_POLICY, sampleRevision } from '../../testing/sample-revision.ts';

let parsers: Parsers;
beforeAll(async () => {
  parsers = await testParsers();
});

/** What `drop-table` says of the files, by the message and the line it underlines. */
function told(policy: object, files: readonly { readonly path: string; readonly text: string }[]) {
  const only = ['migrations/drop-table'];
  const { findings, undetermined, crashed } = checkerFor(policyOf(policy), parsers).checkFiles(files, {
    only,
  });
  expect(crashed).toEqual([]);
  return [...findings, ...undetermined].map(
    ({ messageId, at }) => `${messageId} ${at?.path}:${(at?.start.line ?? 0) + 1}`,
  );
}

const drop = (name: string) =>
  `CREATE FUNCTION ${name}() RETURNS void LANGUAGE plpgsql AS $$ BEGIN DROP TABLE orders; END $$;`;
const nothing = (name: string) => `CREATE FUNCTION ${name}() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$;`;

describe('Files of SQL that run one after the other', () => {
  const MIGRATIONS = { migrations: { sql: ['db/*.sql'] } };
  const history = (...texts: readonly string[]) =>
    texts.map((text, index) => ({ path: `db/00${index + 1}_x.sql`, text }));

  test('do what functions of earlier ones do', () => {
    expect(told(MIGRATIONS, history(drop('wipe'), 'SELECT wipe();'))).toEqual(['drops db/002_x.sql:1']);
    expect(told(MIGRATIONS, history(nothing('wipe'), 'SELECT wipe();'))).toEqual([]);
  });

  test('do not do what functions of later ones do', () => {
    expect(told(MIGRATIONS, history('SELECT wipe();', nothing('wipe')))).toEqual(['called db/001_x.sql:1']);
  });

  test('stay unclear where no order is known', () => {
    const files = [
      { path: 'db/make.sql', text: nothing('wipe') },
      { path: 'db/use.sql', text: 'SELECT wipe();' },
    ];
    expect(told(MIGRATIONS, files)).toEqual(['called db/use.sql:1']);
    const [one] = history(`${nothing('wipe')}\nSELECT wipe();`);
    expect(told(MIGRATIONS, one === undefined ? [] : [{ ...one, path: 'db/both.sql' }])).toEqual([]);
  });

  test('may call what the policy vouches for, by the name that they write', () => {
    const files = history('SELECT note(), audit.note(), public.note();', 'CALL audit.note();');
    const vouched = (...names: readonly string[]) => ({
      migrations: { ...MIGRATIONS.migrations, harmless_functions: names },
    });
    expect(told(vouched('note', 'audit.note'), files)).toEqual([]);
    expect(told(vouched('note'), files)).toEqual(['called db/001_x.sql:1', 'called db/002_x.sql:1']);
  });

  test('lose what they lose, whatever the policy vouches for', () => {
    const policy = { migrations: { ...MIGRATIONS.migrations, harmless_functions: ['wipe', 'DROP'] } };
    expect(told(policy, history(drop('wipe'), 'SELECT wipe();', 'DROP TABLE orders;'))).toEqual([
      'drops db/002_x.sql:1',
      'drops db/003_x.sql:1',
    ]);
  });
});

describe('Revisions of Alembic', () => {
  const revision = (id: string, parent: string | undefined, upgrade: string) => ({
    path: `alembic/versions/${id}_x.py`,
    text: sampleRevision({ id, ...(parent !== undefined && { parent: `"${parent}"` }), upgrade }),
  });
  const execute = (sql: string) => `op.execute("""${sql}""")`;

  test('do what functions of earlier ones do, whatever their files are called', () => {
    const made = revision('c1', undefined, execute(drop('wipe')));
    const called = revision('b2', 'c1', execute('SELECT wipe()'));
    expect(told(ALEMBIC_POLICY, [called, made])).toEqual([expect.stringMatching(/^drops .*b2_x/)]);
    const harmless = revision('c1', undefined, execute(nothing('wipe')));
    expect(told(ALEMBIC_POLICY, [called, harmless])).toEqual([]);
  });

  test('run the defaults of tables that directives make', () => {
    const table = 'op.create_table("notes", sa.Column("id", sa.Text(), server_default=sa.text("wipe()")))';
    const made = revision('c1', undefined, `${execute(drop('wipe'))}\n${table}`);
    const filled = revision('b2', 'c1', execute('INSERT INTO notes VALUES (DEFAULT)'));
    expect(told(ALEMBIC_POLICY, [made, filled])).toEqual([expect.stringMatching(/^drops .*b2_x/)]);
  });

  test.each(['"wipe()"', 'sa.text("wipe()")'])('run columns that they compute: %s', (text) => {
    const table = `op.create_table("notes", sa.Column("id", sa.Text(), sa.Computed(${text})))`;
    const made = revision('c1', undefined, `${execute(drop('wipe'))}\n${table}`);
    const filled = revision('b2', 'c1', execute('INSERT INTO notes VALUES (DEFAULT)'));
    expect(told(ALEMBIC_POLICY, [made, filled])).toEqual([expect.stringMatching(/^drops .*b2_x/)]);
  });

  test('of which a part of a function is only known when it runs stay unclear', () => {
    const made = revision(
      'c1',
      undefined,
      `op.execute(f"""${nothing('wipe').replace('SELECT 1', '{body()}')}""")`,
    );
    const called = revision('b2', 'c1', execute('SELECT wipe()'));
    expect(told(ALEMBIC_POLICY, [made, called])).toContainEqual(expect.stringMatching(/^called .*b2_x/));
  });
});
