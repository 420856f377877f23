import { describe, expect, test } from 'vitest';

import { textContent } from '../../model/file-content.ts';
import { observed, unobserved } from '../../model/known.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { pairsIn } from './pairs-in-files.ts';

const policy = policyOf({
  dependencies: [
    { id: 'api', source: 'constructor', lock: 'toString' },
    { id: 'tools', source: 'tools.txt', lock: 'tools.lock' },
  ],
});

describe('the pairs of a policy', () => {
  test('hold what was read of their files, in the order of the policy', () => {
    const [api, tools] = pairsIn(policy, {
      'tools.txt': observed(textContent('a==1\n')),
      'tools.lock': observed({ kind: 'absent' }),
    });
    expect(api?.pair.id).toBe('api');
    expect(tools?.source).toMatchObject({ known: true, value: { kind: 'read', path: 'tools.txt' } });
    expect(tools?.lock).toMatchObject({ known: true, value: { kind: 'absent' } });
  });

  test('know nothing of a file that was not looked at, whatever it is called', () => {
    const [api] = pairsIn(policy, {});
    expect(api?.source).toEqual(unobserved('its text was not given'));
    expect(api?.lock).toEqual(unobserved('its text was not given'));
  });

  test('pass on why a file could not be read', () => {
    const [, tools] = pairsIn(policy, { 'tools.txt': unobserved('the disk is gone') });
    expect(tools?.source).toEqual(unobserved('the disk is gone'));
    expect(tools?.fileAt('tools.txt')).toEqual(unobserved('the disk is gone'));
  });
});
