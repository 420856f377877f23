import { readFileSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import { startBranch } from '../branches/branch-command.ts';
import type { ProcessEnding } from '../cli/run-process.ts';
import { eagerPerson } from '../testing/eager-person.ts';
import { openRunOutput, runOutput, statusOutput } from '../testing/release-output.ts';
import { ended } from '../testing/scripted-program.ts';
import type { FolderChoice } from '../workspace/folder-choice.ts';
import { releaseCommands, type ReleaseDesk } from './release-commands.ts';
import { releaseOutcome } from './release-outcome.ts';

/** Everything that a command asks of programs, and of the person, in the situation that it is started in. */
interface Situation {
  readonly isTrusted?: boolean;
  readonly folders?: readonly string[];
  /** Which of several is picked; `undefined`: the question is left. */
  readonly picks?: string | undefined;
  /** How a program ends; the count is of those that were started before. `undefined`: well. */
  readonly ending?: (count: number) => ProcessEnding | Error | undefined;
}

/** What a command is started by. A new command of releases is in this table as soon as it is registered. */
const COMMANDS: Readonly<Record<string, (desk: TestedDesk) => Promise<unknown>>> = {
  ...Object.fromEntries(
    Object.keys(releaseCommands(() => testedDesk({}).desk)).map((name) => [
      name,
      async (desk: TestedDesk) => await releaseCommands(() => desk)[name]?.(),
    ]),
  ),
  startChangeBranch: async (desk) => await startBranch(desk),
};
const NAMES = Object.keys(COMMANDS);

type TestedDesk = ReturnType<typeof testedDesk>['desk'];

function testedDesk({ isTrusted = true, folders = ['/shop'], picks, ending = () => undefined }: Situation) {
  const talk = eagerPerson();
  const started: string[] = [];
  const runs = async (words: string, folder: string, well: () => ProcessEnding) => {
    const came = ending(started.length);
    started.push(`${folder}: ${words}`);
    if (came instanceof Error) throw came;
    return await Promise.resolve(came ?? well());
  };
  const choice: FolderChoice<string> = {
    folders,
    choose: async () => await Promise.resolve(picks),
    refuse: (sentence) => talk.refuse(sentence),
  };
  const lockkeeper: ReleaseDesk<string>['lockkeeper'] = async ({ args }, folder) =>
    await runs(args.join(' '), folder, () => answerTo(args));
  const desk = {
    isTrusted,
    folders: choice,
    talk,
    lockkeeper,
    python: async () => await Promise.resolve([]),
    view: {
      async show(folder: string) {
        const outcome = releaseOutcome(await lockkeeper({ args: ['status'], title: '' }, folder), 'looking');
        if (outcome.kind === 'failed') talk.refuse(outcome.problem);
      },
      outdated: async () => await Promise.resolve(),
    },
    policy: async (folder: string) => await runs('policy print', folder, () => ended(POLICY)),
    git: async (args: readonly string[], folder: string) =>
      await runs(`git ${args.join(' ')}`, folder, () => ended('origin/main\n')),
  };
  return { desk, talk, started };
}

const POLICY = JSON.stringify({ policy: { actors: { ai: { branches: ['auto/**'] } } } });

/** What the program says where nothing is wrong. */
function answerTo(args: readonly string[]): ProcessEnding {
  const [command = ''] = args;
  const told = (output: object) => ended(JSON.stringify(output));
  if (command === 'status') return told(statusOutput({ runs: [openRunOutput()] }));
  if (['hold', 'release', 'block'].includes(command)) return told({ schema_version: 1, verdict: 'noted' });
  if (args.includes('--plan'))
    return told(runOutput(command === 'approve' ? { verdict: 'waits', run: 'promote-1' } : {}));
  if (command === 'approve') return told(runOutput({ verdict: 'approved', run: 'promote-1' }));
  const outcome = command === 'abandon' ? 'abandoned' : 'done';
  return told(runOutput({ verdict: 'ended', outcome, run: 'promote-1' }));
}

async function driven(name: string, situation: Situation = {}) {
  const { desk, talk, started } = testedDesk(situation);
  await COMMANDS[name]?.(desk);
  const told = talk.heard.filter((line) => /^(?:say|refuse): /.test(line));
  return { started, told };
}

/** One plain sentence or two, of which the last says what to do: no stack, no bare number. */
const SENTENCES = /^refuse: [^\n]*[a-z][^\n]*\.$/;

/** How many words its first sentence has, without what it quotes. */
function wordsOfFirst(told: string): number {
  const [first = ''] = told.replace(/^\w+: /, '').split(/\.(?: |$)/);
  return first.replaceAll(/\([^)]*\)/g, '').match(/[\p{L}\d][^\s]*/gu)?.length ?? 0;
}

/** A program that only looks: nothing is different after it, however it ends. */
const LOOKS = /: (?:status|policy print|git symbolic-ref)\b|--plan\b/;

describe.each(NAMES)('%s', (name) => {
  test('gets to its end where nothing is wrong', async () => {
    const { told, started } = await driven(name);
    expect(started.length).toBeGreaterThan(0);
    expect(told.filter((line) => line.startsWith('refuse'))).toEqual([]);
  });

  test('starts nothing in a window without a folder, and says what to open', async () => {
    expect(await driven(name, { folders: [] })).toEqual({
      started: [],
      told: ['refuse: No local folder is open. Open the folder of a repository first.'],
    });
  });

  test('starts nothing in a workspace that nobody trusts, and says so', async () => {
    const { started, told } = await driven(name, { isTrusted: false });
    expect([started, told]).toEqual([[], [expect.stringMatching(/Trust the workspace first\.$/)]]);
  });

  test('is about the folder that is picked of several, and about none where the question is left', async () => {
    const folders = ['/shop', '/till'];
    const { started } = await driven(name, { folders, picks: '/till' });
    expect(started.filter((line) => !line.startsWith('/till: '))).toEqual([]);
    expect(started.length).toBeGreaterThan(0);
    expect(await driven(name, { folders })).toEqual({ started: [], told: [] });
  });

  test.each(FAILURES())('whose program %s says so in a sentence and goes no further', async (_, ending) => {
    const { started } = await driven(name);
    for (const [at] of started.entries()) {
      const failing = await driven(name, { ending: (count) => (count === at ? ending : undefined) });
      expect(failing.started).toHaveLength(at + 1);
      expect(failing.told).toEqual([expect.stringMatching(SENTENCES)]);
      expect(failing.told[0]).toMatch(/\b(?:look|see|run|try)\b/i);
      expect(failing.told[0]).not.toMatch(/\bat \w+ \(|node:internal|Traceback|exit code/);
      expect(wordsOfFirst(failing.told[0] ?? '')).toBeLessThanOrEqual(12);
    }
  });

  test.each(['was killed', 'takes too long', 'ends with 3 and a stack'])(
    'whose program %s says whether anything may have been changed',
    async (failure) => {
      const [, ending] = FAILURES().find(([what]) => what === failure) ?? [];
      const { started } = await driven(name);
      for (const [at, call] of started.entries()) {
        const { told } = await driven(name, { ending: (count) => (count === at ? ending : undefined) });
        const isGit = call.includes(': git ');
        expect(told.join('\n').includes('Show Deployments')).toBe(!LOOKS.test(call) && !isGit);
        expect(told.join('\n').includes('Nothing was changed')).toBe(LOOKS.test(call) && !isGit);
      }
    },
  );

  test('says whatever it says in words that are read at a glance', async () => {
    const situations = [{}, { folders: [] }, { isTrusted: false }];
    const told = await Promise.all(situations.map(async (situation) => (await driven(name, situation)).told));
    expect(told.flat().filter((one) => wordsOfFirst(one) > 12)).toEqual([]);
    expect(told.flat().filter((one) => /(?:: |\. )What /.test(one))).toEqual([]);
  });

  test('that is cancelled while a program hangs goes no further, and says nothing', async () => {
    const { started } = await driven(name);
    for (const [at] of started.entries())
      expect(
        await driven(name, { ending: (count) => (count === at ? { kind: 'cancelled' } : undefined) }),
      ).toEqual({ started: started.slice(0, at + 1), told: [] });
  });

  test('is offered only where the workspace is trusted, and stands beside no other in a menu', () => {
    const { commands, menus } = manifest();
    const command = `lockkeeper.${name}`;
    expect(commands.find((one) => one.command === command)?.enablement).toBe('isWorkspaceTrusted');
    const palette = menus['commandPalette']?.filter((one) => one.command === command);
    expect(palette).toEqual([{ command, when: 'isWorkspaceTrusted' }]);
    const elsewhere = Object.entries(menus).filter(
      ([menu, items]) => menu !== 'commandPalette' && items.some((one) => one.command === command),
    );
    expect(elsewhere.map(([menu]) => menu)).toEqual(name === 'showDeployments' ? ['view/title'] : []);
  });
});

function FAILURES(): readonly (readonly [string, ProcessEnding | Error])[] {
  const stack =
    'node:internal/modules:1\n\nError: Cannot find module\n    at f (node:internal/modules:1:2)\n';
  const message = 'The remote origin cannot be reached. Look at the network, and run this again.';
  return [
    ['was killed', { kind: 'broken', problem: 'was ended by SIGKILL' }],
    ['cannot be started', { kind: 'broken', problem: 'could not be started (spawn x ENOENT)' }],
    ['takes too long', { kind: 'timed-out', seconds: 300 }],
    ['ends with 3 and a stack', ended('', 3, stack)],
    ['ends with 3 and says nothing', ended('', 3)],
    ['ends with 128 and rubbish', ended('%PDF-1.7', 128, 'fatal: \0')],
    ['ends with 2 and half an answer', ended('{"schema_version":1,"verdict":"rea', 2)],
    [
      'has no network',
      ended(JSON.stringify({ schema_version: 1, verdict: 'undetermined', error: { message } }), 3, stack),
    ],
    ['cannot be given its secrets', new Error('The keyring is locked\n    at f (keyring.js:1:2)')],
  ];
}

interface Manifest {
  readonly commands: readonly { readonly command: string; readonly enablement?: string }[];
  readonly menus: Readonly<Record<string, readonly { readonly command: string; readonly when: string }[]>>;
}

function manifest(): Manifest {
  const file = new URL('../../package.json', import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { readonly contributes: Manifest }).contributes;
}
