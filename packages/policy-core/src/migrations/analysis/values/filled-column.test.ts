import { describe, expect, test } from 'vitest';

import { fillsByKey, fillsFromElsewhere, fillsWhatHasValues, namesBoth } from './filled-column.ts';

const NOTE = { oldNames: ['note'], newNames: ['note_new'] };
const GIVEN_WAY = { oldNames: ['note', 'note_old'], newNames: ['note'] };

describe('Only rows without a value are left out', () => {
  test.each([
    'UPDATE a SET note_new = note::json WHERE note IS NOT NULL',
    'UPDATE a SET note_new = upper(note) where a.note is not null ;',
    'UPDATE shop.a SET note_new = tmp WHERE "shop"."a"."note" IS NOT NULL\n',
    'op.execute(a.update().where(a.c.note != None).values({"note_new": f(a.c.tmp)}))',
    'op.execute(a.update(). \\\n  where(a.c.note != None). \\\n  values(note_new=a.c.note))',
    'op.execute(sa.update(a).where(a.c.note.isnot(None)).values(note_new=a.c.note))',
    'op.execute(sa.update(a).where(a.c.note.is_not(None),).values(note_new=a.c.note))',
  ])('%s', (statement) => {
    expect(fillsWhatHasValues(statement, NOTE)).toBe(true);
  });

  test.each([
    "UPDATE a SET note_new = note WHERE note IS NOT NULL AND kind = 'x'",
    'UPDATE a SET note_new = note WHERE kind IS NOT NULL',
    'UPDATE a SET note_new = note WHERE note IS NULL',
    "UPDATE a SET note_new = note WHERE note = 'x'",
    'UPDATE a SET kind = 1 WHERE note IS NOT NULL',
    'op.execute(a.update().where(and_(a.c.note != None, a.c.kind == 1)).values(note_new=a.c.note))',
    'op.execute(a.update().where(a.c.note == None).values(note_new=a.c.note))',
  ])('but not by %s', (statement) => {
    expect(fillsWhatHasValues(statement, NOTE)).toBe(false);
  });

  test('of a column that has given way', () => {
    const statement = 'UPDATE a SET note = note_old::int WHERE note_old IS NOT NULL';
    expect(fillsWhatHasValues(statement, GIVEN_WAY)).toBe(true);
    expect(fillsWhatHasValues('UPDATE a SET note = 1 WHERE note IS NOT NULL', GIVEN_WAY)).toBe(false);
  });
});

describe('What the old column leads to tells the new value', () => {
  test.each([
    'UPDATE a SET note_new = p.new FROM p WHERE a.note = p.id',
    'UPDATE a x SET note_new = p.new\nFROM parents p\nWHERE p.id = x.note;\n',
    'UPDATE shop.a SET note_new = "p"."new" FROM shop.p WHERE shop.a."note" = shop.p."id"',
    'op.execute(a.update().where(a.c.note == p.c.id).values(note_new=p.c.new))',
  ])('%s', (statement) => {
    expect(fillsByKey(statement, NOTE)).toBe(true);
  });

  test.each([
    'UPDATE a SET note_new = p.new FROM p WHERE a.note = p.id AND p.kind = 1',
    'UPDATE a SET note_new = p.new FROM p WHERE a.kind = p.id',
    "UPDATE a SET note_new = 'x' WHERE note = 'y'",
    'UPDATE a SET kind = p.new FROM p WHERE a.note = p.id',
    'op.execute(a.update().where(a.c.note == old).values(note_new=new))',
    'op.execute(a.update().where(a.c.note == Note.OLD).values(note_new=Note.NEW))',
  ])('but not by %s', (statement) => {
    expect(fillsByKey(statement, NOTE)).toBe(false);
  });
});

describe('A value may come from anywhere', () => {
  test.each([
    'UPDATE a SET note_new = :value WHERE id = :id',
    'UPDATE a SET note_new = note WHERE kind = 1',
    "UPDATE a SET note_new = '{row[0]}' WHERE id = '{row[1]}'",
    'UPDATE a SET {columns} WHERE id = :id',
    'UPDATE a SET %s WHERE id = 1',
    'c.execute(a.update().where(a.c.id == row.id).values(note_new=dumps(row)))',
    'c.execute(a.update().where(a.c.id == row.id).values({"note_new": dumps(row)}))',
  ])('%s', (statement) => {
    expect(fillsFromElsewhere(statement, NOTE)).toBe(true);
  });

  test.each([
    "UPDATE a SET note_new = 'x' WHERE id = 1",
    'UPDATE a SET note_new = 1 WHERE kind = :kind',
    'UPDATE a SET note_new = NULL, kind = :kind',
    'UPDATE a SET kind = :value WHERE id = :id',
    'c.execute(a.update().where(a.c.id == 1).values(note_new="x"))',
    'c.execute(a.update().values({"note_new": True}))',
  ])('but not by %s', (statement) => {
    expect(fillsFromElsewhere(statement, NOTE)).toBe(false);
  });
});

test.each([
  ['UPDATE a SET note_new = note', true],
  ['UPDATE a SET note_new = notes', false],
  ['UPDATE a SET note_newer = note', false],
])('Both are named: %s', (statement, isSo) => {
  expect(namesBoth(statement, NOTE)).toBe(isSo);
});

test.each([
  ['UPDATE a SET note = note_old', true],
  ['UPDATE a SET note = note || 1', false],
])('One name of both is not two: %s', (statement, isSo) => {
  expect(namesBoth(statement, GIVEN_WAY)).toBe(isSo);
});
