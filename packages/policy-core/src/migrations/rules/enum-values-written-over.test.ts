import { describe, expect, test } from 'vitest';

import { checkerFor } from '../../checker/checker.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { sampleRevision } from '../../testing/sample-revision.ts';

const checker = checkerFor(policyOf({ migrations: { alembic: ['alembic/versions'] } }), await testParsers());

const BASE = [
  'op.create_table(',
  '    "people",',
  '    sa.Column("m", sa.Enum("a", "b", "c", name="mood")),',
  '    sa.Column("note", sa.Text()),',
  ')',
].join('\n');
const AWAY = 'ALTER TYPE mood RENAME TO mood_old';
const FEWER = "CREATE TYPE mood AS ENUM ('a')";
const USING = 'ALTER TABLE people ALTER COLUMN m TYPE mood USING m::text::mood';

const executed = (...statements: readonly string[]) =>
  statements.map((statement) => `op.execute("${statement}")`).join('\n');

/** Whether it is said that the migration fails on rows; `undefined` where nothing is said at all. */
function fails(upgrade: string): boolean | undefined {
  const { findings } = checker.checkFiles([
    { path: 'alembic/versions/5a9d_x.py', text: sampleRevision({ id: '5a9d', upgrade: BASE }) },
    { path: 'alembic/versions/ab12_x.py', text: sampleRevision({ parent: '"5a9d"', upgrade }) },
  ]);
  const ids = findings.flatMap(({ rule, messageId }) =>
    rule === 'migrations/enum-value-removed' ? [messageId] : [],
  );
  return ids.length === 0 ? undefined : ids.includes('removes');
}

describe('Values that a type has no more', () => {
  test('are in the way of rows that have them', () => {
    expect(fails(executed(AWAY, FEWER, USING))).toBe(true);
  });

  test.each([
    ['by one UPDATE', ["UPDATE people SET m = 'a' WHERE m IN ('b', 'c')"]],
    [
      'by an UPDATE for each',
      ["UPDATE people SET m = 'a' WHERE m = 'b'", "UPDATE people SET m = 'a' WHERE m = 'c'"],
    ],
    ['by CASE', ["UPDATE people SET m = CASE m WHEN 'b' THEN 'a' WHEN 'c' THEN 'a' ELSE m END"]],
    ['by DELETE', ["DELETE FROM people WHERE m IN ('b', 'c')"]],
    ['by both', ["DELETE FROM people WHERE m = 'b'", "UPDATE people SET m = 'a' WHERE m = 'c'"]],
  ])('are in no row where they are written over before, %s', (_, statements) => {
    expect(fails(executed(...statements, AWAY, FEWER, USING))).toBe(false);
  });

  test('are in no row where the conversion tells others for them', () => {
    const using = "CASE m::text WHEN 'b' THEN 'a' WHEN 'c' THEN 'a' ELSE m::text END::mood";
    const converted = `ALTER TABLE people ALTER COLUMN m TYPE mood USING ${using}`;
    expect(fails(executed(AWAY, FEWER, converted))).toBe(false);
  });

  test.each([
    ['only one of them is', ["UPDATE people SET m = 'a' WHERE m = 'b'"]],
    ['they are only inserted', ["INSERT INTO people (m) VALUES ('b'), ('c')"]],
    ['they are only asked for', ["SELECT * FROM people WHERE m IN ('b', 'c')"]],
    ['other values are', ["UPDATE people SET note = 'd' WHERE note = 'e'"]],
    ['only words in them are', ["UPDATE people SET note = 'b and c'"]],
  ])('may be in rows where %s', (_, statements) => {
    expect(fails(executed(...statements, AWAY, FEWER, USING))).toBe(true);
  });

  test('are not in a new column of the type, which holds what the migration writes', () => {
    const added = 'ALTER TABLE people ADD COLUMN m mood';
    const renamed = 'ALTER TABLE people RENAME COLUMN m TO m_old';
    expect(fails(executed(AWAY, FEWER, renamed, added))).toBe(false);
  });

  test('are not in a new column of the type either that SQLAlchemy adds', () => {
    const upgrade = [
      executed(AWAY),
      'op.alter_column("people", "m", new_column_name="m_old")',
      'mood = sa.Enum("a", name="mood")',
      'mood.create(op.get_bind())',
      'op.add_column("people", sa.Column("m", mood))',
    ].join('\n');
    expect(fails(upgrade)).toBe(false);
  });

  test('may be in another column that is given the type', () => {
    const added = 'ALTER TABLE people ADD COLUMN more mood';
    expect(fails(executed(AWAY, FEWER, added, USING))).toBe(true);
  });

  test('may be in a column of which only a run tells whether it is given the type', () => {
    const upgrade = [
      executed(AWAY, FEWER, 'ALTER TABLE people ADD COLUMN more mood'),
      'op.alter_column("people", "m", type_=type_of("m"))',
    ].join('\n');
    expect(fails(upgrade)).toBe(true);
  });

  test('may be in a column that something unread gives the type', () => {
    const upgrade = `${executed(AWAY, FEWER, 'ALTER TABLE people ADD COLUMN more mood')}\nop.execute(statement())`;
    expect(fails(upgrade)).toBe(true);
  });

  test('are not spoken of where the type keeps them', () => {
    expect(fails(executed(AWAY, "CREATE TYPE mood AS ENUM ('a', 'b', 'c')", USING))).toBeUndefined();
  });
});
