import { describe, expect, test } from 'vitest';

import { STAGES } from '../../../policy-core/src/model/stage.ts';
import { REPORT_FORMATS } from '../../../policy-core/src/report/render-report.ts';
import { collectWords, defaultStage, FORMAT_NAMES, STAGE_NAMES, wantsColors } from './options.ts';
import { recordedOutput } from '../testing/run-main.ts';

describe('names spelled out for a quick start', () => {
  test('are the stages and formats of the engine', () => {
    expect(STAGE_NAMES).toEqual(STAGES);
    expect(FORMAT_NAMES).toEqual(REPORT_FORMATS);
  });
});

describe('the stage nobody named', () => {
  test.each([
    ['ci', 'true'],
    ['ci', '1'],
    ['ci', 'woodpecker'],
    ['local', 'false'],
    ['local', 'False'],
    ['local', ''],
    ['local', undefined],
  ])('is %s when CI is %j', (stage, ci) => {
    expect(defaultStage({ CI: ci })).toBe(stage);
  });
});

describe('words in a list', () => {
  test('are parted by commas and by naming the option again', () => {
    expect(collectWords('b, c', collectWords('a'))).toEqual(['a', 'b', 'c']);
  });

  test('are never empty', () => {
    expect(collectWords(' ,a,,')).toEqual(['a']);
    expect(collectWords('')).toEqual([]);
  });
});

describe('colours', () => {
  const terminal = recordedOutput(80);
  const file = recordedOutput();

  test.each([
    ['on a terminal', true, {}, {}, terminal],
    ['not in a file', false, {}, {}, file],
    ['not on a terminal that cannot', false, {}, { TERM: 'dumb' }, terminal],
    ['never with NO_COLOR', false, {}, { NO_COLOR: '1', FORCE_COLOR: '1' }, terminal],
    ['as without it when NO_COLOR is empty', true, {}, { NO_COLOR: '' }, terminal],
    ['in a file with FORCE_COLOR', true, {}, { FORCE_COLOR: '1' }, file],
    ['not with FORCE_COLOR=0', false, {}, { FORCE_COLOR: '0' }, terminal],
    ['with --color whatever the environment says', true, { color: true }, { NO_COLOR: '1' }, file],
    [
      'not with --no-color whatever the environment says',
      false,
      { color: false },
      { FORCE_COLOR: '1' },
      terminal,
    ],
  ])('are used %s', (...[, expected, flags, env, stdout]) => {
    expect(wantsColors(flags, { env, stdout })).toBe(expected);
  });
});
