import { beforeAll, describe, expect, it } from 'vitest';

import type { Parsers } from '../parsers/parsers.ts';
import { testParsers } from '../testing/load-parsers.ts';
import { revisionWith, shownSteps } from '../testing/steps-of.ts';

let parsers: Parsers;
beforeAll(async () => {
  parsers = await testParsers();
});

type Texts = Readonly<Record<string, string>>;

const PATH = 'app/migrations/versions/ab12_x.py';

function read(revision: readonly string[], modules: Texts) {
  const text = `${revision.join('\n')}\n`;
  return { text, reading: revisionWith(parsers, { path: PATH, text, modules }) };
}

function steps(revision: readonly string[], modules: Texts): readonly string[] {
  return shownSteps(read(revision, modules).reading.upgrade);
}

const HELPER = 'app/migrations/helpers.py';
const DROPS = ['from alembic import op', 'def drop_things(name):', '    op.drop_table(name)', ''].join('\n');

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
      'imported in the function',
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
    expect(reading.drops).toEqual([{ table: 'a', via: 'op.drop_table', start: step?.start, end: step?.end }]);
    expect(reading.undecided).toEqual([]);
  });

  it('is not known where its module is not at hand', () => {
    expect(
      steps(['from app.other import drop_things', 'def upgrade():', '    drop_things("a")'], {
        [HELPER]: DROPS,
      }),
    ).toEqual(['! what drop_things does is not known']);
  });
});
