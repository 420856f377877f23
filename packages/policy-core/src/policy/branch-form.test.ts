import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { branchForm } from './branch-form.ts';

describe('a form of branch names', () => {
  test.each([
    ['auto/upgrade-YYYYMMDD-NNN', 'auto/upgrade-20261121-001', true],
    ['auto/upgrade-YYYYMMDD-NNN', 'auto/upgrade-20261121-01', false],
    ['auto/upgrade-YYYYMMDD-NNN', 'auto/upgrade-20261121-0001', false],
    ['auto/upgrade-YYYYMMDD-NNN', 'auto/upgrade-20261301-001', false],
    ['auto/upgrade-YYYYMMDD-NNN', 'auto/upgrade-20261132-001', false],
    ['auto/upgrade-YYYYMMDD-NNN', 'auto/upgrade-YYYYMMDD-NNN', false],
    ['auto/upgrade-YYYYMMDD-NNN', 'x/auto/upgrade-20261121-001', false],
    ['auto/upgrade-YYYYMMDD-NNN', 'auto/upgrade-20261121-001\n', false],
    ['upgrade/NN', 'upgrade/07', true],
    ['NEWS', 'NEWS', true],
    ['a.b', 'axb', false],
  ])('%s takes %j: %s', (form, name, takes) => {
    expect(branchForm(form)(name)).toBe(takes);
  });

  test('without a day or a number takes itself and nothing else', () => {
    const plain = fc.string({ minLength: 1 }).filter((text) => !/YYYYMMDD|NN/.test(text));
    fc.assert(
      fc.property(plain, plain, (form, name) => {
        expect(branchForm(form)(form)).toBe(true);
        expect(branchForm(form)(name)).toBe(name === form);
      }),
    );
  });
});
