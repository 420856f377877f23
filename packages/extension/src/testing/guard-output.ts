/** What `lockkeeper guard --format json` writes, made by hand so that each part can be broken alone. */
export function passingOutput(more: Readonly<Record<string, unknown>> = {}) {
  return {
    schema_version: 1,
    passed: true,
    exit: 0,
    headline: '✅ GUARD PASSED',
    explanation:
      'Every check that could be made passed. There is no deploy record: only the tree was judged, not what changed.',
    range: null,
    record: 'absent',
    checks: [check('dependencies/requirements-pinned', 'passed')],
    report: report(),
    ...more,
  };
}

export function failingOutput(more: Readonly<Record<string, unknown>> = {}) {
  return passingOutput({
    passed: false,
    exit: 1,
    headline: '❌ GUARD FAILED',
    explanation: '1 error: fix and run the guard again. 1 subject could not be decided.',
    checks: [
      check('dependencies/requirements-pinned', 'failed'),
      check('paths/protected', 'undetermined'),
      check('migrations/drop-table', 'crashed'),
      check('deployment/record-is-valid', 'warned'),
      check('policy/missing', 'passed'),
    ],
    report: report({
      findings: [
        {
          rule: 'dependencies/requirements-pinned',
          message: 'flask has no version. Write flask==<version>.',
          path: 'api/requirements.txt',
          line: 3,
          column: 1,
        },
        {
          rule: 'deployment/record-is-valid',
          message: 'The record is old.',
          path: null,
          line: null,
          column: null,
        },
      ],
      undetermined: [
        {
          rule: 'paths/protected',
          message: 'core/ledger.py is protected by section core: it needs the label approved before merge.',
          path: 'core/ledger.py',
          line: 1,
          column: 1,
          missing: [
            { fact: 'labels', reason: 'GitHub is not asked yet' },
            { fact: 'label authority', reason: 'GitHub is not asked yet' },
          ],
        },
      ],
      crashed: [{ rule: 'migrations/drop-table', error: 'out of memory' }],
    }),
    ...more,
  });
}

export function check(rule: string, outcome: string) {
  return {
    rule,
    severity: 'error',
    summary: `What ${rule} wants.`,
    outcome,
    findings: 0,
    undetermined: 0,
    reasons: [],
  };
}

function report(more: Readonly<Record<string, unknown>> = {}) {
  return { schema_version: 1, verdict: 'pass', findings: [], undetermined: [], crashed: [], ...more };
}
