import { describe, expect, test } from 'vitest';

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

  test('has at hand what an item asks for', () => {
    const [section] = rowsOf(JSON.stringify(CHECKLIST));
    expect(section?.children.map(({ actions }) => actions)).toEqual([
      [{ kind: 'guard' }],
      [{ kind: 'guard' }],
      [{ kind: 'plan' }],
    ]);
  });

  test.each([
    ['an item in no state', JSON.stringify(CHECKLIST).replace('"unknown"', '"nearly"')],
    ['an item without words', JSON.stringify(CHECKLIST).replaceAll('"seen"', '"felt"')],
    ['a part without items', JSON.stringify(CHECKLIST).replace('"items"', '"things"')],
    ['a form of the future', JSON.stringify({ ...CHECKLIST, schema_version: 2 })],
    ['nothing', ''],
  ])('does not show %s as a list', (_what, stdout) => {
    expect(rowsOf(stdout)).toMatchObject([{ label: '? The checklist cannot be read. See the log.' }]);
  });

  test('says why there is none', () => {
    const refusal = JSON.stringify({ error: { message: 'The policy cannot be used.\nMend it.' } });
    expect(rowsOf(refusal, 2)).toMatchObject([
      { label: '? The policy cannot be used.', tooltip: 'The policy cannot be used.\nMend it.' },
    ]);
    expect(checklistOutcome({ kind: 'timed-out', seconds: 300 })).toMatchObject({
      problem: 'The checklist was not made within 300 s.',
    });
    expect(checklistOutcome({ kind: 'broken', problem: 'was ended by SIGKILL' })).toMatchObject({
      problem: 'The checklist was ended by SIGKILL.',
    });
    expect(checklistOutcome({ kind: 'cancelled' })).toEqual({ kind: 'cancelled' });
  });
});

function rowsOf(stdout: string, exitCode = 0) {
  const outcome = checklistOutcome(ended(stdout, exitCode));
  if (outcome.kind === 'cancelled') throw new Error('A process that ended was not cancelled.');
  return checklistRows(outcome);
}
