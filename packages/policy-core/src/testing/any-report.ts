import fc from 'fast-check';

import { SEVERITIES, type Evidence, type Finding, type Undetermined } from '../model/finding.ts';
import type { Report } from '../engine/report.ts';
import type { SourceSpan } from '../model/source-span.ts';
import { STAGES } from '../model/stage.ts';
import { passing } from './sample-report.ts';

/** Texts that mean something to a format a report is written in. */
const LOADED = [
  '::error::x',
  '\n::stop-commands::t\n',
  '\r::add-mask::x',
  '%0A::warning::',
  '##[error]',
  '<!-- x -->',
  '</system-out>',
  ']]>',
  '&amp;',
  '&lt;b&gt;',
  'a|b',
  '\\|',
  '| --- |\n| x |',
  '`x`',
  '``',
  '**bold**',
  '[text](https://example.org)',
  '<img src=x>',
  '</details>',
  '@org/team',
  '$x$',
  '{0}',
  '\u0000',
  '\u001b[31m',
  '\u0085',
  '\u2028',
  '\u202e',
  '\ufffe',
  '\ud83d\ude80',
  '\ud800',
  '\udc80',
  '表',
  ',file=x',
  '"\'',
];

/** Words, and what is loaded between them. */
export const anyText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.constantFrom(...LOADED),
      fc.constantFrom(' ', 'a', 'needs', '==', '.'),
      fc.string({ unit: 'binary', maxLength: 6 }),
    ),
    {
      minLength: 1,
      maxLength: 6,
    },
  )
  .map((parts) => parts.join(''));

const anyPath = fc
  .array(anyText, { minLength: 1, maxLength: 3 })
  .map((parts) => parts.map((part) => part.replaceAll('/', '') || 'a').join('/'));

export const anySpan: fc.Arbitrary<SourceSpan> = fc
  .record({ path: anyPath, line: fc.nat(9), start: fc.nat(30), lines: fc.nat(2), length: fc.nat(30) })
  .map(({ path, line, start, lines, length }) => ({
    path,
    start: { line, character: start },
    end: { line: line + lines, character: lines === 0 ? start + length : length },
  }));

const anyEvidence: fc.Arbitrary<Evidence> = fc
  .record({
    subject: anyText,
    relation: anyText,
    value: anyText,
    source: fc.option(anySpan, { nil: undefined }),
  })
  .map(({ source, ...rest }) => (source === undefined ? rest : { ...rest, source }));

const shared = {
  rule: fc.constantFrom('paths/protected', 'dependencies/requirements-pinned', 'policy/missing'),
  severity: fc.constantFrom(...SEVERITIES),
  message: anyText,
  messageId: fc.constant('broken'),
  data: fc.record({ subject: anyText }),
  at: fc.option(anySpan, { nil: undefined }),
  evidence: fc.array(anyEvidence, { maxLength: 2 }),
  related: fc.array(fc.record({ message: anyText, at: anySpan }), { maxLength: 2 }),
};

const anyFinding: fc.Arbitrary<Finding> = fc.record({
  ...shared,
  fixes: fc.array(
    fc.record({
      title: anyText,
      safety: fc.constantFrom('safe' as const, 'needs-review' as const),
      edits: fc.array(
        fc.tuple(anySpan, anyText).map(([at, text]) => ({ ...at, text })),
        { maxLength: 2 },
      ),
    }),
    { maxLength: 2 },
  ),
  fingerprint: fc.constant('d4'.repeat(16)),
});

const anyUndetermined: fc.Arbitrary<Undetermined> = fc.record({
  ...shared,
  subject: anyText,
  waitsFor: fc.constantFrom('approval' as const, 'observation' as const),
  missing: fc.array(fc.record({ fact: anyText, reason: anyText }), { minLength: 1, maxLength: 2 }),
  fingerprint: fc.constant('e5'.repeat(16)),
});

/** Reports that hold together: the verdict follows from what is in them. */
export const anyReport: fc.Arbitrary<Report> = fc
  .record({
    stage: fc.constantFrom(...STAGES),
    findings: fc.array(anyFinding, { maxLength: 4 }),
    undetermined: fc.array(anyUndetermined, { maxLength: 3 }),
    crashed: fc.array(fc.record({ rule: fc.constant('paths/protected'), error: anyText }), { maxLength: 1 }),
    notices: fc.array(anyText, { maxLength: 2 }),
    title: fc.option(anyText, { nil: undefined }),
  })
  .map(({ title, ...parts }) => ({
    ...passing,
    ...parts,
    policy: { ...passing.policy, title },
    verdict: verdictOf(parts),
  }));

function verdictOf({
  findings,
  undetermined,
  crashed,
}: Pick<Report, 'findings' | 'undetermined' | 'crashed'>): Report['verdict'] {
  if (crashed.length > 0 || findings.some(({ severity }) => severity === 'error')) return 'fail';
  return undetermined.some(({ severity }) => severity === 'error') ? 'undetermined' : 'pass';
}
