import {
  checkerFor,
  loadPolicy,
  observed,
  unobserved,
  type Observations,
  type Policy,
} from '@lockkeeper/policy-core';
import type { Change, ChangeEntry } from '@lockkeeper/policy-core/observe';
import { describe, expect, test } from 'vitest';

import { fakeObservers, type FakeObservers, type FakeRepository } from '../testing/fake-repository.ts';
import { LOCAL_CIRCUMSTANCES } from './circumstances.ts';
import { observe } from './observe.ts';
import { lookUp } from './look-up.ts';
import { readerAt } from './reader-at.ts';

const POLICY = `version: 1
protected: [{ id: core, paths: [backend/core/**], require: { label: ok } }]
`;
const BASE = {
  'lockkeeper.yaml': POLICY,
  'backend/core/auth.py': 'x = 1',
  'docs/guide.md': 'Guide',
  'docs/Reports/a.md': 'A',
};

function policyOf(text: string): Policy {
  const loaded = loadPolicy({ path: 'lockkeeper.yaml', text });
  if (loaded.kind === 'invalid') throw new Error('The policy of the test is not valid.');
  return loaded;
}

const added = (path: string, newMode = '100644'): ChangeEntry => ({
  status: 'added',
  path,
  oldMode: '000000',
  newMode,
});

function change(entries: readonly ChangeEntry[], more: Partial<Change> = {}) {
  return observed<Change>({
    base: 'base',
    head: 'head',
    branch: observed('auto/x'),
    entries,
    isWhole: true,
    commits: observed([]),
    push: null,
    ...more,
  });
}

/** Notes what git was asked for, question by question. */
function counted(repository: FakeRepository) {
  const asked: string[] = [];
  const fake = fakeObservers(repository);
  const observers: FakeObservers = {
    ...fake,
    files: {
      ...fake.files,
      links: (paths) => {
        asked.push(`links on disk: ${paths.join(' ')}`);
        return fake.files.links(paths);
      },
    },
    git: {
      ...fake.git,
      linksAt: (commit, paths) => {
        asked.push(`links at ${commit}: ${paths.join(' ')}`);
        return fake.git.linksAt(commit, paths);
      },
      foldersAt: (commit, folders) => {
        asked.push(`folders at ${commit}: ${folders.map((folder) => folder || '/').join(' ')}`);
        return fake.git.foldersAt(commit, folders);
      },
    },
  };
  return { asked, observers };
}

const repository = (links: Readonly<Record<string, string>> = {}): FakeRepository => ({
  commits: {
    base: { files: BASE, links: { old: 'backend/core' } },
    head: { files: BASE, links: { old: 'backend/core', ...links }, parents: ['base'] },
  },
  names: { HEAD: 'head', main: 'base' },
});

async function linksAndFolders(
  seen: Pick<Observations, 'focus' | 'change'>,
  observers: Parameters<typeof readerAt>[1],
): Promise<Pick<Observations, 'links' | 'folders'>> {
  const listing = unobserved('nothing was listed');
  const head = seen.change.known ? seen.change.value.head : 'worktree';
  const read = readerAt('head', observers);
  const { links, folders } = await lookUp(
    policyOf(POLICY),
    { ...seen, listing },
    { ...observers, head, read },
  );
  return { links, folders };
}

async function look(entries: readonly ChangeEntry[], links: Readonly<Record<string, string>> = {}) {
  const { asked, observers } = counted(repository(links));
  const seen = await linksAndFolders({ focus: { kind: 'change' }, change: change(entries) }, observers);
  return { asked, seen };
}

describe('the surroundings of a change', () => {
  test('are not looked at when files only change', async () => {
    const entry: ChangeEntry = {
      status: 'modified',
      path: 'docs/guide.md',
      oldMode: '100644',
      newMode: '100644',
    };
    expect(await look([entry])).toEqual({ asked: [], seen: { links: {}, folders: {} } });
  });

  test('of added files are their folders, in one round', async () => {
    const { asked, seen } = await look([added('docs/new.md'), added('docs/deeper/b.md')]);
    expect(asked).toEqual(['folders at base: / docs docs/deeper']);
    expect(seen.folders['docs']).toEqual(
      observed([
        { name: 'Reports', mode: '040000' },
        { name: 'guide.md', mode: '100644' },
      ]),
    );
  });

  test('of a folder that gets another case are what it was as well', async () => {
    const gone: ChangeEntry = {
      status: 'deleted',
      path: 'docs/Reports/a.md',
      oldMode: '100644',
      newMode: '000000',
    };
    const { asked } = await look([gone, added('docs/reports/a.md')]);
    expect(asked).toEqual(['folders at base: / docs docs/reports', 'folders at base: docs/Reports']);
  });

  test('of a link are its text, the folders it leads through and the links it meets', async () => {
    const { asked, seen } = await look([added('docs/l', '120000')], { 'docs/l': '../old/auth.py' });
    expect(asked).toEqual([
      'links at head: docs/l',
      'folders at base: / docs',
      'links at head: old',
      'folders at base: backend backend/core',
    ]);
    expect(seen.links).toEqual({ 'docs/l': observed('../old/auth.py'), old: observed('backend/core') });
  });

  test('take as many questions for a thousand links as for one', async () => {
    const links = Object.fromEntries(
      Array.from({ length: 1_000 }, (_, index) => [`docs/l${index}`, '../old/auth.py']),
    );
    const { asked } = await look(
      Object.keys(links).map((path) => added(path, '120000')),
      links,
    );
    expect(asked).toHaveLength(4);
  });

  test('on disk are read from disk, and compared with the commit the change starts from', async () => {
    const { asked, observers } = counted({
      ...repository(),
      worktree: BASE,
      worktreeBeside: { links: { 'docs/l': 'guide.md' } },
    });
    const worktree = change([added('docs/l', '120000')], { head: 'worktree' });
    const seen = await linksAndFolders({ focus: { kind: 'change' }, change: worktree }, observers);
    expect(asked.toSorted()).toEqual(['folders at base: / docs', 'links on disk: docs/l']);
    expect(seen.links).toEqual({ 'docs/l': observed('guide.md') });
  });

  test('are not known without the commit the change starts from', async () => {
    const { asked, observers } = counted(repository());
    const given = change([added('docs/new.md')], { base: null });
    const seen = await linksAndFolders({ focus: { kind: 'change' }, change: given }, observers);
    expect(asked).toEqual([]);
    expect(seen.folders['']).toEqual(unobserved('what the change starts from is not at hand'));
  });

  test('are not asked for again where git gives no answer', async () => {
    const { observers } = counted(repository());
    const mute = {
      ...observers,
      git: { ...observers.git, foldersAt: async () => new Map(), linksAt: async () => new Map() },
    };
    const entries = change([added('docs/l', '120000')]);
    const seen = await linksAndFolders({ focus: { kind: 'change' }, change: entries }, mute);
    expect(Object.values({ ...seen.links, ...seen.folders }).map(({ known }) => known)).toEqual([
      false,
      false,
      false,
    ]);
  });

  test.each([
    { focus: { kind: 'document', path: 'docs/new.md' } as const, known: change([added('docs/new.md')]) },
    { focus: { kind: 'tree' } as const, known: unobserved('there is no git repository') },
  ])('are no matter of $focus.kind without a change to judge', async ({ focus, known }) => {
    const { asked, observers } = counted(repository());
    await linksAndFolders({ focus, change: known }, observers);
    expect(asked).toEqual([]);
  });
});

describe('a whole run', () => {
  test.each([
    {
      what: 'a link into a protected folder',
      links: { 'docs/l': '../backend/core/auth.py' },
      files: {},
      rule: 'paths/symlink',
    },
    {
      what: 'a link over an older one',
      links: { 'docs/l': '../old/auth.py' },
      files: {},
      rule: 'paths/symlink',
    },
    {
      what: 'a protected path in another case',
      links: {},
      files: { 'backend/Core/a.py': '' },
      rule: 'paths/case-collision',
    },
    {
      what: 'a folder in another case',
      links: {},
      files: { 'docs/reports/b.md': '' },
      rule: 'paths/case-collision',
    },
    {
      what: 'a look-alike of a protected path',
      links: {},
      files: { 'backend/c\u043ere/a.py': '' },
      rule: 'paths/confusable',
    },
    { what: 'a device of Windows', links: {}, files: { 'docs/nul.md': '' }, rule: 'paths/suspicious-name' },
  ])('finds $what', async ({ links, files, rule }) => {
    const report = await check({ files: { ...BASE, ...files }, links: { old: 'backend/core', ...links } });
    expect(report.findings.map(({ rule: found }) => found)).toEqual([rule]);
    expect(report.undetermined).toEqual([]);
  });

  test('finds a submodule', async () => {
    const report = await check({
      files: BASE,
      links: { old: 'backend/core' },
      submodules: { lib: 'c'.repeat(40) },
    });
    expect(report.findings.map(({ rule }) => rule)).toEqual(['paths/submodule']);
  });

  test('finds nothing in an ordinary change', async () => {
    const files = { ...BASE, 'docs/new.md': '', 'web/app/main.ts': '', 'docs/Reports/b.md': '' };
    const report = await check({ files, links: { old: 'backend/core', 'docs/latest.md': 'Reports/a.md' } });
    expect([...report.findings, ...report.undetermined]).toEqual([]);
  });

  async function check(head: FakeRepository['commits'][string]) {
    const from = repository();
    const observers = fakeObservers({
      ...from,
      commits: { ...from.commits, head: { ...head, parents: ['base'] } },
    });
    const seen = await observe(
      {
        focus: { kind: 'change' },
        base: 'main',
        head: 'HEAD',
        policyFrom: 'base',
        branch: 'auto/x',
        compare: 'merge-base',
        circumstances: { ...LOCAL_CIRCUMSTANCES, labels: observed([]) },
      },
      observers,
    );
    if (seen.kind !== 'seen') throw new Error(JSON.stringify(seen));
    const { findings, undetermined } = checkerFor(seen.policy, undefined).check(seen.observations, {
      stage: 'local',
    });
    return { findings, undetermined };
  }
});
