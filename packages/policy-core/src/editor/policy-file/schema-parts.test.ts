import { describe, expect, test } from 'vitest';

import { allRules } from '../../checker/all-rules.ts';
import { optionsSchema } from './rule-words.ts';
import { formsOf, type JsonSchemaPart } from './json-schema-part.ts';
import { schemaAt } from './schema-parts.ts';
import { typeWords } from './schema-words.ts';

/** Every key that a policy may have, by the way that leads to it. */
function keysBelow(part: JsonSchemaPart, way: string): readonly (readonly [string, JsonSchemaPart])[] {
  return formsOf(part).flatMap(({ properties = {}, additionalProperties, items }) => [
    ...Object.entries(properties).flatMap(([key, below]) => [
      [`${way}${key}`, below] as const,
      ...keysBelow(below, `${way}${key}.`),
    ]),
    ...(typeof additionalProperties === 'object' ? keysBelow(additionalProperties, `${way}*.`) : []),
    ...(items === undefined ? [] : keysBelow(items, `${way}[].`)),
  ]);
}

describe('the schema of a policy', () => {
  const [whole = {}] = schemaAt([]);
  const keys = keysBelow(whole, '');

  test('says of each key what it means', () => {
    expect(keys.length).toBeGreaterThan(100);
    expect(keys.filter(([, { description }]) => description === undefined).map(([way]) => way)).toEqual([]);
  });

  test('says so in sentences', () => {
    const open = keys.filter(([, { description = '' }]) => !/[.`]$/.test(description));
    expect(open.map(([way, { description }]) => `${way}: ${description}`)).toEqual([]);
  });

  test('says of each key what may stand there', () => {
    const vague = keys.filter(([, part]) => typeWords(formsOf(part)) === 'anything').map(([way]) => way);
    expect(vague).toEqual(['rules.*.options']);
  });
});

describe('what may stand at a place', () => {
  test.each([
    [['version'], '1'],
    [['extends'], 'a text, or a list of texts'],
    [['protected'], 'a list of maps'],
    [['protected', 0, 'paths'], 'a list of path patterns'],
    [['protected', 3, 'paths', 1], 'a path pattern'],
    [['dependencies', 0, 'lock'], 'a path of a file'],
    [['migrations', 'alembic'], 'a list of paths of folders or maps'],
    [['migrations', 'alembic', 0], 'a path of a folder, or a map'],
    [['migrations', 'alembic', 0, 'recursive'], 'true | false'],
    [['migrations', 'pg_version'], '13 | 14 | 15 | 16 | 17 | 18'],
    [['waivers', 0, 'expires'], 'a day such as 2026-12-31'],
    [['branches', 'any-name', 'match'], 'a list of texts'],
    [['rules', 'docs/encoding'], 'off | error | warning | info, or a map'],
    [['rules', 'migrations/drop-table', 'options', 'allowTables'], 'a list of texts'],
    [['rules', 'no/rule', 'options', 'x'], ''],
    [['nothing'], ''],
    [['version', 'below'], ''],
  ])('%j: %s', (steps, words) => {
    expect(typeWords(schemaAt(steps))).toBe(words);
  });
});

test('the options of every rule can be told', () => {
  for (const { id } of allRules) expect(optionsSchema(id)?.type, id).toBe('object');
  expect(optionsSchema('no/rule')).toBeUndefined();
});
