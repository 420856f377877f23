import { expect, test } from 'vitest';

import { signedText, spokenRow } from './row-sign.ts';

test.each([
  ['✓ policy', 'policy', 'pass', 'Passed'],
  ['✗ policy', 'policy', 'error', 'Failed'],
  ['✅ GUARD PASSED: 1 pair', 'GUARD PASSED: 1 pair', 'pass', 'Passed'],
  ['❌ NOT PROVED', 'NOT PROVED', 'error', 'Failed'],
  ['⚠️ MISMATCH', 'MISMATCH', 'warning', 'Warning'],
  ['⚠ PROMOTED: aaaaaaaaaa', 'PROMOTED: aaaaaaaaaa', 'warning', 'Warning'],
  ['? Production', 'Production', 'question', 'Not known'],
  ['– 3 rules', '3 rules', 'circle-slash', ''],
  ['… promote aaaaaaaaaa', 'promote aaaaaaaaaa', 'clock', ''],
  ['→ Run it again.', 'Run it again.', 'arrow-right', ''],
  ['☑ Committed', 'Committed', 'pass', 'Done'],
  ['☐ Committed', 'Committed', 'circle-large', 'Not done'],
  ['Not a sign', 'Not a sign', undefined, ''],
  ['?unknown', '?unknown', undefined, ''],
])('%s is drawn as %s with an icon', (...[label, text, icon, word]) => {
  expect(signedText(label)).toMatchObject({ text, icon, word });
});

test.each([
  [
    '✗ policy',
    { description: '1 problem', tooltip: 'What the policy asks.' },
    'Failed: policy, 1 problem, What the policy asks.',
  ],
  // A tooltip that begins as the row does is not read twice.
  ['✓ shop', { description: '2 h', tooltip: '✓ shop\n\n2 h' }, 'Passed: shop, 2 h'],
  ['Production lacks cd34', { description: '', tooltip: 'Production lacks cd34' }, 'Production lacks cd34'],
])('%s is read with the word for its sign', (label, more, spoken) => {
  expect(spokenRow(label, more)).toBe(spoken);
});
