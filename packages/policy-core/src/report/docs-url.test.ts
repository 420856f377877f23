import { expect, test } from 'vitest';

import { docsUrl } from './docs-url.ts';

test('a rule has no page while nothing is published', () => {
  expect(docsUrl('paths/protected', undefined)).toBeNull();
});

test.each(['https://example.org/lockkeeper', 'https://example.org/lockkeeper/'])(
  'the page of a rule lies below %s',
  (homepage) => {
    expect(docsUrl('paths/protected', homepage)).toBe('https://example.org/lockkeeper/rules/paths/protected');
  },
);
