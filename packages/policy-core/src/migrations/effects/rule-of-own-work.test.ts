import { describe, expect, test } from 'vitest';

import { checkerFor } from '../../checker/checker.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { testParsers } from '../../testing/load-parsers.ts';

const AFTER = 'migrations/statement-after-access-exclusive';

const checker = checkerFor(policyOf({ migrations: { sql: ['db/*.sql'] } }), await testParsers());

/** The rules about locks that speak of a statement while ACCESS EXCLUSIVE is held on another table. */
function rulesOf(statement: string): readonly string[] {
  const text = `BEGIN;\nALTER TABLE rooms RENAME CONSTRAINT a TO b;\n${statement};\nCOMMIT;\n`;
  const line = text.split('\n').indexOf(`${statement};`);
  return checker
    .checkFiles([{ path: 'db/1.sql', text }])
    .findings.filter(({ at }) => at?.start.line === line)
    .map(({ rule }) => rule)
    .filter((rule) => TOLD.has(rule));
}

const CASES: readonly (readonly [rule: string, statement: string])[] = [
  ['index-not-concurrent', 'CREATE INDEX ON orders (a)'],
  ['concurrent-index-in-transaction', 'CREATE INDEX CONCURRENTLY ON orders (a)'],
  ['concurrent-index-in-transaction', 'REINDEX TABLE CONCURRENTLY orders'],
  ['foreign-key-not-valid-missing', 'ALTER TABLE orders ADD FOREIGN KEY (a) REFERENCES seats'],
  ['check-not-valid-missing', 'ALTER TABLE orders ADD CHECK (a > 0)'],
  ['unique-constraint-without-index', 'ALTER TABLE orders ADD UNIQUE (a)'],
  ['primary-key-without-index', 'ALTER TABLE orders ADD PRIMARY KEY (a)'],
  ['exclusion-constraint', 'ALTER TABLE orders ADD EXCLUDE USING gist (a WITH &&)'],
  ['set-not-null', 'ALTER TABLE orders ALTER a SET NOT NULL'],
  ['column-type-rewrite', 'ALTER TABLE orders ALTER a TYPE int USING a + 0'],
  ['volatile-default', 'ALTER TABLE orders ADD a uuid DEFAULT gen_random_uuid()'],
  ['add-serial-identity-or-stored-column', 'ALTER TABLE orders ADD a serial'],
  ['unique-constraint-without-index', 'ALTER TABLE orders ADD a int UNIQUE'],
  ['primary-key-without-index', 'ALTER TABLE orders ADD a int PRIMARY KEY'],
  ['check-not-valid-missing', 'ALTER TABLE orders ADD a int CHECK (a > 0)'],
  ['foreign-key-not-valid-missing', 'ALTER TABLE orders ADD a int DEFAULT 1 REFERENCES seats'],
];

const TOLD: ReadonlySet<string> = new Set([AFTER, ...CASES.map(([rule]) => `migrations/${rule}`)]);

describe('What takes long while another table is locked', () => {
  test.each(CASES)('is told once, by %s: %s', (rule, statement) => {
    expect(rulesOf(statement)).toEqual([`migrations/${rule}`]);
  });

  test('is told by what the transaction holds where nothing else is to be said of it', () => {
    expect(rulesOf('ALTER TABLE orders VALIDATE CONSTRAINT c')).toEqual([AFTER]);
  });

  test('is told by what the transaction holds where the policy turns the other rule off', async () => {
    const policy = policyOf({
      migrations: { sql: ['db/*.sql'] },
      rules: { 'migrations/index-not-concurrent': 'off' },
    });
    const text =
      'BEGIN;\nALTER TABLE rooms RENAME CONSTRAINT a TO b;\nCREATE INDEX ON orders (a);\nCOMMIT;\n';
    const { findings } = checkerFor(policy, await testParsers()).checkFiles([{ path: 'db/1.sql', text }]);
    expect(findings.map(({ rule }) => rule)).toContain(AFTER);
  });

  test('is a constraint that is validated behind its own statement, told once', () => {
    const text =
      'BEGIN;\nALTER TABLE orders ADD CONSTRAINT c CHECK (a > 0) NOT VALID;\nALTER TABLE orders VALIDATE CONSTRAINT c;\nCOMMIT;\n';
    const rules = checker.checkFiles([{ path: 'db/1.sql', text }]).findings.map(({ rule }) => rule);
    expect(rules).toContain('migrations/validate-in-same-transaction');
    expect(rules).not.toContain(AFTER);
  });
});
