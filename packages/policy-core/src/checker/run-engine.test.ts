import { describe, expect, test } from 'vitest';

import { textContent } from '../model/file-content.ts';
import {
  changeObservations,
  documentObservations,
  treeObservations,
  type ChangeInput,
} from './observations-from-input.ts';
import { observed, unobserved } from '../model/known.ts';
import type { Observations } from '../model/observations.ts';
import { policyOf } from '../testing/any-repository.ts';
import { testParsers } from '../testing/load-parsers.ts';
import { askIn } from '../testing/ask-in.ts';
import { askedApprovals } from '../change/facts/required-approvals.ts';
import { policyChange } from '../change/facts/policy-change.ts';
import { protectedChanges } from '../change/facts/protected-change.ts';
import { namedPairs } from '../dependencies/facts/requirements-pair.ts';
import { deployRecord } from '../deployment/facts/judged-record.ts';
import { now } from '../engine/seen-inputs.ts';
import { migrations } from '../migrations/facts/known-migrations.ts';

const parsers = await testParsers();

const policy = policyOf({
  protected: [{ id: 'core', paths: ['core/**'], require: { label: 'ok' } }],
  dependencies: [
    { id: 'api', source: 'api.txt', lock: 'api.lock' },
    { id: 'web', source: 'web.txt', lock: 'web.lock' },
  ],
  migrations: { sql: ['db/*.sql'], alembic: ['versions'] },
  deployment: { record: 'record.json' },
});

const tree = (files: Readonly<Record<string, string>>) =>
  treeObservations(
    policy,
    Object.entries(files).map(([path, text]) => ({ path, text })),
    {},
  );
const change = (changes: ChangeInput['changes'], files: Readonly<Record<string, string>> = {}) =>
  changeObservations({ changes, files: Object.entries(files).map(([path, text]) => ({ path, text })) }, {});
const asked = (seen: Observations) => askIn(policy, seen, { parsers });

describe('the pairs', () => {
  const ids = (seen: Observations) => asked(seen)(namedPairs).map(({ pair }) => pair.id);

  test('of a tree are all of them', () => {
    expect(ids(tree({}))).toEqual(['api', 'web']);
  });

  test.each([
    ['api.txt', ['api']],
    ['web.lock', ['web']],
    ['docs/a.md', []],
  ])('of a change of %s are %j', (path, expected) => {
    expect(ids(change([path]))).toEqual(expected);
  });

  test('of a change are those it deletes from, too', () => {
    expect(ids(change([{ path: 'api.lock', status: 'deleted' }]))).toEqual(['api']);
  });

  test('of a document are those it belongs to', () => {
    expect(ids(documentObservations({ path: 'web.txt', text: '' }, {}))).toEqual(['web']);
  });

  test('hold both files as they were read', () => {
    const [pair] = asked(tree({ 'api.txt': 'a==1\n' }))(namedPairs);
    expect(pair).toMatchObject({
      source: { known: true, value: { kind: 'read', path: 'api.txt' } },
      lock: { known: true, value: { kind: 'absent', path: 'api.lock' } },
    });
  });

  test('say what was not given', () => {
    const [pair] = asked(change(['api.txt']))(namedPairs);
    expect([pair?.source, pair?.lock]).toEqual([
      unobserved('its text was not given'),
      unobserved('its text was not given'),
    ]);
  });

  test('know a deleted file for absent, although nobody read it', () => {
    const [pair] = asked(change([{ path: 'api.lock', status: 'deleted' }]))(namedPairs);
    expect(pair?.lock).toEqual(observed({ kind: 'absent', path: 'api.lock' }));
  });

  test('may be called like what every object has', () => {
    const odd = policyOf({ dependencies: [{ id: 'odd', source: 'constructor', lock: 'toString' }] });
    const [pair] = askIn(odd, change(['constructor']))(namedPairs);
    expect([pair?.source, pair?.lock]).toEqual([
      unobserved('its text was not given'),
      unobserved('its text was not given'),
    ]);
  });
});

describe('the migrations', () => {
  const paths = (seen: Observations) => asked(seen)(migrations).scripts.map(({ path }) => path);

  test('of a tree are those that are listed', () => {
    expect(paths(tree({ 'db/1.sql': '', 'versions/a.py': '', 'src/a.py': '' }))).toEqual([
      'db/1.sql',
      'versions/a.py',
    ]);
  });

  test('of a change are those it touches', () => {
    expect(paths(change(['db/2.sql', 'docs/a.md'], { 'db/2.sql': 'SELECT 1;' }))).toEqual(['db/2.sql']);
  });

  test('of a change are not asked for their settled ones', () => {
    const seen = { ...change(['db/2.sql']), settled: unobserved('this is a shallow clone') };
    expect(asked(seen)(migrations).unsettled).toBeUndefined();
  });

  test('of a tree without a list are not known', () => {
    const seen = { ...tree({}), listing: unobserved('listing failed') };
    expect(asked(seen)(migrations)).toMatchObject({
      scripts: [],
      unsettled: 'listing failed',
      pgVersion: 13,
      histories: observed([]),
    });
  });

  test('of a policy that names none need no list', () => {
    const plain = policyOf({});
    const seen = { ...treeObservations(plain, [], {}), listing: unobserved('listing failed') };
    expect(askIn(plain, seen, { parsers })(migrations)).toMatchObject({
      scripts: [],
      unsettled: undefined,
      pgVersion: 13,
      histories: observed([]),
    });
  });

  test('of a tree are settled up to the release', () => {
    const seen: Observations = {
      ...tree({ 'db/1.sql': '', 'db/2.sql': '' }),
      settled: observed({ from: 'release', commit: 'x', changedPaths: ['db/2.sql'] }),
    };
    expect(paths(seen)).toEqual(['db/2.sql']);
  });

  test('wait for the parsers where there are none', () => {
    const { scripts } = askIn(policy, tree({ 'db/1.sql': '' }))(migrations);
    expect(scripts).toEqual([
      { path: 'db/1.sql', reading: unobserved('the parsers are not loaded'), header: undefined },
    ]);
  });

  test('that a change deletes are absent', () => {
    const seen = change([{ path: 'db/1.sql', status: 'deleted' }]);
    expect(asked(seen)(migrations).scripts).toMatchObject([{ reading: observed({ kind: 'absent' }) }]);
  });
});

describe('the deploy record', () => {
  test.each([
    { what: 'a tree', seen: tree({ 'record.json': '{}' }), isJudged: true },
    { what: 'a tree without one', seen: tree({}), isJudged: false },
    { what: 'a change that touches it', seen: change(['record.json']), isJudged: true },
    { what: 'a change that does not', seen: change(['a.md']), isJudged: false },
    { what: 'a release', seen: { ...change([]), focus: { kind: 'release' as const } }, isJudged: true },
    {
      what: 'its own document',
      seen: documentObservations({ path: 'record.json', text: '{}' }, {}),
      isJudged: true,
    },
    { what: 'another document', seen: documentObservations({ path: 'a.md', text: '' }, {}), isJudged: false },
  ])('of $what is judged: $isJudged', ({ seen, isJudged }) => {
    expect(asked(seen)(deployRecord)).toHaveLength(isJudged ? 1 : 0);
  });

  test('comes with what git says of its commit', () => {
    const commit = observed({ sha: 'a'.repeat(40), state: 'ancestor' as const });
    const seen = { ...tree({ 'record.json': '{}' }), recordedCommit: commit };
    expect(asked(seen)(deployRecord)).toMatchObject([
      { paths: ['record.json'], judged: { path: 'record.json', reading: { known: true }, commit } },
    ]);
  });

  test('that could not be read is not known', () => {
    const seen = { ...tree({}), files: { 'record.json': unobserved('reading failed') } };
    expect(asked(seen)(deployRecord)).toMatchObject([{ judged: { reading: unobserved('reading failed') } }]);
  });
});

describe('what a change does to the policy', () => {
  const POLICY = 'lockkeeper.json';
  const kindOf = (seen: Observations) => asked(seen)(policyChange)[0]?.judged.kind;

  test.each([
    { what: 'nothing', seen: change(['a.md']), kind: 'unchanged' },
    {
      what: 'an edit that leaves it sound',
      seen: change([POLICY], { [POLICY]: '{"version":1}' }),
      kind: 'sound',
    },
    { what: 'an edit that breaks it', seen: change([POLICY], { [POLICY]: '{"version":2}' }), kind: 'broken' },
    { what: 'a text that is none', seen: change([POLICY], { [POLICY]: '{' }), kind: 'broken' },
    { what: 'an edit nobody has read', seen: change([POLICY]), kind: 'unseen' },
    { what: 'a deletion', seen: change([{ path: POLICY, status: 'deleted' }]), kind: 'deleted' },
    {
      what: 'a deletion, whatever lies there',
      seen: change([{ path: POLICY, status: 'deleted' }], { [POLICY]: '{"version":1}' }),
      kind: 'deleted',
    },
    { what: 'a tree is none', seen: tree({ [POLICY]: '{"version":2}' }), kind: undefined },
    { what: 'a change of nothing', seen: change([]), kind: undefined },
    {
      what: 'a document is none',
      seen: documentObservations({ path: POLICY, text: '{' }, {}),
      kind: undefined,
    },
  ])('$what: $kind', ({ seen, kind }) => {
    expect(kindOf(seen)).toBe(kind);
  });

  test('is not known where the change is not', () => {
    const seen = { ...change([]), change: unobserved('this is a shallow clone') };
    expect(asked(seen)(policyChange)).toEqual([
      { paths: [], judged: { kind: 'unseen', path: POLICY, reason: 'this is a shallow clone' } },
    ]);
  });

  test('is a deletion where nothing is left', () => {
    const seen = { ...change([POLICY]), files: { [POLICY]: observed({ kind: 'absent' as const }) } };
    expect(kindOf(seen)).toBe('deleted');
  });

  test('breaks it where it is no text any more', () => {
    const content = observed({ kind: 'unreadable' as const, problem: 'it is a folder' });
    expect(asked({ ...change([POLICY]), files: { [POLICY]: content } })(policyChange)).toMatchObject([
      { judged: { kind: 'broken', problems: [{ message: expect.stringContaining('Write it as') }] } },
    ]);
  });

  test('breaks it where it is too large', () => {
    const content = observed(textContent(' '.repeat(3 * 1024 * 1024)));
    expect(kindOf({ ...change([POLICY]), files: { [POLICY]: content } })).toBe('broken');
  });
});

describe('protected changes', () => {
  test('of a document are those of the document', () => {
    const entries = change(['core/a.py', 'core/b.py']).change;
    const seen: Observations = {
      ...change([]),
      focus: { kind: 'document', path: 'core/b.py' },
      change: entries,
    };
    expect(asked(seen)(protectedChanges)).toMatchObject([
      { judged: { known: true, value: { entry: { path: 'core/b.py' } } } },
    ]);
  });

  test('and what approves them, and the time, are told', () => {
    const seen = { ...change(['core/a.py']), now: observed('2026-11-21T08:00:00Z'), labels: observed([]) };
    const ask = asked(seen);
    expect(ask(protectedChanges)).toMatchObject([
      { judged: { known: true, value: { section: { id: 'core' } } } },
    ]);
    expect(ask(now)).toEqual(observed('2026-11-21T08:00:00Z'));
    expect(ask(askedApprovals)).toMatchObject([
      { paths: ['core/a.py'], judged: { label: 'ok', approval: { kind: 'absent' }, paths: ['core/a.py'] } },
    ]);
  });
});
