import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';

import { ensureAlembic } from '../../tools/setup/alembic.mjs';

/** What Alembic is asked in the folder of a project. */
export type AlembicQuestion = {
  readonly folder: string;
  readonly environment?: Readonly<Record<string, string>>;
} & (
  | { readonly ask: 'run'; readonly arguments: readonly string[] }
  | { readonly ask: 'graph' | 'order' | 'drift' }
);

/** How it ended, and all that it said. */
export interface AlembicReply {
  /** As the program `alembic` ends: 255 for what it refuses, 1 for an error it did not expect. */
  readonly exit: number;
  readonly output: string;
  /** What goes to standard error, the log included. */
  readonly log: string;
  /** The error that ended it, then the one it came from, and so on; classes without their modules. */
  readonly errors: readonly { readonly type: string; readonly message: string }[];
  /** Such as that of a doubled id. */
  readonly warnings: readonly string[];
  /** What was asked for; `null` for a run, and after an error. */
  readonly value: unknown;
}

export interface AlembicWorker {
  /** For projects; it goes when this process ends in any way. */
  readonly folder: string;
  readonly alembic: string;
  readonly sqlalchemy: string;
  ask(question: AlembicQuestion): Promise<AlembicReply>;
}

/** Which Alembic judges here. Where there is none, tests about it skip. */
export const alembic = await ensureAlembic({ log: console.info });

let worker: Promise<AlembicWorker> | undefined;

/** Started with the first question of this process; rejects where there is no Alembic. */
export function alembicWorker(): Promise<AlembicWorker> {
  worker ??= start();
  return worker;
}

async function start(): Promise<AlembicWorker> {
  if (alembic.kind === 'unavailable') throw new Error(alembic.reason);
  const python = spawn(alembic.python, [path.join(import.meta.dirname, 'alembic-worker.py')], {
    env: quietEnvironment(),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const waiting = answersOf(python);
  const next = () => new Promise<string>((answered, failed) => waiting.push({ answered, failed }));
  const about = JSON.parse(await next());
  // A revision may end Python before it can do so itself.
  python.on('exit', () => rmSync(about.folder, { recursive: true, force: true }));
  for (const held of [python, python.stdin, python.stdout, python.stderr]) letGo(held);
  return {
    ...about,
    ask: async (question) => {
      const answer = next();
      python.ref();
      python.stdin.write(`${JSON.stringify(question)}\n`);
      const text = await answer;
      if (waiting.length === 0) python.unref();
      return JSON.parse(text);
    },
  };
}

interface Waiting {
  answered(answer: string): void;
  failed(why: Error): void;
}

function answersOf(python: ChildProcessWithoutNullStreams): Waiting[] {
  const waiting: Waiting[] = [];
  let said = '';
  python.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  createInterface({ input: python.stdout }).on('line', (line) => waiting.shift()?.answered(line));
  python.on('exit', (code) => {
    worker = undefined;
    for (const question of waiting.splice(0))
      question.failed(new Error(`Python ended with ${code}, and did not answer. ${said}`));
  });
  return waiting;
}

/** So that a test run ends although Python has not. */
function letGo(held: object): void {
  if ('unref' in held && typeof held.unref === 'function') held.unref();
}

/** Nothing of the caller's environment may change what Alembic does. */
function quietEnvironment(): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR } = process.env;
  return {
    PATH,
    HOME,
    ...(TMPDIR === undefined ? {} : { TMPDIR }),
    PYTHONUTF8: '1',
    PYTHONHASHSEED: '0',
    TZ: 'UTC',
  };
}
