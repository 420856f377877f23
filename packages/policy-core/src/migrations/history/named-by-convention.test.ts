import { describe, expect, it } from 'vitest';

import type { RevisionReading } from '../alembic/revision-reading.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { revisionText } from '../../testing/read-revision.ts';
import { revisionIn } from '../../testing/steps-of.ts';
import { namedByConvention } from './named-by-convention.ts';
import type { NamingConvention } from '../operations/naming-template.ts';

const parsers = await testParsers();

const CONVENTION: NamingConvention = {
  kind: 'read',
  templates: {
    fk: 'fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s',
    uq: 'uq_%(table_name)s_%(column_0_N_name)s',
    pk: 'pk_%(table_name)s',
  },
};

function read(...upgrade: string[]) {
  return revisionIn(parsers, revisionText({ upgrade }));
}

/** Of every constraint of the upgrade. */
function namesIn(reading: RevisionReading): readonly (string | undefined)[] {
  if (reading.kind !== 'revision') throw new Error('the revision is meant to be read');
  return reading.upgrade.steps.flatMap((step) => {
    if (step.kind !== 'operation') return [];
    const { operation } = step;
    const own =
      'constraint' in operation && operation.kind === 'add-constraint' ? [operation.constraint] : [];
    const listed = operation.kind === 'create-table' ? operation.constraints : [];
    const columns =
      operation.kind === 'create-table'
        ? operation.columns
        : operation.kind === 'add-column'
          ? [operation.column]
          : [];
    const all = [...own, ...listed, ...columns.flatMap(({ constraints }) => constraints)];
    return all.map(({ name, mayBeNamed }) => (mayBeNamed === true ? '?' : name?.text));
  });
}

describe('a constraint that a revision leaves without a name', () => {
  it.each<[string, string, readonly string[]]>([
    ['a foreign key', 'op.create_foreign_key(None, "a", "b", ["x"], ["id"])', ['fk_a_x_b']],
    ['a unique constraint', 'op.create_unique_constraint(None, "a", ["x", "y"])', ['uq_a_x_y']],
    ['a primary key', 'op.create_primary_key(None, "a", ["id"])', ['pk_a']],
    [
      'those of a new table',
      'op.create_table("a", sa.Column("x", sa.Integer), sa.ForeignKeyConstraint(["x"], ["b.id"]), sa.UniqueConstraint("x"))',
      ['fk_a_x_b', 'uq_a_x'],
    ],
    [
      'those of a new column',
      'op.add_column("a", sa.Column("x", sa.Integer, sa.ForeignKey("b.id"), unique=True))',
      ['fk_a_x_b', 'uq_a_x'],
    ],
    ['one that has a name', 'op.create_unique_constraint("mine", "a", ["x"])', ['mine']],
  ])('has the name that the convention gives: %s', (_, call, expected) => {
    expect(new Set(namesIn(namedByConvention(read(call), CONVENTION)))).toEqual(new Set(expected));
  });

  it('may have one where the convention is not known', () => {
    const reading = read('op.create_unique_constraint(None, "a", ["x"])');
    expect(namesIn(namedByConvention(reading, { kind: 'unknown' }))).toEqual(['?']);
  });

  it('has none where SQL makes it, or a check has none to be put in', () => {
    const reading = read(
      'op.execute("ALTER TABLE a ADD UNIQUE (x)")',
      'op.create_check_constraint(None, "a", "x > 0")',
    );
    const checked: NamingConvention = {
      kind: 'read',
      templates: { uq: 'uq_%(table_name)s', ck: 'ck_%(table_name)s_%(constraint_name)s' },
    };
    expect(namesIn(namedByConvention(reading, checked))).toEqual([undefined, undefined]);
  });

  it('leaves the reading what it is where nothing gets a name, and is worked out once', () => {
    const plain = read('op.drop_table("a")');
    expect(namedByConvention(plain, CONVENTION)).toBe(plain);
    const reading = read('op.create_unique_constraint(None, "a", ["x"])');
    expect(namedByConvention(reading, undefined)).toBe(reading);
    expect(namedByConvention(reading, CONVENTION)).toBe(namedByConvention(reading, { ...CONVENTION }));
    expect(namedByConvention(reading, CONVENTION)).not.toBe(reading);
  });
});
