import { chmodSync } from 'node:fs';
import path from 'node:path';

import { createRecordsStore, publishContents } from '@lockkeeper/host-node/write';
import { recordDeploy } from '@lockkeeper/operations';
import { observed } from '@lockkeeper/policy-core';
import { AUDIT_LOG_PATH } from '@lockkeeper/policy-core/deployment/record';
import { afterAll, describe, expect, test } from 'vitest';

import { DEFAULT_RECORD_PATH } from '../../packages/policy-core/src/policy/policy.ts';
import {
  removeTemporaryFolders,
  repositoryAt,
  temporaryRepository,
} from '../../packages/host-node/src/testing/temporary-repository.ts';
import { runMain } from '../../packages/cli/src/testing/run-main.ts';
import { startGitData, type GitDataWorld } from './start-git-data.ts';

afterAll(removeTemporaryFolders);

const TOKEN = 'planted-secret';
const END = 'infrastructure/deploys/audit.end.json';
const POLICY = `version: 1
migrations: { once: [c3d4e5f6a7b8] }
deployment: { records: { mode: contents } }
`;
const WHERE = `origin/main:${AUDIT_LOG_PATH}`;
const WRITTEN = `Wrote into ${WHERE} that c3d4e5f6a7b8 has run in production.\n`;

interface Shop {
  readonly server: ReturnType<typeof repositoryAt>;
  readonly clone: ReturnType<typeof temporaryRepository>;
  readonly once: (env?: object) => ReturnType<typeof runMain>;
  readonly run: (...args: readonly string[]) => ReturnType<typeof runMain>;
  readonly requests: readonly string[];
  /** Of the API. */
  readonly url: string;
}

/** A repository on GitHub whose policy writes the records on main, and a clone of it. */
async function inShop(
  work: (shop: Shop) => Promise<void>,
  worldOf: (shop: Pick<Shop, 'clone'>) => Partial<GitDataWorld> = () => ({}),
): Promise<void> {
  const bare = temporaryRepository('--bare');
  const clone = temporaryRepository();
  clone.git('remote', 'add', 'origin', bare.root);
  clone.commit({ 'lockkeeper.yaml': POLICY, 'app.py': '' });
  clone.git('push', '--quiet', 'origin', 'main');
  const github = await startGitData({ root: bare.root, token: TOKEN, ...worldOf({ clone }) });
  const env = {
    GITHUB_API_URL: github.url,
    GITHUB_TOKEN: TOKEN,
    GITHUB_REPOSITORY: 'acme/shop',
    USER: 'alice',
  };
  const run = (...args: readonly string[]) => runMain(args, { cwd: clone.root, env });
  const once = (more: object = {}) =>
    runMain(['record', 'once', 'c3d4e5f6a7b8', '--environment', 'production'], {
      cwd: clone.root,
      env: { ...env, ...more },
    });
  try {
    await work({
      server: repositoryAt(bare.root),
      clone,
      once,
      run,
      requests: github.requests,
      url: github.url,
    });
  } finally {
    await github.close();
  }
}

/** Somebody else pushes to main, once. */
function pushesBetween({ clone }: Pick<Shop, 'clone'>): Partial<GitDataWorld> {
  let isFirst = true;
  return {
    beforeMove: () => {
      if (isFirst) {
        clone.commit({ 'app.py': 'print()\n' });
        clone.git('push', '--quiet', 'origin', 'main');
      }
      isFirst = false;
      return Promise.resolve();
    },
  };
}

/** The same server, by an address of GitHub. */
function reachedBySsh(clone: Shop['clone'], url: string): void {
  const place = clone.git('remote', 'get-url', 'origin');
  clone.write('.git/ssh', `#!/bin/sh\nfor last; do :; done\nexec "${'$'}{last%% *}" '${place}'\n`);
  const program = path.join(clone.root, '.git/ssh');
  chmodSync(program, 0o755);
  clone.git('config', 'core.sshCommand', program);
  clone.git('config', 'ssh.variant', 'simple');
  clone.git('remote', 'set-url', 'origin', url);
}

describe('records on a main that is not protected [D-5]', () => {
  test('are one commit of GitHub for each write, and are read from main of the remote', async () => {
    await inShop(async ({ server, clone, once, run, requests }) => {
      const head = clone.git('rev-parse', 'HEAD');
      expect(await once()).toEqual({ exitCode: 0, stdout: WRITTEN, stderr: '' });
      expect(requests).toEqual([
        'GET /repos/acme/shop/branches/main',
        'POST /repos/acme/shop/git/trees',
        'POST /repos/acme/shop/git/commits',
        'PATCH /repos/acme/shop/git/refs/heads%2Fmain',
      ]);
      expect(server.git('rev-parse', 'main^')).toBe(head);
      expect(server.git('diff', '--name-only', 'main^', 'main').split('\n')).toEqual([END, AUDIT_LOG_PATH]);
      expect([clone.git('rev-parse', 'HEAD'), clone.git('status', '--porcelain')]).toEqual([head, '']);
      expect(await run('audit', 'verify')).toMatchObject({
        exitCode: 0,
        stdout: expect.stringContaining(`${WHERE}: nothing contradicts the log: 1 entry.`) as unknown,
      });
      expect((await once()).exitCode).toBe(0);
      expect(server.git('rev-list', '--count', 'main')).toBe('3');
      expect((await run('audit', 'show')).stdout).toContain('migration.once  production  by alice');
    });
  });

  test('hold the record of a deploy with its entry in one commit, of which the tree has a copy once it is pulled', async () => {
    await inShop(async ({ server, clone, run, url }) => {
      const place = { root: clone.root, remote: 'origin', branch: 'main' };
      const github = { owner: 'acme', repository: 'shop', token: TOKEN, apiUrl: url };
      const publish = publishContents(async () => await Promise.resolve(observed(github)));
      const trail = {
        path: AUDIT_LOG_PATH,
        logs: createRecordsStore(place, { publish }),
        clock: { now: () => '2026-11-21T08:00:00Z' },
        actor: 'ci',
      };
      const deploy = {
        last_good_sha: clone.git('rev-parse', 'HEAD'),
        deployed_at: '2026-11-21T08:00:00Z',
        environment: 'production',
        service: 'api',
      };
      expect((await recordDeploy(trail, { record: DEFAULT_RECORD_PATH, deploy })).kind).toBe('recorded');
      expect(server.git('rev-list', '--count', 'main')).toBe('2');
      const files = [END, AUDIT_LOG_PATH, DEFAULT_RECORD_PATH];
      expect(server.git('diff', '--name-only', 'main^', 'main').split('\n')).toEqual(files);
      const before = await run('record', 'verify');
      expect(before.stdout).toContain(
        '- mirror     The tree has no copy of it yet. `git pull` brings one there.',
      );
      expect(before.exitCode).toBe(0);
      clone.git('pull', '--quiet', 'origin', 'main');
      expect((await run('record', 'verify')).stdout).toContain(
        '✔ mirror     The copy in the tree is the same.',
      );
      expect((await run('guard', '--verbose')).stdout).toContain(`(origin/main:${DEFAULT_RECORD_PATH})`);
    });
  });

  test('are decided again where somebody else was faster', async () => {
    await inShop(async ({ server, once, requests }) => {
      expect(await once()).toMatchObject({ exitCode: 0, stdout: WRITTEN });
      expect(requests.filter((request) => request.startsWith('PATCH'))).toHaveLength(2);
      expect(server.git('log', '--format=%s', 'main').split('\n')).toEqual([
        'Write down what was deployed',
        'work',
        'work',
      ]);
      expect(server.git('show', 'main:app.py')).toBe('print()');
      expect(server.git('show', `main:${AUDIT_LOG_PATH}`).split('\n')).toHaveLength(1);
    }, pushesBetween);
  });

  test('are written once, also where the answer of GitHub is lost', async () => {
    await inShop(
      async ({ server, once }) => {
        expect(await once()).toMatchObject({ exitCode: 0, stdout: WRITTEN });
        expect(server.git('rev-list', '--count', 'main')).toBe('2');
      },
      () => ({ losesAnswers: true }),
    );
  });

  test.each<[string, Partial<GitDataWorld>, string]>([
    [
      'main is protected',
      { isProtected: true },
      'main is protected on GitHub, and records are not written past that. Write `deployment: { records: { mode: branch } }` into the policy.',
    ],
    ['a rule keeps it from main', { refusesMoves: true }, 'GitHub refused the branch main (422).'],
    ['the token is refused', { token: 'another' }, 'GitHub refused the token (401); check GITHUB_TOKEN.'],
  ])('are not written where %s', async (_, world, told) => {
    await inShop(
      async ({ server, once }) => {
        const main = server.git('rev-parse', 'main');
        const { exitCode, stdout, stderr } = await once();
        expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: '' });
        expect(stderr).toBe(`It was not written into ${WHERE}: ${told}\n`);
        expect(server.git('rev-parse', 'main')).toBe(main);
      },
      () => world,
    );
  });

  test('are not written without a token, nor into a repository that the remote is not', async () => {
    await inShop(async ({ clone, once, requests }) => {
      expect((await once({ GITHUB_TOKEN: '' })).stderr).toBe(
        `It was not written into ${WHERE}: there is no token for GitHub; set GITHUB_TOKEN to one that may read the repository.\n`,
      );
      reachedBySsh(clone, 'git@github.com:other/shop.git');
      expect((await once()).stderr).toBe(
        `It was not written into ${WHERE}: GITHUB_REPOSITORY is not the repository of the remote origin.\n`,
      );
      expect(requests).toEqual([]);
    });
  });

  test('need no branch of their own and no copy', async () => {
    await inShop(async ({ run }) => {
      for (const command of ['begin', 'mirror']) {
        const { exitCode, stderr } = await run('record', command);
        expect(exitCode).toBe(2);
        expect(stderr).toBe(
          'The policy keeps the deploy records on main itself: bring what the tree has there as any other file.\n',
        );
      }
    });
  });
});
