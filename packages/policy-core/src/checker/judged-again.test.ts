import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { textContent } from '../model/file-content.ts';
import { observed } from '../model/known.ts';
import type { Observations } from '../model/observations.ts';
import type { Parsers } from '../parsers/parsers.ts';
import type { Policy } from '../policy/policy.ts';
import { anyTexts, TREE_PATHS, TREE_POLICY } from '../testing/any-tree.ts';
import { policyOf } from '../testing/any-repository.ts';
import { stepsTaken } from '../testing/steps-taken.ts';
import { testParsers } from '../testing/load-parsers.ts';
import { checkerFor } from './checker.ts';
import { changeObservations, documentObservations } from './observations-from-input.ts';

const parsers = await testParsers();

const anyEdit = fc.record({
  /** What lies beside the open document; left out: what lay there before, the same objects. */
  beside: fc.option(anyTexts, { nil: undefined, freq: 2 }),
  touched: fc.subarray(TREE_PATHS.filter((path) => path.endsWith('.py') || path.endsWith('.ini'))),
  texts: anyTexts,
});

test('what is judged again after an edit is judged as if it were for the first time', () => {
  fc.assert(
    fc.property(anyTexts, fc.array(anyEdit, { minLength: 2, maxLength: 5 }), (first, edits) => {
      const kept = { policy: policyOf(TREE_POLICY), parsers };
      let revisions = revisionsAmong(first);
      for (const { beside, touched, texts } of edits) {
        revisions = beside === undefined ? revisions : revisionsAmong(beside);
        const changes = ['alembic/versions/1.py', ...touched];
        const files = texts.flatMap(([path, text]) =>
          text !== undefined && changes.includes(path) ? [{ path, text }] : [],
        );
        const seen = { ...changeObservations({ changes, files }, {}), revisions };
        const fresh = {
          policy: policyOf(TREE_POLICY),
          parsers: { sql: { ...parsers.sql }, python: { ...parsers.python } },
        };
        expect(judged(seen, kept)).toEqual(judged(seen, fresh));
        const text = files.find(({ path }) => path === 'alembic/versions/1.py')?.text;
        if (text === undefined) continue;
        const open = { ...documentObservations({ path: 'alembic/versions/1.py', text }, {}), revisions };
        expect(judged(open, kept)).toEqual(judged(open, fresh));
      }
    }),
    { numRuns: 25 },
  );
});

describe('a key in the last of many revisions', () => {
  /** Calls and turns of loops that it takes, once the history is known. */
  function stepsOfKey(count: number): number {
    const policy = policyOf({ migrations: { alembic: ['alembic/versions/'] } });
    const texts = Array.from({ length: count }, (_, number) => revision(number)).map(
      (text, number) => [`alembic/versions/${number}.py`, text] as const,
    );
    const revisions = revisionsAmong(texts);
    const path = `alembic/versions/${count - 1}.py`;
    const press = (key: string) => {
      const text = revision(count - 1).replace('PRIMARY KEY', `PRIMARY KEY, ${key} int`);
      const before = stepsTaken();
      judged({ ...documentObservations({ path, text }, {}), revisions }, { policy, parsers });
      return stepsTaken() - before;
    };
    press('a');
    return press('b');
  }

  const revision = (number: number) => `revision = "r${number}"
down_revision = ${number === 0 ? 'None' : `"r${number - 1}"`}
def upgrade():
    op.execute("CREATE TABLE t${number} (id int PRIMARY KEY, up int REFERENCES t${number - 1} (id) ON DELETE CASCADE)")
    op.execute("CREATE FUNCTION f${number}() RETURNS int LANGUAGE sql AS $$ DELETE FROM t${number}; SELECT 1 $$")
    op.execute("SELECT f${number - 1}()")
`;

  test('looks at the others, and reads, follows and folds none of them again', () => {
    const [few, many] = [stepsOfKey(50), stepsOfKey(450)];
    expect((many - few) / 400).toBeLessThan(20);
    expect(few).toBeGreaterThan(1_000);
  });
});

test('a statement that is typed into one revision counts for what another drops', () => {
  const [path, text] = [
    'alembic/versions/2.py',
    `revision = "2"
down_revision = "1"
def upgrade():
    op.drop_column("orders", "total")
`,
  ];
  const before = (statement: string) => `revision = "1"
down_revision = None
def upgrade():
    op.execute("${statement}")
`;
  const kept = { policy: policyOf({ migrations: { alembic: ['alembic/versions/'] } }), parsers };
  const readPlaces = (statement: string) => {
    const revisions = revisionsAmong([
      ['alembic/versions/1.py', before(statement)],
      [path, text],
    ]);
    const { findings } = judged({ ...documentObservations({ path, text }, {}), revisions }, kept);
    return findings.filter(({ message }) => /Line 4 of 1\.py/.test(message)).length;
  };
  const moved = 'INSERT INTO totals SELECT id, total FROM orders';
  expect([readPlaces('SELECT 1'), readPlaces(moved), readPlaces('SELECT 1')]).toEqual([0, 1, 0]);
});

function judged(seen: Observations, by: { readonly policy: Policy; readonly parsers: Parsers }) {
  return checkerFor(by.policy, by.parsers).check(seen, { stage: 'editor' });
}

function revisionsAmong(
  texts: readonly (readonly [string, string | undefined])[],
): NonNullable<Observations['revisions']> {
  const there = texts.flatMap(([path, text]) =>
    text === undefined ? [] : [[path, observed(textContent(text))] as const],
  );
  const isRevision = (path: string) => path.startsWith('alembic/versions/') || path === 'alembic.ini';
  return {
    paths: observed(there.flatMap(([path]) => (path.startsWith('alembic/versions/') ? [path] : []))),
    files: Object.fromEntries(there.filter(([path]) => isRevision(path))),
    modules: Object.fromEntries(there.filter(([path]) => path.endsWith('.py') && !isRevision(path))),
  };
}
