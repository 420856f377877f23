import { describe, expect, test } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { toldCode } from '../../testing/told-code.ts';

const parsers = await testParsers();

const told = (text: string) => toldCode('app/setup.py', text, parsers);

describe('one table that the application makes or drops', () => {
  test.each([
    ['User.__table__.create(engine)', ['CREATE TABLE User | User.__table__.create(engine)']],
    ['User.__table__.drop(engine)', ['DROP TABLE User | User.__table__.drop(engine)']],
    [
      'User.__table__.create(bind=engine, checkfirst=True)',
      ['CREATE TABLE User | User.__table__.create(bind=engine, checkfirst=True)'],
    ],
    [
      'models.User.__table__.create(engine)',
      ['CREATE TABLE models.User | models.User.__table__.create(engine)'],
    ],
    ['self.model.__table__.drop(e)', ['DROP TABLE self.model | self.model.__table__.drop(e)']],
    [
      'def f():\n    if True:\n        A.__table__.create(e)\n        B.__table__.drop(e)\n',
      ['CREATE TABLE A | A.__table__.create(e)', 'DROP TABLE B | B.__table__.drop(e)'],
    ],
    ['x = [M.__table__.create(e) for M in models]', ['CREATE TABLE M | M.__table__.create(e)']],
    [
      'User.__table__.create(\n    engine,\n)',
      ['CREATE TABLE User | User.__table__.create(\n    engine,\n)'],
    ],
  ])('%j', (text, expected) => {
    expect(told(text)).toEqual(expected);
  });

  test.each([
    'User.create(engine)',
    'User.__table__.c.id',
    'User.__table__.create',
    'User.__table__.select()',
    'table.create(engine)',
    '__table__.create(engine)',
    'User.__table__().create(engine)',
    'User.__tablename__.create(engine)',
    '"User.__table__.create(engine)"',
    '# User.__table__.create(engine)',
    'def create(): ...',
  ])('not %j', (text) => {
    expect(told(text)).toEqual([]);
  });

  test('is found where PostgreSQL is not spoken of, too', () => {
    expect(told('"""Makes what is missing."""\n\nUser.__table__.create(get_engine())\n')).toHaveLength(1);
  });

  test('is not found in a file that cannot be read, which is said', () => {
    const said = told('User.__table__.create(engine\n');
    expect(said).toHaveLength(1);
    expect(said[0]).not.toMatch(/^CREATE/);
  });
});
