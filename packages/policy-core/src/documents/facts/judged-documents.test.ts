import { describe, expect, test } from 'vitest';

import { documentObservations, treeObservations } from '../../checker/observations-from-input.ts';
import { observed, unobserved } from '../../model/known.ts';
import type { Observations } from '../../model/observations.ts';
import { loadPolicy } from '../../checker/load-policy.ts';
import { judgedDocuments, judgeNamedDocuments, presentIn, referencesSought } from './judged-documents.ts';

const loaded = loadPolicy({
  path: 'lockkeeper.yaml',
  text: [
    'version: 1',
    'documents: [docs/**/*.md]',
    'protected:',
    '  - { id: core, paths: [core/**], require: { label: ok }, docs: docs/CORE.md }',
    '  - { id: keys, paths: [keys/**], require: { label: ok }, docs: https://example.com/keys }',
    'dependencies:',
    '  - { id: api, source: r.txt, lock: r.lock, docs: ./docs/PINS.md }',
  ].join('\n'),
});
if (loaded.kind === 'invalid') throw new Error('The policy of this test is sound.');
const policy = loaded;

const document = documentObservations({ path: 'docs/a.md', text: '[b](b.md)\n2â€“5\n' }, {});
const contentOf = (seen: Observations) => (path: string) => seen.files[path] ?? unobserved('nobody read it');

describe('a document', () => {
  test('comes with its references, their standing and its damage', () => {
    const seen = { ...document, present: { 'docs/b.md': observed(false) } };
    const [judged] = judgedDocuments(['docs/a.md'], contentOf(seen), presentIn(seen));
    expect(judged?.reading).toMatchObject({
      known: true,
      value: {
        kind: 'text',
        references: [{ written: 'b.md', place: 'docs/b.md', standing: { kind: 'missing' } }],
        damage: [{ stretch: { meant: '–' }, at: { start: { line: 1, character: 1 } } }],
      },
    });
  });

  test('that is not there is left out, and one that was not read says why', () => {
    const seen = { ...document, files: { 'docs/gone.md': observed({ kind: 'absent' as const }) } };
    expect(judgedDocuments(['docs/gone.md', 'docs/x.md'], contentOf(seen), presentIn(seen))).toEqual([
      { path: 'docs/x.md', reading: unobserved('nobody read it') },
    ]);
  });

  test('finds what was read beside it, without anybody looking it up, and the folders above', () => {
    const files = {
      'docs/a.md': observed({ kind: 'text' as const, text: '[b](ops/b.md) `./docs/ops/`' }),
      'docs/ops/b.md': observed({ kind: 'unreadable' as const, problem: 'it is a binary file' }),
    };
    const seen = { ...document, files };
    const [judged] = judgedDocuments(['docs/a.md'], contentOf(seen), presentIn(seen));
    const references =
      judged?.reading.known && 'references' in judged.reading.value && judged.reading.value.references;
    expect(references).toMatchObject([{ standing: { kind: 'there' } }, { standing: { kind: 'there' } }]);
  });
});

describe('the documents the policy names', () => {
  const named = (seen: Observations) =>
    judgeNamedDocuments(policy, seen, presentIn(seen)).map(({ written, at }) => [written, at.start.line]);

  test('are judged with a tree, each on its line; addresses are not', () => {
    expect(named(treeObservations(policy, [], {}))).toEqual([
      ['docs/CORE.md', 3],
      ['./docs/PINS.md', 6],
    ]);
  });

  test('are judged when the policy is open, and not with another document', () => {
    expect(named(documentObservations({ path: 'lockkeeper.yaml', text: '' }, {}))).toHaveLength(2);
    expect(named(document)).toEqual([]);
  });

  test('are judged with a change that takes one away', () => {
    const entry = { status: 'deleted', path: 'docs/PINS.md', oldMode: '100644', newMode: '000000' } as const;
    const change = observed({
      base: null,
      head: 'worktree',
      branch: unobserved('none'),
      entries: [entry],
      isWhole: true,
      commits: observed([]),
      push: null,
    });
    expect(named({ ...document, focus: { kind: 'change' }, change })).toEqual([['./docs/PINS.md', 6]]);
  });
});

test('what has to be looked up stands in documents of the policy and in the policy', () => {
  const seen = treeObservations(
    policy,
    [
      { path: 'docs/a.md', text: '[b](b.md)' },
      { path: 'backend/a.md', text: '[c](c.md)' },
      { path: 'r.txt', text: '' },
    ],
    {},
  );
  expect(referencesSought(policy, seen).map(({ places }) => places[0])).toEqual([
    'docs/b.md',
    'docs/CORE.md',
    'docs/PINS.md',
  ]);
});

test('of a whole tree, what was not given does not exist', () => {
  const files = [
    { path: 'docs/a.md', text: '[b](b.md) `./ops/` `./scripts/`' },
    { path: 'ops/audit.sh', text: '' },
  ];
  expect(treeObservations(policy, files, {}).present).toMatchObject({
    'docs/b.md': observed(false),
    'docs/CORE.md': observed(false),
    ops: observed(true),
    scripts: observed(false),
  });
});
