import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { revisionText } from '../../testing/read-revision.ts';
import { revisionIn, shownSteps } from '../../testing/steps-of.ts';

const parsers = await testParsers();

const MODULE = [
  'from sqlalchemy.dialects import postgresql',
  'from sqlalchemy.dialects.postgresql import insert as pg_insert',
  'from sqlalchemy import delete as remove, text as select',
  'users = sa.table("users", sa.column("name"))',
  'orders = sa.table("orders", sa.column("name"))',
];
const steps = (...upgrade: string[]) =>
  shownSteps(revisionIn(parsers, revisionText({ module: MODULE, upgrade })).upgrade);
/** Each once. */
const doneBy = (...upgrade: string[]) => [...new Set(steps(...upgrade))];

const RUN = 'op.get_bind().execute(statement)';

describe('Statements that are put together over several lines', () => {
  it('only ask where each of them does', () => {
    expect(
      doneBy(
        'connection = op.get_bind()',
        'query = sa.select(sa.func.count()).where(users.c.name != None)',
        'total = connection.execute(query).scalar()',
        'while True:',
        '    query = sa.select(users.c.id).order_by(users.c.id).limit(100)',
        '    if prev_id:',
        '        query = query.where(users.c.id > prev_id)',
        '    rows = connection.execute(query).fetchall()',
      ),
    ).toEqual(['other a query', '? other a query']);
  });

  it.each<[string, string[], string[]]>([
    ['an insert', ['statement = users.insert()', 'statement = statement.values(name="x")', RUN], ['insert']],
    [
      'an insert that may find a row there',
      [
        'insert_stmt = postgresql.insert(users).values(rows)',
        'statement = insert_stmt.on_conflict_do_update(index_elements=["id"], set_={"name": insert_stmt.excluded.name})',
        RUN,
      ],
      ['insert', 'update filtered'],
    ],
    [
      'one that is made under another word, and goes on',
      ['statement = pg_insert(users).values(rows)', 'statement = statement.on_conflict_do_nothing()', RUN],
      ['insert'],
    ],
    ['one in a single line', ['op.execute(pg_insert(users).values(a).on_conflict_do_nothing())'], ['insert']],
    [
      'an update',
      [
        'statement = sa.update(users)',
        'statement = statement.where(users.c.id == 1)',
        'op.execute(statement.values(a=1))',
      ],
      ['update filtered'],
    ],
  ])('change rows: %s', (_, lines, verbs) => {
    const found = new Set(steps(...lines).map((step) => step.replace(' users', '')));
    expect([...found].toSorted()).toEqual(verbs.map((verb) => `change-rows ${verb}`).toSorted());
  });

  it.each<[string, string]>([
    ['by the values of columns', 'users.delete().filter_by(name="x")'],
    ['by conditions that are put together elsewhere', 'sa.delete(users).where(*conditions)'],
    ['by values that are put together elsewhere', 'sa.delete(users).filter_by(**values)'],
  ])('leave rows out %s', (_, statement) => {
    expect(steps(`op.execute(${statement})`)).toEqual(['change-rows delete users filtered']);
  });

  it.each([
    'users.delete()',
    'users.delete().where()',
    'sa.delete(users).where(sa.true())',
    'users.delete().where(True)',
  ])('leave none out with %s', (statement) => {
    expect(steps(`op.execute(${statement})`)).toEqual(['change-rows delete users']);
  });

  it('are followed through more than one name', () => {
    expect(steps('base = users.delete()', 'op.execute(base.where(users.c.id == 1))')).toEqual([
      'change-rows delete users filtered',
    ]);
    expect(
      steps('a = users.delete()', 'b = a.returning(x)', 'c = b.where(users.c.id == 1)', 'op.execute(c)'),
    ).toEqual(['change-rows delete users filtered']);
  });

  it('are followed where a function hands them on', () => {
    expect(
      steps('def run(query):', '    op.execute(query.where(users.c.id == 1))', 'run(users.delete())'),
    ).toEqual(['change-rows delete users filtered']);
  });
});

describe('What a statement that is put together cannot hide', () => {
  it('is that no row is left out on one of the ways', () => {
    expect(
      doneBy('statement = users.delete()', 'if some:', '    statement = statement.where(a == 1)', RUN),
    ).toEqual(['? change-rows delete users', '? change-rows delete users filtered']);
    expect(
      doneBy(
        'base = users.delete()',
        'a = base.where(users.c.id == 1)',
        'b = base.returning(users.c.id)',
        'op.execute((a if some else b).execution_options(x=1))',
        'op.execute((a or b).returning(users.c.id))',
      ),
    ).toEqual([
      '? change-rows delete users filtered',
      '? change-rows delete users',
      '! the SQL in (a or b).returning(users.c.id) is not known',
    ]);
  });

  it('is a statement of another kind under the same name', () => {
    expect(
      doneBy(
        'statement = sa.select(users)',
        'if some:',
        '    statement = orders.delete()',
        'op.execute(statement.returning(orders.c.id))',
      ),
    ).toEqual(['? other a query', '? change-rows delete orders']);
  });

  it.each<[string, string[], string]>([
    [
      'a text under the same name',
      ['q = sa.select(users)', 'if some:', '    q = sa.text("DROP TABLE users")', 'op.execute(q.limit(1))'],
      '! the SQL in q.limit(1) is not known',
    ],
    [
      'something looked up under the same name',
      ['q = sa.select(users)', 'q = wrapped(q)', 'op.execute(q.limit(1))'],
      '! the SQL in q.limit(1) is not known',
    ],
    [
      'a method that takes any text',
      ['q = sa.select(users)', 'op.execute(q.suffix_with("; DROP TABLE users"))'],
      '! the SQL in q.suffix_with("; DROP TABLE users") is not known',
    ],
    [
      'a method of something else',
      ['q = sa.select(users)', 'op.execute(q.dropping(users))'],
      '! the SQL in q.dropping(users) is not known',
    ],
    [
      'a name that only leads to itself',
      ['q = q.where(a)', 'op.execute(q)'],
      '! the SQL in q.where(a) is not known',
    ],
    ['a name of nowhere', ['op.execute(q.where(a))'], '! the SQL in q.where(a) is not known'],
    [
      'a text that is imported under another word',
      ['op.execute(select("DROP TABLE users"))'],
      '! the SQL in select("DROP TABLE users") is not known',
    ],
  ])('is %s', (_, lines, step) => {
    expect(steps(...lines)).toContain(step);
  });

  it('is a deletion that is imported under another word', () => {
    expect(steps('op.execute(remove(users))')).toEqual(['change-rows delete users']);
  });

  it('is read in time, however often it goes on', () => {
    const goesOn = Array.from({ length: 300 }, (_, n) => `q = q.where(users.c.id == ${n})`);
    expect(doneBy('q = users.delete()', ...goesOn, 'op.execute(q)').length).toBeGreaterThan(0);
  });
});
