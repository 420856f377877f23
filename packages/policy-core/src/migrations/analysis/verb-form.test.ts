import { describe, expect, it } from 'vitest';

import { alsoDoes, verbForm } from './verb-form.ts';

const SURE = { isCertain: true };
const UNSURE = { isCertain: false };

describe('What a step does', () => {
  it.each([
    ['drop', 'drops', 'may drop'],
    ['write', 'writes', 'may write'],
    ['empty', 'empties', 'may empty'],
    ['copy', 'copies', 'may copy'],
    ['destroy', 'destroys', 'may destroy'],
  ])('%s: %s, or %s where it may not run', (verb, sure, unsure) => {
    expect(verbForm(SURE, verb)).toBe(sure);
    expect(verbForm(UNSURE, verb)).toBe(unsure);
  });

  it('and something else: one word of doubt for both', () => {
    expect(`This ${verbForm(SURE, 'take')} a lock and ${alsoDoes(SURE, 'read')} rows.`).toBe(
      'This takes a lock and reads rows.',
    );
    expect(`This ${verbForm(UNSURE, 'take')} a lock and ${alsoDoes(UNSURE, 'read')} rows.`).toBe(
      'This may take a lock and read rows.',
    );
  });
});
