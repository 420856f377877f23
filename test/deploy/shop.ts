import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';

import type {
  ReleaseAnswer,
  RunAnswer,
} from '../../packages/cli/src/commands/release/answer/answer-schema.ts';
import { endServices, makeSample } from '../../tools/sample-service/made-sample.mjs';
import { lockkeeper, PROGRAM, type Ended } from '../cli/lockkeeper-process.ts';
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
  /** The same of a command that answers with a run. */
  readonly ask: (
    person: Person,
    ...args: readonly string[]
  ) => Promise<{ readonly exitCode: number | null; readonly answer: RunAnswer }>;
  /** Runs it; the arguments of every git that it starts. */
  readonly gitCalls: (person: Person, ...args: readonly string[]) => Promise<readonly string[]>;
  /** Runs it, and kills it with all its children as soon as its error output holds a text. */
  readonly killedAt: (text: string, person: Person, ...args: readonly string[]) => Promise<void>;
  readonly env: (person: Person) => NodeJS.ProcessEnv;
  readonly deploys: (environment: string) => readonly { readonly commit: string; readonly key: string }[];
  /** The process that runs there. */
  readonly serviceOf: (environment: string) => number;
  readonly health: (environment: string) => Promise<{ readonly status: number; readonly sha: string }>;
  readonly end: () => Promise<void>;
}

export const GO: readonly string[] = ['--yes', '--confirm', 'production'];

export async function openShop(): Promise<Shop> {
  const folder = mkdtempSync(path.join(tmpdir(), 'lockkeeper-shop-'));
  const sample = await makeSample(folder);
  const { clone, platform, environments, git } = sample;
  const stateOf = (environment: string) =>
    JSON.parse(readFileSync(path.join(platform, environment, 'state.json'), 'utf8')) as {
      readonly pid: number;
      readonly deploys: readonly { readonly commit: string; readonly key: string }[];
    };
  const run = async (person: Person, ...args: readonly string[]) =>
    await lockkeeper(args, { cwd: clone, env: textsOf(environments[person]) });
  const asked: Shop['asked'] = async (person, ...args) => {
    const { exitCode, stdout } = await run(person, ...args, '--format', 'json');
    return { exitCode, answer: publishedAnswer(stdout) };
  };
  return {
    clone,
    git,
    run,
    commit: (files, { branch = 'auto/work', by = 'agent' } = {}) => {
      git('checkout', '--quiet', '-B', branch);
      for (const [file, text] of Object.entries(files)) writeFileSync(path.join(clone, file), text);
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
      const env = textsOf(environments[person]);
      const { bin, calls } = watchedGit(folder);
      const PATH = `${bin}${path.delimiter}${env['PATH'] ?? ''}`;
      await lockkeeper(args, { cwd: clone, env: { ...env, PATH } });
      return readFileSync(calls, 'utf8').split('\n');
    },
    killedAt: async (text, person, ...args) => {
      await killedAt(text, args, { cwd: clone, env: environments[person] });
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

function textsOf(env: NodeJS.ProcessEnv): Readonly<Record<string, string>> {
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

/** A process that is killed takes nothing back and says nothing more. What the platform began goes on. */
function killedAt(
  text: string,
  args: readonly string[],
  { cwd, env }: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [PROGRAM, ...args], {
      cwd,
      env,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      said += chunk;
      if (said.includes(text)) child.kill('SIGKILL');
    });
    child.on('close', () => {
      if (said.includes(text)) resolve();
      else reject(new Error(`It never said ${text}: ${said}`));
    });
  });
}
