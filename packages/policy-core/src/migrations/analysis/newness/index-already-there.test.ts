import { describe, expect, it } from 'vitest';

import { sqlSteps } from '../../../testing/folded-sql.ts';
import { testParsers } from '../../../testing/load-parsers.ts';
import { startOf } from '../../../model/source-span.ts';
import { foldUpgrades } from '../../schema/fold-schema.ts';
import { isIndexAlreadyThere } from './index-already-there.ts';
import { stepsOf } from '../migration-step.ts';

const parser = (await testParsers()).sql;

/** Asked of the last index that the last of some files makes. */
function isThere(...texts: readonly string[]): boolean | undefined {
  const line = texts.map((text, index) => ({ revision: `${index}`, steps: sqlSteps(parser, text), text }));
  const last = line.at(-1) ?? { revision: '', steps: [], text: '' };
  const step = stepsOf(
    {
      path: 'db/1.sql',
      text: last.text,
      steps: last.steps,
      span: () => startOf('db/1.sql'),
      revision: undefined,
      history: undefined,
      sqlHistory: { schema: foldUpgrades(line), revision: last.revision, line },
    },
    'create-index',
  ).at(-1);
  return step && isIndexAlreadyThere(step);
}

const INDEX = 'CREATE INDEX IF NOT EXISTS ix ON orders (a);';
const block = (code: string) => `DO $$ BEGIN ${code} END $$;`;

describe('An index that is made IF NOT EXISTS is there', () => {
  it.each([
    [INDEX],
    ['CREATE INDEX ix ON orders (a);'],
    ['CREATE INDEX CONCURRENTLY IF NOT EXISTS ix ON public.orders (b);'],
    [`${INDEX} DROP INDEX other;`],
    [`${INDEX} ALTER TABLE orders DROP COLUMN b;`],
    [`${INDEX} DROP TABLE lines;`],
    [`CREATE TABLE IF NOT EXISTS orders (a int); ${INDEX}`],
  ])('behind %s', (before) => {
    expect(isThere(before + INDEX)).toBe(true);
    expect(isThere(before, INDEX)).toBe(true);
    expect(isThere(before, 'CREATE TABLE lines (a int);', INDEX)).toBe(true);
  });

  it.each([
    ['nothing', ''],
    ['another index', 'CREATE INDEX iy ON orders (a);'],
    ['one of another table', 'CREATE INDEX ix ON shop.orders (a);'],
    ['one that is dropped', `${INDEX} DROP INDEX IF EXISTS ix;`],
    ['one that may be dropped', INDEX + block('IF f THEN DROP INDEX ix; END IF;')],
    ['one that goes with its column', `${INDEX} ALTER TABLE orders DROP COLUMN a;`],
    ['one that goes with its table', `${INDEX} DROP TABLE orders;`],
    ['one that gets another name', `${INDEX} ALTER INDEX ix RENAME TO iy;`],
    ['one that is made under a condition', block(`IF f THEN ${INDEX} END IF;`)],
    ['one that an error may undo', block(`${INDEX} EXCEPTION WHEN OTHERS THEN NULL;`)],
  ])('not behind %s', (_name, before) => {
    expect(isThere(before + INDEX)).toBe(false);
    expect(isThere(before, INDEX)).toBe(false);
  });

  it('not where names have come to mean others, or where it fails if it is there', () => {
    expect(isThere(`${INDEX} SET search_path = shop; ${INDEX}`)).toBe(false);
    expect(isThere(INDEX, `SET search_path = shop; ${INDEX}`)).toBe(false);
    expect(isThere(INDEX, INDEX.replace(' IF NOT EXISTS', ''))).toBe(false);
    expect(isThere(INDEX, 'CREATE INDEX ON orders (a);')).toBe(false);
  });
});
