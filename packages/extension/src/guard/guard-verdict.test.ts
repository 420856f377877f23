import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { readGuardVerdict } from './guard-verdict.ts';
import { check, failingOutput, passingOutput, problem, tableRow } from '../testing/guard-output.ts';

describe('the verdict of the guard', () => {
  test('is read from a pass', () => {
    expect(readGuardVerdict(JSON.stringify(passingOutput()))).toEqual({
      passed: true,
      exit: 0,
      headline: '✅ GUARD PASSED',
      judged: '1 pair, 2 files of the tree',
      explanation:
        'Every check that could be made passed. There is no deploy record: only the tree was judged, not what changed.',
      checks: [
        {
          rule: 'dependencies/requirements-pinned',
          summary: 'What dependencies/requirements-pinned wants.',
          outcome: 'passed',
          reason: '',
          subjects: [],
        },
      ],
      table: [
        {
          id: 'policy',
          title: 'What policy wants.',
          state: 'passed',
          why: undefined,
          evidence: [{ text: '1 rule judged 2 files of the tree.', where: 'lockkeeper.yaml' }],
          problems: [],
        },
        {
          id: 'backup',
          title: 'What backup wants.',
          state: 'not-asked',
          why: 'Nothing is pending.',
          evidence: [],
          problems: [],
        },
      ],
    });
  });

  test('gives each check what stands against it, and where', () => {
    const verdict = readGuardVerdict(JSON.stringify(failingOutput()));
    expect(verdict).toMatchObject({ passed: false, exit: 1, headline: '❌ GUARD FAILED' });
    expect(verdict?.checks.map(({ subjects }) => subjects)).toEqual([
      [
        {
          kind: 'finding',
          severity: 'error',
          message: 'flask has no version. Write flask==<version>.',
          reason: undefined,
          place: { path: 'api/requirements.txt', line: 3, column: 1 },
        },
      ],
      [
        {
          kind: 'undetermined',
          severity: undefined,
          message:
            'Changes to core/ledger.py (section core) need the label approved. Ask an approver for it.',
          reason: 'GitHub is not asked yet',
          place: { path: 'core/ledger.py', line: 1, column: 1 },
        },
      ],
      [
        {
          kind: 'crashed',
          severity: undefined,
          message: 'out of memory',
          reason: undefined,
          place: undefined,
        },
      ],
      [
        {
          kind: 'finding',
          severity: 'warning',
          message: 'The record is old.',
          reason: undefined,
          place: undefined,
        },
      ],
      [],
    ]);
  });

  test('gives each check of the release what stands against it, and what to do', () => {
    const verdict = readGuardVerdict(JSON.stringify(failingOutput()));
    expect(verdict?.table.map(({ id, state }) => [id, state])).toEqual([
      ['policy', 'failed'],
      ['databases', 'undetermined'],
      ['pending-migrations', 'failed'],
      ['backup', 'passed'],
    ]);
    expect(verdict?.table[2]?.problems).toEqual([
      {
        kind: 'failed',
        text: 'ab12 is destructive.',
        where: 'alembic/versions/ab12_orders.py',
        path: 'alembic/versions/ab12_orders.py',
        line: undefined,
        nextStep: 'Do not deploy it.',
      },
    ]);
  });

  test('a check that only warned does not stand against a pass', () => {
    const output = passingOutput({ checks: [check('deployment/record-is-valid', 'warned')] });
    expect(readGuardVerdict(JSON.stringify(output))?.passed).toBe(true);
  });
});

describe('what is not a verdict', () => {
  test.each([
    ['nothing', ''],
    ['a sentence', 'No policy was found.'],
    ['half of the output', JSON.stringify(passingOutput()).slice(0, 80)],
    ['two outputs', JSON.stringify(passingOutput()).repeat(2)],
    ['null', 'null'],
    ['a list', '[]'],
    ['the report of a check', JSON.stringify(passingOutput().report)],
  ])('%s', (_what, text) => {
    expect(readGuardVerdict(text)).toBeUndefined();
  });

  test.each([
    ['a form of the future', { schema_version: 2 }],
    ['a pass with the headline of a failure', { headline: '❌ GUARD FAILED' }],
    ['a failure with the headline of a pass', { passed: false, exit: 1 }],
    ['a pass with the exit code of a failure', { exit: 1 }],
    ['a pass over a failed check', { checks: [check('paths/protected', 'failed')] }],
    ['a pass over a check that is not proved', { checks: [check('paths/protected', 'undetermined')] }],
    ['a pass over a crashed check', { checks: [check('paths/protected', 'crashed')] }],
    ['a pass over a failed row', { table: [tableRow('policy', 'passed'), tableRow('backup', 'failed')] }],
    ['a pass over a row that is not proved', { table: [tableRow('policy', 'undetermined')] }],
    ['a pass in which nobody asked the policy', { table: [tableRow('backup', 'passed')] }],
    ['a state nobody knows', { table: [tableRow('policy', 'splendid')] }],
    ['a row without evidence', { table: [tableRow('policy', 'passed', { evidence: null })] }],
    ['a problem of no kind', { table: [tableRow('policy', 'passed', { problems: [problem('odd', {})] })] }],
    ['an outcome nobody knows', { checks: [check('paths/protected', 'splendid')] }],
    ['a check without a name', { checks: [{ outcome: 'passed', summary: '' }] }],
    ['checks that are no list', { checks: {} }],
    ['no report', { report: undefined }],
    ['no explanation', { explanation: undefined }],
    ['"true" instead of true', { passed: 'true' }],
  ])('%s', (_what, more) => {
    expect(readGuardVerdict(JSON.stringify(passingOutput(more)))).toBeUndefined();
  });

  test('a pass that lost any of its parts is no pass', () => {
    const keys = [
      'schema_version',
      'passed',
      'exit',
      'headline',
      'explanation',
      'checks',
      'table',
      'report',
    ] as const;
    fc.assert(
      fc.property(fc.constantFrom(...keys), fc.jsonValue(), (key, value) => {
        const output = passingOutput({ [key]: value });
        const verdict = readGuardVerdict(JSON.stringify(output));
        // Only an explanation and a list of checks may differ and still be one.
        const mayDiffer = key === 'explanation' || key === 'checks' || key === 'table' || key === 'report';
        return (
          verdict === undefined || mayDiffer || JSON.stringify(output) === JSON.stringify(passingOutput())
        );
      }),
    );
  });
});
