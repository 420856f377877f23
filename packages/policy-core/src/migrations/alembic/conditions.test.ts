import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { revisionIn, shownSteps } from '../../testing/steps-of.ts';

const parsers = await testParsers();

const HEADER = [
  'from alembic import context, op',
  'from alembic.context import get_context',
  'revision = "b"',
  'down_revision = "a"',
];

const revision = (...lines: readonly string[]) => revisionIn(parsers, [...HEADER, ...lines, ''].join('\n'));

/** What is done in which of its branches. */
const asked = (condition: string, ...before: readonly string[]) =>
  shownSteps(
    revision(
      'def upgrade():',
      ...before.map((line) => `    ${line}`),
      `    if ${condition}:`,
      '        op.drop_table("then")',
      '    else:',
      '        op.drop_table("otherwise")',
    ).upgrade,
  );

const THEN = ['drop-table then'];
const OTHERWISE = ['drop-table otherwise'];
const OPEN = ['? drop-table then', '? drop-table otherwise'];

describe('A condition about the database', () => {
  it.each([
    'op.get_bind().dialect.name == "postgresql"',
    '"postgresql" == op.get_bind().dialect.name',
    'op.get_context().dialect.name == "postgresql"',
    'context.get_context().dialect.name == "postgresql"',
    'get_context().dialect.name == "postgresql"',
    'op.get_bind().engine.name == "postgresql"',
    'op.get_context().connection.engine.name == "postgresql"',
    'op.get_bind().engine.dialect.name == "postgresql"',
    'context.get_impl().bind.dialect.name == "postgresql"',
    'context.get_impl().dialect.name == "postgresql"',
    'op.get_context().impl.dialect.name == "postgresql"',
    'op.get_context().impl.bind.engine.name == "postgresql"',
    'context.get_context().dialect.name in ["oracle", "mysql", "postgresql"]',
    'context.get_context().dialect.name in ("postgresql",)',
    'context.get_context().dialect.name in {"postgresql", what}',
    'op.get_bind().dialect.name != "sqlite"',
    'op.get_bind().dialect.name not in ("mysql", "sqlite")',
    'not op.get_bind().dialect.name == "mysql"',
    '(op.get_bind().dialect.name == "post" "gresql")',
    'op.get_bind().dialect.name == "postgresql" or x',
    'x or op.get_bind().dialect.name == "postgresql"',
  ])('is answered for PostgreSQL: %s', (condition) => {
    expect(asked(condition)).toEqual(THEN);
  });

  it.each([
    'op.get_bind().dialect.name == "mysql"',
    'op.get_bind().dialect.name != "postgresql"',
    'context.get_impl().bind.dialect.name == "sqlite"',
    'op.get_context().impl.dialect.name == "mysql"',
    'context.get_context().dialect.name in ["oracle", "mysql"]',
    'op.get_bind().dialect.name == "sqlite" and x',
    'x and op.get_bind().dialect.name == "sqlite"',
    'not op.get_bind().dialect.name == "postgresql"',
  ])('says so when PostgreSQL is not meant: %s', (condition) => {
    expect(asked(condition)).toEqual(OTHERWISE);
  });

  it.each([
    ['bind = op.get_bind()', 'bind.dialect.name == "mysql"', OTHERWISE],
    ['name = op.get_bind().dialect.name', 'name == "mysql"', OTHERWISE],
    ['dialect = op.get_context().dialect', 'dialect.name == "postgresql"', THEN],
    ['MYSQL = "mysql"', 'op.get_bind().dialect.name == MYSQL', OTHERWISE],
    ['bind = op.get_bind() if x else fake', 'bind.dialect.name == "mysql"', OPEN],
    ['impl = context.get_impl()', 'impl.bind.dialect.name == "mysql"', OTHERWISE],
    ['impl = fake', 'impl.bind.dialect.name == "mysql"', OPEN],
    ['url = str(op.get_bind().engine.url)', 'url.startswith("mysql")', OTHERWISE],
    ['bind = op.get_bind()', 'str(bind.engine.url).startswith("postgres")', THEN],
    ['url = op.get_bind().engine.url', 'str(url).startswith("postgresql")', THEN],
    ['url = str(op.get_bind().engine.url)', 'url.startswith("postgresql+psycopg2")', OPEN],
    ['url = str(op.get_bind().engine.url)', 'url.startswith(prefix)', OPEN],
    ['url = str(op.get_bind().engine.url)', 'url.startswith("mysql", 3)', OPEN],
    ['url = str(op.get_bind().engine.url)', 'url.endswith("mysql")', OPEN],
    ['url = str(op.get_bind().engine.host)', 'url.startswith("mysql")', OPEN],
    ['url = str(connect().engine.url)', 'url.startswith("mysql")', OPEN],
    ['url = repr(op.get_bind().engine.url)', 'url.startswith("mysql")', OPEN],
    ['str = fake', 'str(op.get_bind().engine.url).startswith("mysql")', OPEN],
    ['bind = connect()', 'bind.dialect.name == "mysql"', OPEN],
    ['op = Fake()', 'op.get_bind().dialect.name == "mysql"', OPEN],
  ])('is followed through names: %s', (before, condition, steps) => {
    expect(asked(condition, before)).toEqual(steps);
  });

  it.each([
    'x',
    'bind.dialect.name == "mysql"',
    'op.get_bind().dialect.name == name',
    'op.get_bind().dialect.name in names',
    'op.get_bind().dialect.name in ["mysql", name]',
    'op.get_bind().dialect.name > "mysql"',
    '"a" < op.get_bind().dialect.name < "z"',
    'op.get_bind().dialect.driver == "psycopg2"',
    'op.get_bind().name == "mysql"',
    'other.get_bind().dialect.name == "mysql"',
    'op.get_bind().dialect.name == "postgresql" and x',
    'op.get_bind().dialect.name == "mysql" or x',
    'not x',
    'op.get_bind().dialect.server_version_info[0] == 8',
  ])('stays open where only a run tells: %s', (condition) => {
    expect(asked(condition)).toEqual(OPEN);
  });

  it('is not answered by what only looks like Alembic', () => {
    const text = [
      'op = Fake()',
      'def upgrade():',
      '    if op.get_bind().dialect.name == "mysql":',
      '        op.drop_table("a")',
    ];
    expect(shownSteps(revision(...text).upgrade)).toEqual(['? drop-table a']);
  });

  const ON_MYSQL = ['    if op.get_bind().dialect.name == "mysql":', '        op.drop_table("a")'];

  it('believes an `op` that the environment hands in', () => {
    const { upgrade, downgrade } = revision(
      'def upgrade(op, tables, tester):',
      ...ON_MYSQL,
      'def downgrade(op):',
      '    bind = op.get_bind()',
      '    if bind.engine.name == "postgresql":',
      '        op.drop_table("b")',
    );
    expect([shownSteps(upgrade), shownSteps(downgrade)]).toEqual([[], ['drop-table b']]);
  });

  it.each<[string, ...(readonly string[])]>([
    ['has a value of its own', 'def upgrade(op=Fake()):', ...ON_MYSQL],
    ['gets another one', 'def upgrade(op):', '    op = Fake()', ...ON_MYSQL],
    ['comes from a call in the file', 'def upgrade(op):', ...ON_MYSQL, 'upgrade(Fake())'],
    ['comes from what the function is given to', 'def upgrade(op):', ...ON_MYSQL, 'run(upgrade)'],
    ['comes from a decorator', '@with_fake', 'def upgrade(op):', ...ON_MYSQL],
    ['comes from what takes its name', 'def upgrade(op):', ...ON_MYSQL, 'upgrade = faked(upgrade)'],
    ['goes to another function', 'def upgrade():', '    run(Fake())', 'def run(op):', ...ON_MYSQL],
  ])('takes an `op` for one that may be anything where it %s', (_, ...text) => {
    expect(shownSteps(revision(...text).upgrade)).toContain('? drop-table a');
  });
});

describe('Branches in a row', () => {
  const chain = (first: string, second: string) =>
    shownSteps(
      revision(
        'def upgrade():',
        `    if ${first}:`,
        '        op.drop_table("a")',
        `    elif ${second}:`,
        '        op.drop_table("b")',
        '    else:',
        '        op.drop_table("c")',
      ).upgrade,
    );
  const IS = 'op.get_bind().dialect.name == "postgresql"';
  const IS_NOT = 'op.get_bind().dialect.name == "mysql"';

  it.each([
    [IS, IS_NOT, ['drop-table a']],
    [IS_NOT, IS, ['drop-table b']],
    [IS_NOT, IS_NOT, ['drop-table c']],
    [IS, IS, ['drop-table a']],
    [IS, 'x', ['drop-table a']],
    ['x', IS, ['? drop-table a', '? drop-table b']],
    ['x', IS_NOT, ['? drop-table a', '? drop-table c']],
    [IS_NOT, 'x', ['? drop-table b', '? drop-table c']],
    ['x', 'y', ['? drop-table a', '? drop-table b', '? drop-table c']],
  ])('run as far as those before them let them: %s, %s', (first, second, steps) => {
    expect(chain(first, second)).toEqual(steps);
  });

  it('may end the migration, and then nothing that follows runs', () => {
    const text = [
      'def upgrade():',
      `    if ${IS}:`,
      '        op.drop_table("a")',
      '        return',
      '    op.drop_table("b")',
    ];
    expect(shownSteps(revision(...text).upgrade)).toEqual(['drop-table a']);
  });

  it('leave alone what follows one that does not run', () => {
    const text = [
      'def upgrade():',
      `    if ${IS_NOT}:`,
      '        op.execute("COMMIT")',
      '        return',
      '    op.drop_table("b")',
    ];
    expect(shownSteps(revision(...text).upgrade)).toEqual(['drop-table b']);
  });

  it('are asked for their conditions, whatever those do', () => {
    const text = ['def upgrade():', '    if op.drop_table("a") or True:', '        pass'];
    expect(shownSteps(revision(...text).upgrade)).toEqual(['drop-table a']);
  });
});

describe('A condition about what a function is called with', () => {
  const both = (up: string, down: string) => {
    const { upgrade, downgrade } = revision(
      'def change(up=True):',
      '    if up:',
      '        op.drop_table("a")',
      '    else:',
      '        op.drop_table("b")',
      'def upgrade():',
      `    ${up}`,
      'def downgrade():',
      '    is_up = False',
      `    ${down}`,
    );
    return [shownSteps(upgrade), shownSteps(downgrade)];
  };

  it.each([
    ['change()', 'change(False)'],
    ['change(True)', 'change(up=False)'],
    ['change(up=True)', 'change(is_up)'],
    ['change(not_none := "yes")', 'change(None)'],
    ['change("yes")', 'change("")'],
  ])('is answered for each call: %s, %s', (up, down) => {
    expect(both(up, down)).toEqual([['drop-table a'], ['drop-table b']]);
  });

  it('is open where the value is not known', () => {
    expect(both('change(settings.up)', 'change(*values)')).toEqual([
      ['? drop-table a', '? drop-table b'],
      ['? drop-table a', '? drop-table b'],
    ]);
  });

  it('is open where the function gives the parameter another value', () => {
    const text = [
      'def change(up=True):',
      '    if late: up = False',
      '    if up:',
      '        op.drop_table("a")',
      'def upgrade():',
      '    change()',
    ];
    expect(shownSteps(revision(...text).upgrade)).toEqual(['? drop-table a']);
  });

  it('is open in the entry itself, which an environment may call with anything', () => {
    const text = ['def upgrade(up=False):', '    if up:', '        op.drop_table("a")'];
    expect(shownSteps(revision(...text).upgrade)).toEqual(['? drop-table a']);
  });

  it('is open for a flag of the module that code may change', () => {
    const text = [
      'UP = False',
      'def on():',
      '    global UP',
      '    UP = True',
      'def upgrade():',
      '    on()',
      '    if UP:',
      '        op.drop_table("a")',
    ];
    expect(shownSteps(revision(...text).upgrade)).toEqual(['? drop-table a']);
  });
});

describe('Code that does not run', () => {
  it('is kept apart, with what it calls', () => {
    const text = [
      'def helper():',
      '    op.execute("DROP TABLE a")',
      'def upgrade():',
      '    if op.get_bind().dialect.name == "mysql":',
      '        helper()',
    ];
    const { upgrade } = revision(...text);
    const all = [...HEADER, ...text, ''].join('\n');
    expect(shownSteps(upgrade)).toEqual([]);
    expect(upgrade.sql).toEqual([]);
    expect(upgrade.passedOver?.map(({ start, end }) => all.slice(start, end))).toEqual([
      'helper()',
      'DROP TABLE a',
      '"DROP TABLE a"',
    ]);
  });

  it('drops nothing, unless another call does run it', () => {
    const text = (second: string) => [
      'def helper():',
      '    op.drop_table("a")',
      'def upgrade():',
      '    if op.get_bind().dialect.name == "mysql":',
      '        helper()',
      `    ${second}`,
    ];
    expect(shownSteps(revision(...text('pass')).upgrade)).toEqual([]);
    expect(shownSteps(revision(...text('helper()')).upgrade)).toEqual(['drop-table a']);
  });

  it('is not mentioned where there is none', () => {
    const { upgrade } = revision('def upgrade():', '    if x:', '        op.drop_table("a")');
    expect('passedOver' in upgrade).toBe(false);
  });

  it('does not end the transaction', () => {
    const text = [
      'def upgrade():',
      '    if op.get_bind().dialect.name == "mysql":',
      '        op.execute("COMMIT")',
      '    op.drop_table("a")',
    ];
    expect(shownSteps(revision(...text).upgrade)).toEqual(['drop-table a']);
  });

  it('may be in a branch of its own branch', () => {
    const text = [
      'def upgrade():',
      '    if op.get_bind().dialect.name == "mysql":',
      '        if op.get_bind().dialect.name == "postgresql":',
      '            op.drop_table("a")',
    ];
    expect(shownSteps(revision(...text).upgrade)).toEqual([]);
  });
});
