import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import type { PipAnswers, PipQuestion } from './pip-answers.ts';

/** The pip that stands beside the first `python3` of this machine, or the one in `LOCKKEEPER_PIP_PATH`. */
export interface PipInstallation {
  readonly pip: string;
  readonly packaging: string;
  readonly python: string;
}

/** A pip that runs and answers. */
export interface PipOracle {
  /** Answers in the order of the questions, which are all of one kind. */
  ask<Kind extends PipQuestion['kind']>(
    questions: readonly Extract<PipQuestion, { readonly kind: Kind }>[],
  ): Promise<readonly PipAnswers[Kind][]>;
  stop(): void;
}

/** `undefined` where there is no Python or no pip. On Windows pip reads paths in another way. */
export function installedPip(): PipInstallation | undefined {
  if (process.platform === 'win32') return undefined;
  const { status, stdout } = spawnSync('python3', ORACLE, {
    env: quietEnvironment(),
    encoding: 'utf8',
    input: '',
  });
  return status === 0 ? JSON.parse(stdout) : undefined;
}

export function startPip(): PipOracle {
  // What is a path to pip depends on what lies in the working directory: nothing.
  const folder = mkdtempSync(path.join(tmpdir(), 'lockkeeper-pip-'));
  const python = spawn('python3', ORACLE, {
    cwd: folder,
    env: quietEnvironment(),
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  // The first line says which pip it is.
  const waiting: Waiting[] = [{ answered: () => {}, failed: () => {} }];
  createInterface({ input: python.stdout }).on('line', (line) => waiting.shift()?.answered(line));
  python.on('exit', (code) => {
    for (const question of waiting.splice(0))
      question.failed(new Error(`python3 ended with ${code}, and did not answer.`));
  });
  return {
    ask: async (questions) => {
      const answer = new Promise<string>((answered, failed) => waiting.push({ answered, failed }));
      python.stdin.write(`${JSON.stringify(questions)}\n`);
      return JSON.parse(await answer);
    },
    stop: () => {
      python.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface Waiting {
  answered(answer: string): void;
  failed(why: Error): void;
}

const OTHER_PIP = process.env['LOCKKEEPER_PIP_PATH'];
const ORACLE = [
  fileURLToPath(new URL('oracle.py', import.meta.url)),
  ...(OTHER_PIP === undefined || OTHER_PIP === '' ? [] : [path.resolve(OTHER_PIP)]),
];

/** Nothing of the caller's environment may change how pip reads: variables stand in requirements files. */
function quietEnvironment(): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'],
    HOME: process.env['HOME'],
    PYTHONUTF8: '1',
    PYTHONDONTWRITEBYTECODE: '1',
  };
}
