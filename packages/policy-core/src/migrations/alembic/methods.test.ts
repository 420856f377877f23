import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { toldRevision } from '../../testing/told-revision.ts';

const parsers = await testParsers();

const steps = (...lines: readonly string[]) =>
  toldRevision(parsers, ['def upgrade():', ...lines.map((line) => `    ${line}`)].join('\n')).up;

/** Names that every object of JavaScript has. */
const OF_EVERY_OBJECT = ['constructor', 'toString', 'valueOf', 'hasOwnProperty', '__proto__'];

describe('A method of an object', () => {
  it.each([
    ['create_all', 'create-all'],
    ['drop_all', 'drop-all'],
  ])('of metadata is known by its name: %s', (name, kind) => {
    expect(steps(`metadata.${name}()`)).toEqual([kind]);
  });

  it.each(OF_EVERY_OBJECT)('with a name that has a meaning somewhere else does nothing: %s', (name) => {
    expect(steps(`x.${name}()`)).toEqual(steps('x.refresh_nothing()'));
  });

  it.each([
    ['sa.Enum("x", name="state")', 'drop-object type state'],
    ['postgresql.DOMAIN("positive", sa.Integer())', 'drop-object domain positive'],
    ['sa.Sequence("numbers")', 'drop-object sequence numbers'],
  ])('drops a thing that is put together there: %s', (object, step) => {
    expect(steps(`${object}.drop(op.get_bind())`)).toEqual([step]);
  });

  it.each(OF_EVERY_OBJECT)('drops nothing that only has a well-known name: %s', (name) => {
    expect(steps(`${name}("state").drop(op.get_bind())`)).toEqual([
      `! what ${name}("state").drop does with op.get_bind() is not known`,
    ]);
  });

  it.each(OF_EVERY_OBJECT)('gives no elements of a dictionary by such a name: %s', (name) => {
    const round = (method: string) =>
      steps('tables = {"a": "b"}', `for table in tables.${method}():`, '    op.drop_table(table)');
    expect(round(name)).toEqual(round('sorted_somehow'));
  });
});
