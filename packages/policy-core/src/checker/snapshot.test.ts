import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { observed } from '../model/known.ts';
import type { Observations } from '../model/observations.ts';
import { parseSnapshot, snapshotText, type Snapshot } from './snapshot.ts';
import { anyText } from '../testing/any-report.ts';
import { AUTHOR, PULL_REQUEST, trustedLabel } from '../testing/sample-approval.ts';
import { anyObservations, anyRun, anyStage, check } from '../testing/any-repository.ts';

const OBSERVATIONS: Observations = {
  focus: { kind: 'change' },
  files: { 'r.txt': observed({ kind: 'text', text: 'flask==3.0.0\n' }) },
  listing: observed([]),
  filesBefore: {},
  links: { 'docs/latest': observed('v2') },
  folders: { docs: observed([{ name: 'v2', mode: '040000' }]) },
  present: { 'docs/v2': observed(true) },
  change: observed({
    base: null,
    head: 'worktree',
    branch: observed('auto/x'),
    entries: [],
    isWhole: true,
    commits: observed([]),
    push: null,
  }),
  labels: observed([trustedLabel('ok')]),
  pullRequest: observed(PULL_REQUEST),
  author: observed(AUTHOR),
  agentSigns: ['the environment variable CLAUDECODE is set'],
  deployment: null,
  settled: observed({ from: 'start' }),
  recordedCommit: { known: false, reason: 'git was not asked' },
  now: observed('2026-11-21T08:00:00Z'),
};

const SNAPSHOT: Snapshot = {
  schema_version: 1,
  tool_version: '1.2.3',
  stage: 'ci',
  policy: { path: 'lockkeeper.yaml', text: 'version: 1\n', origin: 'base', bootstrap: false },
  baseline: null,
  notices: ['A sentence.'],
  observations: OBSERVATIONS,
};

const anySnapshot: fc.Arbitrary<Snapshot> = fc
  .record({
    stage: anyStage,
    text: anyText,
    origin: fc.constantFrom('base' as const, 'head' as const, 'worktree' as const),
    bootstrap: fc.boolean(),
    baseline: fc.option(anyText),
    notices: fc.array(anyText, { maxLength: 2 }),
    observations: anyObservations,
    path: anyText,
  })
  .map(({ text, origin, bootstrap, path, observations, ...rest }) => ({
    schema_version: 1,
    tool_version: '1.2.3',
    policy: { path, text, origin, bootstrap },
    observations: {
      ...observations,
      files: { ...observations.files, [path]: observed({ kind: 'text' as const, text }) },
    },
    ...rest,
  }));

describe('a snapshot that is written and read', () => {
  test('is the same one, whatever texts it holds', () => {
    fc.assert(
      fc.property(anySnapshot, (snapshot) => {
        expect(parseSnapshot(snapshotText(snapshot))).toEqual({ kind: 'snapshot', snapshot });
      }),
    );
  });

  test('gives the same report', () => {
    fc.assert(
      fc.property(anyRun, ({ draft, seen, stage }) => {
        const read = parseSnapshot(snapshotText({ ...SNAPSHOT, stage, observations: seen }));
        if (read.kind !== 'snapshot') throw new Error(read.problem);
        expect(check(draft, read.snapshot.observations, { stage })).toEqual(check(draft, seen, { stage }));
      }),
    );
  });

  test('is one line a fact and ends like a text file', () => {
    const text = snapshotText(SNAPSHOT);
    expect(text.endsWith('}\n')).toBe(true);
    expect(text.split('\n').length).toBeGreaterThan(30);
  });

  test('keeps a file that is called like what every object has', () => {
    const files = Object.fromEntries(
      ['__proto__', 'constructor', 'toString'].map((path) => [
        path,
        observed({ kind: 'text' as const, text: 'x' }),
      ]),
    );
    const read = parseSnapshot(snapshotText({ ...SNAPSHOT, observations: { ...OBSERVATIONS, files } }));
    if (read.kind !== 'snapshot') throw new Error(read.problem);
    expect(Object.keys(read.snapshot.observations.files)).toEqual(['__proto__', 'constructor', 'toString']);
  });
});

describe('what is not a snapshot', () => {
  const without = (key: keyof Snapshot) =>
    Object.fromEntries(Object.entries(SNAPSHOT).filter(([name]) => name !== key));

  test.each([
    { what: 'no text', text: '' },
    { what: 'no JSON', text: '{' },
    { what: 'a list', text: '[]' },
    { what: 'null', text: 'null' },
    { what: 'a number', text: '1' },
    { what: 'a report', text: '{"schema_version":1,"verdict":"pass"}' },
    { what: 'one of a later form', text: JSON.stringify({ ...SNAPSHOT, schema_version: 2 }) },
    { what: 'one of an unknown stage', text: JSON.stringify({ ...SNAPSHOT, stage: 'night' }) },
    { what: 'one with a baseline of another kind', text: JSON.stringify({ ...SNAPSHOT, baseline: [] }) },
    { what: 'one with a notice of another kind', text: JSON.stringify({ ...SNAPSHOT, notices: [1] }) },
  ])('is told: $what', ({ text }) => {
    expect(parseSnapshot(text)).toMatchObject({ kind: 'problem' });
  });

  test.each([
    'schema_version',
    'tool_version',
    'stage',
    'policy',
    'baseline',
    'notices',
    'observations',
  ] as const)('lacks %s, and that is named', (key) => {
    const read = parseSnapshot(JSON.stringify(without(key)));
    expect(read).toEqual({ kind: 'problem', problem: expect.stringMatching(new RegExp(`^${key}: `)) });
  });

  test.each([
    'focus',
    'files',
    'listing',
    'change',
    'labels',
    'author',
    'pullRequest',
    'links',
    'folders',
    'agentSigns',
    'deployment',
    'settled',
    'recordedCommit',
    'now',
  ] as const)('lacks the observation %s, and that is named', (key) => {
    const observations = Object.fromEntries(Object.entries(OBSERVATIONS).filter(([name]) => name !== key));
    const read = parseSnapshot(JSON.stringify({ ...SNAPSHOT, observations }));
    expect(read).toEqual({
      kind: 'problem',
      problem: expect.stringMatching(new RegExp(`^observations\\.${key}`)),
    });
  });

  test.each([
    { what: 'that is no object', fact: 1 },
    { what: 'that does not say whether it is known', fact: { value: [] } },
    { what: 'that is not known without a reason', fact: { known: false } },
    { what: 'that is not known for a reason that is no text', fact: { known: false, reason: 1 } },
  ])('holds a fact $what', ({ fact }) => {
    const observations = { ...OBSERVATIONS, labels: fact };
    expect(parseSnapshot(JSON.stringify({ ...SNAPSHOT, observations }))).toMatchObject({ kind: 'problem' });
  });

  test('is never mistaken for one, whatever JSON it is', () => {
    fc.assert(fc.property(fc.json(), (text) => parseSnapshot(text).kind === 'problem'));
  });

  test('reads well in a sentence', () => {
    const read = parseSnapshot('[]');
    if (read.kind !== 'problem') throw new Error('It is a list.');
    expect(read.problem).toMatch(/^the file: .*[^.]$/);
  });
});
