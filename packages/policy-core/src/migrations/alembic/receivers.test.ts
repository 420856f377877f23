import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { toldRevision } from '../../testing/told-revision.ts';

const parsers = await testParsers();

interface Around {
  /** Lines of the module. */
  readonly module?: string;
  /** Lines of upgrade() above. */
  readonly above?: string;
}

/** What a method of the expression is a method of, told by what it does. */
function kindOf(expression: string, { module = '', above = 'pass' }: Around = {}): string {
  const steps = (line: string) =>
    toldRevision(
      parsers,
      `${module}\ndef upgrade():\n    ${above.replaceAll('\n', '\n    ')}\n    ${line}\n    op.drop_table("z")\n`,
    ).up;
  if (steps(`${expression}.drop_table("a")`).includes('drop-table a')) return 'op';
  if (steps(`${expression}.drop_column("x")`).some((step) => step.startsWith('drop-column'))) {
    return (
      steps(`${expression}.drop_column("x")`)[0]?.replace('drop-column ', 'batch of ').replace(/ x$/, '') ??
      ''
    );
  }
  // The commit of a session that holds no object says nothing.
  const committed = steps(`keep(${expression}); ${expression}.commit()`);
  if (committed.includes('! which objects the session writes is not known')) return 'session';
  // What is known to run queries runs this one.
  return steps(`${expression}.scalar("DROP TABLE q")`).includes('drop-table q') ? 'connection' : 'unknown';
}

describe('what op is', () => {
  it.each<[string, Around]>([
    ['op', {}],
    ['(op)', {}],
    ['o', { above: 'o = op' }],
    ['o', { module: 'o = op' }],
    ['operations', { module: 'from alembic import op as operations' }],
    ['alembic.op', { module: 'import alembic' }],
    ['Operations(ctx)', {}],
    ['Operations.context(ctx)', {}],
    ['o', { above: 'o = Operations(op.get_context())' }],
    ['self_.op', { above: 'self_ = make()\nself_.op = op' }],
  ])('%s', (expression, around) => {
    expect(kindOf(expression, around)).toBe('op');
  });
});

describe('what a batch is', () => {
  it.each<[string, string, Around]>([
    ['op.batch_alter_table("t")', 'batch of t', {}],
    ['op.batch_alter_table("t", schema="s")', 'batch of s.t', {}],
    ['op.batch_alter_table(table_name="t")', 'batch of t', {}],
    ['op.batch_alter_table("t").__enter__()', 'batch of t', {}],
    ['b', 'batch of t', { above: 'b = op.batch_alter_table("t")' }],
    ['b', 'batch of t', { above: 'b = stack.enter_context(op.batch_alter_table("t"))' }],
    ['b', 'batch of <TABLE>', { above: 'b = op.batch_alter_table(TABLE)' }],
    ['batch_alter_table("t")', 'batch of t', { module: 'from alembic.op import batch_alter_table' }],
    ['change("t")', 'batch of t', { module: 'from alembic.op import batch_alter_table as change' }],
    ['b', 'batch of u', { above: 'b = op.batch_alter_table("t")\nb = op.batch_alter_table("u")' }],
  ])('%s is a %s', (expression, expected, around) => {
    expect(kindOf(expression, around)).toBe(expected);
  });
});

describe('what a connection is', () => {
  it.each<[string, Around]>([
    ['op.get_bind()', {}],
    ['op.get_bind().connect()', {}],
    ['op.get_bind().connection', {}],
    ['op.get_context().connection', {}],
    ['op.get_bind().connection.cursor()', {}],
    ['conn', { above: 'conn = op.get_bind()' }],
    ['c', { above: 'c = op.get_bind()' }],
    ['connection', {}],
    ['cursor', {}],
    ['engine.begin()', {}],
    ['engine.raw_connection()', {}],
    ['self.connection', {}],
    ['x', { above: 'x = y = op.get_bind()' }],
  ])('%s', (expression, around) => {
    expect(kindOf(expression, around)).toBe('connection');
  });
});

describe('what a session is', () => {
  it.each<[string, Around]>([
    ['session', {}],
    ['db.session', {}],
    ['db_session', {}],
    ['Session(bind=op.get_bind())', {}],
    ['orm.Session(op.get_bind())', {}],
    ['s', { above: 's = Session(bind=op.get_bind())' }],
    ['sessionmaker(bind=op.get_bind())()', {}],
    ['s', { above: 'Maker = sessionmaker(bind=op.get_bind())\ns = Maker()' }],
    ['SessionLocal()', {}],
    ['scoped_session(sessionmaker())', {}],
    ['self.session', {}],
  ])('%s', (expression, around) => {
    expect(kindOf(expression, around)).toBe('session');
  });
});

describe('what is none of these', () => {
  it.each<[string, Around]>([
    ['repo', { module: 'repo = 1' }],
    ['make()', { module: 'def make():\n    return 1' }],
    ['"op"', {}],
    ['op.get_bind().dialect', {}],
    ['metadata', { module: 'metadata = sa.MetaData()' }],
    ['x', { above: 'x = x' }],
    ['Own()', { module: 'class Own:\n    def scalar(self, text):\n        pass' }],
  ])('%s', (expression, around) => {
    expect(kindOf(expression, around)).toBe('unknown');
  });
});
