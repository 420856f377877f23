import fc from 'fast-check';
import { expect, test } from 'vitest';

import { linkTarget } from './link-target.ts';

test.each([
  ['rollback.md', 'rollback.md'],
  ['../a/b.md#steps', '../a/b.md'],
  ['a.md?raw=1', 'a.md'],
  ['<flow chart.md>', 'flow chart.md'],
  ['flow%20chart.md', 'flow chart.md'],
  ['caf%C3%A9.md', 'café.md'],
  ['100%.md', '100%.md'],
  ['a\\(b\\).md', 'a(b).md'],
  ['/docs/a.md', '/docs/a.md'],
  ['./', './'],
])('%s leads to %s', (written, target) => {
  expect(linkTarget(written)).toBe(target);
});

test.each([
  ['an address', 'https://example.com/a.md'],
  ['a mail address', 'mailto:ana@example.com'],
  ['an address without a scheme', '//example.com/a.md'],
  ['a place in the same document', '#steps'],
  ['nothing', ''],
  ['nothing in angle brackets', '<>'],
  ['a template', '{{ site.baseurl }}/a.md'],
  ['a tag of a template', '{% link a.md %}'],
  ['a variable', '${ROOT}/a.md'],
  ['an alias', '@/a.md'],
  ['a home folder', '~/a.md'],
  ['a character reference', 'a&amp;b.md'],
  ['a placeholder', 'docs/<name>.md'],
])('%s leads to no file: %s', (_name, written) => {
  expect(linkTarget(written)).toBeUndefined();
});

test('[property] never throws, and never answers nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (written) => {
      expect(linkTarget(written)).not.toBe('');
    }),
  );
});
