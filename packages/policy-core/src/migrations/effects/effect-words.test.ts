import { describe, expect, it } from 'vitest';

import { LOCK_MODES } from '../operations/lock-mode.ts';
import { tableNamed } from '../../testing/sample-schema.ts';
import { effectText, waitText } from './effect-words.ts';
import { WORKS } from './step-effects.ts';

const SURE = { isCertain: true };

describe('Effects in words', () => {
  it('say what is done to every row under which lock', () => {
    const texts = WORKS.map((work) =>
      effectText({ relation: tableNamed('hr.people'), lock: 'share', work, cause: 'named' }, SURE),
    );
    expect(texts).toEqual([
      'takes SHARE on hr.people; writers wait',
      'takes SHARE on hr.people and empties it; writers wait',
      'takes SHARE on hr.people and samples its rows; writers wait',
      'takes SHARE on hr.people; writers wait',
      'takes SHARE on hr.people and may write every row again; writers wait',
      'takes SHARE on hr.people and reads every row; writers wait',
      'takes SHARE on hr.people and builds an index over its rows; writers wait',
      'takes SHARE on hr.people and writes every row again; writers wait',
    ]);
  });

  it('say nothing of those who do not wait', () => {
    const lock = 'share-update-exclusive';
    const effect = { relation: tableNamed('orders'), lock, work: 'scan', cause: 'named' } as const;
    expect(effectText(effect, SURE)).toBe('takes SHARE UPDATE EXCLUSIVE on orders and reads every row');
    expect(effectText(effect, { isCertain: false })).toBe(
      'may take SHARE UPDATE EXCLUSIVE on orders and read every row',
    );
  });

  it('say once that a step may not run', () => {
    const texts = WORKS.map((work) =>
      effectText(
        { relation: tableNamed('people'), lock: 'share', work, cause: 'named' },
        { isCertain: false },
      ),
    );
    expect(texts).toEqual([
      'may take SHARE on people; writers wait',
      'may take SHARE on people and empty it; writers wait',
      'may take SHARE on people and sample its rows; writers wait',
      'may take SHARE on people; writers wait',
      'may take SHARE on people and write every row again; writers wait',
      'may take SHARE on people and read every row; writers wait',
      'may take SHARE on people and build an index over its rows; writers wait',
      'may take SHARE on people and write every row again; writers wait',
    ]);
  });

  it('say who waits, by the lock', () => {
    expect(waitText('share', { isCertain: false })).toBe('writers may wait');
    expect(waitText('access-exclusive', { isCertain: false })).toBe('readers and writers may wait');
    expect(waitText('row-share', { isCertain: false })).toBeUndefined();
    expect(LOCK_MODES.map((mode) => waitText(mode))).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      'writers wait',
      'writers wait',
      'writers wait',
      'readers and writers wait',
    ]);
  });
});
