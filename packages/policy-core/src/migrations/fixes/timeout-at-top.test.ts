import { describe, expect, test } from 'vitest';

import { applyFixes } from '../../model/apply-edits.ts';
import { checkerFor } from '../../checker/checker.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { sampleRevision } from '../../testing/sample-revision.ts';

const RULES = ['migrations/lock-timeout-missing', 'migrations/statement-timeout-missing'];
const asked = { options: { setBy: 'migration' } };

interface Mended {
  readonly text: string;
  /** Rules that still find something. */
  readonly left: readonly string[];
}

/** A file after the fixes of some rules; `undefined` where none is offered. */
async function mended(text: string, path: string, only = RULES.slice(0, 1)): Promise<Mended | undefined> {
  const policy = policyOf({
    migrations: { alembic: ['alembic/versions'], sql: ['db/*.sql'] },
    rules: Object.fromEntries(RULES.map((rule) => [rule, asked])),
  });
  const checker = checkerFor(policy, await testParsers());
  const { findings } = checker.checkFiles([{ path, text }], { only });
  const { texts, postponed } = applyFixes(
    { [path]: text },
    findings.flatMap(({ fixes }) => fixes),
  );
  expect(postponed).toEqual([]);
  const fixed = texts[path];
  if (fixed === undefined) return undefined;
  const after = checker.checkFiles([{ path, text: fixed }], { only }).findings;
  return { text: fixed, left: after.map(({ rule }) => rule) };
}

const DROP = 'op.drop_column("orders", "a")';
const LOCAL = `op.execute("SET LOCAL lock_timeout = '5s'")`;
const FOR_SESSION = `op.execute("SET lock_timeout = '5s'")`;
const REVISION = 'alembic/versions/ab12_x.py';

/** The lines of an upgrade after the fix. */
async function upgraded(upgrade: string, change = (text: string) => text): Promise<string | undefined> {
  const found = await mended(change(sampleRevision({ upgrade })), REVISION);
  if (found === undefined) return undefined;
  expect(found.left).toEqual([]);
  const body = /def upgrade\(\)[^]*?:\r?\n([^]*?)(?:\r?\n){3}def downgrade/.exec(found.text)?.[1];
  return body?.replaceAll(/^(?: {4}|\t)/gm, '');
}

describe('an upgrade begins with a timeout', () => {
  test.each([
    ['for its transaction', DROP, `${LOCAL}\n${DROP}`],
    [
      'before what does not wait',
      `op.execute("SELECT 1")\n${DROP}`,
      `${LOCAL}\nop.execute("SELECT 1")\n${DROP}`,
    ],
    ['before a condition', `if x:\n    ${DROP}`, `${LOCAL}\nif x:\n    ${DROP}`],
    ['below its docstring', `"""Drop it."""\n${DROP}`, `"""Drop it."""\n${LOCAL}\n${DROP}`],
    [
      'below one of lines',
      `"""Drop\n    it.\n    """\n${DROP}`,
      `"""Drop\n    it.\n    """\n${LOCAL}\n${DROP}`,
    ],
    ['below one in single quotes', `'Drop it.'  # why\n${DROP}`, `'Drop it.'\n${LOCAL}  # why\n${DROP}`],
    [
      'for the session, where its transaction ends before',
      `with op.get_context().autocommit_block():\n    op.execute("DROP INDEX CONCURRENTLY ix")\n${DROP}`,
      `${FOR_SESSION}\nwith op.get_context().autocommit_block():\n    op.execute("DROP INDEX CONCURRENTLY ix")\n${DROP}`,
    ],
    [
      'for the session, where its transaction ends behind it',
      `${DROP}\nop.execute("COMMIT")\nop.drop_column("orders", "b")`,
      `${FOR_SESSION}\n${DROP}\nop.execute("COMMIT")\nop.drop_column("orders", "b")`,
    ],
  ])('%s', async (_name, upgrade, expected) => {
    expect(await upgraded(upgrade)).toBe(expected);
  });

  test('before a first line that is only a text', async () => {
    expect(await upgraded(`"x".join(y)\n${DROP}`)).toBe(`${LOCAL}\n"x".join(y)\n${DROP}`);
  });

  test('with the ends of line, the tabs and the quotes of the file', async () => {
    const change = (text: string) =>
      text.replaceAll('"', "'").replaceAll('    op', '\top').replaceAll('\n', '\r\n');
    expect(await upgraded(DROP, change)).toBe(`${LOCAL}\r\n${DROP.replaceAll('"', "'")}`);
  });

  test.each<[string, (text: string) => string]>([
    [
      'where op has another name',
      (text) => text.replace('import op', 'import op as o').replace('op.d', 'o.d'),
    ],
    ['where it stands behind the colon', (text) => text.replace(/None:\n {4}op/, 'None: op')],
  ])('not %s', async (_name, change) => {
    expect(await mended(change(sampleRevision({ upgrade: DROP })), REVISION)).toBeUndefined();
  });

  test('of both kinds, where both are missing', async () => {
    const upgrade = 'op.execute("CREATE INDEX ix ON orders (a)")';
    const found = await mended(sampleRevision({ upgrade }), REVISION, RULES);
    expect(found?.left).toEqual([]);
    expect(found?.text).toContain(
      `    ${LOCAL}\n    op.execute("SET LOCAL statement_timeout = '60s'")\n    ${upgrade}\n`,
    );
  });
});

describe('a file of SQL begins with a timeout', () => {
  const SQL = 'ALTER TABLE orders DROP COLUMN a;\n';

  test.each([
    [
      'for the session, where nothing tells of a transaction',
      'db/1.sql',
      SQL,
      `SET lock_timeout = '5s';\n${SQL}`,
    ],
    ['for its transaction', 'db/V1__a.sql', SQL, `SET LOCAL lock_timeout = '5s';\n${SQL}`],
    [
      'below comments',
      'db/1.sql',
      `-- Drop it.\n\n${SQL}`,
      `-- Drop it.\n\nSET lock_timeout = '5s';\n${SQL}`,
    ],
    [
      'before its own transaction',
      'db/1.sql',
      `BEGIN;\n${SQL}COMMIT;\n`,
      `SET lock_timeout = '5s';\nBEGIN;\n${SQL}COMMIT;\n`,
    ],
    [
      'on the way up',
      'db/1.sql',
      `-- +goose Up\n${SQL}-- +goose Down\nSELECT 1;\n`,
      `-- +goose Up\nSET LOCAL lock_timeout = '5s';\n${SQL}-- +goose Down\nSELECT 1;\n`,
    ],
    [
      'for the session, where its tool runs it without a transaction',
      'db/1.sql',
      `-- +goose NO TRANSACTION\n-- +goose Up\n${SQL}`,
      `-- +goose NO TRANSACTION\n-- +goose Up\nSET lock_timeout = '5s';\n${SQL}`,
    ],
    [
      'with its ends of line',
      'db/1.sql',
      'DROP TABLE a;\r\n',
      "SET lock_timeout = '5s';\r\nDROP TABLE a;\r\n",
    ],
  ])('%s', async (...[, path, text, expected]) => {
    expect(await mended(text, path)).toEqual({ text: expected, left: [] });
  });

  test('not inside of what its tool takes for one statement', async () => {
    const text = `-- +goose Up\n-- +goose StatementBegin\n${SQL}-- +goose StatementEnd\n`;
    expect(await mended(text, 'db/1.sql')).toBeUndefined();
  });
});
