import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { revisionWith, shownSteps } from '../../testing/steps-of.ts';

const parsers = await testParsers();

const PATH = 'app/migrations/versions/ab12_x.py';
const THEN = ['drop-table then'];
const OTHERWISE = ['drop-table otherwise'];
const OPEN = ['? drop-table then', '? drop-table otherwise'];

/** What is done where a function of the module is asked. */
function asked(lines: readonly string[], call = 'asks(bind)'): readonly string[] {
  const text = [
    'from alembic import op',
    'from app.database import asks',
    'from app import database',
    'revision = "b"',
    'down_revision = "a"',
    'def upgrade():',
    '    bind = op.get_bind()',
    `    if ${call}:`,
    '        op.drop_table("then")',
    '    else:',
    '        op.drop_table("otherwise")',
    '',
  ].join('\n');
  const modules = { 'app/database.py': `${lines.join('\n')}\n` };
  return shownSteps(revisionWith(parsers, { path: PATH, text, modules }).upgrade);
}

const POSTGRESQL = [
  'def is_new(bind, least=None):',
  '    if least is None:',
  '        return True',
  '    return bind.dialect.server_version_info >= least',
  'def asks(bind, least=None):',
  '    """Whether it is PostgreSQL."""',
  '    if bind.engine.name != "postgresql":',
  '        return False',
  '    return is_new(bind, least=least)',
];

describe('A function of the repository that is asked for the database', () => {
  it.each<[string, string[], readonly string[]]>([
    ['compares', ['def asks(bind):', '    return bind.dialect.name == "postgresql"'], THEN],
    ['compares with another', ['def asks(bind):', '    return bind.dialect.name == "mysql"'], OTHERWISE],
    ['asks another function', POSTGRESQL, THEN],
    [
      'has branches',
      [
        'def asks(bind: sa.Connection) -> bool:',
        '    if bind.dialect.name == "mysql":',
        '        return True',
        '    elif bind.dialect.name == "postgresql":',
        '        return False',
        '    else:',
        '        return True',
      ],
      OTHERWISE,
    ],
    [
      'has a branch that is left over',
      [
        'def asks(bind):',
        '    if bind.dialect.name == "mysql":',
        '        pass',
        '    elif bind.dialect.name == "sqlite":',
        '        return False',
        '    else:',
        '        return True',
      ],
      THEN,
    ],
    [
      'keeps the name',
      ['def asks(bind):', '    name = bind.dialect.name', '    return name in ("mysql", "mariadb")'],
      OTHERWISE,
    ],
  ])('answers where it %s', (_, lines, expected) => {
    expect(asked(lines)).toEqual(expected);
  });

  it('answers by any name, and in any condition', () => {
    expect(asked(POSTGRESQL, 'database.asks(op.get_bind())')).toEqual(THEN);
    expect(asked(POSTGRESQL, 'not asks(bind=bind)')).toEqual(OTHERWISE);
    expect(asked(POSTGRESQL, 'asks(bind) or other')).toEqual(THEN);
  });

  it.each<[string, string[]]>([
    [
      'an older version',
      POSTGRESQL.with(0, 'def is_new(bind, least=(9, 4)):').with(8, '    return is_new(bind)'),
    ],
    ['a variable', ['import os', 'def asks(bind):', '    return os.environ.get("FULL")']],
    [
      'a switch',
      ['FULL = False', 'def asks(bind):', '    return FULL and bind.dialect.name == "postgresql"'],
    ],
    ['itself', ['def asks(bind):', '    return asks(bind)']],
    [
      'itself in a circle',
      ['def other(bind):', '    return asks(bind)', 'def asks(bind):', '    return other(bind)'],
    ],
    ['nothing', ['def asks(bind):', '    pass']],
    ['nothing behind return', ['def asks(bind):', '    return']],
    ['what it waits for', ['async def asks(bind):', '    return False']],
    ['in a loop', ['def asks(bind):', '    for x in y:', '        return True', '    return False']],
    [
      'what may fail',
      ['def asks(bind):', '    try:', '        return True', '    finally:', '        return False'],
    ],
    [
      'something unknown first',
      ['def asks(bind):', '    if x():', '        return True', '    return False'],
    ],
    [
      'something unknown second',
      [
        'def asks(bind):',
        '    if bind.dialect.name == "mysql":',
        '        return True',
        '    elif x():',
        '        return True',
        '    return False',
      ],
    ],
    ['through a decorator', ['@other', 'def asks(bind):', '    return False']],
    ['by two definitions', ['def asks(bind):', '    return False', 'def asks(bind):', '    return True']],
  ])('is open where it asks %s', (_, lines) => {
    expect(asked(lines).filter((step) => !step.startsWith('!'))).toEqual(OPEN);
  });

  it('is open where it is handed another connection, or a version', () => {
    expect(asked(POSTGRESQL, 'asks(other)')).toEqual(OPEN);
    expect(asked(POSTGRESQL, 'asks(bind, (15, 0))')).toEqual(OPEN);
    expect(asked(POSTGRESQL, 'asks(*given)')).toEqual(OPEN);
  });
});
