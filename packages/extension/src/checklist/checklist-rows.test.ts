import { describe, expect, test } from 'vitest';

import { checklist } from '../../../policy-core/src/deployment/checklist/checklist.ts';
import { ALL_DONE } from '../../../policy-core/src/testing/sample-checklist.ts';
import { CHECKLIST } from '../testing/checklist-output.ts';
import { ended } from '../testing/scripted-program.ts';
import { checklistOutcome } from './checklist-outcome.ts';
import { checklistRows } from './checklist-rows.ts';

describe('the checklist in the editor', () => {
  test('ticks what is done, and says what that was seen by [row 4.78]', () => {
    const [section] = rowsOf(JSON.stringify(CHECKLIST));
    expect(section).toMatchObject({
      label: 'Before every publish',
      description: '1 of 3 done',
      isOpen: true,
    });
    expect(section?.children.map(({ label, description }) => [label, description])).toEqual([
      ['☑ Run ./scripts/deploy_guard.sh', 'The guard judged aa00bb11cc22 for this list.'],
      [
        '☐ Verify guard passes (exit code 0)',
        '❌ GUARD FAILED with exit code 1: 2 errors: fix and run the guard again.',
      ],
      ['? If the platform shows DROP TABLE, cancel and investigate', 'No plan was shown.'],
    ]);
  });

  test('has all items of the policy, with what each asks for at hand [row 4.76] [row 4.77] [row 4.78] [row 4.79] [row 4.80] [row 4.81] [row 4.82] [row 4.83] [row 4.84] [row 4.85] [row 4.86]', () => {
    const items = rowsOf(JSON.stringify(checklist(ALL_DONE))).flatMap(({ children }) => children);
    expect(items.map(({ label, actions }) => [label, ...actions.map(({ kind }) => kind)])).toEqual([
      ['☑ Run ./scripts/stamp_baseline.sh once', 'stamp'],
      ['☑ Run ./scripts/deploy_guard.sh', 'guard'],
      ['☑ Verify guard passes (exit code 0)', 'guard'],
      ['☑ If the platform shows DROP TABLE, cancel and investigate', 'plan'],
      ['☑ Modify models in code'],
      ['☑ alembic revision --autogenerate -m "description"', 'create'],
      ['? Review generated migration', 'history'],
      ['☑ Test locally with alembic upgrade head', 'upgrade'],
      ['☑ Commit to git', 'commit'],
      ['☐ Set DISABLE_AUTO_MIGRATIONS=true to skip migrations temporarily'],
      ['☑ Remove flag after resolving issue'],
    ]);
  });

  test.each([
    ['an item in no state', JSON.stringify(CHECKLIST).replace('"unknown"', '"nearly"')],
    ['an item without words', JSON.stringify(CHECKLIST).replaceAll('"seen"', '"felt"')],
    ['a part without items', JSON.stringify(CHECKLIST).replace('"items"', '"things"')],
    ['a form of the future', JSON.stringify({ ...CHECKLIST, schema_version: 2 })],
    ['nothing', ''],
  ])('does not show %s as a list', (_what, stdout) => {
    expect(rowsOf(stdout)).toMatchObject([{ label: '? The checklist is unreadable. See the log.' }]);
  });

  test('says why there is none', () => {
    const refusal = JSON.stringify({ error: { message: 'The policy cannot be used.\nMend it.' } });
    expect(rowsOf(refusal, 2)).toMatchObject([
      { label: '? The policy cannot be used.', tooltip: 'The policy cannot be used.\nMend it.' },
    ]);
    expect(checklistOutcome({ kind: 'timed-out', seconds: 300 })).toMatchObject({
      problem: 'The checklist took longer than 300 s.',
    });
    expect(checklistOutcome({ kind: 'broken', problem: 'was ended by SIGKILL' })).toMatchObject({
      problem: 'The checklist was ended by SIGKILL.',
    });
  });
});

function rowsOf(stdout: string, exitCode = 0) {
  const outcome = checklistOutcome(ended(stdout, exitCode));
  if (outcome.kind === 'cancelled') throw new Error('A process that ended was not cancelled.');
  return checklistRows(outcome);
}
