import { describe, expect, test } from 'vitest';

import { observed } from '../../model/known.ts';
import type { ChangeEntry } from '../../model/observations.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { foldersOf } from '../../testing/folders-of.ts';
import { findConfusableNames } from './confusable-names.ts';
import { headTree } from './head-tree.ts';
import { surroundingsOf } from '../../testing/surroundings-of.ts';

const POLICY = policyOf({
  protected: [
    {
      id: 'core',
      paths: ['core/**', 'app/payments**', 'app/m?.py', 'guardian/**'],
      require: { label: 'ok' },
    },
  ],
});
const BEFORE = ['core/auth.py', 'docs/guide.md', 'docs/\u0433\u0438\u0434.md', 'app/main.py'];
const MORE = ['docs/index.md', 'docs/INDEX', 'docs/resum\u00e9.md', 'docs/gron.md', 'docs/na\u00efve-vl.md'];

const entry = (path: string, status: ChangeEntry['status'] = 'added'): ChangeEntry => ({
  status,
  path,
  oldMode: status === 'added' ? '000000' : '100644',
  newMode: status === 'deleted' ? '000000' : '100644',
});

function judged(entries: readonly ChangeEntry[], before: readonly string[] = BEFORE) {
  const folders = Object.entries(before.length === 0 ? {} : foldersOf(before));
  const tree = headTree(
    entries,
    surroundingsOf({
      links: {},
      folders: Object.fromEntries(folders.map(([folder, inside]) => [folder, observed(inside)])),
    }),
  );
  const all = findConfusableNames(POLICY, entries, tree);
  const found = all.filter((one) => one.kind !== 'unknown');
  const unknown = all.filter((one) => one.kind === 'unknown');
  return {
    found: found.map((name) =>
      name.kind === 'guard' ? `${name.path}: ${name.line.pattern.text}` : `${name.own}: ${name.other}`,
    ),
    unknown: unknown.map(({ path }) => path),
  };
}

describe('a path that looks guarded', () => {
  test.each([
    ['c\u043ere/auth.py', 'core/**'],
    ['\u0441ore', 'core/**'],
    ['cor\u00e9/auth.py', 'core/**'],
    ['co\u200bre/auth.py', 'core/**'],
    ['c0re/auth.py', 'core/**'],
    ['\uff43ore/auth.py', 'core/**'],
    ['app/p\u0430yments.py', 'app/payments**'],
    ['app/payrnents/a.py', 'app/payments**'],
    ['\u0430pp/payments_v2/a.py', 'app/payments**'],
    ['app/m\u0430.py', undefined],
    ['app/\u043ca.py', undefined],
    ['app/\uff4da.py', 'app/m?.py'],
    ['.\u0261ithub/workflows/a.yml', '.github/**'],
    ['l\u043eckkeeper.json', 'lockkeeper.json'],
    ['1ockkeeper.json', 'lockkeeper.json'],
    ['GU\u0410RDIAN/a.py', 'guardian/**'],
    ['guard\u0130an/a.py', 'guardian/**'],
    ['core/auth.py', undefined],
    ['cores/auth.py', undefined],
    ['Core/auth.py', undefined],
  ])('%s looks like %s', (path, pattern) => {
    expect(judged([entry(path)]).found).toEqual(pattern === undefined ? [] : [`${path}: ${pattern}`]);
  });
});

describe('a name that looks like one beside it', () => {
  test.each([
    ['docs/guid\u0435.md', ['docs/guid\u0435.md: docs/guide.md']],
    ['d\u043ecs/a.md', ['d\u043ecs: docs']],
    ['docs/\u0456ndex.md', ['docs/\u0456ndex.md: docs/index.md']],
    ['docs/\u0406NDEX', ['docs/\u0406NDEX: docs/INDEX']],
    ['docs/r\u0435sum\u00e9.md', ['docs/r\u0435sum\u00e9.md: docs/resum\u00e9.md']],
    ['docs/resum\u0435\u0301.md', ['docs/resum\u0435\u0301.md: docs/resum\u00e9.md']],
    ['docs/guide\u00ad.md', ['docs/guide\u00ad.md: docs/guide.md']],
    // Ordinary spelling, and signs of ASCII that are alike.
    ['docs/gu\u00efde.md', []],
    ['docs/guide\u0301.md', []],
    ['docs/gu\u0131de.md', []],
    ['docs/resume.md', []],
    ['docs/r\u00e9sum\u00e9.md', []],
    ['docs/gr\u00f8n.md', []],
    ['docs/na\u00efve-v1.md', []],
    ['docs/\u0440\u0443\u043a\u0430.md', []],
    ['docs/guide.txt', []],
    ['src/guid\u0435.md', []],
  ])('%s is told as %j', (path, found) => {
    expect(judged([entry(path)], [...BEFORE, ...MORE]).found).toEqual(found);
  });

  test('is told for the outermost folder only', () => {
    expect(judged([entry('d\u043ecs/guid\u0435.md')]).found).toEqual(['d\u043ecs: docs']);
  });

  test('is not told of what the change takes away', () => {
    const renamed = [entry('docs/guide.md', 'deleted'), entry('docs/guid\u0435.md')];
    expect(judged(renamed).found).toEqual([]);
    const folder = [
      entry('docs/guide.md', 'deleted'),
      entry('docs/\u0433\u0438\u0434.md', 'deleted'),
      entry('d\u043ecs/guide.md'),
    ];
    expect(judged(folder).found).toEqual([]);
  });

  test('is not told of ASCII names, which are ordinary', () => {
    expect(judged([entry('docs/gu1de.md'), entry('app/rnain.py')]).found).toEqual([]);
  });

  test.each(['modified', 'deleted', 'type-changed'] as const)(
    'is not told of a path that is %s',
    (status) => {
      expect(judged([entry('docs/guid\u0435.md', status)]).found).toEqual([]);
    },
  );
});

describe('what cannot be told', () => {
  test('is whether a name beyond ASCII looks like one that nobody saw', () => {
    expect(judged([entry('docs/\u0440\u0443\u043a\u0430.md'), entry('docs/new.md')], [])).toEqual({
      found: [],
      unknown: ['docs/\u0440\u0443\u043a\u0430.md'],
    });
  });

  test('is nothing where the path looks guarded anyhow', () => {
    expect(judged([entry('c\u043ere/a.py')], [])).toEqual({
      found: ['c\u043ere/a.py: core/**'],
      unknown: [],
    });
  });
});
