import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { sayRuns } from '../engine/say-runs.ts';
import { observed } from '../model/known.ts';
import type { Observations } from '../model/observations.ts';
import { policyIn, policyOf } from '../testing/any-repository.ts';
import { assertKeepsUp, drawnRun, evaluated, runsOf } from '../testing/kept-engine-law.ts';
import { testParsers } from '../testing/load-parsers.ts';
import { allRules } from './all-rules.ts';
import { changeObservations, treeObservations } from './observations-from-input.ts';
import { runEngine, type RunGiven } from './run-engine.ts';
import { sayPolicy } from './say-policy.ts';
import { saySeen } from './say-seen.ts';

const parsers = await testParsers();

test('an engine that is kept says of each edit what a fresh one says: no rule reads past it', () => {
  assertKeepsUp(100);
});

test('in which order rules are asked does not matter', () => {
  fc.assert(
    fc.property(
      drawnRun,
      fc.shuffledSubarray([...allRules], { minLength: allRules.length }),
      (run, shuffled) => {
        const inOrder = runEngine(run).ask(evaluated);
        const asked = runEngine({ ...run, runs: runsOf(run.policy, shuffled) }).ask(evaluated);
        const told = ({ findings, undetermined, crashed }: typeof inOrder) =>
          [...findings, ...undetermined, ...crashed].map((one) => JSON.stringify(one)).toSorted();
        expect(told(asked)).toEqual(told(inOrder));
      },
    ),
  );
});

test('a file that requirements bring in is seen to change, whichever rule compared the pair first', () => {
  const pair = { id: 'api', source: 'r.in', lock: 'r.lock', sync: { mode: 'compiled' } };
  const policy = policyOf({ dependencies: [pair] });
  const given = (base: string) => ({
    policy,
    observations: treeObservations(
      policy,
      [
        { path: 'r.in', text: '-r base.in\n' },
        { path: 'base.in', text: base },
        { path: 'r.lock', text: 'a==1.0\n' },
      ],
      {},
    ),
    stage: 'ci' as const,
    parsers: undefined,
    runs: runsOf(policy),
  });
  const [before, after] = [given('a==1.0\n'), given('a==2.0\nb==1.0\n')];
  const engine = runEngine(before);
  const kept = engine.ask(evaluated);
  saySeen(engine, after.observations, before.observations);
  const fresh = runEngine(after).ask(evaluated);
  expect(fresh).not.toEqual(kept);
  expect(engine.ask(evaluated)).toEqual(fresh);
});

/** An engine that has judged, with the names of the facts that it works out from then on, once for each key. */
function judgedOnce(given: RunGiven) {
  const worked: string[] = [];
  const engine = runEngine(given, {
    onWork: (work, { name }) => {
      if (work === 'computed') worked.push(name);
    },
  });
  engine.ask(evaluated);
  worked.length = 0;
  return { engine, worked };
}

describe('what is judged again', () => {
  const policy = policyOf({
    documents: ['docs/**'],
    dependencies: [{ id: 'api', source: 'r.txt', lock: 'r.lock' }],
    migrations: { sql: ['db/**'] },
  });
  const seen = treeObservations(
    policy,
    [
      { path: 'docs/a.md', text: 'See r.txt.' },
      { path: 'docs/b.md', text: 'See a.md.' },
      { path: 'r.txt', text: 'a==1.0\n' },
      { path: 'r.lock', text: 'a==1.0\n' },
      { path: 'db/1.sql', text: 'create table a (id int);' },
      { path: policy.record.path, text: '{}' },
    ],
    { now: '2026-11-24T23:59:59Z' },
  );

  /** Names of the facts that are worked out again. */
  function workedOutAfter(changed: Partial<Observations>): readonly string[] {
    const runs = runsOf(policy);
    const given = { policy, observations: seen, stage: 'ci', parsers: undefined, runs } as const;
    const { engine, worked } = judgedOnce(given);
    saySeen(engine, { ...seen, ...changed }, seen);
    engine.ask(evaluated);
    return worked;
  }

  test('is nothing where the same was seen again', () => {
    expect(workedOutAfter(structuredClone(seen))).toEqual([]);
  });

  test('at midnight is only what has a date', () => {
    const worked = workedOutAfter({ now: observed('2026-11-25T00:00:01Z') });
    expect(worked).toEqual(['now', 'what is said of deploy-record']);
  });

  test('where a label is put on is only what asks for approvals, and who made the change', () => {
    const worked = workedOutAfter({ labels: observed([{ kind: 'stated', name: 'ok' }]) });
    expect(worked).toEqual([
      'authorship',
      'given-approvals',
      'asked-approvals',
      'asked-approvals by their keys',
    ]);
  });

  test('where one document is typed in is that document', () => {
    const files = { ...seen.files, 'docs/b.md': observed({ kind: 'text' as const, text: 'See c.md.' }) };
    const worked = workedOutAfter({ files });
    expect(worked.filter((name) => name === 'document' || name === 'what is said of documents')).toEqual([
      'document',
      'what is said of documents',
    ]);
  });

  test('where one file of a pair is typed in is not what rests on others', () => {
    const files = { ...seen.files, 'r.lock': observed({ kind: 'text' as const, text: 'a==2.0\n' }) };
    const worked = workedOutAfter({ files });
    expect(worked).toContain('pair-comparison');
    expect(worked.filter((name) => /document/.test(name))).toEqual([]);
  });
});

describe('what is judged again from one policy to another', () => {
  const TEXT = `version: 1
protected: [{ id: core, require: { label: ok }, paths: [core/**] }]
documents: [docs/**]
dependencies: [{ id: api, source: r.txt, lock: r.lock }]
migrations: { sql: [db/**] }
rules: { migrations/destructive-autogenerate: { options: { tables: 4 } } }
`;

  /** Names of the facts that are worked out again where one text is written for another. */
  function workedOutFor(written: string, instead: string): readonly string[] {
    expect(TEXT.split(written)).toHaveLength(2);
    const policy = policyIn('lockkeeper.yaml', TEXT);
    const next = policyIn('lockkeeper.yaml', TEXT.replace(written, instead));
    const tree = treeObservations(
      policy,
      [
        { path: 'docs/a.md', text: 'See r.txt.' },
        { path: 'r.txt', text: 'a==1.0\n' },
        { path: 'r.lock', text: 'a==1.0\n' },
        { path: 'db/1.sql', text: 'drop table a;' },
        { path: 'db/2.sql', text: 'create table b (id int);' },
        { path: 'core/a.py', text: '' },
      ],
      { now: '2026-11-24T23:59:59Z' },
    );
    const { change } = changeObservations({ changes: ['core/a.py', 'docs/a.md'] }, {});
    const observations = { ...tree, change };
    const given = { policy, observations, stage: 'ci', parsers, runs: runsOf(policy) } as const;
    const { engine, worked } = judgedOnce(given);
    sayPolicy(engine, next, policy);
    sayRuns(engine, runsOf(next), given.runs);
    const kept = engine.ask(evaluated);
    expect(kept).toEqual(runEngine({ ...given, policy: next, runs: runsOf(next) }).ask(evaluated));
    return worked;
  }

  /** Of those that other facts ask for, none of which is another. */
  const settings = ['setting of a rule', 'setting of a rule', 'setting of a rule'];

  test('is nothing where it says the same', () => {
    expect(workedOutFor('r.lock }]', 'r.lock }] # as pip writes it')).toEqual([]);
  });

  test('is only its rule, where an option changes', () => {
    expect(workedOutFor('tables: 4', 'tables: 5')).toEqual([
      ...settings,
      'what migrations/destructive-autogenerate says of judged-migrations',
    ]);
  });

  test('is nothing where a rule weighs less: what it says is the same', () => {
    expect(workedOutFor('tables: 4 }', 'tables: 4 }, severity: info')).toEqual(settings);
  });

  test('is only what asks which paths are protected, where one of them changes', () => {
    const unmoved = ['case-collisions', 'suspicious-names', 'confusable-names'];
    expect(workedOutFor('core/**', 'core/*.py')).toEqual([
      'protected-changes',
      'protected-changes by their keys',
      'one of protected-changes',
      'what is said of protected-changes',
      'given-approvals',
      'approvals-for-protected-paths',
      'asked-approvals',
      'asked-approvals by their keys',
      'one of asked-approvals',
      'what is said of asked-approvals',
      'changed-links',
      'changed-links by their keys',
      ...unmoved.flatMap((name) => [name, `${name} by their keys`, `one of ${name}`, `one of ${name}`]),
      'passing-changes',
      'passing-changes by their keys',
    ]);
  });

  test('is only the list of documents, where a pattern of them changes', () => {
    expect(workedOutFor('docs/**', 'docs/*.md')).toEqual([
      'documents',
      'paths of documents',
      'documents by their keys',
      'one of documents',
    ]);
  });
});
