import { describe, expect, test } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { revisionText } from '../../testing/read-revision.ts';
import { revisionIn } from '../../testing/steps-of.ts';

const parsers = await testParsers();

const MODULE = ['users = sa.table("users", sa.column("name"))', 'names = ["name", "note"]'];

function valuesOf(values: string): 'kept' | 'derived' | undefined {
  const upgrade = [`op.execute(users.update()${values})`];
  const [step] = revisionIn(parsers, revisionText({ module: MODULE, upgrade })).upgrade.steps;
  if (step?.kind !== 'operation' || step.operation.kind !== 'change-rows') throw new Error(values);
  return step.operation.values;
}

describe('An UPDATE that SQLAlchemy builds', () => {
  test.each([
    '.values(name=sa.text("name"))',
    '.values({"name": sa.column("name")})',
    '.values({names[0]: sa.text(names[0])})',
    '.values(name=users.c.name, note=users.c.note)',
    '.values({users.c.name: users.c.name})',
  ])('keeps the values: %s', (values) => {
    expect(valuesOf(values)).toBe('kept');
  });

  test.each([
    '.values(name=sa.func.lower(users.c.name))',
    '.values(name=users.c.name + "x", note=users.c.note)',
    '.values({"name": cases(sa.column("name"))})',
  ])('derives them from those before: %s', (values) => {
    expect(valuesOf(values)).toBe('derived');
  });

  test.each([
    '',
    '.values()',
    '.values(name="name")',
    '.values(name=users.c.note)',
    '.values(name=users.c.name, note="x")',
    '.values(name=users.c.name, **more)',
    '.values(more)',
    '.values({**more, "name": users.c.name})',
  ])('puts others in their place: %s', (values) => {
    expect(valuesOf(values)).toBeUndefined();
  });
});
