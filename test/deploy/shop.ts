import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type {
  ReleaseAnswer,
  RunAnswer,
} from '../../packages/cli/src/commands/release/answer/answer-schema.ts';
import { endServices, makeSample } from '../../tools/sample-service/made-sample.mjs';
import { lockkeeper, type Ended } from '../cli/lockkeeper-process.ts';
import { publishedAnswer } from './published-answer.ts';

export type Person = 'agent' | 'mia';

/** The sample service: a bare remote, a clone, a platform that runs real processes, and two people. */
export interface Shop {
  readonly clone: string;
  readonly git: (...args: string[]) => string;
  /** Of a branch of an agent, pushed; its id. */
  readonly commit: (
    files: Readonly<Record<string, string>>,
    more?: { readonly branch?: string; readonly by?: Person },
  ) => string;
  readonly run: (person: Person, ...args: readonly string[]) => Promise<Ended>;
  /** The same with `--format json`; rejects where that is not what the published schema says. */
  readonly asked: (
    person: Person,
    ...args: readonly string[]
  ) => Promise<{ readonly exitCode: number | null; readonly answer: ReleaseAnswer }>;
  /** With variables besides. */
  readonly runWith: (
    more: Readonly<Record<string, string>>,
    person: Person,
    ...args: readonly string[]
  ) => Promise<Ended>;
  /** The same of a command that answers with a run. */
  readonly ask: (
    person: Person,
    ...args: readonly string[]
  ) => Promise<{ readonly exitCode: number | null; readonly answer: RunAnswer }>;
  /** Runs it; the arguments of every git that it starts. */
  readonly gitCalls: (person: Person, ...args: readonly string[]) => Promise<readonly string[]>;
  readonly env: (person: Person) => NodeJS.ProcessEnv;
  readonly deploys: (environment: string) => readonly { readonly commit: string; readonly key: string }[];
  /** The process that runs there. */
  readonly serviceOf: (environment: string) => number;
  readonly health: (environment: string) => Promise<{ readonly status: number; readonly sha: string }>;
  readonly end: () => Promise<void>;
}

export const GO: readonly string[] = ['--yes', '--confirm', 'production'];

export interface ShopOptions {
  /** Of everybody, beside what the sample gives them. */
  readonly env?: Readonly<Record<string, string>>;
  /** The variables that lead to its databases; left out: it has none. */
  readonly databases?: Readonly<Record<string, string>>;
}

export async function openShop({ env = {}, databases }: ShopOptions = {}): Promise<Shop> {
  const folder = mkdtempSync(path.join(tmpdir(), 'lockkeeper-shop-'));
  const sample = await makeSample(folder, databases);
  const { clone, platform, environments, git } = sample;
  const stateOf = (environment: string) =>
    JSON.parse(readFileSync(path.join(platform, environment, 'state.json'), 'utf8')) as {
      readonly pid: number;
      readonly deploys: readonly { readonly commit: string; readonly key: string }[];
    };
  const runWith = async (
    more: Readonly<Record<string, string>>,
    person: Person,
    ...args: readonly string[]
  ) => await lockkeeper(args, { cwd: clone, env: { ...textsOf(environments[person]), ...env, ...more } });
  const run = async (person: Person, ...args: readonly string[]) => await runWith({}, person, ...args);
  const asked: Shop['asked'] = async (person, ...args) => {
    const { exitCode, stdout } = await run(person, ...args, '--format', 'json');
    return { exitCode, answer: publishedAnswer(stdout) };
  };
  return {
    clone,
    git,
    run,
    runWith,
    commit: (files, { branch = 'auto/work', by = 'agent' } = {}) => {
      git('checkout', '--quiet', '-B', branch);
      for (const [file, text] of Object.entries(files)) {
        mkdirSync(path.dirname(path.join(clone, file)), { recursive: true });
        writeFileSync(path.join(clone, file), text);
      }
      git('add', '--all');
      const { GIT_AUTHOR_NAME: name, GIT_AUTHOR_EMAIL: email } = environments[by];
      git(
        '-c',
        `user.name=${name}`,
        '-c',
        `user.email=${email}`,
        'commit',
        '--quiet',
        `--author=${name} <${email}>`,
        '--message',
        Object.keys(files).join(),
      );
      git('push', '--quiet', '--force', 'origin', branch);
      return git('rev-parse', 'HEAD');
    },
    asked,
    ask: async (person, ...args) => {
      const { exitCode, answer } = await asked(person, ...args);
      if ('refusals' in answer) return { exitCode, answer };
      throw new Error(`It answers with no run: ${JSON.stringify(answer)}`);
    },
    gitCalls: async (person, ...args) => {
      const { bin, calls } = watchedGit(folder);
      const PATH = `${bin}${path.delimiter}${textsOf(environments[person])['PATH'] ?? ''}`;
      await runWith({ PATH }, person, ...args);
      return readFileSync(calls, 'utf8').split('\n');
    },
    env: (person) => environments[person],
    deploys: (environment) => stateOf(environment).deploys,
    serviceOf: (environment) => stateOf(environment).pid,
    health: async (environment) => {
      const url = environments.agent[environment === 'staging' ? 'STAGING_URL' : 'PRODUCTION_URL'];
      const response = await fetch(`${url}/health`);
      const said = (await response.json()) as { readonly sha: string };
      return { status: response.status, sha: said.sha };
    },
    end: async () => {
      endServices(platform);
      await Promise.resolve();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function textsOf(env: NodeJS.ProcessEnv): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/** A folder for the path with a git that writes down what it is started with, and goes on as the real one. */
function watchedGit(folder: string) {
  const bin = mkdtempSync(path.join(folder, 'bin-'));
  const calls = path.join(bin, 'calls');
  const git = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
  const program = `#!/bin/sh\nprintf '%s\\n' "$*" >> '${calls}'\nexec '${git}' "$@"\n`;
  writeFileSync(path.join(bin, 'git'), program, { mode: 0o755 });
  return { bin, calls };
}
