import { describe, expect, test } from 'vitest';

import { applyFixes } from '../../model/apply-edits.ts';
import { checkerFor } from '../../checker/checker.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { fixedText } from '../../testing/fixed-text.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { sampleRevision } from '../../testing/sample-revision.ts';

/** What the fix makes of the lines of an upgrade; `undefined` where none is offered. */
async function fixed(rule: string, upgrade: string, module?: string): Promise<string | undefined> {
  const text = sampleRevision({ upgrade, ...(module === undefined ? {} : { module }) });
  const mended = await fixedText(`migrations/${rule}`, text);
  if (mended === undefined) return undefined;
  const body = /def upgrade\(\) -> None:\n([^]*?)\n\n\ndef downgrade/.exec(mended)?.[1];
  return body?.replaceAll(/^ {4}/gm, '');
}

const built = async (upgrade: string) => fixed('index-not-concurrent', upgrade);
const dropped = async (upgrade: string) => fixed('drop-index-not-concurrent', upgrade);
const BLOCK = 'with op.get_context().autocommit_block():';

describe('an index is built CONCURRENTLY', () => {
  test.each([
    [
      'on one line',
      'op.create_index("ix", "orders", ["a"])',
      `${BLOCK}\n    op.create_index("ix", "orders", ["a"], postgresql_concurrently=True)`,
    ],
    [
      'with a name of op.f, as autogenerate writes it',
      "op.create_index(op.f('ix'), 'orders', ['a'], unique=False)",
      `${BLOCK}\n    op.create_index(op.f('ix'), 'orders', ['a'], unique=False, postgresql_concurrently=True)`,
    ],
    [
      'behind a last comma',
      'op.create_index("ix", "orders", ["a"],)',
      `${BLOCK}\n    op.create_index("ix", "orders", ["a"], postgresql_concurrently=True,)`,
    ],
    [
      'on lines of their own',
      'op.create_index(\n    "ix",\n    "orders",\n    ["a"],\n)',
      `${BLOCK}\n    op.create_index(\n        "ix",\n        "orders",\n        ["a"],\n        postgresql_concurrently=True,\n    )`,
    ],
    [
      'on hanging lines',
      'op.create_index(\n    "ix", "orders", ["a"]\n)',
      `${BLOCK}\n    op.create_index(\n        "ix", "orders", ["a"], postgresql_concurrently=True\n    )`,
    ],
    [
      'between other steps',
      'op.execute("SELECT 1")\nop.create_index("ix", "orders", ["a"])\nop.execute("SELECT 2")',
      `op.execute("SELECT 1")\n${BLOCK}\n    op.create_index("ix", "orders", ["a"], postgresql_concurrently=True)\nop.execute("SELECT 2")`,
    ],
    [
      'under a condition',
      'if is_big():\n    op.create_index("ix", "orders", ["a"])',
      `if is_big():\n    ${BLOCK}\n        op.create_index("ix", "orders", ["a"], postgresql_concurrently=True)`,
    ],
    [
      'in a loop, once for all',
      'for t in ("a", "b"):\n    op.create_index("ix_" + t, t, ["x"])',
      `for t in ("a", "b"):\n    ${BLOCK}\n        op.create_index("ix_" + t, t, ["x"], postgresql_concurrently=True)`,
    ],
    [
      'in a block that is there',
      `${BLOCK}\n    op.create_index("ix", "orders", ["a"])`,
      `${BLOCK}\n    op.create_index("ix", "orders", ["a"], postgresql_concurrently=True)`,
    ],
    [
      'in SQL',
      'op.execute("CREATE INDEX ix ON orders (a)")',
      `${BLOCK}\n    op.execute("CREATE INDEX CONCURRENTLY ix ON orders (a)")`,
    ],
    [
      'in SQL of a text()',
      'op.execute(sa.text("CREATE UNIQUE INDEX IF NOT EXISTS ix ON orders (a);"))',
      `${BLOCK}\n    op.execute(sa.text("CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS ix ON orders (a);"))`,
    ],
    [
      'in SQL over lines',
      'op.execute(\n    """\n    CREATE INDEX ix\n    ON orders (a)\n    """\n)',
      `${BLOCK}\n    op.execute(\n        """\n        CREATE INDEX CONCURRENTLY ix\n        ON orders (a)\n        """\n    )`,
    ],
    [
      'in SQL of a block that is there',
      `${BLOCK}\n    op.execute("CREATE INDEX ON orders (a)")`,
      `${BLOCK}\n    op.execute("CREATE INDEX CONCURRENTLY ON orders (a)")`,
    ],
  ])('%s', async (_name, upgrade, mended) => {
    expect(await built(upgrade)).toBe(mended);
  });

  test.each([
    ['beside something else', 'op.create_index("ix", "orders", ["a"]); op.execute("SELECT 1")'],
    ['behind something', 'if is_big(): op.create_index("ix", "orders", ["a"])'],
    ['with a comment inside', 'op.create_index(\n    "ix", "orders", ["a"],  # the number\n)'],
    ['with a flag', 'op.create_index("ix", "orders", ["a"], postgresql_concurrently=BIG)'],
    ['with a flag that says no', 'op.create_index("ix", "orders", ["a"], postgresql_concurrently=False)'],
    [
      'with a text over lines',
      'op.create_index("ix", "orders", ["a"], postgresql_where=sa.text("""a\n  > 0"""))',
    ],
    [
      'in a batch',
      'with op.batch_alter_table("orders") as batch_op:\n    batch_op.create_index("ix", ["a"])',
    ],
    ['with other SQL', 'op.execute("CREATE INDEX ON orders (a); SELECT 1")'],
    ['in SQL with a value over lines', `op.execute("""CREATE INDEX ON orders (a)\n    WHERE b = 'x'""")`],
    ['by SQL of a connection', 'op.get_bind().execute(sa.text("CREATE INDEX ON orders (a)"))'],
  ])('not %s', async (_name, upgrade) => {
    expect(await built(upgrade)).toBeUndefined();
  });

  test('not where op has another name', async () => {
    const text = sampleRevision({ upgrade: 'alembic_op.create_index("ix", "orders", ["a"])' });
    const renamed = text.replace('import op', 'import op as alembic_op');
    expect(await fixedText('migrations/index-not-concurrent', renamed)).toBeUndefined();
  });

  test('with the ends of line and the tabs of the file', async () => {
    const text = sampleRevision({ upgrade: 'op.create_index(\n\t"ix", "orders", ["a"])' })
      .replaceAll('    op', '\top')
      .replaceAll('\n', '\r\n');
    const mended = await fixedText('migrations/index-not-concurrent', text);
    expect(mended).toContain(
      `\r\n\t${BLOCK}\r\n\t\top.create_index(\r\n\t    \t"ix", "orders", ["a"], postgresql_concurrently=True)\r\n`,
    );
  });
});

describe('an index is dropped CONCURRENTLY', () => {
  test.each([
    [
      'by a directive',
      'op.drop_index("ix", table_name="orders")',
      `${BLOCK}\n    op.drop_index("ix", table_name="orders", postgresql_concurrently=True)`,
    ],
    [
      'by SQL',
      'op.execute("DROP INDEX IF EXISTS shop.ix")',
      `${BLOCK}\n    op.execute("DROP INDEX CONCURRENTLY IF EXISTS shop.ix")`,
    ],
  ])('%s', async (_name, upgrade, mended) => {
    expect(await dropped(upgrade)).toBe(mended);
  });

  test.each([
    ['several at once', 'op.execute("DROP INDEX ix, iy")'],
    ['with CASCADE', 'op.execute("DROP INDEX ix CASCADE")'],
  ])('not %s', async (_name, upgrade) => {
    expect(await dropped(upgrade)).toBeUndefined();
  });
});

describe('what is refused inside a transaction gets a block', () => {
  test.each([
    ['an index', 'op.create_index("ix", "orders", ["a"], postgresql_concurrently=True)'],
    ['SQL', 'op.execute("VACUUM orders")'],
  ])('%s', async (_name, upgrade) => {
    expect(await fixed('concurrent-index-in-transaction', upgrade)).toBe(`${BLOCK}\n    ${upgrade}`);
  });

  test('not with other SQL, which PostgreSQL runs in one transaction even then', async () => {
    const upgrade = 'op.execute("SELECT 1; VACUUM orders")';
    expect(await fixed('concurrent-index-in-transaction', upgrade)).toBeUndefined();
  });

  test('a constraint that is validated', async () => {
    const add = 'op.create_check_constraint("ck", "orders", "a > 0", postgresql_not_valid=True)';
    const validate = 'op.execute("ALTER TABLE orders VALIDATE CONSTRAINT ck")';
    expect(await fixed('validate-in-same-transaction', `${add}\n${validate}`)).toBe(
      `${add}\n${BLOCK}\n    ${validate}`,
    );
  });
});

describe('an index of a SQL file', () => {
  async function mended(text: string): Promise<string | undefined> {
    const path = 'db/1.sql';
    const checker = checkerFor(policyOf({ migrations: { sql: ['db/*.sql'] } }), await testParsers());
    const fixes = checker.checkFiles([{ path, text }]).findings.flatMap((one) => one.fixes);
    return fixes.length === 0 ? undefined : applyFixes({ [path]: text }, fixes).texts[path];
  }

  test('is built and dropped CONCURRENTLY', async () => {
    expect(await mended('create index "Ix" on orders (a);\nDROP INDEX "Old";\n')).toBe(
      'create index CONCURRENTLY "Ix" on orders (a);\nDROP INDEX CONCURRENTLY "Old";\n',
    );
  });

  test('is left alone in a transaction, and where it has partitions', async () => {
    expect(await mended('BEGIN;\nCREATE INDEX ix ON orders (a);\nCOMMIT;\n')).toBeUndefined();
    expect(
      await mended('ALTER TABLE e ATTACH PARTITION e_1 DEFAULT;\nCREATE INDEX ix ON e (a);\n'),
    ).toBeUndefined();
  });
});
