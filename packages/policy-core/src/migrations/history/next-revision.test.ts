import { describe, expect, test } from 'vitest';

import type { RevisionHistory } from './revision-history.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { historyOfTexts } from '../../testing/read-history.ts';
import { nextRevision, type NextRevision, type WantedRevision } from './next-revision.ts';

const parsers = await testParsers();

const FOLDER = 'alembic/versions/';
const MESSAGE = 'validate fk_orders';
function placeIn(history: RevisionHistory, wanted: WantedRevision): NextRevision | undefined {
  const next = nextRevision(history, wanted);
  return typeof next === 'string' ? undefined : next;
}

/** Of the wish to come after `b2`. */
const NEW_ID = /^[0-9a-f]{12}$/;

/** Files by name, each with its id and the source of its parent. */
function historyOf(files: Readonly<Record<string, readonly [id: string, parent: string]>>): RevisionHistory {
  const texts = Object.entries(files).map(([name, [id, parent]]) => [
    `${FOLDER}${name}`,
    `revision = "${id}"\ndown_revision = ${parent}\n\n\ndef upgrade():\n    pass\n`,
  ]);
  return historyOfTexts(parsers, Object.fromEntries(texts));
}

/** The name of the file, with `ID` for a new id. */
function nextName(files: Parameters<typeof historyOf>[0], after: string): string | undefined {
  const next = placeIn(historyOf(files), { after, message: MESSAGE });
  return next && next.path.slice(FOLDER.length).replace(/[0-9a-f]{12}/, 'ID');
}

describe('the next revision', () => {
  const LINE = { 'a1_x.py': ['a1', 'None'], 'b2_x.py': ['b2', '"a1"'] } as const;

  test('builds on the one it comes after, and bears an id of its own', () => {
    const next = placeIn(historyOf(LINE), { after: 'b2', message: MESSAGE });
    expect(next).toEqual({
      id: expect.stringMatching(NEW_ID),
      parent: 'b2',
      path: `${FOLDER}${next?.id}_validate_fk_orders.py`,
    });
  });

  test('builds on the head where others came meanwhile', () => {
    const files = { ...LINE, 'c3_x.py': ['c3', '"b2"'], 'd4_x.py': ['d4', '"c3"'] } as const;
    expect(placeIn(historyOf(files), { after: 'b2', message: MESSAGE })?.parent).toBe('d4');
  });

  test('has the same id whoever makes it, and another one for another wish', () => {
    const idOf = (after: string, message: string) => placeIn(historyOf(LINE), { after, message })?.id;
    expect(idOf('b2', MESSAGE)).toBe(idOf('b2', MESSAGE));
    expect(new Set([idOf('b2', MESSAGE), idOf('b2', 'validate ck'), idOf('a1', MESSAGE)]).size).toBe(3);
  });

  test.each<[string, Parameters<typeof historyOf>[0], string]>([
    ['there are two heads', { ...LINE, 'c3_x.py': ['c3', '"a1"'] }, 'b2'],
    ['nobody knows it', LINE, 'zz'],
    ['two files have one id', { ...LINE, 'b2_y.py': ['b2', '"a1"'] }, 'b2'],
    ['a parent is only known when it runs', { ...LINE, 'c3_x.py': ['c3', 'f()'] }, 'b2'],
    ['there is a circle', { 'a1_x.py': ['a1', '"b2"'], 'b2_x.py': ['b2', '"a1"'] }, 'b2'],
  ])('is not known where %s', (_name, files, after) => {
    expect(placeIn(historyOf(files), { after, message: MESSAGE })).toBeUndefined();
  });

  test('is not known where its file is there already', () => {
    const path = placeIn(historyOf(LINE), { after: 'b2', message: MESSAGE })?.path ?? '';
    const files = { ...LINE, [path.slice(FOLDER.length)]: ['c3', '"b2"'] } as const;
    expect(placeIn(historyOf(files), { after: 'b2', message: MESSAGE })).toBeUndefined();
  });
});

describe('its file is called as the others', () => {
  test.each<[string, string, string]>([
    ['ab12cd34ef56_add_fk.py', 'ab12cd34ef56', 'ID_validate_fk_orders.py'],
    ['ab12cd34ef56-add-fk.py', 'ab12cd34ef56', 'ID-validate_fk_orders.py'],
    ['ab12cd34ef56_.py', 'ab12cd34ef56', 'ID_validate_fk_orders.py'],
    ['ab12cd34ef56.py', 'ab12cd34ef56', 'ID.py'],
    ['2023-12-27_ab12cd34ef56.py', 'ab12cd34ef56', '2023-12-27_ID.py'],
    [
      '2022-03-27-19.30.28_ab12cd34ef56_add_fk.py',
      'ab12cd34ef56',
      '2022-03-27-19.30.28_ID_validate_fk_orders.py',
    ],
    ['20200324_0926_ab12cd34ef56_add.py', 'ab12cd34ef56', '20200324_0926_ID_validate_fk_orders.py'],
    ['2026-06-17-1448_fix_ended.py', 'ab12cd34ef56', '2026-06-17-1448_validate_fk_orders.py'],
    ['048_ab12cd34ef56_add.py', 'ab12cd34ef56', '049_ID_validate_fk_orders.py'],
    ['3_oauth.py', 'ab12cd34ef56', '4_validate_fk_orders.py'],
    ['add_fk.py', 'ab12cd34ef56', 'ID_validate_fk_orders.py'],
  ])('%s', (name, id, expected) => {
    expect(nextName({ '000_base.py': ['a1', 'None'], [name]: [id, '"a1"'] }, id)).toBe(expected);
  });

  test('and numbered behind the last of them', () => {
    const files = {
      '0001_a.py': ['0001', 'None'],
      '0002_b.py': ['0002', '"0001"'],
      '0010_c.py': ['0010', '"0002"'],
    } as const;
    expect(placeIn(historyOf(files), { after: '0002', message: MESSAGE })).toEqual({
      id: '0011',
      parent: '0010',
      path: `${FOLDER}0011_validate_fk_orders.py`,
    });
  });

  test('with words that a file name may have, not too many of them', () => {
    const history = historyOf({ 'a1_x.py': ['a1', 'None'] });
    const message = 'Validate "Öre/ck" of the orders of shops and people';
    expect(placeIn(history, { after: 'a1', message })?.path).toMatch(
      /[0-9a-f]{12}_validate_re_ck_of_the_orders_of_shops_an\.py$/,
    );
  });
});
