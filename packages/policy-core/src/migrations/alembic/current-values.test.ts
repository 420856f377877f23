import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { revisionText } from '../../testing/read-revision.ts';
import { revisionIn, shownSteps } from '../../testing/steps-of.ts';

const parsers = await testParsers();

const steps = (...upgrade: string[]) => shownSteps(revisionIn(parsers, revisionText({ upgrade })).upgrade);
const stepsWith = (module: string[], ...upgrade: string[]) =>
  shownSteps(revisionIn(parsers, revisionText({ module, upgrade })).upgrade);
const drop = (name: string) => `DROP TABLE ${name}`;

describe('A name that is used for one text after the other', () => {
  it('has at each place the text it was given last', () => {
    expect(
      steps(
        `q = "${drop('a')}"`,
        'op.execute(q)',
        `q = "${drop('b')}"`,
        'op.execute(q)',
        `q = "${drop('c')}"`,
        'op.execute(sa.text(q))',
      ),
    ).toEqual(['drop-table a', 'drop-table b', 'drop-table c']);
  });

  it('is not followed through itself', () => {
    expect(
      steps('name = "a"', 'name = f"{name}_old"', 'op.drop_table(name)', 'name = "b"', 'op.drop_table(name)'),
    ).toEqual(['drop-table <name>', 'drop-table b']);
  });

  it('has the text of its branch inside of a condition, and any of them behind it', () => {
    expect(
      steps(
        'name = "a"',
        'op.drop_table(name)',
        'if x:',
        '    name = "b"',
        '    op.drop_table(name)',
        'op.drop_table(name)',
      ),
    ).toEqual(['drop-table a', '? drop-table b', expect.stringMatching(/^drop-table <|^\? drop-table/)]);
  });

  it('has the text of the block in a with', () => {
    expect(
      steps(
        'with op.get_context().autocommit_block():',
        `    q = "${drop('a')}"`,
        '    op.execute(q)',
        `    q = "${drop('b')}"`,
        '    op.execute(q)',
      ),
    ).toEqual(['~ drop-table a', '~ drop-table b']);
  });

  it('is passed to a helper with the text of that call', () => {
    expect(
      stepsWith(
        ['def run(sql):', '    op.execute(sql)'],
        `q = "${drop('a')}"`,
        'run(q)',
        `q = "${drop('b')}"`,
        'run(q)',
      ),
    ).toEqual(['drop-table a', 'drop-table b']);
  });

  it('has the text of the round in a loop', () => {
    expect(
      steps(
        'for t in ["a", "b"]:',
        '    q = f"DROP TABLE {t}"',
        '    op.execute(q)',
        '    q = f"DROP TABLE {t}_old"',
        '    op.execute(q)',
      ),
    ).toEqual(['drop-table a', 'drop-table a_old', 'drop-table b', 'drop-table b_old']);
  });
});

describe('A name whose text at a place is not sure', () => {
  const shown = (...upgrade: string[]) => steps(...upgrade).join('; ');

  it.each<[string, string[], string[]]>([
    [
      'in a loop that gives it another text later in the round',
      ['q = "DROP TABLE a"', 'while x():', '    op.execute(q)', '    q = "DROP TABLE b"'],
      ['drop-table a', 'drop-table b'],
    ],
    [
      'behind a loop that gives it another text',
      ['q = "DROP TABLE a"', 'for x in y():', '    q = "DROP TABLE b"', 'op.execute(q)'],
      ['drop-table a', 'drop-table b'],
    ],
    [
      'behind a handler of errors',
      [
        'q = "DROP TABLE a"',
        'try:',
        '    q = "DROP TABLE b"',
        'except E:',
        '    q = "DROP TABLE c"',
        'op.execute(q)',
      ],
      ['drop-table a', 'drop-table b', 'drop-table c'],
    ],
    [
      'in a function inside, which is called later',
      ['q = "DROP TABLE a"', 'def run():', '    op.execute(q)', 'q = "DROP TABLE b"', 'run()'],
      ['drop-table a', 'drop-table b'],
    ],
  ])('may have any of them: %s', (_, upgrade, expected) => {
    for (const step of expected) expect(shown(...upgrade)).toContain(step);
  });

  it.each<[string, string[]]>([
    ['that grows', ['q = "SELECT 1"', 'q += more()', 'op.execute(q)', 'q = "SELECT 2"']],
    ['that is deleted', ['q = "SELECT 1"', 'q = "SELECT 2"', 'del q', 'op.execute(q)']],
    ['that is shared', ['global q', 'q = "SELECT 1"', 'q = "SELECT 2"', 'change()', 'op.execute(q)']],
  ])('is not known: a name %s', (_, upgrade) => {
    expect(shown(...upgrade)).toContain('!');
  });
});
