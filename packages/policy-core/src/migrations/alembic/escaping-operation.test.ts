import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { readRevision, revisionText } from '../../testing/read-revision.ts';

const parsers = await testParsers();

const upgrade = (...lines: string[]) => revisionText({ upgrade: lines });
const importing = (what: string, ...lines: string[]) =>
  revisionText({ module: [`from alembic.op import ${what}`], upgrade: lines });

describe('An operation that is handed on', () => {
  it.each<[string, string, string]>([
    ['to map', upgrade('list(map(op.drop_table, names))'), 'op.drop_table'],
    ['to partial', upgrade('list(map(partial(op.drop_table, schema="a"), names))'), 'op.drop_table'],
    ['by key word', upgrade('retry(call=op.drop_table)'), 'op.drop_table'],
    ['as a default', revisionText({ module: ['def h(f=op.drop_table):', '    f("x")'] }), 'op.drop_table'],
    ['in a dictionary', upgrade('STEPS = {"drop": op.drop_table}'), 'op.drop_table'],
    ['in a condition', upgrade('(op.drop_table if a else noop)("orders")'), 'op.drop_table'],
    ['behind or', upgrade('(None or op.drop_table)("orders")'), 'op.drop_table'],
    ['by a walrus', upgrade('(run := op.drop_table)("orders")'), 'op.drop_table'],
    ['by a return', revisionText({ module: ['def h():', '    return op.drop_table'] }), 'op.drop_table'],
    ['by a lambda', upgrade('(lambda: op.drop_table)()("orders")'), 'op.drop_table'],
    ['as a member', upgrade('self.drop = op.drop_table', 'self.drop("orders")'), 'op.drop_table'],
    ['as an item', upgrade('steps[0] = op.drop_table', 'steps[0]("orders")'), 'op.drop_table'],
    ['as an attribute of a class', upgrade('class M:', '    drop = wrap(op.drop_table)'), 'op.drop_table'],
    ['by yield', revisionText({ module: ['def h():', '    yield op.drop_table'] }), 'op.drop_table'],
    ['with a star', upgrade('run(*[op.drop_table])'), 'op.drop_table'],
    ['with the whole path', upgrade('list(map(alembic.op.drop_table, names))'), 'alembic.op.drop_table'],
    ['when imported', importing('drop_table', 'list(map(drop_table, names))'), 'drop_table'],
    ['when renamed', importing('drop_table as dt', 'list(map(dt, names))'), 'dt'],
    ['when everything is imported', importing('*', 'STEPS = [drop_table]'), 'drop_table'],
    ['by its own name', upgrade('drop = op.drop_table', 'list(map(drop, names))'), 'drop'],
    ['to a name that nobody calls', upgrade('a = op.drop_table', 'b = a'), 'a'],
    ['by getattr', upgrade('list(map(getattr(op, "drop_table"), xs))'), 'getattr(op, "drop_table")'],
    ['by a name for getattr', upgrade('d = getattr(op, "drop_table")', 'list(map(d, names))'), 'd'],
  ])('leaves open what it drops: %s', (_, text, place) => {
    expect(readRevision(parsers, text)).toEqual({
      dropped: [],
      underlined: [],
      undecided: [place],
      problems: [`${place} is handed on, and what it is called with is not known`],
    });
  });

  it.each<[string, string, string]>([
    ['execute', upgrade('list(map(op.execute, scripts))'), 'op.execute'],
    ['execute of a connection', upgrade('list(map(bind.execute, scripts))'), 'bind.execute'],
    ['of a connection in place', upgrade('run(op.get_bind().execute)'), 'op.get_bind().execute'],
    ['the method of a driver', upgrade('run(conn.exec_driver_sql)'), 'conn.exec_driver_sql'],
    ['many at once', upgrade('run(cursor.executemany)'), 'cursor.executemany'],
    ['a script', upgrade('run(cursor.executescript)'), 'cursor.executescript'],
    ['by a name', upgrade('run_sql = bind.execute', 'list(map(run_sql, scripts))'), 'run_sql'],
    ['imported', importing('execute', 'list(map(execute, scripts))'), 'execute'],
    ['by getattr', upgrade('run(getattr(bind, "execute"))'), 'getattr(bind, "execute")'],
  ])('leaves open what SQL it runs: %s', (_, text, place) => {
    expect(readRevision(parsers, text)).toMatchObject({ dropped: [], undecided: [place] });
  });

  it.each<[string, string]>([
    ['another operation', upgrade('list(map(op.drop_index, names))')],
    ['another name of the file', upgrade('list(map(str, names))')],
    ['a column called execute', upgrade('op.add_column("jobs", sa.Column("execute", sa.Text()))')],
    ['an argument called execute', upgrade('run(execute=True)')],
    ['an argument called drop_table', upgrade('run(drop_table=False)')],
    ['a member of what is executed', upgrade('stats = bind.execute.calls')],
    ['an import alone', importing('drop_table, execute', 'pass')],
    ['an import under a new name', importing('drop_table as dt', 'pass')],
    ['a name of its own', 'def drop_table(name):\n    print(name)\nlist(map(drop_table, names))\n'],
    ['a parameter of that name', 'def run(execute):\n    execute()\n'],
    ['an assigned name of that name', 'execute = 1\ndrop_table = 2\nprint(execute, drop_table)\n'],
    ['in downgrade', revisionText({ downgrade: ['list(map(op.drop_table, names))'] })],
  ])('is not imagined: %s', (_, text) => {
    expect(readRevision(parsers, text)).toMatchObject({ dropped: [], undecided: [] });
  });

  it.each<[string, string]>([
    ['given a name', upgrade('drop = op.drop_table', 'drop("orders")')],
    ['given a name with a type', upgrade('drop: Callable = op.drop_table', 'drop("orders")')],
    ['given two names', upgrade('a = b = op.drop_table', 'b("orders")')],
    ['picked by getattr', upgrade('getattr(op, "drop_table")("orders")')],
    ['named by getattr', upgrade('drop = getattr(op, "drop_table")', 'drop("orders")')],
    ['imported', importing('drop_table', 'drop_table("orders")')],
    ['imported and given a name', importing('drop_table', 'gone = drop_table', 'gone("orders")')],
    ['put in a list', upgrade('for run in [op.drop_table]:', '    run("orders")')],
    ['put in parentheses', upgrade('(op.drop_table)("orders")')],
    ['handed to a helper', upgrade('def h(run):', '    run("orders")', 'h(op.drop_table)')],
  ])('is followed to its call where it is only %s', (_, text) => {
    expect(readRevision(parsers, text)).toMatchObject({ dropped: ['orders'], undecided: [] });
  });

  it('is told once where a part of its arguments was given before', () => {
    expect(readRevision(parsers, upgrade('partial(op.drop_table, "orders")()'))).toMatchObject({
      dropped: [],
      undecided: ['partial(op.drop_table, "orders")()'],
    });
  });

  it('is followed for execute as well', () => {
    const text = upgrade('run = op.get_bind().execute', 'run(sa.text("DROP TABLE orders"))');
    expect(readRevision(parsers, text)).toMatchObject({
      dropped: ['orders'],
      underlined: ['orders'],
      undecided: [],
    });
  });
});
