import { describe, expect, test } from 'vitest';

import type { RecordReport } from '../record/record-report.ts';
import type { RecordedFacts } from '../record/recorded-facts.ts';
import { evidenceOf, FACTS, OTHER_SHA, RECORD, SHA } from '../../testing/sample-qualities.ts';

const said = (id: string, facts: Partial<RecordedFacts>, report: Partial<RecordReport> = {}) =>
  evidenceOf(id, { record: { report: { ...RECORD, ...report }, facts: { ...FACTS, ...facts } } });

const OF_THE_RECORD = [
  'recorded-checks',
  'recorded-health',
  'same-commit',
  'recorded-migration',
  'approved',
  'traceable',
];

describe('what the record says of the last good deploy', () => {
  test.each([
    ['recorded-checks', 'backend-tests: success.'],
    ['recorded-health', '/health answered 200.'],
    ['same-commit', `${SHA} was on staging.`],
    ['way-back', `${SHA}, deployed at 2026-11-21T08:00:00Z.`],
    ['recorded-migration', '8f0c: recorded as reversible.'],
    ['approved', 'alice, by github-environment, at 2026-11-21T07:50:00Z.'],
    ['traceable', `${SHA}, by https://ci.example/7.`],
  ])('is shown, with its place: %s [row 0.45]', (id, seen) => {
    expect(said(id, {})).toMatchObject({ state: 'shown', seen: [seen], source: RECORD.path });
  });

  test.each<readonly [string, Partial<RecordedFacts>, string]>([
    ['recorded-checks', { checks: [{ name: 'tests', conclusion: 'cancelled' }] }, 'tests: cancelled.'],
    ['recorded-health', { health: [{ probe: '/health', status: 503 }] }, '/health answered 503.'],
    [
      'same-commit',
      { promotion: { id: 'p', staging_sha: OTHER_SHA, equality: 'sha' } },
      `${OTHER_SHA} was on staging, and ${SHA} went to production.`,
    ],
    [
      'recorded-migration',
      { migration: { revisions: [], reversible: false } },
      'No revision: recorded as not reversible.',
    ],
  ])('stands against it: %s', (id, facts, seen) => {
    expect(said(id, facts)).toMatchObject({ state: 'against', seen: [seen] });
  });

  test('may be another commit with the same tree, as far as it was recorded', () => {
    const promotion = { id: 'p', staging_sha: OTHER_SHA, equality: 'tree' } as const;
    expect(said('same-commit', { promotion })).toMatchObject({
      state: 'shown',
      seen: [`${OTHER_SHA} was on staging, recorded as having the tree of ${SHA}.`],
    });
  });

  test.each(OF_THE_RECORD)('says that there is none yet: %s', (id) => {
    const none = 'There is no deploy record. The first deploy that is proved healthy writes it.';
    const checks = [{ name: 'form', outcome: 'undetermined', message: none }] as const;
    expect(said(id, {}, { verdict: 'undetermined', last_good_sha: null, checks })).toMatchObject({
      state: 'unknown',
      seen: [none],
    });
  });

  test('tells of a correction', () => {
    const correction = { event_id: 'e1', kind: 'rollback', reason: 'down', from_sha: SHA, to_sha: SHA };
    expect(said('traceable', { correction }).seen).toContain('It was a correction, e1: down.');
  });

  test.each<readonly [string, Partial<RecordedFacts>]>([
    ['recorded-checks', { checks: [] }],
    ['recorded-checks', { checks: undefined }],
    ['recorded-health', { health: undefined }],
    ['same-commit', { promotion: null }],
    ['same-commit', { promotion: undefined }],
    ['recorded-migration', { migration: null }],
    ['approved', { approved_by: undefined }],
    ['traceable', { deployed_by: undefined }],
    ['traceable', { deployed_by: { kind: 'ci', run_url: null } }],
  ])('is not known where it is left out: %s', (id, facts) => {
    const { state, seen } = said(id, facts);
    expect(state).toBe('unknown');
    expect(seen[0]).toMatch(/^The record names .*\.$/);
  });

  test.each(OF_THE_RECORD)('counts for nothing in a record that does not hold: %s', (id) => {
    expect(said(id, {}, { verdict: 'fail' })).toMatchObject({
      state: 'unknown',
      seen: ['The record cannot be relied on.'],
    });
  });

  test.each(OF_THE_RECORD)('counts for nothing in a record that was not proved: %s', (id) => {
    expect(said(id, {}, { verdict: 'undetermined' })).toMatchObject({
      state: 'unknown',
      seen: ['Whether the record can be relied on is not known.'],
    });
  });

  test.each(OF_THE_RECORD)('is not said by a record of version 0: %s', (id) => {
    expect(evidenceOf(id, { record: { report: RECORD, facts: undefined } })).toMatchObject({
      state: 'unknown',
      seen: ['The record does not say.'],
    });
  });
});

describe('the way back', () => {
  const HASH = { name: 'hash', outcome: 'failed', message: 'It was edited by hand.' } as const;
  const COMMIT = {
    name: 'commit',
    outcome: 'undetermined',
    message: 'The commit cannot be looked up.',
  } as const;

  test('is none where the record does not hold', () => {
    expect(said('way-back', {}, { verdict: 'fail', checks: [HASH, COMMIT] })).toMatchObject({
      state: 'against',
      seen: ['It was edited by hand.', 'The commit cannot be looked up.'],
    });
  });

  test('is not known where the record was not proved', () => {
    expect(said('way-back', {}, { verdict: 'undetermined', checks: [COMMIT] })).toMatchObject({
      state: 'unknown',
      seen: ['The commit cannot be looked up.'],
    });
  });
});
