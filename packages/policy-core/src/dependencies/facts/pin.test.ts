import { describe, expect, test } from 'vitest';

import { parseProjectRequirement } from '../packaging/parse-project-requirement.ts';
import type { Operator } from '../packaging/specifier.ts';
import { pinOf } from './pin.ts';

function pin(text: string, operators: readonly Operator[] = ['==']) {
  const read = parseProjectRequirement(text);
  if (read.kind !== 'requirement') throw new Error(`${text} is a requirement.`);
  return pinOf(read.requirement, operators);
}

describe('exactly one version is named by', () => {
  test.each([
    ['a==1.0', '1.0'],
    ['a (==1.0)', '1.0'],
    ['a == 1!2.0rc1+cu121', '1!2.0rc1+cu121'],
    ['a[x,y]==v1.0 ; python_version > "3"', 'v1.0'],
  ])('%s', (text, version) => {
    expect(pin(text)).toBe(version);
  });

  test.each(['a', 'a>=1', 'a~=1.0', 'a!=1', 'a==1.*', 'a==1,==1', 'a==1,<2', 'a @ https://x.example/a.zip'])(
    'not %s',
    (text) => {
      expect(pin(text)).toBeUndefined();
      expect(pin(text, ['==', '==='])).toBeUndefined();
    },
  );

  test('a comparison of text only where the policy takes it for a pin', () => {
    expect(pin('a===1.0')).toBeUndefined();
    expect(pin('a===1.0', ['==', '==='])).toBe('1.0');
    expect(pin('a===1.*', ['==', '==='])).toBe('1.*');
    expect(pin('a==1.0', ['==='])).toBeUndefined();
  });
});
