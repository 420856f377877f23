import { describe, expect, test } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { foldUpgrades } from '../schema/fold-schema.ts';
import { revisionIn } from '../../testing/steps-of.ts';
import { sampleRevision } from '../../testing/sample-revision.ts';
import { isTypeInUse } from './type-in-use.ts';

const parsers = await testParsers();
const stepsOf = (upgrade: string) => revisionIn(parsers, sampleRevision({ upgrade })).upgrade.steps;

const PEOPLE = 'op.create_table("people", sa.Column("mood", sa.Enum("sad", "glad", name="mood")))';
const PETS = 'op.create_table("pets", sa.Column("mood", sa.Enum("sad", "glad", name="mood")))';

/** Whether each type that the second upgrade makes was in use before. */
function inUse(before: string, upgrade: string): readonly boolean[] {
  const steps = stepsOf(upgrade);
  const schema = foldUpgrades([
    { revision: 'a1', steps: stepsOf(before) },
    { revision: 'b2', steps },
  ]);
  return steps.flatMap((step) =>
    step.kind === 'operation' && step.operation.kind === 'create-object'
      ? [isTypeInUse(step, { schema, revision: 'b2', steps })]
      : [],
  );
}

describe('A type is in use', () => {
  test.each([
    ['by a column of an earlier table', PEOPLE, PETS],
    [
      'by a column that was added',
      `op.add_column("people", sa.Column("mood", sa.Enum("a", name="mood")))`,
      PETS,
    ],
    [
      'by a column that became one of it',
      `op.execute("CREATE TYPE mood AS ENUM ('a'); ALTER TABLE people ALTER mood TYPE mood USING mood::mood")`,
      PETS,
    ],
    [
      'beside another table that goes',
      `${PEOPLE}\n${PEOPLE.replace('people', 'old')}`,
      `op.drop_table("old")\n${PETS}`,
    ],
    ['under another name of its table', PEOPLE, `op.rename_table("people", "persons")\n${PETS}`],
  ])('%s', (_, before, upgrade) => {
    expect(inUse(before, upgrade)).toEqual([true]);
  });

  test('which says nothing of the others', () => {
    const both = PETS.replace('")))', '")), sa.Column("kind", sa.Enum("cat", name="kind")))');
    expect(inUse(PEOPLE, both)).toEqual([true, false]);
  });
});

describe('A type is not in use', () => {
  test.each([
    ['where nothing of it is known', 'pass', PETS],
    ['by a type of another name', PEOPLE.replace('name="mood"', 'name="moods"'), PETS],
    ['by a column that is new itself', 'pass', `${PETS}\n${PEOPLE}`],
    ['by a table that goes', PEOPLE, `${PETS}\nop.drop_table("people")`],
    ['by a column that goes', PEOPLE, `${PETS}\nop.drop_column("people", "mood")`],
    [
      'by a column that only becomes one of it',
      'op.create_table("people", sa.Column("mood", sa.Text()))',
      `mood = sa.Enum("sad", name="mood")\nmood.create(op.get_bind())\nop.alter_column("people", "mood", type_=mood)`,
    ],
    [
      'by a column that becomes something else',
      PEOPLE,
      `${PETS}\nop.alter_column("people", "mood", type_=sa.Text())`,
    ],
    [
      'where it gives way to another one',
      PEOPLE,
      `op.execute("ALTER TYPE mood RENAME TO old_mood")\n${PETS}`,
    ],
    ['where it is dropped before', PEOPLE, `op.execute("DROP TYPE mood CASCADE")\n${PETS}`],
    ['where SQL makes it, which would fail', PEOPLE, `op.execute("CREATE TYPE mood AS ENUM ('sad')")`],
  ])('%s', (_, before, upgrade) => {
    expect(inUse(before, upgrade)).not.toContain(true);
    expect(inUse(before, upgrade)).not.toEqual([]);
  });
});
