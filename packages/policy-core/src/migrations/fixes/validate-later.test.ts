import { beforeAll, describe, expect, test } from 'vitest';

import { applyFixes } from '../../model/apply-edits.ts';
import { checkerFor, type Checker } from '../../checker/checker.ts';
import type { Fix } from '../../model/fix.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { sampleRevision } from '../../testing/sample-revision.ts';
import { fixedText } from '../../testing/fixed-text.ts';

const FOLDER = 'alembic/versions/';
const TITLE = 'Add it NOT VALID, and validate it in a revision of its own';
const KEY = 'op.create_foreign_key("fk_orders", "orders", "people", ["by"], ["id"])';
const BASE = {
  'a1_base.py': sampleRevision({
    id: 'a1',
    upgrade: 'op.create_table("people", sa.Column("id", sa.Integer(), primary_key=True))',
    downgrade: 'op.drop_table("people")',
  }),
};

let checker: Checker;
beforeAll(async () => {
  const policy = policyOf({ migrations: { alembic: ['alembic/versions'] } });
  checker = checkerFor(policy, await testParsers());
});

type Files = Readonly<Record<string, string>>;

const placed = (files: Files) =>
  Object.fromEntries(Object.entries(files).map(([name, text]) => [`${FOLDER}${name}`, text]));

function findingsIn(files: Files) {
  const texts = Object.entries(files).map(([path, text]) => ({ path, text }));
  return checker.checkFiles(texts).findings;
}

function offered(files: Files): readonly Fix[] {
  return findingsIn(placed(files)).flatMap(({ fixes }) => fixes.filter(({ title }) => title === TITLE));
}

/** The revision that a fix makes for a line of `b2`; `undefined` where none is offered. */
function made(upgrade: string, change = (text: string) => text, more: Files = {}): string | undefined {
  const text = change(sampleRevision({ id: 'b2', parent: '"a1"', upgrade, downgrade: 'pass' }));
  const [fix] = offered({ ...BASE, 'b2_key.py': text, ...more });
  return fix?.edits.find(({ creates }) => creates)?.text;
}

describe('a constraint is validated in a revision of its own', () => {
  test('that comes behind the one that adds it', () => {
    const files = {
      ...BASE,
      'b2_key.py': sampleRevision({
        id: 'b2',
        parent: '"a1"',
        upgrade: KEY,
        downgrade: 'op.drop_constraint("fk_orders", "orders", type_="foreignkey")',
      }),
    };
    const [fix] = offered(files);
    if (fix === undefined) throw new Error('No fix is offered.');
    expect(fix.safety).toBe('needs-review');
    const before = findingsIn(placed(files)).map(({ rule }) => rule);
    const { texts } = applyFixes(placed(files), [fix]);
    const [path = '', ...others] = Object.keys(texts).filter((one) => !one.endsWith('b2_key.py'));
    expect(others).toEqual([]);
    const id = /^alembic\/versions\/([0-9a-f]{12})_validate_fk_orders\.py$/.exec(path)?.[1];
    expect(texts[path]).toBe(
      [
        '"""validate fk_orders',
        '',
        `Revision ID: ${id}`,
        'Revises: b2',
        '"""',
        '',
        'from alembic import op',
        '',
        `revision = "${id}"`,
        'down_revision = "b2"',
        'branch_labels = None',
        'depends_on = None',
        '',
        '',
        'def upgrade() -> None:',
        '    with op.get_context().autocommit_block():',
        '        op.execute("ALTER TABLE orders VALIDATE CONSTRAINT fk_orders")',
        '',
        '',
        'def downgrade() -> None:',
        '    # It goes with the constraint.',
        '    pass',
        '',
      ].join('\n'),
    );
    expect(texts[`${FOLDER}b2_key.py`]).toContain('["id"], postgresql_not_valid=True)');
    const after = findingsIn({ ...placed(files), ...texts }).map(({ rule }) => rule);
    expect(before).toContain('migrations/foreign-key-not-valid-missing');
    expect(after).toEqual(before.filter((rule) => rule !== 'migrations/foreign-key-not-valid-missing'));
  });

  test.each([
    [
      'a check',
      'op.create_check_constraint("ck", "Orders", "a > 0", schema="shop")',
      `op.execute('ALTER TABLE shop."Orders" VALIDATE CONSTRAINT ck')`,
    ],
    [
      'one by SQL',
      'op.execute("ALTER TABLE orders ADD CONSTRAINT fk FOREIGN KEY (by) REFERENCES people")',
      'op.execute("ALTER TABLE orders VALIDATE CONSTRAINT fk")',
    ],
    [
      'one in a batch',
      'with op.batch_alter_table("orders") as batch:\n    batch.create_check_constraint("ck", "a > 0")',
      'op.execute("ALTER TABLE orders VALIDATE CONSTRAINT ck")',
    ],
  ])('by its name: %s', (_name, upgrade, executed) => {
    expect(made(upgrade)).toContain(`        ${executed}\n`);
  });

  test('in the quotes of the file', () => {
    const text = made(KEY, (given) => given.replaceAll('"', "'"));
    expect(text).toMatch(/^"""validate fk_orders\n/);
    expect(text).toContain("down_revision = 'b2'\n");
    expect(text).toContain("op.execute('ALTER TABLE orders VALIDATE CONSTRAINT fk_orders')");
  });

  test.each<[string, string, Files]>([
    ['without a name', 'op.create_foreign_key(None, "orders", "people", ["by"], ["id"])', {}],
    ['of a name that only shows when it runs', 'op.create_check_constraint(NAME, "orders", "a > 0")', {}],
    ['of an odd name', 'op.create_check_constraint("c:k", "orders", "a > 0")', {}],
    ['of a new column', 'op.execute("ALTER TABLE orders ADD a int DEFAULT 1 CHECK (a > 0)")', {}],
    ['where two heads descend from it', KEY, heads('c3', 'd4')],
  ])('but not one %s', (_name, upgrade, more) => {
    expect(made(upgrade, (text) => text, more)).toBeUndefined();
  });

  test('but not where a file names the head, or another file has its id', () => {
    expect(made(KEY, (text) => text, { '.alembic-head': 'b2\n' })).toBeUndefined();
    expect(
      made(KEY, (text) => text, { 'copy.py': sampleRevision({ id: 'b2', parent: '"a1"' }) }),
    ).toBeUndefined();
  });
});

describe('where no revision can be written, the fix says why', () => {
  test.each<[string, string, Files]>([
    ['the constraint has no name', 'op.create_foreign_key(None, "orders", "people", ["by"], ["id"])', {}],
    ['its names only show when it runs', 'op.create_check_constraint(NAME, "orders", "a > 0")', {}],
    ['the history has 2 heads', KEY, heads('c3', 'd4')],
    ['a file names the head and would have to follow', KEY, { '.alembic-head': 'b2\n' }],
    ['another file has its id', KEY, { 'copy.py': sampleRevision({ id: 'b2', parent: '"a1"' }) }],
    [
      'the history does not say what comes behind it',
      KEY,
      {
        'c3_x.py': sampleRevision({ id: 'c3', parent: '"b2"' }),
        'c3_y.py': sampleRevision({ id: 'c3', parent: '"b2"' }),
      },
    ],
  ])('%s', (why, upgrade, more) => {
    const text = sampleRevision({ id: 'b2', parent: '"a1"', upgrade, downgrade: 'pass' });
    const files = placed({ ...BASE, 'b2_key.py': text, ...more });
    const titles = findingsIn(files).flatMap(({ fixes }) => fixes.map(({ title }) => title));
    expect(titles).toContain(
      `Add it NOT VALID, to be validated later: nothing is written for that, because ${why}`,
    );
  });
});

describe('a constraint of a SQL file is validated in the next statement', () => {
  const NEXT = 'Add it NOT VALID, and validate it in the next statement';
  const ALONE = '-- +goose NO TRANSACTION\n-- +goose Up\n';

  async function mended(text: string): Promise<string | undefined> {
    const path = 'db/1.sql';
    const sql = checkerFor(policyOf({ migrations: { sql: ['db/*.sql'] } }), await testParsers());
    const judged = (given: string) => sql.checkFiles([{ path, text: given }]).findings;
    const fix = judged(text)
      .flatMap(({ fixes }) => fixes)
      .find(({ title }) => title === NEXT);
    if (fix === undefined) return undefined;
    const fixed = applyFixes({ [path]: text }, [fix]).texts[path] ?? '';
    expect(judged(fixed).map(({ rule }) => rule)).toEqual([]);
    return fixed;
  }

  test.each([
    [
      'where its tool runs it without a transaction',
      `${ALONE}ALTER TABLE orders ADD CONSTRAINT fk FOREIGN KEY (by) REFERENCES people (id);\n`,
      `${ALONE}ALTER TABLE orders ADD CONSTRAINT fk FOREIGN KEY (by) REFERENCES people (id) NOT VALID;\nALTER TABLE orders VALIDATE CONSTRAINT fk;\n`,
    ],
    [
      'under names in quotes, with the ends of line of the file',
      '-- +migrate Up notransaction\r\nALTER TABLE "Order"\r\n  ADD CONSTRAINT ck CHECK (a > 0)',
      '-- +migrate Up notransaction\r\nALTER TABLE "Order"\r\n  ADD CONSTRAINT ck CHECK (a > 0) NOT VALID;\r\nALTER TABLE "Order" VALIDATE CONSTRAINT ck',
    ],
  ])('%s', async (_name, text, expected) => {
    expect(await mended(text)).toBe(expected);
  });

  test.each([
    ['in a transaction of its tool', '-- +goose Up\nALTER TABLE a ADD CONSTRAINT ck CHECK (b > 0);\n'],
    ['where nothing tells of a transaction', 'ALTER TABLE a ADD CONSTRAINT ck CHECK (b > 0);\n'],
    [
      'where both statements would be handed over at once',
      '-- migrate:up transaction:false\nALTER TABLE a ADD CONSTRAINT ck CHECK (b > 0);\n',
    ],
    ['without a name', `${ALONE}ALTER TABLE a ADD CHECK (b > 0);\n`],
    ['beside other commands', `${ALONE}ALTER TABLE a ADD CONSTRAINT ck CHECK (b > 0), ADD c int;\n`],
    ['behind other commands', `${ALONE}ALTER TABLE a ADD c int, ADD CONSTRAINT ck CHECK (b > 0);\n`],
  ])('not %s', async (_name, text) => {
    expect(await mended(text)).toBeUndefined();
  });
});

function heads(...ids: readonly string[]): Files {
  return Object.fromEntries(ids.map((id) => [`${id}_x.py`, sampleRevision({ id, parent: '"b2"' })]));
}

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
