/** What `lockkeeper guard --format json` writes, made by hand so that each part can be broken alone. */
export function passingOutput(more: Readonly<Record<string, unknown>> = {}) {
  return {
    schema_version: 1,
    passed: true,
    exit: 0,
    headline: '✅ GUARD PASSED',
    judged: '1 pair, 2 files of the tree',
    explanation:
      'Every check that could be made passed. There is no deploy record: only the tree was judged, not what changed.',
    range: null,
    record: 'absent',
    checks: [check('dependencies/requirements-pinned', 'passed')],
    table: [
      tableRow('policy', 'passed', {
        evidence: [seen('1 rule judged 2 files of the tree.', 'lockkeeper.yaml')],
      }),
      tableRow('backup', 'not-asked', { why: 'Nothing is pending.' }),
    ],
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
    table: [
      tableRow('policy', 'failed', {
        evidence: [seen('5 rules judged 2 files of the tree.', 'lockkeeper.yaml')],
        problems: [
          problem('failed', {
            text: '1 error prevents the release.',
            where: 'lockkeeper.yaml',
            next_step: 'Fix what the findings say.',
          }),
        ],
      }),
      tableRow('databases', 'undetermined', {
        problems: [
          problem('undetermined', {
            text: 'Production was not seen because DATABASE_URL_PROD is not set.',
            where: 'DATABASE_URL_PROD',
            next_step: 'Look with `lockkeeper db audit`.',
          }),
        ],
      }),
      tableRow('pending-migrations', 'failed', {
        problems: [
          problem('failed', {
            text: 'ab12 is destructive.',
            where: 'alembic/versions/ab12_orders.py',
            path: 'alembic/versions/ab12_orders.py',
            next_step: 'Do not deploy it.',
          }),
        ],
      }),
      tableRow('backup', 'passed', { evidence: [seen('A dump of 07:00.', 'backups/shop.dump')] }),
    ],
    report: report({
      findings: [
        {
          rule: 'dependencies/requirements-pinned',
          severity: 'error',
          message: 'flask has no version. Write flask==<version>.',
          path: 'api/requirements.txt',
          line: 3,
          column: 1,
        },
        {
          rule: 'deployment/record-is-valid',
          severity: 'warning',
          message: 'The record is old.',
          path: null,
          line: null,
          column: null,
        },
      ],
      undetermined: [
        {
          rule: 'paths/protected',
          message:
            'Changes to core/ledger.py (section core) need the label approved. Ask an approver for it.',
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

export function tableRow(id: string, state: string, more: Readonly<Record<string, unknown>> = {}) {
  return { id, title: `What ${id} wants.`, state, why: null, evidence: [], problems: [], ...more };
}

export function problem(kind: string, more: Readonly<Record<string, unknown>>) {
  return { kind, text: 'It is not so.', where: null, path: null, next_step: 'Fix it.', ...more };
}

function seen(text: string, where: string | null = null) {
  return { text, where };
}

function report(more: Readonly<Record<string, unknown>> = {}) {
  return { schema_version: 1, verdict: 'pass', findings: [], undetermined: [], crashed: [], ...more };
}
