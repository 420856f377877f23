import { expect, test } from 'vitest';

import { isPolicy } from './policy-uri.ts';

test.each(['yaml', 'yml', 'toml', 'json'])('a policy may be called lockkeeper.%s, in any folder', (form) => {
  expect(isPolicy(`file:///work/lockkeeper.${form}`)).toBe(true);
  expect(isPolicy(`file:///work/shop/deep/lockkeeper.${form}`)).toBe(true);
});

test.each(['lockkeeper.yaml.bak', 'my-lockkeeper.yaml', 'lockkeeper.txt', 'lockkeeper'])(
  '%s is none',
  (name) => {
    expect(isPolicy(`file:///work/${name}`)).toBe(false);
  },
);
