import { describe, expect, test } from 'vitest';

import { applyFixes } from '../../model/apply-edits.ts';
import { checkerFor } from '../../checker/checker.ts';
import { describeRule } from '../../testing/describe-rule.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { suspiciousChar } from './suspicious-char.ts';

const SOURCE = 'backend/requirements.txt';
const LOCK = 'backend/requirements.lock';
const POLICY = { dependencies: [{ id: 'backend', source: SOURCE, lock: LOCK }] };
const source = (text: string) => ({ files: { [SOURCE]: text, [LOCK]: '' } });
const hiddenLine = (codePoint: string) => ({ messageId: 'hiddenLine', data: { codePoint } });
const hidden = (codePoint: string) => ({ messageId: 'hidden', data: { codePoint } });

const SEPARATORS: readonly (readonly [string, string])[] = [
  ['\v', 'U+000B'],
  ['\f', 'U+000C'],
  ['\u001c', 'U+001C'],
  ['\u001d', 'U+001D'],
  ['\u001e', 'U+001E'],
  ['\u0085', 'U+0085'],
  ['\u2028', 'U+2028'],
  ['\u2029', 'U+2029'],
];

describeRule(suspiciousChar, {
  policy: POLICY,
  keeps: {
    'line feeds of every system, tabs and a byte order mark': source('\ufeffa==1\r\n\tb==2\n\rc==3'),
    'emoji and other scripts in comments': source(
      '# \u26a0\ufe0f \u05e9\u05dc\u05d5\u05dd caf\u00e9\na==1\n',
    ),
    'a pair that a change does not touch': { ...source('a==1\u2028b==2\n'), change: ['docs/a.md'] },
  },
  breaks: {
    'every separator that pip ends a line at and people do not see [attack deps-u2028]': {
      ...source(SEPARATORS.map(([sign], index) => `a${index}==1${sign}b${index}>=0\n`).join('')),
      finds: SEPARATORS.map(([sign, codePoint]) => ({ ...hiddenLine(codePoint), underlines: sign })),
      offers: SEPARATORS.map(([, codePoint]) => `Replace ${codePoint} by a line feed`),
    },
    'a separator in a comment: what follows it is none': {
      ...source('# harmless\u2028evil==1\n'),
      finds: [{ ...hiddenLine('U+2028'), underlines: '\u2028' }],
    },
    'marks that turn the direction of what is read': {
      ...source('a==1 # \u202e1==b\u202c\n\u2066c\u2069==1\n'),
      finds: [
        { ...hidden('U+202E'), underlines: '\u202e' },
        { ...hidden('U+202C'), underlines: '\u202c' },
        { ...hidden('U+2066'), underlines: '\u2066' },
        { ...hidden('U+2069'), underlines: '\u2069' },
      ],
    },
    'characters of no width in a name': {
      ...source('fla\u200bsk==1\nfl\u00adask==1\n'),
      finds: [
        { ...hidden('U+200B'), underlines: '\u200b' },
        { ...hidden('U+00AD'), underlines: '\u00ad' },
      ],
      offers: ['Take out U+200B', 'Take out U+00AD'],
    },
    'a character in the lock, and in a file that is brought in': {
      files: { [SOURCE]: '-r base.txt\n', [LOCK]: 'a==1\u0007\n', 'backend/base.txt': 'b==1\u2029' },
      finds: [
        { ...hiddenLine('U+2029'), underlines: '\u2029' },
        { ...hidden('U+0007'), underlines: '\u0007' },
      ],
    },
  },
  waits: {},
});

describe('what is offered', () => {
  test('shows a person what was hidden', () => {
    const text = 'a==1\u2028b==2\nfla\u200bsk==1\n';
    const checker = checkerFor(policyOf(POLICY), undefined);
    const { findings } = checker.checkFiles([{ path: SOURCE, text }], { stage: 'ci' });
    const fixes = findings.filter(({ rule }) => rule === suspiciousChar.id).flatMap((found) => found.fixes);
    expect(applyFixes({ [SOURCE]: text }, fixes).texts[SOURCE]).toBe('a==1\nb==2\nflask==1\n');
    expect(fixes.map(({ safety }) => safety)).toEqual(['needs-review', 'needs-review']);
  });
});
