import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { revisionWith, shownSteps } from '../../testing/steps-of.ts';
import { toldDrops } from '../../testing/told-drops.ts';

const parsers = await testParsers();

type Texts = Readonly<Record<string, string | readonly string[]>>;

const PATH = 'app/migrations/versions/ab12_x.py';

function read(revision: readonly string[], modules: Texts) {
  const text = `${revision.join('\n')}\n`;
  const texts = Object.entries(modules).map(([path, lines]) => [path, `${[lines].flat().join('\n')}\n`]);
  return {
    text,
    reading: revisionWith(parsers, { path: PATH, text, modules: Object.fromEntries(texts) }),
  };
}

function steps(revision: readonly string[], modules: Texts): readonly string[] {
  return shownSteps(read(revision, modules).reading.upgrade);
}

const HELPER = 'app/migrations/helpers.py';
const DROPS = ['from alembic import op', 'def drop_things(name):', '    op.drop_table(name)'];

describe('a function of another module of the repository', () => {
  it.each<[string, string[]]>([
    [
      'by its name',
      ['from app.migrations.helpers import drop_things', 'def upgrade():', '    drop_things("a")'],
    ],
    [
      'by another name',
      ['from app.migrations.helpers import drop_things as d', 'def upgrade():', '    d("a")'],
    ],
    [
      'in its module',
      ['from app.migrations import helpers', 'def upgrade():', '    helpers.drop_things("a")'],
    ],
    [
      'in its module by another name',
      ['import app.migrations.helpers as h', 'def upgrade():', '    h.drop_things(name="a")'],
    ],
    [
      'by its whole path',
      ['import app.migrations.helpers', 'def upgrade():', '    app.migrations.helpers.drop_things("a")'],
    ],
    ['beside the folder', ['from ..helpers import drop_things', 'def upgrade():', '    drop_things("a")']],
    ['in a package beside it', ['from .. import helpers', 'def upgrade():', '    helpers.drop_things("a")']],
    [
      'in the function',
      ['def upgrade():', '    from app.migrations.helpers import drop_things', '    drop_things("a")'],
    ],
    [
      'over several lines',
      [
        'from app.migrations.helpers import (',
        '    drop_things,',
        ')',
        'def upgrade():',
        '    drop_things("a")',
      ],
    ],
    [
      'and called by a function of the file',
      [
        'from app.migrations.helpers import drop_things',
        'def both(name):',
        '    drop_things(name)',
        'def upgrade():',
        '    both("a")',
      ],
    ],
  ])('is followed where it is imported %s', (_, revision) => {
    expect(steps(revision, { [HELPER]: DROPS })).toEqual(['drop-table a']);
  });

  it('is told at the call, with the place where it is written', () => {
    const { text, reading } = read(
      ['from app.migrations.helpers import drop_things', 'def upgrade():', '    drop_things("a")'],
      { [HELPER]: DROPS },
    );
    const [step] = reading.upgrade.steps;
    expect(text.slice(step?.start, step?.end)).toBe('drop_things("a")');
    expect(step?.from).toEqual({ path: HELPER, line: 3 });
  });

  it.each<[string, string[]]>([
    ['does nothing', ['def help(op):', '    return False']],
    [
      'only looks',
      [
        'def help(op):',
        '    version = op.get_context().config.get_main_option("v")',
        '    if version:',
        '        return int(version) >= 3',
        '    return False',
      ],
    ],
    ['calls itself', ['def help(op):', '    help(op)']],
    ['logs', ['import logging', 'log = logging.getLogger(__name__)', 'def help(op):', '    log.info("x")']],
  ])('says that it changes nothing where it %s', (_, helper) => {
    const { reading } = read(
      ['from app.migrations.helpers import help', 'from alembic import op', 'def upgrade():', '    help(op)'],
      { [HELPER]: helper },
    );
    expect(shownSteps(reading.upgrade)).toEqual([]);
  });

  it('follows what it calls in turn, in its own module and in others', () => {
    expect(
      steps(['from app.migrations.helpers import outer', 'def upgrade():', '    outer("a")'], {
        [HELPER]: [
          'from app.migrations.more import drop',
          'def outer(name):',
          '    inner(name + "_x")',
          'def inner(name):',
          '    drop(name)',
        ],
        'app/migrations/more.py': ['from alembic import op', 'def drop(name):', '    op.drop_table(name)'],
      }),
    ).toEqual(['drop-table a_x']);
  });

  it('is found where its package only passes it on', () => {
    expect(
      steps(['from app.migrations import drop_things', 'def upgrade():', '    drop_things("a")'], {
        'app/migrations/__init__.py': ['from .helpers import drop_things'],
        [HELPER]: DROPS,
      }),
    ).toEqual(['drop-table a']);
  });

  it('comes to an end where modules import each other', () => {
    expect(
      steps(['from app.a import f', 'def upgrade():', '    f()'], {
        'app/a.py': ['from app.b import g', 'def f():', '    g()'],
        'app/b.py': ['from app.a import f', 'def g():', '    f()'],
      }),
    ).toEqual([]);
  });

  it('reads the names of each module by its own imports', () => {
    const made = steps(
      [
        'from app.migrations.helpers import make',
        'from app.types import Column, Integer',
        'def upgrade():',
        '    make("a")',
      ],
      {
        [HELPER]: [
          'from alembic import op',
          'from sqlalchemy import Column, Integer',
          'def make(name):',
          '    op.add_column(name, Column("n", Integer))',
        ],
      },
    );
    expect(made).toEqual(['add-column a n']);
  });

  it('does SQL where it is called', () => {
    const { text, reading } = read(
      ['from app.migrations.helpers import wipe', 'def upgrade():', '    wipe("a")'],
      {
        [HELPER]: [
          'from alembic import op',
          'def wipe(name):',
          '    op.execute(f"DROP TABLE {name}")',
          '    op.execute(f"DELETE FROM {name}_rows")',
        ],
      },
    );
    expect(shownSteps(reading.upgrade)).toEqual(['drop-table a', 'change-rows delete a_rows']);
    const places = [...reading.upgrade.steps, ...reading.upgrade.sql];
    expect(places.map(({ start, end }) => text.slice(start, end))).toEqual(
      Array.from(places, () => 'wipe("a")'),
    );
    expect(reading.upgrade.sql.map(({ from }) => from?.line)).toEqual([3, 4]);
  });

  it.each<[string, string[], string]>([
    [
      'runs a text that it is not told',
      ['from alembic import op', 'import os', 'def help():', '    op.execute(os.environ["SQL"])'],
      'the SQL in os.environ["SQL"] is not known (line 4 of app/migrations/helpers.py)',
    ],
    [
      'calls what is not at hand',
      ['from app.other import run', 'def help():', '    run()'],
      'what run does is not known (line 3 of app/migrations/helpers.py)',
    ],
    [
      'hands the connection on',
      ['from alembic import op', 'from app.other import run', 'def help():', '    x = run(op.get_bind())'],
      'what run does with op.get_bind() is not known (line 4 of app/migrations/helpers.py)',
    ],
  ])('leaves open what it does where it %s', (_, helper, problem) => {
    const { text, reading } = read(
      ['from app.migrations.helpers import help', 'def upgrade():', '    help()'],
      { [HELPER]: helper },
    );
    expect(shownSteps(reading.upgrade)).toEqual([`! ${problem}`]);
    expect(toldDrops(text, reading.upgrade)).toMatchObject({ undecided: ['help()'], problems: [problem] });
  });

  it('tells the first of several things that are not known of one call', () => {
    const { text, reading } = read(
      ['from app.migrations.helpers import help', 'def upgrade():', '    help()'],
      {
        [HELPER]: ['from app.other import one, two', 'def help():', '    one()', '    two()'],
      },
    );
    expect(reading.upgrade.steps).toHaveLength(2);
    expect(toldDrops(text, reading.upgrade).problems).toEqual([
      'what one does is not known (line 3 of app/migrations/helpers.py)',
    ]);
  });

  it.each<[string, Texts]>([
    ['is not there', {}],
    ['is no Python', { [HELPER]: 'def drop_things(:' }],
    ['may be one of two', { [HELPER]: DROPS, 'src/app/migrations/helpers.py': DROPS }],
    ['does not define it', { [HELPER]: 'x = 1' }],
    ['defines it twice', { [HELPER]: [...DROPS, ...DROPS] }],
    ['decorates it', { [HELPER]: ['@traced', ...DROPS.slice(1)] }],
    ['defines a class', { [HELPER]: ['class drop_things:', '    pass'] }],
    ['imports everything from somewhere', { [HELPER]: ['from app.x import *', ...DROPS] }],
    ['imports bare operations', { [HELPER]: ['from alembic.op import drop_table', ...DROPS] }],
    ['may set it anew', { [HELPER]: [...DROPS, 'def other():', '    global drop_things'] }],
  ])('is not known where its module %s', (_, modules) => {
    expect(
      steps(
        ['from app.migrations.helpers import drop_things', 'def upgrade():', '    drop_things("a")'],
        modules,
      ),
    ).toEqual(['! what drop_things does is not known']);
  });

  it('is not meant where the file gives the name to something else', () => {
    expect(
      steps(
        [
          'from alembic import op',
          'from app.migrations.helpers import drop_things',
          'def drop_things(name):',
          '    op.drop_column("b", name)',
          'def upgrade():',
          '    drop_things("a")',
        ],
        { [HELPER]: DROPS },
      ),
    ).toEqual(['drop-column b a']);
    expect(
      steps(
        [
          'from app.migrations.helpers import drop_things',
          'def upgrade(drop_things=None):',
          '    drop_things("a")',
        ],
        { [HELPER]: DROPS },
      ),
    ).toEqual(['! what drop_things does is not known']);
  });

  it('may run where the call may', () => {
    expect(
      steps(
        [
          'from app.migrations.helpers import drop_things',
          'def upgrade():',
          '    if x():',
          '        drop_things("a")',
        ],
        { [HELPER]: DROPS },
      ),
    ).toEqual(['? drop-table a']);
  });

  it('of the downgrade is none of the upgrade', () => {
    const { reading } = read(
      [
        'from app.migrations.helpers import drop_things',
        'def upgrade():',
        '    pass',
        'def downgrade():',
        '    drop_things("a")',
      ],
      { [HELPER]: DROPS },
    );
    expect(shownSteps(reading.upgrade)).toEqual([]);
    expect(shownSteps(reading.downgrade)).toEqual(['drop-table a']);
  });
});
