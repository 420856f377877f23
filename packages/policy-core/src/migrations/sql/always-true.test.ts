import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { isAlwaysTrue } from './always-true.ts';
import { nodeIn } from './nodes.ts';

const parser = (await testParsers()).sql;

function judged(condition: string): boolean {
  const parse = parser.parse(`DELETE FROM a WHERE ${condition}`);
  if (parse.kind !== 'statements') throw new Error(`${parse.kind}: ${condition}`);
  const where = nodeIn(nodeIn(parse.statements[0]?.node, 'DeleteStmt'), 'whereClause');
  if (where === undefined) throw new Error(`no WHERE: ${condition}`);
  return isAlwaysTrue(where);
}

describe('A condition that leaves no row out', () => {
  it.each<[string]>([
    ['true'],
    ['TRUE'],
    ['(true)'],
    ["'t'"],
    ["'true'"],
    ["'yes'"],
    ["'on'"],
    ["'1'"],
    ["' TRUE '"],
    ['true::bool'],
    ["'t'::boolean"],
    ["CAST('yes' AS boolean)"],
    ['1::bool'],
    ['5::boolean'],
    ['1 = 1'],
    ['1=1'],
    ['0 = 0'],
    ['1.0 = 1'],
    ['1 <> 2'],
    ['1 != 2'],
    ['2 > 1'],
    ['1 < 2'],
    ['2 >= 2'],
    ['0 <= 0'],
    ["'a' = 'a'"],
    ["'a' <> 'b'"],
    ["'1' = 1"],
    ["2 > ' 1 '"],
    ['true = true'],
    ['false <> true'],
    ['NOT false'],
    ['NOT (1 = 2)'],
    ['true AND 1 = 1'],
    ['true AND true AND NOT false'],
    ['id = 5 OR true'],
    ['1 = 1 OR id = 5'],
    ['false OR true'],
    ['true IS TRUE'],
    ['(1 = 1) IS NOT FALSE'],
    ['false IS FALSE'],
    ['(1 = 2) IS NOT TRUE'],
    ['id IS NOT DISTINCT FROM id'],
    ['(id, 1) = (id, 1)'],
    ['lower(name) = lower(name)'],
    ['a.id + 1 <= a.id + 1'],
    ['(id = id) IS TRUE'],
    ['id > 3 OR NOT id > 3'],
    ['id > 3 OR id <= 3'],
    ['id = 5 OR active OR id <> 5'],
    ['name IS NULL OR name IS NOT NULL'],
    ['NOT active OR active'],
    ['CASE WHEN id > 1 THEN true ELSE 1 = 1 END'],
    ['coalesce(active = active, true)'],
  ])('%s', (condition) => {
    expect(judged(condition)).toBe(true);
  });
});

describe('A condition that may leave rows out', () => {
  it.each<[string]>([
    ['id = 5'],
    ['id = other_id'],
    ['id <> id'],
    ['active'],
    ['NOT active'],
    ['id IS NOT NULL'],
    ['active IS TRUE'],
    ['false'],
    ["'f'"],
    ["'no'"],
    ["'off'::bool"],
    ['0::bool'],
    ['NULL'],
    ['NULL::bool'],
    ['true IS UNKNOWN'],
    ['1 = 2'],
    ['1 <> 1'],
    ['1 > 2'],
    ["'a' = 'b'"],
    ["'a' < 'b'"],
    ['true AND id = 5'],
    ['1 = 1 AND active'],
    ['id = 5 OR active'],
    ['false OR id = 5'],
    ['NOT true'],
    ['NOT (id = 5)'],
    ['EXISTS (SELECT 1 FROM a)'],
    ['EXISTS (SELECT 1 LIMIT 0)'],
    ['NOT EXISTS (SELECT 1)'],
    ['id IN (1, 2)'],
    ['f(true)'],
    ["'true'::text = b"],
    ['1 + 1 = 2'],
    ['1 = $1'],
    ["'1' = 2"],
    ["'x' = 1"],
    ['1 = true'],
    ["'x'::bool"],
    ['1 OPERATOR(pg_catalog.#) 1'],
    ["'a' LIKE 'a'"],
    ['1 BETWEEN 0 AND 2'],
    ['CASE WHEN true THEN true END'],
    ['a.*'],
    ['CURRENT OF c'],
    ['random() = random()'],
    ['id IS DISTINCT FROM id'],
    ['(id, 1) = (id, 2)'],
    ['id > 3 OR id < 3'],
    ['id > 3 AND id <= 3'],
    ['id > 3 OR other <= 3'],
    ['random() < 0.5 OR NOT random() < 0.5'],
    ['name IS NULL OR other IS NOT NULL'],
    ['CASE WHEN id > 1 THEN true END'],
    ['CASE WHEN id > 1 THEN true ELSE active END'],
    ['coalesce(active, true)'],
    ['id = $1 OR id <> $1'],
  ])('%s', (condition) => {
    expect(judged(condition)).toBe(false);
  });
});
