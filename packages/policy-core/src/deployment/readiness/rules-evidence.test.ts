import { describe, expect, test } from 'vitest';

import type { RuleCheck } from '../guard/guard.ts';
import type { GuardedRelease } from './quality-sight.ts';
import { evidenceOf, guarded, NOT_RUN } from '../../testing/sample-qualities.ts';

type Rules = Readonly<Record<string, Partial<RuleCheck>>>;
const said = (id: string, rules: Rules) => evidenceOf(id, { guard: guarded({ rules }) });
const failing = (reason: string): Partial<RuleCheck> => ({ outcome: 'failed', reasons: [reason] });

describe('what the rules say', () => {
  test('is shown where all of a group found nothing', () => {
    expect(said('checks-passed', {})).toEqual({
      id: 'checks-passed',
      title: 'The deploy passed its checks, and none was skipped.',
      state: 'shown',
      seen: ['2 rules found nothing.'],
      source: 'lockkeeper guard',
    });
  });

  test('is against it where one found something, and names it before all else', () => {
    expect(
      said('checks-passed', {
        'branches/deploy-requirements': { outcome: 'undetermined', reasons: ['GitHub did not answer'] },
        'integrity/checks-not-skipped': failing('The job tests may be skipped.'),
      }),
    ).toMatchObject({
      state: 'against',
      seen: [
        'integrity/checks-not-skipped: The job tests may be skipped.',
        'branches/deploy-requirements: GitHub did not answer.',
      ],
    });
  });

  test.each<readonly [string, Partial<RuleCheck>]>([
    ['could not decide', { outcome: 'undetermined', reasons: ['GitHub did not answer'] }],
    ['only warns', { outcome: 'warned', reasons: ['Look at it.'] }],
    ['crashed', { outcome: 'crashed', reasons: ['a fault'] }],
  ])('is not known where a rule %s', (_, check) => {
    const evidence = said('checks-passed', { 'branches/deploy-requirements': check });
    expect(evidence.state).toBe('unknown');
    expect(evidence.seen[0]).toBe('1 rule found nothing.');
    expect(evidence.seen[1]).toMatch(/^branches\/deploy-requirements: .*\.$/);
  });

  test('is not known where no rule of a group had anything to judge', () => {
    const idle: Partial<RuleCheck> = { outcome: 'not-applicable', reasons: ['no change was given'] };
    const one = said('checks-passed', { 'branches/deploy-requirements': idle });
    expect(one).toMatchObject({ state: 'shown', seen: ['1 rule found nothing.'] });
    const none = said('checks-passed', {
      'branches/deploy-requirements': idle,
      'integrity/checks-not-skipped': idle,
    });
    expect(none.state).toBe('unknown');
    expect(none.seen).toHaveLength(1);
  });

  test('does not show that migrations can be taken back where the policy names none', () => {
    const subjects = { revisions: 0, downgrades: 0, pairs: 0, changedFiles: 1 };
    expect(evidenceOf('migrations-reversible', { guard: guarded({ keys: {}, subjects }) })).toMatchObject({
      state: 'unknown',
      seen: ['The policy names no migrations.'],
    });
  });

  test.each([
    { revisions: 0, downgrades: 0 },
    { revisions: 3, downgrades: 2 },
  ])('does not show that migrations can be taken back of $downgrades of $revisions', (counts) => {
    const subjects = { ...counts, pairs: 0, changedFiles: 1 };
    const evidence = evidenceOf('migrations-reversible', { guard: guarded({ subjects }) });
    expect(evidence).toMatchObject({ state: 'unknown', seen: [expect.any(String)] });
  });

  test('is cut short where there is much of it', () => {
    const many = Array.from({ length: 9 }, (_, index) => `Finding ${index}.`);
    const { seen } = said('migrations-keep-data', {
      'migrations/drop-table': { outcome: 'failed', reasons: many },
    });
    expect(seen).toHaveLength(7);
    expect(seen.at(-1)).toBe('And 4 more.');
    const six = said('migrations-keep-data', {
      'migrations/drop-table': { outcome: 'failed', reasons: many.slice(0, 6) },
    });
    expect(six.seen).toHaveLength(7);
    expect(six.seen.at(-1)).toBe('migrations/drop-table: Finding 5.');
  });

  test.each([
    ['migrations-keep-data', 'The policy names no migrations.'],
    ['dependencies-frozen', 'The policy names no dependencies.'],
    ['documents-true', 'The policy names no documents.'],
    ['checks-passed', 'The policy does not ask for checks that passed (branches.production_requires).'],
  ])('is nothing where the policy has nothing of the kind: %s', (id, why) => {
    expect(evidenceOf(id, { guard: guarded({ keys: {} }) })).toMatchObject({ state: 'unknown', seen: [why] });
  });

  test('is against it where a rule found something all the same', () => {
    const rules = { 'migrations/drop-table': failing('main.py drops a table.') };
    expect(evidenceOf('migrations-keep-data', { guard: guarded({ keys: {}, rules }) })).toMatchObject({
      state: 'against',
      seen: ['1 rule found nothing.', 'migrations/drop-table: main.py drops a table.'],
    });
  });

  test('is nothing of checks where they are not asked for: elsewhere than in production', () => {
    const staging = (guard: GuardedRelease) => evidenceOf('checks-passed', { environment: 'staging', guard });
    expect(staging(guarded())).toMatchObject({
      state: 'unknown',
      seen: ['The policy asks for checks that passed in production only, and this is staging.'],
    });
    const rules = { 'integrity/checks-not-skipped': failing('The job tests may be skipped.') };
    expect(staging(guarded({ rules })).state).toBe('against');
    expect(evidenceOf('checks-passed', { environment: 'Production' }).state).toBe('shown');
  });

  test('is nothing of a record that is not there', () => {
    expect(evidenceOf('release-recorded', { guard: guarded({ record: 'absent' }) })).toMatchObject({
      state: 'unknown',
      seen: ['There is no deploy record.'],
    });
  });

  test('is nothing where the rules of a group are switched off', () => {
    expect(evidenceOf('checks-passed', { guard: guarded({ checks: [] }) })).toMatchObject({
      state: 'unknown',
      seen: ['No rule about it is switched on.'],
    });
  });

  test('is nothing where the guard could not judge', () => {
    expect(evidenceOf('changes-approved', { guard: NOT_RUN })).toMatchObject({
      state: 'unknown',
      seen: ['The guard could not judge. Run it inside a git repository.'],
    });
  });

  test('is told of rules that belong to no group, too', () => {
    const rule = {
      severity: 'error',
      summary: 'New.',
      subjects: null,
      findings: 0,
      undetermined: 0,
    } as const;
    const checks: readonly RuleCheck[] = [
      { ...rule, rule: 'someday/new-rule', outcome: 'failed', reasons: ['It is broken.'] },
    ];
    expect(evidenceOf('other-rules', { guard: guarded({ checks }) })).toMatchObject({
      state: 'against',
      seen: ['someday/new-rule: It is broken.'],
    });
    expect(() => evidenceOf('other-rules', {})).toThrow('There are 0 of other-rules.');
  });
});
