import { observed, unobserved, type FileContent, type Known } from '@lockkeeper/policy-core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { Observers, ReadFileState } from '../ports/index.ts';
import { fakeForge } from '../testing/fake-forge.ts';
import { fakeObservers, type FakeRepository } from '../testing/fake-repository.ts';
import { isFresh } from './freshness.ts';
import { recordRun } from './record-run.ts';
import type { RunRecord } from './run-record.ts';

const NOW = Date.UTC(2026, 10, 22, 10);
const LONG_AGO = NOW - 60_000;

/** Told apart well enough for a test. */
const digest = (text: string) => `<${text}>`;

/** A disk that tells of each file by its text, or as it is made to. */
function diskOf(files: Readonly<Record<string, string>>, changedAt = LONG_AGO): ReadFileState {
  return (path) => ({ state: files[path] ?? 'absent', changedAt });
}

function recording(stateOf: ReadFileState) {
  return { stateOf, digest, startedAt: NOW };
}

/** Asks as a run would, and gives what was written down. */
async function recordOf(
  observers: Observers,
  stateOf: ReadFileState,
  ask: (observers: Observers) => Promise<unknown>,
): Promise<RunRecord | undefined> {
  const run = recordRun(observers, recording(stateOf));
  await ask(run.observers);
  return run.record();
}

const FILES = { 'db/1.sql': 'SELECT 1;\n', 'db/2.sql': 'SELECT 2;\n', 'lockkeeper.yaml': 'version: 1\n' };

function shop(worktree: Readonly<Record<string, string>>, more: Partial<FakeRepository> = {}) {
  const observers = fakeObservers({
    commits: { c1: { files: FILES } },
    names: { HEAD: 'c1', main: 'c1' },
    branch: 'main',
    worktree,
    ...more,
  });
  return { observers, stateOf: diskOf(worktree) };
}

/** What a run over SQL migrations asks. */
async function look({ files, git }: Observers): Promise<unknown> {
  const listed = await files.list(['db']);
  const paths = listed.known ? listed.value : [];
  return [
    await Promise.all([...paths, 'lockkeeper.yaml'].map((path) => files.read(path))),
    await files.links(['db/1.sql']),
    await git?.resolve('main'),
    await git?.readAt('c1', ['db/1.sql']),
    await git?.describe(),
  ];
}

async function holds(record: RunRecord | undefined, { observers, stateOf }: ReturnType<typeof shop>) {
  return record !== undefined && (await isFresh(record, { observers, stateOf, digest }));
}

describe('A run that was written down', () => {
  test('gets the answers that were given', async () => {
    const { observers, stateOf } = shop(FILES);
    const run = recordRun(observers, recording(stateOf));
    expect(await look(run.observers)).toEqual(await look(observers));
  });

  test('would be told the same where nothing moved, and no settled file is read for it', async () => {
    const { observers, stateOf } = shop(FILES);
    const record = await recordOf(observers, stateOf, look);
    const later = shop(FILES);
    expect(await holds(record, later)).toBe(true);
    // What git says of a commit is asked again.
    expect(later.observers.reads).toEqual(['db/1.sql']);
  });

  test('survives being kept as text', async () => {
    const { observers, stateOf } = shop(FILES);
    const record = await recordOf(observers, stateOf, look);
    expect(await holds(JSON.parse(JSON.stringify(record)), shop(FILES))).toBe(true);
  });

  test.each<[string, Readonly<Record<string, string>>, Partial<FakeRepository>]>([
    ['a file says something else', { ...FILES, 'db/1.sql': 'SELECT 3;\n' }, {}],
    ['the policy says something else', { ...FILES, 'lockkeeper.yaml': 'version: 2\n' }, {}],
    ['a file is new', { ...FILES, 'db/3.sql': 'SELECT 3;\n' }, {}],
    ['a file is gone', { 'db/1.sql': FILES['db/1.sql'], 'lockkeeper.yaml': 'version: 1\n' }, {}],
    [
      'a file has another name',
      { 'db/1.sql': FILES['db/1.sql'], 'db/4.sql': FILES['db/2.sql'], 'lockkeeper.yaml': 'version: 1\n' },
      {},
    ],
    [
      'a branch moved',
      FILES,
      { commits: { c1: { files: FILES }, c2: { files: FILES } }, names: { HEAD: 'c1', main: 'c2' } },
    ],
    ['another branch is checked out', FILES, { branch: 'topic' }],
    ['a commit says something else', FILES, { commits: { c1: { files: { ...FILES, 'db/1.sql': '' } } } }],
  ])('would not be told the same where %s', async (_, worktree, more) => {
    const { observers, stateOf } = shop(FILES);
    const record = await recordOf(observers, stateOf, look);
    expect(await holds(record, shop(worktree, more))).toBe(false);
  });

  test('would not be told the same where git is not asked any more', async () => {
    const { observers, stateOf } = shop(FILES);
    const record = await recordOf(observers, stateOf, look);
    const later = shop(FILES);
    expect(
      await holds(record, { ...later, observers: { ...later.observers, git: undefined as never } }),
    ).toBe(false);
  });
});

describe('A list of files', () => {
  const inCommits = (head: string) =>
    shop(FILES, {
      commits: { c1: { files: FILES }, c2: { files: { ...FILES, 'db/3.sql': '' } } },
      names: { HEAD: head, main: 'c1' },
    });
  const listHead = ({ git }: Observers) => git?.listAt('HEAD', ['']) ?? Promise.resolve();
  const listIndex = ({ git }: Observers) => git?.tracked() ?? Promise.resolve();

  /** The same, and `lists` counts how often it made a list. */
  function counted({ observers, stateOf }: ReturnType<typeof shop>) {
    const made = { lists: 0 };
    const { git } = observers;
    const counting = {
      ...git,
      listAt: (...asked: Parameters<typeof git.listAt>) => ((made.lists += 1), git.listAt(...asked)),
      tracked: () => ((made.lists += 1), git.tracked()),
    };
    return { made, shop: { observers: { ...observers, git: counting }, stateOf } };
  }

  test('of a commit is told by what the name stands for, and not made again', async () => {
    const { observers, stateOf } = inCommits('c1');
    const record = await recordOf(observers, stateOf, listHead);
    const later = counted(inCommits('c1'));
    expect([await holds(record, later.shop), later.made.lists]).toEqual([true, 0]);
    expect(await holds(record, inCommits('c2'))).toBe(false);
  });

  test('of the index is told by its state, and not made again', async () => {
    const { observers, stateOf } = shop(FILES);
    const record = await recordOf(observers, stateOf, listIndex);
    const later = counted(shop(FILES));
    expect([await holds(record, later.shop), later.made.lists]).toEqual([true, 0]);
    expect(await holds(record, shop({ ...FILES, 'db/3.sql': '' }))).toBe(false);
  });

  test.each([listHead, listIndex])('is made again where nothing else tells: %#', async (ask) => {
    const untold = (found: ReturnType<typeof shop>) => ({
      ...found,
      observers: {
        ...found.observers,
        git: {
          ...found.observers.git,
          resolve: async () => unobserved('nobody knows'),
          indexState: async () => unobserved('it is split'),
        },
      },
    });
    const { observers, stateOf } = untold(inCommits('c1'));
    const record = await recordOf(observers, stateOf, ask);
    const later = counted(untold(inCommits('c1')));
    expect([await holds(record, later.shop), later.made.lists]).toEqual([true, 1]);
    const edited = { ...FILES, 'db/3.sql': '' };
    expect(await holds(record, untold(shop(edited, { commits: { c1: { files: edited } } })))).toBe(false);
  });

  test('that could not be made is asked for again', async () => {
    const { observers, stateOf } = shop(FILES);
    const git = { ...observers.git, listAt: async () => unobserved('an object is missing') };
    const record = await recordOf({ ...observers, git }, stateOf, listHead);
    expect(await holds(record, shop(FILES))).toBe(false);
  });

  test('that was asked for twice is told once', async () => {
    const { observers, stateOf } = shop(FILES);
    const twice = async (asked: Observers) => [await listHead(asked), await listHead(asked)];
    expect((await recordOf(observers, stateOf, twice))?.questions).toHaveLength(1);
  });
});

describe('A file that was written just before', () => {
  const soon = (files: Readonly<Record<string, string>>) => diskOf({ ...files }, NOW - 10);
  const read = ({ files }: Observers) => files.read('db/1.sql');

  test('is read again, as another text may show by nothing else', async () => {
    const { observers } = shop(FILES);
    // Written again within the tick of the clock: the disk tells the same of both.
    const sameState: ReadFileState = () => ({ state: 'the same', changedAt: NOW - 10 });
    const record = await recordOf(observers, sameState, read);
    const edited = shop({ ...FILES, 'db/1.sql': 'SELECT 9;\n' }).observers;
    if (record === undefined) throw new Error('Nothing was written down.');
    expect(await isFresh(record, { observers: edited, stateOf: sameState, digest })).toBe(false);
    expect(await isFresh(record, { observers, stateOf: sameState, digest })).toBe(true);
  });

  test('is read before git is asked, which is slow', async () => {
    const { observers } = shop(FILES);
    const record = await recordOf(observers, soon(FILES), look);
    const edited = shop({ ...FILES, 'db/1.sql': 'SELECT 9;\n' });
    let asked = 0;
    const git = {
      ...edited.observers.git,
      resolve: (name: string) => edited.observers.git.resolve(`${name}${(asked += 1)}`),
    };
    const slow = { ...edited, observers: { ...edited.observers, git } };
    expect([await holds(record, slow), asked]).toEqual([false, 0]);
  });

  test('holds also once it has settled down', async () => {
    const { observers } = shop(FILES);
    const record = await recordOf(observers, soon(FILES), read);
    expect(await holds(record, shop(FILES))).toBe(true);
  });

  test('may have a time that lies ahead', async () => {
    const { observers } = shop(FILES);
    const ahead = diskOf(FILES, NOW + 86_400_000);
    expect(await recordOf(observers, ahead, read)).toMatchObject({
      files: [],
      texts: [['db/1.sql', expect.any(String)]],
    });
  });
});

describe('Nothing is written down', () => {
  test('of a file that the disk does not tell of', async () => {
    const { observers } = shop(FILES);
    expect(
      await recordOf(
        observers,
        () => undefined,
        ({ files }) => files.read('db/1.sql'),
      ),
    ).toBeUndefined();
  });

  test('of a file that could not be read', async () => {
    const { observers, stateOf } = shop(FILES);
    const failing = {
      ...observers,
      files: {
        ...observers.files,
        read: async (): Promise<Known<FileContent>> => unobserved('permission is denied'),
      },
    };
    expect(await recordOf(failing, stateOf, ({ files }) => files.read('db/1.sql'))).toBeUndefined();
  });

  test('of a file that changed while it was looked at twice', async () => {
    const { observers } = shop(FILES);
    let count = 0;
    const moving: ReadFileState = () => ({ state: String((count += 1)), changedAt: LONG_AGO });
    const twice = async ({ files }: Observers) => [
      await files.read('db/1.sql'),
      await files.read('db/1.sql'),
    ];
    expect(await recordOf(observers, moving, twice)).toBeUndefined();
  });

  test('where the forge was asked: who approved may change at any moment', async () => {
    const { observers, stateOf } = shop(FILES);
    const asked = { ...observers, forge: fakeForge({}) };
    expect(await recordOf(asked, stateOf, look)).toBeDefined();
    expect(
      await recordOf(asked, stateOf, ({ forge }) => forge?.account('ada') ?? Promise.resolve()),
    ).toBeUndefined();
    expect(
      await recordOf(asked, stateOf, ({ forge }) => forge?.labelsOf(1) ?? Promise.resolve()),
    ).toBeUndefined();
  });
});

test('A run that holds still is told the same, whatever was edited', async () => {
  const names = fc.constantFrom('db/1.sql', 'db/2.sql', 'db/3.sql', 'lockkeeper.yaml', 'other.txt');
  const tree = fc.dictionary(names, fc.constantFrom('a', 'b', 'c'));
  await fc.assert(
    fc.asyncProperty(tree, tree, fc.boolean(), async (before, after, isRecent) => {
      const then = shop(before);
      const changedAt = isRecent ? NOW - 1 : LONG_AGO;
      const record = await recordOf(then.observers, diskOf(before, changedAt), look);
      const now = shop(after);
      const isSame = JSON.stringify(await look(then.observers)) === JSON.stringify(await look(now.observers));
      expect(await holds(record, now)).toBe(isSame);
    }),
  );
});

test('What is observed is told by all that is in it', async () => {
  const answers: Known<unknown>[] = [
    observed(new Map([['a', 1]])),
    observed(new Map([['a', 2]])),
    unobserved('a'),
    observed([]),
  ];
  const records = await Promise.all(
    answers.map(async (answer) => {
      const { observers, stateOf } = shop(FILES);
      const files = { ...observers.files, list: async () => answer as Known<readonly string[]> };
      return recordOf({ ...observers, files }, stateOf, (asked) => asked.files.list(['']));
    }),
  );
  expect(new Set(records.map((record) => JSON.stringify(record))).size).toBe(answers.length);
});
