import { describe, expect, test } from 'vitest';

import { applyFixes } from '../../model/apply-edits.ts';
import { checkerFor } from '../../checker/checker.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { fixedText } from '../../testing/fixed-text.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { sampleRevision } from '../../testing/sample-revision.ts';

const RULES = ['migrations/delete-without-where', 'migrations/update-without-where'];

/** The lines of an upgrade after the reminder; `undefined` where none is offered. */
async function reminded(upgrade: string): Promise<string | undefined> {
  const rule = /DELETE|delete/.test(upgrade) ? RULES[0] : RULES[1];
  const mended = await fixedText(rule ?? '', sampleRevision({ upgrade }));
  const body = mended && /def upgrade\(\) -> None:\n([^]*?)\n\n\ndef downgrade/.exec(mended)?.[1];
  return body?.replaceAll(/^ {4}/gm, '');
}

describe('a WHERE to be filled in', () => {
  test.each([
    [
      'of a DELETE',
      'op.execute("DELETE FROM sessions")',
      'op.execute("DELETE FROM sessions WHERE which_rows_are_meant")',
    ],
    [
      'of one by another name',
      'op.execute("delete from only shop.sessions as s;")',
      'op.execute("delete from only shop.sessions as s WHERE which_rows_are_meant;")',
    ],
    [
      'of an UPDATE',
      `op.execute("UPDATE orders SET total = 0, note = 'from where'")`,
      `op.execute("UPDATE orders SET total = 0, note = 'from where' WHERE which_rows_are_meant")`,
    ],
    [
      'of one over lines',
      'op.execute(\n    """\n    UPDATE orders\n    SET total = 0\n    """\n)',
      'op.execute(\n    """\n    UPDATE orders\n    SET total = 0 WHERE which_rows_are_meant\n    """\n)',
    ],
    [
      'of one among others',
      'op.execute("SELECT 1; DELETE FROM a; SELECT 2")',
      'op.execute("SELECT 1; DELETE FROM a WHERE which_rows_are_meant; SELECT 2")',
    ],
    [
      'of one that several texts make',
      'op.execute("UPDATE a " "SET b = 1")',
      'op.execute("UPDATE a " "SET b = 1 WHERE which_rows_are_meant")',
    ],
    [
      'of one that a connection runs',
      'op.get_bind().execute(sa.text("DELETE FROM a"))',
      'op.get_bind().execute(sa.text("DELETE FROM a WHERE which_rows_are_meant"))',
    ],
  ])('stands at the end %s', async (_name, upgrade, expected) => {
    expect(await reminded(upgrade)).toBe(expected);
  });

  test.each([
    ['where there is one that is always true', 'op.execute("DELETE FROM a WHERE true")'],
    ['before RETURNING', 'op.execute("DELETE FROM a RETURNING id")'],
    ['behind other tables', 'op.execute("DELETE FROM a USING b")'],
    ['behind other tables of an UPDATE', 'op.execute("UPDATE a SET b = c.b FROM c")'],
    ['behind a query', 'op.execute("UPDATE a SET b = (SELECT max(c) FROM d)")'],
    ['behind WITH', 'op.execute("WITH x AS (SELECT 1) DELETE FROM a")'],
    ['with a comment inside', 'op.execute("DELETE FROM /* all */ a")'],
    ['of a table that is put in', 'op.execute(f"DELETE FROM {table}")'],
    ['of a call', 'op.get_bind().execute(sa.table("a").delete())'],
  ])('is not offered %s', async (_name, upgrade) => {
    expect(await reminded(upgrade)).toBeUndefined();
  });

  test('is no fix that anything takes by itself, and ends the finding', async () => {
    const policy = policyOf({ migrations: { sql: ['db/*.sql'] } });
    const checker = checkerFor(policy, await testParsers());
    const path = 'db/1.sql';
    const text = 'DELETE FROM "Old";\nUPDATE orders SET note = E\'x\';\n';
    const judged = (given: string) => checker.checkFiles([{ path, text: given }], { only: RULES }).findings;
    const fixes = judged(text).flatMap((finding) => finding.fixes);
    expect(fixes.map(({ title, safety }) => [title, safety])).toEqual(
      Array(2).fill(['Add a WHERE to be filled in: PostgreSQL refuses it until then', 'needs-review']),
    );
    const mended = applyFixes({ [path]: text }, fixes).texts[path] ?? '';
    expect(mended).toBe(
      'DELETE FROM "Old" WHERE which_rows_are_meant;\nUPDATE orders SET note = E\'x\' WHERE which_rows_are_meant;\n',
    );
    expect(judged(mended)).toEqual([]);
  });
});
