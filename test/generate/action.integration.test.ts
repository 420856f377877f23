import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

import {
  removeTemporaryFolders,
  runGit,
  temporaryRepository,
} from '../../packages/host-node/src/testing/temporary-repository.ts';
import { ROOT } from '../architecture/source-files.ts';
import { startGitHub } from '../github/start-github.ts';
import { checkOut, runnerFor, type PreparedRunner } from './pull-request-run.ts';
import { runSteps, type JobEnd } from './runner.ts';
import { githubParser } from './workflow-parser.ts';

const TEXT = readFileSync(path.join(ROOT, 'action.yml'), 'utf8');
const action = z
  .object({
    inputs: z.record(z.string(), z.object({ description: z.string(), default: z.string() })),
    runs: z.object({
      using: z.literal('composite'),
      steps: z.array(z.looseObject({ run: z.string().optional(), uses: z.string().optional() })),
    }),
  })
  .parse(parse(TEXT));

afterAll(removeTemporaryFolders);

describe('action.yml', () => {
  let parser: Awaited<ReturnType<typeof githubParser>>;
  beforeAll(async () => {
    parser = await githubParser();
  });

  test("has nothing that GitHub's own parser objects to", () => {
    expect(parser.actionErrors(TEXT)).toEqual([]);
  });

  test.each([
    ['using: composite', 'using: composit'],
    ['      shell: bash\n', ''],
    ['inputs:\n', 'input:\n'],
    ['runs:\n', 'runs: [\n'],
  ])('would not be silent if %j were %j', (right, wrong) => {
    expect(parser.actionErrors(TEXT.replaceAll(right, wrong))).not.toEqual([]);
  });

  test('has no expression in a script, so that no input and no title can become a command', () => {
    const scripts = action.runs.steps.flatMap(({ run = [] }) => run);
    expect(scripts.length).toBeGreaterThan(2);
    for (const script of scripts) expect(script).not.toContain('${{');
  });

  test('names other actions by their commit', () => {
    for (const line of TEXT.match(/^\s+uses: .*$/gm) ?? []) {
      expect(line).toMatch(/uses: [\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    }
  });

  test('explains each input, and runs the version it belongs to', () => {
    expect(Object.keys(action.inputs)).toEqual([
      'stage',
      'format',
      'version',
      'sarif',
      'working-directory',
      'token',
    ]);
    const { version } = z
      .object({ version: z.string() })
      .parse(JSON.parse(readFileSync(path.join(ROOT, 'packages/cli/package.json'), 'utf8')));
    expect(action.inputs['version']?.default).toBe(version);
  });
});

describe('one line in a workflow', () => {
  test('marks the finding, writes the summary and fails', async () => {
    const { end, runner } = await used({ 'backend/core/pay.py': 'AMOUNT = 2\n' });
    expect(end.conclusion).toBe('failure');
    expect(end.log).toContain('::error title=paths/protected,file=backend/core/pay.py');
    expect(end.summary).toContain('policy lockkeeper.yaml');
    expect(end.outputs['judge']).toEqual({ 'exit-code': '1' });
    expect(programsOf(runner)).toHaveLength(2);
  });

  test('passes where nothing stands against the change', async () => {
    const { end } = await used({ 'docs/guide.md': '# Guide\n' });
    expect(end.conclusion, end.log).toBe('success');
    expect(end.outputs['judge']).toEqual({ 'exit-code': '0' });
    expect(end.outcomes['Send findings to code scanning']).toBe('skipped');
  });

  test('looks at the repository once, whatever forms it reports in', async () => {
    const { end, runner } = await used({ 'backend/core/pay.py': 'AMOUNT = 2\n' }, { sarif: 'true' });
    const asked = programsOf(runner);
    expect(asked.filter((line) => line.includes('--root'))).toHaveLength(1);
    expect(asked.filter((line) => line.includes('--snapshot '))).toHaveLength(2);
    const sarif = end.outputs['judge']?.['sarif'] ?? '';
    expect(JSON.parse(readFileSync(sarif, 'utf8'))).toMatchObject({ version: '2.1.0' });
    expect(end.outcomes).toMatchObject({
      'Send findings to code scanning': 'success',
      'Give the verdict': 'failure',
    });
  });

  test('does not try to upload with the token of a fork, and gives the same verdict', async () => {
    const { end } = await used({ 'docs/guide.md': '# Guide\n' }, { sarif: 'true' }, { fork: true });
    expect(end.outcomes['Send findings to code scanning']).toBe('skipped');
    expect(end.conclusion, end.log).toBe('success');
  });

  test('completes a checkout that has one commit only', async () => {
    const { end, runner } = await used({ 'docs/guide.md': '# Guide\n' }, {}, { depth: 1 });
    expect(end.conclusion, end.log).toBe('success');
    expect(runGit(runner.workspace, ['rev-parse', '--is-shallow-repository'])).toBe('false');
  });

  test('uses nothing of the repository to run the program', async () => {
    const { runner } = await used({
      '.npmrc': 'registry=http://127.0.0.1:9/\n',
      'docs/guide.md': '# Guide\n',
    });
    expect(existsSync(path.join(runner.workspace, '.npmrc'))).toBe(true);
    expect(programsOf(runner).every((line) => line.startsWith(`${runner.temp} --yes lockkeeper@`))).toBe(
      true,
    );
  });

  test.each(['latest', '^1.2.3', '1.2.3 --registry=http://127.0.0.1:9', '$(touch pwned)'])(
    'fails for the version %j, which is not exact, before anything is run',
    async (version) => {
      const { end, runner } = await used({ 'docs/guide.md': '# Guide\n' }, { version });
      expect(end.conclusion).toBe('failure');
      expect(end.log).toContain('The version must be exact, such as 1.2.3.');
      expect(end.outputs['judge']).toEqual({ 'exit-code': '2' });
      expect(programsOf(runner)).toEqual([]);
    },
  );

  test('fails where nothing could be judged', async () => {
    const { end } = await used({ 'docs/guide.md': '# Guide\n' }, { 'working-directory': '..' });
    expect(end.conclusion).toBe('failure');
  });
});

interface Circumstances {
  readonly fork?: boolean;
  readonly depth?: number;
}

const FILES = {
  'lockkeeper.yaml':
    'version: 1\nprotected: [{ id: core, paths: [backend/core/**], require: { label: approved-core-change } }]\n',
  'backend/core/pay.py': 'AMOUNT = 1\n',
};

/** What the action says of a pull request that brings these files. */
async function used(
  files: Readonly<Record<string, string>>,
  inputs: Readonly<Record<string, string>> = {},
  { fork = false, depth }: Circumstances = {},
): Promise<{ readonly end: JobEnd; readonly runner: PreparedRunner }> {
  const origin = temporaryRepository();
  const base = origin.commit(FILES);
  origin.git('checkout', '--quiet', '-b', 'topic');
  const head = origin.commit(files);
  const defaults = Object.fromEntries(
    Object.entries(action.inputs).map(([name, input]) => [name, input.default]),
  );
  const github = await startGitHub({
    repository: 'acme/shop',
    pullRequests: [{ number: 12, author: 'agent', branch: 'topic', head }],
    activity: [{ ref: 'refs/heads/topic', after: head, at: '2026-11-21T09:00:00Z' }],
  });
  const runner = runnerFor({
    origin,
    base,
    head,
    branch: 'topic',
    eventName: 'pull_request',
    fork,
    api: github.url,
    inputs: { ...defaults, token: 'ghs_OfTheRun', ...inputs },
  });
  checkOut(origin, runner.workspace, { ref: head, depth });
  const end = await runSteps(action.runs.steps, runner);
  await github.close();
  return { end, runner };
}

function programsOf({ npx }: PreparedRunner): readonly string[] {
  return existsSync(npx) ? readFileSync(npx, 'utf8').trim().split('\n') : [];
}
