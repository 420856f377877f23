import { readFileSync } from 'node:fs';
import path from 'node:path';

import { expect, test } from 'vitest';

test('the README has at most 500 words: everything else is a page that it links', () => {
  const text = readFileSync(path.join(import.meta.dirname, '../README.md'), 'utf8');
  expect(text.split(/\s+/).length).toBeLessThanOrEqual(500);
});
