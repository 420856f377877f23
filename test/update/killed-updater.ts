import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';

import { expect } from 'vitest';

import { makeBot, type MadeBot } from '../../tools/sample-bot/made-bot.mjs';

export type Strategy = 'releases' | 'inplace';

export interface BotWorld {
  readonly bot: MadeBot;
  /** The next version, whole and signed. */
  release(files?: Readonly<Record<string, string>>): { readonly version: string; readonly commit: string };
  end(): Promise<void>;
}

/** A real service under our supervisor, with a remote that releases come from. */
export async function botWorld(
  strategy: Strategy,
  settings: Readonly<Record<string, unknown>> = {},
  folder: string = mkdtempSync(path.join(tmpdir(), 'lk-bot-')),
): Promise<BotWorld> {
  const bot = await makeBot(folder, strategy, { health_seconds: 4, ...settings });
  let minor = 0;
  return {
    bot,
    release: (files = {}) => {
      minor += 1;
      const version = `v1.${minor}.0`;
      return { version, commit: bot.release(version, files) };
    },
    end: async () => {
      await bot.end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What `version.json` says that runs. */
export function confirmed({ meta }: Pick<MadeBot, 'meta'>): string {
  const { commit }: { commit: string } = JSON.parse(readFileSync(path.join(meta, 'version.json'), 'utf8'));
  return commit;
}

/** The versions that do not come back by themselves. */
function blocked({ meta }: MadeBot): readonly string[] {
  const state: { blocked: readonly { commit: string }[] } = JSON.parse(
    readFileSync(path.join(meta, 'update_state.json'), 'utf8'),
  );
  return state.blocked.map(({ commit }) => commit);
}

/** The process of the service, as the supervisor says. */
export function servicePid({ meta }: MadeBot): number {
  const { service }: { service: { pid: number } } = JSON.parse(
    readFileSync(path.join(meta, 'service_status.json'), 'utf8'),
  );
  return service.pid;
}

/** Ends the supervisor and the service at once, as a power cut does. */
export async function killService(bot: MadeBot): Promise<void> {
  const text = readFileSync(path.join(bot.meta, 'service_status.json'), 'utf8');
  const { supervisor, service }: { supervisor: { pid: number }; service: { pid: number } | null } =
    JSON.parse(text);
  process.kill(supervisor.pid, 'SIGKILL');
  await bot.supervisorEnded();
  if (service !== null) spawnSync('kill', ['-9', '--', `-${service.pid}`]);
}

/** Each time that the service was started on parts of two versions. */
export function mixedStarts(bot: MadeBot): readonly string[] {
  const starts = bot.data('starts.log').trim().split('\n');
  return starts.filter((line) => line.split(' ')[0] !== line.split(' ')[1]);
}

/** Runs git in a folder, and gives what it prints. */
export type GitIn = (folder: string, ...args: readonly string[]) => string;

const plainGit: GitIn = (folder, ...args) =>
  execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8' });

/** What is installed: a commit, and every file of it as it was committed. */
function installed(
  { root }: Pick<MadeBot, 'root'>,
  git: GitIn,
): { readonly commit: string; readonly changed: string } {
  const current = path.join(root, 'current');
  const live = existsSync(current) ? current : root;
  return {
    commit: git(live, 'rev-parse', 'HEAD').trim(),
    changed: git(live, 'status', '--porcelain').trim(),
  };
}

/** The old version or the new one and no mixture, healthy, at work; and whoever looks is told the same. */
export async function expectConverged(
  bot: Pick<MadeBot, 'root' | 'meta' | 'runs' | 'health' | 'cutTrades'>,
  commit: string,
  git: GitIn = plainGit,
): Promise<void> {
  expect(confirmed(bot)).toBe(commit);
  expect(installed(bot, git)).toEqual({ commit, changed: '' });
  await bot.runs(commit);
  await expect.poll(async () => await bot.health()).toMatchObject({ commit, paused: false });
  const health = await bot.health();
  expect(health?.first).toBe(health?.second);
  expect(bot.cutTrades()).toEqual([]);
  expect(existsSync(path.join(bot.meta, 'quiesce.json'))).toBe(false);
}

/** The service that runs is the same process as before, and the same version. */
export async function expectUntouched(bot: MadeBot, act: () => Promise<void>): Promise<void> {
  const [pid, commit] = [servicePid(bot), confirmed(bot)];
  await act();
  expect(servicePid(bot)).toBe(pid);
  await expectConverged(bot, commit);
  await bot.update(['enable', '--ack']);
}

/** Every step that a journal names on the way there, in their order. */
export const STEPS =
  'lock discover eligibility limits fetch verify save snapshot stage test quiesce switch restart health confirm resume report gc'.split(
    ' ',
  );

export const MOMENTS = ['behind intent', 'before done'] as const;

type Files = Readonly<Record<string, string>>;

/** A version that is started, and goes back with its data; and one that is not. */
const ILL: Files = { ILL: 'yes', MIGRATES: 'yes' };
const BROKEN: Files = { BROKEN: 'yes' };

/** Every step of the two ways back, with a version that goes there. */
export const STEPS_BACK = [
  ...['switch-back', 'unconfirm', 'restart-old', 'health-old', 'resume', 'unstage', 'report', 'unlock'].map(
    (step) => ({ step, from: 'an ill version', files: ILL }),
  ),
  ...['unstage', 'drop-snapshot', 'report', 'unlock'].map((step) => ({
    step,
    from: 'a broken version',
    files: BROKEN,
  })),
];

/**
 * Brings a version with an updater that is killed at one moment, lets the next one end it, and says what came of it. The world
 * is as ready for the next version as before.
 *
 * @param files what is wrong with the version, if anything is
 */
export async function killedAt(world: BotWorld, killAt: string, files: Files = {}): Promise<'old' | 'new'> {
  const { bot } = world;
  const before = confirmed(bot);
  const { commit } = world.release(files);
  const killed = await bot.update(['run'], { killAt });
  expect(killed, killAt).toMatchObject({ exitCode: null });
  const recovered = await bot.update(['recover']);
  const { result, resumes }: { result: string; resumes: number } = JSON.parse(recovered.stdout);
  expect(['updated', 'failed', 'rolled-back'], `${killAt}: ${recovered.stderr}`).toContain(result);
  expect(resumes).toBe(1);
  const isNew = result === 'updated';
  await expectConverged(bot, isNew ? commit : before);
  expect(bot.data('format'), 'what a version that is gone wrote is gone').toBe('');
  expect(blocked(bot), 'who is killed blames no version that is well').toEqual(
    Object.keys(files).length === 0 ? [] : [commit],
  );
  await bot.update(['enable', '--ack']);
  return isNew ? 'new' : 'old';
}

/** Before the switch is written down the old version stays; behind a restart the new one does, where it is healthy. */
export function expectedAt(step: string, moment: string): 'old' | 'new' {
  const at = STEPS.indexOf(step);
  const restart = STEPS.indexOf('restart');
  return at > restart || (at === restart && moment === 'before done') ? 'new' : 'old';
}
