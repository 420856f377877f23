import { expect, test } from 'vitest';

import { checkSummary } from './check-summary.ts';

const CLEAN = { findings: 0, undetermined: 0, files: 40, withoutPolicy: [] };

test.each([
  ['a clean workspace', {}, 'No findings in 40 files.'],
  ['one finding in one file', { findings: 1, files: 1 }, '1 finding in 1 file.'],
  ['several findings', { findings: 3 }, '3 findings in 40 files.'],
  [
    'subjects that wait',
    { undetermined: 2 },
    'No findings in 40 files. 2 subjects could not be decided here.',
  ],
  [
    'a folder without a policy beside one with',
    { findings: 3, withoutPolicy: ['file:///home/ada/web%20shop/'] },
    '3 findings in 40 files. No policy in web shop. Run "Lockkeeper: Create Policy".',
  ],
  [
    'no policy at all, which is not "no findings"',
    { files: 0, withoutPolicy: ['file:///home/ada/shop', 'file:///home/ada/web'] },
    'No policy in shop, web. Run "Lockkeeper: Create Policy".',
  ],
])('says it about %s', (_what, more, message) => {
  expect(checkSummary({ ...CLEAN, ...more })).toBe(message);
});
