import { describe, expect, it } from 'vitest';

import { checkerFor } from '../../checker/checker.ts';
import { loadPolicy } from '../../checker/load-policy.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { sampleRevision } from '../../testing/sample-revision.ts';

const parsers = await testParsers();

/** What these ask of things that the migration itself made is asked of old ones alone. */
const ASKED: ReadonlySet<string> = new Set([
  'migrations/drop-table',
  'migrations/drop-column',
  'migrations/rename-column',
  'migrations/drop-not-null',
  'migrations/add-not-null-without-default',
  'migrations/index-not-concurrent',
]);

/** Rules that take what was made before a line for old. */
function told(line: string): readonly string[] {
  const policy = loadPolicy({
    path: 'lockkeeper.json',
    text: JSON.stringify({ version: 1, migrations: { alembic: ['v'] } }),
  });
  if (policy.kind === 'invalid') throw new Error('The policy is not valid.');
  const upgrade = [
    'op.create_table("made", sa.Column("id", sa.Integer()), sa.Column("x", sa.Text(), nullable=False))',
    'op.add_column("old", sa.Column("made_column", sa.Text()))',
    line,
    'op.drop_column("old", "made_column")',
    'op.add_column("made", sa.Column("y", sa.Text(), nullable=False))',
    'op.alter_column("made", "x", nullable=True)',
    'op.alter_column("made", "x", new_column_name="z")',
    'op.create_index("i", "made", ["id"])',
    'op.drop_table("made")',
  ].join('\n');
  const file = { path: 'v/a1_x.py', text: sampleRevision({ id: 'a1', upgrade }) };
  const { findings } = checkerFor(policy, parsers).checkFiles([file], {
    stage: 'local',
    now: '2026-01-01T00:00:00Z',
  });
  return findings.map(({ rule }) => rule).filter((rule) => ASKED.has(rule));
}

describe('What a migration made is still its own', () => {
  it.each([
    'op.execute(f"UPDATE old SET {clause}")',
    'op.execute("UPDATE old SET " + ", ".join(clauses()))',
    'op.execute(f"DELETE FROM old {condition}")',
    'op.execute(f"INSERT INTO old (id, {names}) SELECT id, {names} FROM made {more} x")',
    'op.execute("ALTER TABLE other DROP PRIMARY KEY, ADD PRIMARY KEY (id)")',
    'op.execute("PRAGMA foreign_keys=OFF")',
  ])('after %s', (line) => {
    expect(told(line)).toEqual([]);
  });
});

describe('What a migration made may be something else', () => {
  it.each([
    'op.execute(statement)',
    'op.execute(f"{verb} old SET a = 1")',
    'op.execute(f"UPDATE old SET {clause} WHERE id = do_it(2)")',
    'op.execute(f"DELETE FROM old USING do_it(1) {condition}")',
    'op.execute("ALTER TABLE made DROP PRIMARY KEY, RENAME z")',
  ])('after %s', (line) => {
    expect(told(line)).toContain('migrations/drop-table');
    expect(told(line)).toContain('migrations/rename-column');
  });
});
