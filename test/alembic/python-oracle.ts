import { spawn } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';

import type { PythonCalls } from './python-calls.ts';

/** A CPython that runs and answers. */
export interface PythonOracle {
  /** Such as `3.11.2`. */
  readonly version: string;
  ask(question: PythonQuestion): Promise<PythonAnswer>;
  stop(): void;
}

export interface PythonQuestion {
  /** Whole files. */
  readonly texts: readonly string[];
  readonly expressions: readonly string[];
}

export interface PythonAnswer {
  readonly files: readonly PythonCalls[];
  /**
   * The text that each comes to, with `OPEN` for what only a run would tell; `null` for what is no text, and
   * for what it takes more to find out than literals, names and formatting.
   */
  readonly values: readonly (string | null)[];
}

/** Where a value stands that is not known. */
export const OPEN = '\uE000';

/** Rejects where the program is no Python. */
export async function startPython(python: string): Promise<PythonOracle> {
  const running = spawn(python, [path.join(import.meta.dirname, 'python-oracle.py')], {
    env: { PATH: process.env['PATH'], PYTHONUTF8: '1', PYTHONDONTWRITEBYTECODE: '1' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const waiting: Waiting[] = [];
  createInterface({ input: running.stdout }).on('line', (line) => waiting.shift()?.answered(line));
  running.on('exit', (code) => {
    for (const question of waiting.splice(0))
      question.failed(new Error(`Python ended with ${code}, and did not answer.`));
  });
  const next = () => new Promise<string>((answered, failed) => waiting.push({ answered, failed }));
  return {
    version: JSON.parse(await next()),
    ask: async (question) => {
      const answer = next();
      running.stdin.write(`${JSON.stringify(question)}\n`);
      return JSON.parse(await answer);
    },
    stop: () => running.kill(),
  };
}

interface Waiting {
  answered(answer: string): void;
  failed(why: Error): void;
}
