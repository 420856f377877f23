import { describe, expect, test } from 'vitest';

import { applyFixes } from '../../model/apply-edits.ts';
import { textContent } from '../../model/file-content.ts';
import { observed, unobserved } from '../../model/known.ts';
import type { RevisionSources } from '../../model/observations.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { historyOfTexts } from '../../testing/read-history.ts';
import { reparentRevision } from './reparent-revision.ts';

const PATH = 'alembic/versions/b2_x.py';
const BODY = 'def upgrade():\n    pass\n\ndef downgrade():\n    pass\n';
const ABSENT = observed({ kind: 'absent' as const });

const parsers = await testParsers();

/** The revision once it builds on c3 instead of a1; `undefined` where that is not offered. */
function moved(
  header: string,
  elsewhere: Pick<RevisionSources, 'atBase' | 'atRelease'> = {},
): string | undefined {
  const text = `${header}\n${BODY}`;
  const history = historyOfTexts(parsers, { [PATH]: text }, elsewhere);
  const fixes = reparentRevision(history, { path: PATH, from: 'a1', to: 'c3', called: 'it' });
  const mended = applyFixes({ [PATH]: text }, fixes).texts[PATH];
  return mended?.slice(0, -BODY.length - 1);
}

describe('a revision is built on another one', () => {
  test.each([
    ['a text', 'down_revision = "a1"', 'down_revision = "c3"'],
    ['a text in single quotes', "down_revision = 'a1'", "down_revision = 'c3'"],
    ['an annotated text', 'down_revision: Union[str, None] = "a1"', 'down_revision: Union[str, None] = "c3"'],
    ['one of a tuple', 'down_revision = ("a0", "a1")', 'down_revision = ("a0", "c3")'],
    ['the only one of a tuple', 'down_revision = ("a1",)', 'down_revision = ("c3",)'],
    ['one of a list', 'down_revision = ["a1", "a0"]', 'down_revision = ["c3", "a0"]'],
    [
      'also in the docstring',
      '"""add\n\nRevision ID: b2\nRevises: a1\nCreate Date: 2026-11-21\n"""\nrevision = "b2"\ndown_revision = "a1"',
      '"""add\n\nRevision ID: b2\nRevises: c3\nCreate Date: 2026-11-21\n"""\nrevision = "b2"\ndown_revision = "c3"',
    ],
    [
      'also in the docstring, among others',
      '"""add\n\nRevises: a0, a1\n"""\nrevision = "b2"\ndown_revision = ("a0", "a1")',
      '"""add\n\nRevises: a0, c3\n"""\nrevision = "b2"\ndown_revision = ("a0", "c3")',
    ],
    [
      'and a docstring that speaks of something else stays',
      '"""\nRevises: the totals of a1\n"""\nrevision = "b2"\ndown_revision = "a1"',
      '"""\nRevises: the totals of a1\n"""\nrevision = "b2"\ndown_revision = "c3"',
    ],
  ])('%s', (...[, header, result]) => {
    const whole = header.includes('revision = "b2"') ? header : `revision = "b2"\n${header}`;
    const wanted = result.includes('revision = "b2"') ? result : `revision = "b2"\n${result}`;
    expect(moved(whole)).toBe(wanted);
  });

  test('a parent of which its own id is the beginning keeps the rest', () => {
    const of = (id: string) =>
      `"""add\n\nRevises: a12,  ${id}\n"""\nrevision = "b2"\ndown_revision = ("a12", "${id}")`;
    expect(moved(of('a1'))).toBe(of('c3'));
  });
});

describe('a revision stays where it is', () => {
  test.each([
    ['when it does not build on that one', 'revision = "b2"\ndown_revision = "a0"'],
    ['when it builds on none', 'revision = "b2"\ndown_revision = None'],
    ['when its parent is put together', 'revision = "b2"\ndown_revision = "a" + "1"'],
    ['when its parent has a name', 'PARENT = "a1"\nrevision = "b2"\ndown_revision = PARENT'],
    ['when its parent is taken from a list', 'IDS = ["a1", "b2"]\nrevision = IDS[1]\ndown_revision = IDS[0]'],
    ['when its parent is only known when it runs', 'revision = "b2"\ndown_revision = parent()'],
  ])('%s', (_, header) => {
    expect(moved(header)).toBeUndefined();
  });

  const header = 'revision = "b2"\ndown_revision = "a1"';
  const commit = 'a'.repeat(40);

  test('when the base of the change has it', () => {
    const atBase = observed({ commit, files: {} });
    expect(moved(header, { atBase })).toBeUndefined();
  });

  test('when the release has it, under whatever text', () => {
    const released = observed(textContent(`revision = "b2"\ndown_revision = None\n${BODY}`));
    const atRelease = observed({ commit, files: { [PATH]: released } });
    expect(moved(header, { atRelease })).toBeUndefined();
  });

  test('when the release cannot be seen', () => {
    expect(moved(header, { atRelease: unobserved('this is a shallow clone') })).toBeUndefined();
  });

  test('but not when neither has it', () => {
    const gone = { commit, files: { [PATH]: ABSENT } };
    const seen = { atBase: observed(gone), atRelease: observed(gone) };
    expect(moved(header, seen)).toBe('revision = "b2"\ndown_revision = "c3"');
    expect(moved(header, { atRelease: observed(null) })).toBe('revision = "b2"\ndown_revision = "c3"');
  });
});
