import { describe, expect, test } from 'vitest';

import { STAGES } from '../model/stage.ts';
import { deletedPolicy, droppedTable, looseRequirement, unapproved } from '../testing/sample-report.ts';
import { nextStep, reasonsOf } from './reasons.ts';

describe('reasons', () => {
  test('of a finding are its evidence as clauses', () => {
    expect(reasonsOf(droppedTable)).toEqual(['revision ab12 comes after the last release']);
  });

  test('say where they can be read', () => {
    expect(reasonsOf(deletedPolicy)).toEqual(['the base has lockkeeper.yaml (lockkeeper.yaml:1:1)']);
  });

  test('of an undetermined subject begin with what could not be seen', () => {
    expect(reasonsOf(unapproved)).toEqual([
      'no labels were given',
      'backend/app/core/keys.py matches backend/app/core/** (lockkeeper.yaml:7:9)',
    ]);
  });

  test('of a finding without evidence are none', () => {
    expect(reasonsOf(looseRequirement)).toEqual([]);
  });

  test('stay on one line whatever they quote', () => {
    const evidence = [{ subject: 'the branch', relation: 'is', value: 'a\n::error::b' }];
    expect(reasonsOf({ ...droppedTable, evidence })).toEqual(['the branch is a\\n::error::b']);
  });
});

describe('the next step', () => {
  test.each([
    ['editor', 'Nothing to do now. It needs the approval before the merge.'],
    ['hook', 'Nothing to do now. It needs the approval before the merge.'],
    ['local', 'Nothing to do now. It needs the approval before the merge.'],
    [
      'ci',
      'Run it on the pull request with --event "$GITHUB_EVENT_PATH" and a GITHUB_TOKEN that may read pull requests.',
    ],
    ['deploy', 'Give it a GITHUB_TOKEN that may read pull requests, checks and statuses, and run it again.'],
  ] as const)('for what waits for an approval at stage %s', (stage, step) => {
    expect(nextStep({ severity: 'error', waitsFor: 'approval', missing: missing('labels') }, stage)).toBe(
      step,
    );
  });

  test.each([
    [
      'local',
      'history',
      'This run does not fail because of it; at the stages ci and deploy it must be proved.',
    ],
    ['ci', 'who made the change', 'Run it on the pull request with --event "$GITHUB_EVENT_PATH"'],
    [
      'ci',
      'history',
      'Check out the whole history (`fetch-depth: 0`), name the change with --base or --event',
    ],
    [
      'ci',
      'migrations/1.sql',
      'Do what the message says, or have a person check it and waive it in the policy.',
    ],
  ] as const)('for what waits for an observation at stage %s: %s', (stage, fact, step) => {
    expect(nextStep({ severity: 'error', waitsFor: 'observation', missing: missing(fact) }, stage)).toContain(
      step,
    );
  });

  test.each(STAGES)('asks for nothing at stage %s where the rule only warns', (stage) => {
    expect(nextStep({ severity: 'warning', waitsFor: 'approval', missing: missing('labels') }, stage)).toBe(
      'This rule is no error here; it cannot fail the run.',
    );
  });
});

function missing(fact: string) {
  return [{ fact, reason: 'it was not read' }];
}
