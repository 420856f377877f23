import { describe, expect, test } from 'vitest';

import { applyFixes } from '../../model/apply-edits.ts';
import { checkerFor } from '../../checker/checker.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { fixedText } from '../../testing/fixed-text.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { sampleRevision } from '../../testing/sample-revision.ts';

/** What the fix makes of the lines of an upgrade; `undefined` where none is offered. */
async function fixed(rule: string, upgrade: string): Promise<string | undefined> {
  const mended = await fixedText(`migrations/${rule}`, sampleRevision({ upgrade }));
  if (mended === undefined) return undefined;
  const body = /def upgrade\(\) -> None:\n([^]*?)\n\n\ndef downgrade/.exec(mended)?.[1];
  return body?.replaceAll(/^ {4}/gm, '');
}

const key = async (upgrade: string) => fixed('foreign-key-not-valid-missing', upgrade);
const check = async (upgrade: string) => fixed('check-not-valid-missing', upgrade);

describe('a foreign key is added NOT VALID', () => {
  test.each([
    [
      'by a directive',
      'op.create_foreign_key(None, "a", "b", ["x"], ["id"])',
      'op.create_foreign_key(None, "a", "b", ["x"], ["id"], postgresql_not_valid=True)',
    ],
    [
      'on lines of their own',
      'op.create_foreign_key(\n    "fk",\n    "a",\n    "b",\n    ["x"],\n    ["id"],\n)',
      'op.create_foreign_key(\n    "fk",\n    "a",\n    "b",\n    ["x"],\n    ["id"],\n    postgresql_not_valid=True,\n)',
    ],
    [
      'in a batch',
      'with op.batch_alter_table("a") as batch_op:\n    batch_op.create_foreign_key("fk", "b", ["x"], ["id"])',
      'with op.batch_alter_table("a") as batch_op:\n    batch_op.create_foreign_key("fk", "b", ["x"], ["id"], postgresql_not_valid=True)',
    ],
    [
      'by SQL',
      'op.execute("ALTER TABLE a ADD FOREIGN KEY (x) REFERENCES b ON DELETE CASCADE")',
      'op.execute("ALTER TABLE a ADD FOREIGN KEY (x) REFERENCES b ON DELETE CASCADE NOT VALID")',
    ],
    [
      'by SQL among others',
      'op.execute("ALTER TABLE a ADD y int, ADD FOREIGN KEY (x) REFERENCES b (id), DROP z; SELECT 1")',
      'op.execute("ALTER TABLE a ADD y int, ADD FOREIGN KEY (x) REFERENCES b (id) NOT VALID, DROP z; SELECT 1")',
    ],
  ])('%s', async (_name, upgrade, mended) => {
    expect(await key(upgrade)).toBe(mended);
  });

  test.each([
    ['where a flag says it', 'op.create_foreign_key("f", "a", "b", ["x"], ["y"], postgresql_not_valid=NO)'],
    ['with a comment inside', 'op.create_foreign_key("f", "a", "b",  # the owner\n    ["x"], ["y"])'],
    ['at a new column', 'op.execute("ALTER TABLE a ADD x int DEFAULT 1 REFERENCES b")'],
    ['with a name that is put in', 'op.execute(f"ALTER TABLE {t} ADD FOREIGN KEY (x) REFERENCES b")'],
    [
      'with partitions',
      'op.execute("ALTER TABLE a ATTACH PARTITION a_1 DEFAULT")\nop.create_foreign_key("f", "a", "b", ["x"], ["y"])',
    ],
  ])('not %s', async (_name, upgrade) => {
    expect(await key(upgrade)).toBeUndefined();
  });
});

describe('a check is added NOT VALID', () => {
  test.each([
    [
      'by a directive',
      'op.create_check_constraint("ck", "a", "x > 0")',
      'op.create_check_constraint("ck", "a", "x > 0", postgresql_not_valid=True)',
    ],
    [
      'by SQL',
      'op.execute("""ALTER TABLE "a" ADD CHECK (x IN (\'b\', \'c\'))""")',
      'op.execute("""ALTER TABLE "a" ADD CHECK (x IN (\'b\', \'c\')) NOT VALID""")',
    ],
    [
      'by SQL of several strings',
      'op.execute(\n    "ALTER TABLE a "\n    "ADD CHECK (x > 0)"\n)',
      'op.execute(\n    "ALTER TABLE a "\n    "ADD CHECK (x > 0) NOT VALID"\n)',
    ],
  ])('%s', async (_name, upgrade, mended) => {
    expect(await check(upgrade)).toBe(mended);
  });

  test('in a SQL file, each of several', async () => {
    const path = 'db/1.sql';
    const text = 'ALTER TABLE a\n  ADD CHECK (x > 0),\n  ADD CONSTRAINT ck CHECK (y > 0);\n';
    const checker = checkerFor(policyOf({ migrations: { sql: ['db/*.sql'] } }), await testParsers());
    const { findings } = checker.checkFiles([{ path, text }], {
      only: ['migrations/check-not-valid-missing'],
    });
    const mended = applyFixes(
      { [path]: text },
      findings.flatMap(({ fixes }) => fixes.slice(0, 1)),
    ).texts[path];
    expect(mended).toBe(
      'ALTER TABLE a\n  ADD CHECK (x > 0) NOT VALID,\n  ADD CONSTRAINT ck CHECK (y > 0) NOT VALID;\n',
    );
  });

  test('not at a new column', async () => {
    expect(await check('op.execute("ALTER TABLE a ADD x int CHECK (x > 0)")')).toBeUndefined();
  });
});
