import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

import { afterAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

import {
  removeTemporaryFolders,
  repositoryAt,
  runGit,
  temporaryFolder,
  temporaryRepository,
  type TemporaryRepository,
} from '../../packages/host-node/src/testing/temporary-repository.ts';
import { lockkeeper } from '../cli/lockkeeper-process.ts';
import { checkOut, runnerFor, type PullRequestGiven } from '../generate/pull-request-run.ts';
import { runSteps } from '../generate/runner.ts';
import { MADE_REPOSITORIES } from './made-repositories.ts';

/**
 * A policy that `init` wrote must not stand in the way of the repository that it was written for: `init`, commit, then
 * an ordinary change through every door that CI has. `LOCKKEEPER_REAL` names a folder of clones; without it these are
 * small repositories of the same shapes. `LOCKKEEPER_WRITE_REAL` names a file for what came of each.
 */
const REAL = process.env['LOCKKEEPER_REAL'];
const NAMES = REAL === undefined ? Object.keys(MADE_REPOSITORIES) : readdirSync(REAL).sort();
const EVENTS = ['push', 'pull_request', 'pull_request_target', 'merge_group'] as const;
const WORKFLOWS = ['lockkeeper-guard.yml', 'lockkeeper-dependencies.yml'] as const;

interface Row {
  readonly repository: string;
  readonly door: string;
  readonly exit: number;
  readonly undetermined: number;
}

const rows: Row[] = [];

afterAll(() => {
  removeTemporaryFolders();
  const file = process.env['LOCKKEEPER_WRITE_REAL'];
  if (file !== undefined) writeFileSync(file, `${JSON.stringify(rows, undefined, 2)}\n`);
});

describe.each(NAMES)('in %s, as it came', (name) => {
  test('the policy that init writes passes an ordinary change through every door', async () => {
    const origin = await withPolicy(name);
    const base = origin.git('rev-parse', 'HEAD');
    origin.git('switch', '--quiet', '--create', 'topic');
    const head = origin.commit({ 'docs/ordinary-note.md': 'A note.\n' });
    for (const eventName of EVENTS) {
      for (const workflow of WORKFLOWS)
        await run(name, { origin, base, head, branch: 'topic', eventName }, workflow);
    }
    await commitInCi(name, origin, base);
    const own = rows.filter(({ repository }) => repository === name);
    expect(own.filter(({ exit, undetermined }) => exit !== 0 || undetermined > 0)).toEqual([]);
    expect(own.length).toBeGreaterThan(EVENTS.length);
  });
});

async function withPolicy(name: string): Promise<TemporaryRepository> {
  const origin = REAL === undefined ? temporaryRepository() : cloned(path.join(REAL, name));
  if (REAL === undefined) origin.commit(MADE_REPOSITORIES[name]);
  for (const args of [['init'], ['generate', 'workflows']]) {
    const { exitCode, stderr } = await lockkeeper(args, { cwd: origin.root });
    expect(exitCode, stderr).toBe(0);
    origin.commit();
  }
  return origin;
}

function cloned(source: string): TemporaryRepository {
  const root = temporaryFolder();
  runGit(root, ['clone', '--quiet', '--no-local', source, '.']);
  runGit(root, ['checkout', '--quiet', '-B', 'main']);
  return repositoryAt(root);
}

const workflowForm = z.looseObject({
  jobs: z.record(z.string(), z.looseObject({ steps: z.array(z.unknown()).optional() })),
});

async function run(name: string, given: PullRequestGiven, workflow: string): Promise<void> {
  const text = fileAt(given.origin, `.github/workflows/${workflow}`);
  if (text === undefined) return;
  const [job] = Object.values(workflowForm.parse(parse(text)).jobs);
  const { conclusion, log, summary } = await runSteps(job?.steps, runnerFor(given));
  rows.push({
    repository: name,
    door: `${given.eventName} ${workflow}`,
    exit: conclusion === 'success' ? 0 : 1,
    undetermined: Number(/(\d+) undetermined/.exec(summary)?.[1] ?? 0),
  });
  expect(summary, log).toMatch(/^lockkeeper \S+ at stage ci/m);
}

/** The hook that `generate hooks` writes, where CI runs it on what is staged. */
async function commitInCi(name: string, origin: TemporaryRepository, base: string): Promise<void> {
  const workspace = temporaryFolder();
  checkOut(origin, workspace, { ref: base });
  const checkout = repositoryAt(workspace);
  checkout.write('docs/ordinary-note.md', 'A note.\n');
  checkout.git('add', '--all');
  const env = { CI: 'true', GITHUB_ACTIONS: 'true', GITHUB_EVENT_NAME: 'push' };
  const { exitCode } = await lockkeeper(['hook', 'git', 'pre-commit'], { cwd: workspace, env });
  rows.push({ repository: name, door: 'pre-commit in CI', exit: exitCode ?? 1, undetermined: 0 });
}

function fileAt({ root }: TemporaryRepository, file: string): string | undefined {
  try {
    return readFileSync(path.join(root, file), 'utf8');
  } catch {
    return undefined; // A policy without dependencies has no guard of them.
  }
}
