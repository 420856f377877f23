import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { toldRevision } from '../../testing/told-revision.ts';

const parsers = await testParsers();

const HEAD = 'import sqlalchemy as sa\nfrom alembic import op\nfrom shop.db import helper\n\n';
const DROP = 'op.drop_table("orders")';
const DIALECT = 'op.get_bind().dialect.name';

const up = (...lines: readonly string[]) =>
  toldRevision(parsers, `${HEAD}def upgrade():\n${lines.map((line) => `    ${line}\n`).join('')}`).up;

describe('What stands behind an if that leaves on PostgreSQL', () => {
  it.each<[string, readonly string[]]>([
    ['returns', [`if ${DIALECT} != "mysql":`, '    return']],
    ['returns under a name', ['bind = op.get_bind()', 'if bind.dialect.name != "mysql":', '    return']],
    ['raises', [`if ${DIALECT} == "postgresql":`, '    raise ValueError()']],
    [
      'returns in its second part',
      ['if False:', '    pass', `elif ${DIALECT} == "postgresql":`, '    return'],
    ],
    ['returns in its last part', [`if ${DIALECT} == "mysql":`, '    pass', 'else:', '    return']],
    ['returns behind something else', [`if ${DIALECT} in ("postgresql",):`, '    print(1)', '    return']],
    [
      'returns in another if',
      [`if ${DIALECT} != "mysql":`, `    if ${DIALECT} != "sqlite":`, '        return'],
    ],
  ])('does not run where it %s', (_, lines) => {
    expect(up(...lines, DROP)).toEqual([]);
  });

  it.each<[string, readonly string[]]>([
    ['returns on another database', [`if ${DIALECT} == "mysql":`, '    return']],
    ['only does something', [`if ${DIALECT} != "mysql":`, '    print(1)']],
    ['defines what returns', [`if ${DIALECT} != "mysql":`, '    def f():', '        return 1']],
  ])('runs where it %s', (_, lines) => {
    expect(up(...lines, DROP)).toEqual(['drop-table orders']);
  });

  it.each<[string, readonly string[]]>([
    ['returns where a condition holds', ['if helper.is_done():', '    return']],
    ['returns where something more holds', [`if ${DIALECT} != "mysql" and helper.is_done():`, '    return']],
    ['may return', [`if ${DIALECT} != "mysql":`, '    if helper.is_done():', '        return']],
    [
      'returns in a part that may not be asked',
      ['if x:', '    pass', `elif ${DIALECT} != "mysql":`, '    return'],
    ],
    ['compares what nobody knows', ['if helper.dialect != "mysql":', '    return']],
  ])('may run where it %s', (_, lines) => {
    expect(up(...lines, DROP)).toEqual(['? drop-table orders']);
  });

  it('runs outside of a round of a loop that it leaves', () => {
    const lines = [
      'for name in ("a", "b"):',
      `    if ${DIALECT} != "mysql":`,
      '        continue',
      '    op.drop_table(name)',
      DROP,
    ];
    expect(up(...lines)).toEqual(['drop-table orders']);
  });
});
