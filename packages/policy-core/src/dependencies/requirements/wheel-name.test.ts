import { expect, test } from 'vitest';

import { parseWheelName } from './wheel-name.ts';

test.each([
  ['a-1.0-py3-none-any.whl', 'a', '1.0'],
  ['Foo_Bar.baz-1.0.post1-py2.py3-none-any.whl', 'foo-bar-baz', '1.0.post1'],
  ['a-1.0a1-2build-cp311-cp311-manylinux_2_17_x86_64.manylinux2014_x86_64.whl', 'a', '1.0a1'],
  ['a-v1_1-py3-none-any.whl', undefined, undefined],
  ['a-1.0_post2-py3-none-any.whl', 'a', '1.0.post2'],
  ['a-1!2.0+l_1-py3-none-any.whl', 'a', '1!2.0+l.1'],
])('%s holds %s in the version %s', (file, name, version) => {
  expect(parseWheelName(file)).toEqual(name === undefined ? undefined : { name, version });
});

test.each([
  'a-1.0-py3-none.whl',
  'a-1.0-1-2-py3-none-any.whl',
  'a-1.0-x-py3-none-any.whl',
  'a-one-py3-none-any.whl',
  'a__b-1.0-py3-none-any.whl',
  '_a-1.0-py3-none-any.whl',
  'é-1.0-py3-none-any.whl',
  '-1.0-py3-none-any.whl',
  'a b-1.0-py3-none-any.whl',
  'a-1.0-3-none-any.whl',
  'a-1.0-py3.-none-any.whl',
  'a-1.0-py3-none-.whl',
  '.whl',
])('%s is no name for a wheel', (file) => {
  expect(parseWheelName(file)).toBeUndefined();
});
