import { beforeAll, describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { effectTeller, type EffectTeller } from '../../testing/told-effects.ts';

let told: EffectTeller;
beforeAll(async () => {
  told = effectTeller((await testParsers()).sql);
});

const TABLE = `
  CREATE TABLE t (a varchar(10), b int, c int NOT NULL);
  CREATE UNIQUE INDEX i ON t (b); CREATE UNIQUE INDEX j ON t (c);
`;

/** What test/postgres/hidden-scans.integration.test.ts sees PostgreSQL do. */
describe('Every row is read', () => {
  it.each([
    ['ALTER TABLE t ADD CHECK (length(a) < 9)', 'ALTER TABLE t ALTER a TYPE varchar(20)'],
    ['ALTER TABLE t ADD CHECK (length(a) < 9)', 'ALTER TABLE t ALTER a TYPE text'],
    ['ALTER TABLE t ADD CHECK (b > 0 OR a IS NULL)', 'ALTER TABLE t ALTER a TYPE text'],
    ['SELECT 1', 'ALTER TABLE t ADD PRIMARY KEY USING INDEX i'],
  ])('after %s: %s', (before, statement) => {
    expect(told(statement, `${TABLE}${before}`).relations).toContain('t: access-exclusive, scan');
  });

  it.each([
    ['SELECT 1', 'ALTER TABLE t ALTER a TYPE varchar(20)'],
    ['ALTER TABLE t ADD CHECK (b > 0)', 'ALTER TABLE t ALTER a TYPE text'],
    ['ALTER TABLE t ADD CHECK (length(a) < 9) NOT VALID', 'ALTER TABLE t ALTER a TYPE text'],
    ['SELECT 1', 'ALTER TABLE t ADD PRIMARY KEY USING INDEX j'],
    ['ALTER TABLE t ADD CHECK (b IS NOT NULL)', 'ALTER TABLE t ADD PRIMARY KEY USING INDEX i'],
  ])('and none after %s: %s', (before, statement) => {
    const { relations } = told(statement, `${TABLE}${before}`);
    expect(new Set(relations)).toEqual(new Set(['t: access-exclusive, catalog']));
  });

  it('which fails where a column of the key holds NULL', () => {
    expect(told('ALTER TABLE t ADD PRIMARY KEY USING INDEX i', TABLE).failures).toEqual(['t: nulls in b']);
  });
});
