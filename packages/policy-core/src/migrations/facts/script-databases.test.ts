import { expect, test } from 'vitest';

import { observed, unobserved } from '../../model/known.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { stepsTaken } from '../../testing/steps-taken.ts';
import { NO_DRIVERS } from './project-drivers.ts';
import { withDatabases } from './script-databases.ts';

const POLICY = policyOf({ migrations: { sql: ['db/**/*.sql'] } });

/** How much work so many scripts of SQL make, each alone in its folder. */
function stepsFor(count: number): number {
  const scripts = Array.from({ length: count }, (_, index) => ({
    path: `db/${index}/init.sql`,
    reading: unobserved('no parser is at hand'),
    history: undefined,
  }));
  const sqlBefore = observed(
    Object.fromEntries(
      scripts.map(({ path }) => [path, observed({ kind: 'text' as const, text: 'SELECT 1::int' })]),
    ),
  );
  const before = stepsTaken();
  withDatabases(POLICY, scripts, {
    ...NO_DRIVERS,
    seen: { focus: { kind: 'tree' }, files: {}, sqlBefore },
    judged: new Set(scripts.map(({ path }) => path)),
    histories: [],
  });
  return stepsTaken() - before;
}

test('on which database SQL runs is asked once by line, however many there are', () => {
  stepsFor(10);
  expect(stepsFor(2000)).toBeLessThan(2.2 * stepsFor(1000));
});

test.each([
  ['a folder that a change brings along takes no rules away', [], undefined],
  ['a folder that was there before the change does', ['db/sqlite/0.sql'], 'sqlite'],
])('%s', (_, earlier, database) => {
  const path = 'db/sqlite/1.sql';
  const sqlBefore = observed(
    Object.fromEntries(earlier.map((one) => [one, observed({ kind: 'text' as const, text: '' })])),
  );
  const [script] = withDatabases(
    POLICY,
    [{ path, reading: unobserved('no parser is at hand'), history: undefined }],
    {
      ...NO_DRIVERS,
      seen: { focus: { kind: 'change' }, files: {}, sqlBefore },
      judged: new Set([path]),
      histories: [],
    },
  );
  expect(script?.database).toBe(database);
});
