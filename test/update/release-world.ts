import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { runMain } from '../../packages/cli/src/testing/run-main.ts';
import type { Strategy } from './killed-updater.ts';

const ENV = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_')));

/** A service that was installed from a remote and does not run, the keys of its releasers, and remotes to release to. */
export interface ReleaseWorld {
  readonly folder: string;
  readonly strategy: Strategy;
  /** The folder of the service: the checkout that it runs from, or that of its releases. */
  readonly checkout: string;
  /** Of the service: it says that it runs what is checked out, until somebody says otherwise. */
  readonly service: Pick<SampleService, 'port' | 'runs'>;
  /** Where its code lies, at the first commit, v1.0.0. */
  readonly live: Remote;
  readonly commits: Readonly<Record<'first' | 'second' | 'apart', string>>;
  /** A remote with both commits on main and one apart, which has no tag yet. */
  remote(name: string): Remote;
  key(name: string): SigningKey;
  /** Trusts what is written there, and nothing else. */
  pin(lines: string): string;
  remove(): void;
}

interface SampleService {
  readonly port: number;
  runs: string | undefined;
  readonly end: () => void;
}

/** A repository, and git in it. */
export interface Remote {
  readonly root: string;
  git(args: readonly string[], env?: Readonly<Record<string, string>>, input?: string): string;
}

export interface SigningKey {
  readonly file: string;
  readonly line: string;
  /** Options before the command of git. */
  readonly options: readonly string[];
}

/** All that a version brings which a careless updater would run. */
const SECOND: Readonly<Record<string, string>> = {
  'app.py': 'print("two")\n',
  'new.py': 'print("new")\n',
  '.gitattributes': '* filter=canary diff=canary\n',
  '.gitmodules': '[submodule "s"]\n\tpath = s\n\turl = ../s\n\tupdate = checkout\n',
  '.pre-commit-config.yaml': 'repos: [{repo: local, hooks: [{id: canary, entry: ./canary}]}]\n',
  '.githooks/post-checkout': '#!/bin/sh\ntouch "$CANARY"\n',
};

export function releaseWorld(strategy: Strategy = 'inplace'): ReleaseWorld {
  const folder = mkdtempSync(path.join(tmpdir(), 'lk-up-'));
  const at = (name: string) => path.join(folder, name);
  const work = at('work');
  mkdirSync(work);
  const git = repositoryAt(work);
  git(['init', '--quiet', '--initial-branch=main']);
  const commit = (files: Readonly<Record<string, string>>): string => {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(work, name)), { recursive: true });
      writeFileSync(path.join(work, name), text);
    }
    git(['add', '--all']);
    git(['commit', '--quiet', '--message', Object.keys(files)[0] ?? '']);
    return git(['rev-parse', 'HEAD']);
  };
  const first = commit({ 'app.py': 'print("one")\n', '.gitignore': 'bot_persistence/\nconfig/\n' });
  const second = commit(SECOND);
  git(['checkout', '--quiet', '-b', 'apart', first]);
  const apart = commit({ 'app.py': 'print("apart")\n' });
  git(['checkout', '--quiet', 'main']);
  git(['clone', '--quiet', '--bare', work, at('base.git')]);
  const live = at(strategy === 'releases' ? 'checkout/current' : 'checkout');
  if (strategy === 'releases') {
    const name = `releases/v1.0.0-${first.slice(0, 12)}`;
    git(['clone', '--quiet', '--bare', work, at('checkout/mirror.git')]);
    git([
      '-C',
      at('checkout/mirror.git'),
      'worktree',
      'add',
      '--quiet',
      '--detach',
      at(`checkout/${name}`),
      first,
    ]);
    symlinkSync(name, live);
  } else {
    git(['clone', '--quiet', at('base.git'), live]);
    repositoryAt(live)(['checkout', '--quiet', '--detach', first]);
  }
  installed(at('checkout'), first);
  const service = startService(live);
  return {
    folder,
    strategy,
    checkout: at('checkout'),
    service,
    live: { root: live, git: repositoryAt(live) },
    commits: { first, second, apart },
    remote: (name) => {
      cpSync(at('base.git'), at(`${name}.git`), { recursive: true });
      return { root: at(`${name}.git`), git: repositoryAt(at(`${name}.git`)) };
    },
    key: (name) => sshKey(at(name)),
    pin: (lines) => {
      const file = path.join(mkdtempSync(at('pins-')), 'allowed_signers');
      writeFileSync(file, lines);
      return file;
    },
    remove: () => {
      service.end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** As a small server does, it knows its address as it is written and no other. */
function startService(checkout: string): SampleService {
  const server = createServer(({ url }, response) => {
    const commit = service.runs ?? repositoryAt(checkout)(['rev-parse', 'HEAD']);
    response.writeHead(url === '/health' ? 200 : 404).end(JSON.stringify({ commit }));
  });
  // Of a name that has to be looked up the port would be known later.
  server.listen(0).unref();
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const service: SampleService = { port, runs: undefined, end: () => void server.close() };
  return service;
}

function installed(checkout: string, commit: string): void {
  const meta = path.join(checkout, 'bot_persistence/live/meta');
  mkdirSync(meta, { recursive: true });
  mkdirSync(path.join(checkout, 'config'));
  writeFileSync(path.join(meta, 'last_save'), '');
  const version = {
    schema_version: 1,
    version: 'v1.0.0',
    commit,
    updated_at: '2026-11-01T00:00:00.000Z',
    previous: null,
    floor: 'v1.0.0',
    last_attempt: null,
  };
  writeFileSync(path.join(meta, 'version.json'), JSON.stringify(version));
}

function repositoryAt(root: string): Remote['git'] {
  return (args, env = {}, input) =>
    execFileSync('git', ['-C', root, ...args], {
      encoding: 'utf8',
      ...(input !== undefined && { input }),
      stdio: ['pipe', 'pipe', 'pipe'],
      env: {
        ...ENV,
        GIT_CONFIG_GLOBAL: '/dev/null',
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_AUTHOR_NAME: 'Ada',
        GIT_AUTHOR_EMAIL: 'ada@example.com',
        GIT_COMMITTER_NAME: 'Ada',
        GIT_COMMITTER_EMAIL: 'ada@example.com',
        ...env,
      },
    }).trimEnd();
}

function sshKey(file: string): SigningKey {
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', '', '-f', file]);
  return {
    file,
    line: readFileSync(`${file}.pub`, 'utf8').trim(),
    options: ['-c', 'gpg.format=ssh', '-c', `user.signingkey=${file}.pub`],
  };
}

export interface DryRun {
  readonly exitCode: number;
  readonly codes: readonly string[];
  readonly answer: Readonly<Record<string, unknown>>;
}

type Settings = Readonly<Record<string, unknown>>;

/** `lockkeeper update run --dry-run` with these settings, and what it refuses by. */
export async function dryRun(world: ReleaseWorld, settings: Settings): Promise<DryRun> {
  const { exitCode, answer } = await asked(world, ['run', '--dry-run'], settings);
  const { refusals = [] }: { refusals?: readonly { code: string }[] } = answer;
  return { exitCode, codes: refusals.map(({ code }) => code), answer };
}

/** What an update that is no dry run answers with these settings. Nothing stays of it but what it brought. */
export async function realRun(world: ReleaseWorld, verb: 'run' | 'acquire', settings: Settings) {
  const { exitCode, answer } = await asked(world, [verb], settings);
  const { result, codes, why }: { result?: string; codes?: readonly string[]; why?: string | null } = answer;
  const meta = path.join(world.checkout, 'bot_persistence/live/meta');
  for (const name of readdirSync(meta).filter((one) => !INSTALLED.includes(one)))
    rmSync(path.join(meta, name), { recursive: true });
  // What has begun says its code in words.
  const word = /\(([a-z-]+)\)/.exec(why ?? '')?.[1];
  return { exitCode, result, codes: codes?.length === 0 && word !== undefined ? [word] : codes, why };
}

const INSTALLED = ['version.json', 'last_save'];

async function asked(world: ReleaseWorld, words: readonly string[], settings: Settings) {
  const all = {
    strategy: world.strategy,
    health_url: `http://127.0.0.1:${world.service.port}/health`,
    ...settings,
  };
  const lines = Object.entries(all).map(([key, value]) => `${key} = ${JSON.stringify(value)}`);
  writeFileSync(path.join(world.checkout, 'config/update.toml'), `[update]\n${lines.join('\n')}\n`);
  const { exitCode, stdout } = await runMain(['update', ...words, '--profile', 'live', '--format', 'json'], {
    cwd: world.checkout,
    env: { PATH: process.env['PATH'], XDG_STATE_HOME: path.join(world.folder, 'state') },
  });
  const answer: DryRun['answer'] = JSON.parse(stdout);
  return { exitCode, answer };
}
