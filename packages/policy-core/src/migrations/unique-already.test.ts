import { beforeAll, describe, expect, it } from 'vitest';

import { checkerFor } from '../checker.ts';
import type { Parsers } from '../parsers/parsers.ts';
import { policyOf } from '../testing/any-repository.ts';
import { testParsers } from '../testing/load-parsers.ts';
import { sampleRevision } from '../testing/sample-revision.ts';

let parsers: Parsers;
beforeAll(async () => {
  parsers = await testParsers();
});

const PATH = 'alembic/versions/ab12_x.py';

/** What is said of columns that become unique in an upgrade. */
function told(...lines: readonly string[]): readonly string[] {
  const policy = policyOf({ migrations: { alembic: ['alembic/versions'] } });
  const text = sampleRevision({ parent: 'None', upgrade: lines.join('\n') });
  const report = checkerFor(policy, parsers).checkFiles([{ path: PATH, text }], {
    now: '2026-11-21T08:00:00Z',
  });
  return report.findings
    .filter(({ rule }) => rule === 'migrations/new-unique-on-existing')
    .map(({ message }) => message);
}

const column = (more: string) => `op.add_column("orders", sa.Column("code", ${more}))`;
const OWN = column('sa.UUID(), server_default=sa.text("uuid_in(md5(random()::text)::cstring)")');
const NO_DEFAULT = 'op.alter_column("orders", "code", server_default=None)';
const UNIQUE = 'op.create_unique_constraint("uq", "orders", ["code"])';
const FILLED =
  'This makes code of orders unique after the migration fills it, and fails when two rows get the same. Try it with the data of production first.';

describe('a new column that becomes unique', () => {
  it.each<[string, readonly string[]]>([
    ['is empty', [column('sa.Text()'), UNIQUE]],
    ['has its own value in each row', [OWN, UNIQUE]],
    ['had its own value in each row by a default that goes again', [OWN, NO_DEFAULT, UNIQUE]],
    [
      'had its own value in each row, beside other rows that are changed',
      [OWN, NO_DEFAULT, 'op.execute("UPDATE notes SET code = name")', UNIQUE],
    ],
    [
      'has a number in each row by a default that goes again',
      [column('sa.Integer(), server_default=sa.text("nextval(\'codes\')")'), NO_DEFAULT, UNIQUE],
    ],
  ])('%s', (_, lines) => {
    expect(told(...lines)).toEqual([]);
  });

  it.each<[string, readonly string[]]>([
    ['has one value in all rows', [column('sa.Text(), nullable=False, server_default="x"'), UNIQUE]],
    [
      'has one value in all rows by a default that goes again',
      [column('sa.Text(), server_default="x"'), NO_DEFAULT, UNIQUE],
    ],
    [
      'has its own value in each row, which is written over',
      [OWN, NO_DEFAULT, 'op.execute("UPDATE orders SET code = name")', UNIQUE],
    ],
    [
      'has its own value in each row, which may be written over in a table that only a run tells',
      [OWN, NO_DEFAULT, 'op.execute(load_table("orders").update())', UNIQUE],
    ],
    [
      'has a default of its own for rows that come later',
      [
        column('sa.Text(), nullable=False, server_default="x"'),
        'op.alter_column("orders", "code", server_default="y")',
        UNIQUE,
      ],
    ],
  ])('may repeat values where it %s', (_, lines) => {
    expect(told(...lines)).toEqual([FILLED]);
  });
});

describe('the table of Alembic itself', () => {
  it('holds no head twice', () => {
    expect(told('op.create_primary_key("pk", "alembic_version", ["version_num"])')).toEqual([]);
  });

  it('is not the one of another schema that has its name', () => {
    expect(told('op.create_primary_key("pk", "alembic_version", ["version_num"], schema="shop")')).toEqual([
      'This makes version_num of shop.alembic_version unique, and fails when two rows have the same. Look first: SELECT version_num, count(*) FROM shop.alembic_version GROUP BY version_num HAVING count(*) > 1.',
    ]);
  });
});
