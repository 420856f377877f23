import { beforeAll, describe, expect, test } from 'vitest';

import { checkerFor, type Checker } from '../../checker/checker.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { testParsers } from '../../testing/load-parsers.ts';

/** More than a call takes as arguments. */
const MANY = 150_000;
const listed = (item: string) => Array.from({ length: MANY }, () => item).join(',');

const STATEMENTS: Readonly<Record<string, string>> = {
  'arguments that a list gives': `op.drop_column(*[${listed('1')}])`,
  'values of an enum': `op.add_column('t', sa.Column('c', sa.Enum(${listed("'a'")}, native_enum=False)))`,
  'names that a text is formatted with': `op.execute('${'{}'.repeat(MANY)}'.format(${listed('1')}))`,
  'values behind a percent sign': `op.execute('${'%s'.repeat(MANY)}' % (${listed('1')}))`,
};

describe('A revision with a very long list', () => {
  let checker: Checker;
  beforeAll(async () => {
    checker = checkerFor(
      policyOf({ migrations: { alembic: [{ folders: ['versions'] }] } }),
      await testParsers(),
    );
  });

  test.each(Object.entries(STATEMENTS))('is judged: %s', (_name, statement) => {
    const text = `from alembic import op\nimport sqlalchemy as sa\nrevision = 'a1'\ndown_revision = None\n\ndef upgrade():\n    ${statement}\n`;
    const { crashed, findings, undetermined } = checker.checkFiles([{ path: 'versions/a1.py', text }]);
    expect(crashed).toEqual([]);
    expect([...findings, ...undetermined].length).toBeGreaterThan(0);
  });
});
