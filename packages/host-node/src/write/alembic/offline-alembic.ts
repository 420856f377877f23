import path from 'node:path';

import type { OfflineAlembic, OfflineQuestion } from '@lockkeeper/operations/ports';
import { observed, unobserved, type Known } from '@lockkeeper/policy-core';

import { runCommand } from '../../system/run-command.ts';
import { findProgram } from '../../system/find-program.ts';
import { redirectDatabaseVariables } from './database-variables.ts';

export interface OfflineAlembicOptions {
  /** Absolute. */
  readonly root: string;
  readonly env: NodeJS.ProcessEnv;
  /** How Alembic is started: `['alembic']`, `['poetry', 'run', 'alembic']`. */
  readonly command: readonly [string, ...string[]];
  /** Variables that lead to databases; Alembic is given an address that leads nowhere in these and in all that hold one. */
  readonly variables: readonly string[];
  /** Aborted once somebody wants the program to stop: what it started ends with all that it started itself. */
  readonly signal: AbortSignal;
  readonly timeoutMs?: number;
}

const TWO_MINUTES = 120_000;
/** More is no plan that anybody reads. */
const MOST_BYTES = 2 * 1024 * 1024;

/**
 * Asks Alembic for SQL. It runs the `env.py` of the repository, as every command of Alembic does, and there the databases
 * cannot be reached by their usual variables: what is wrong with a script must not change them.
 */
export function createOfflineAlembic(options: OfflineAlembicOptions): OfflineAlembic {
  return {
    sql: async (asked) => {
      // Relative places count from the folder that Alembic is started in, which is one of these.
      const folders = [...new Set([path.dirname(asked.config), '.'])];
      let answer: Known<string> = unobserved('there is no folder to start it in');
      for (const folder of folders) {
        answer = await askIn(folder, asked, options);
        if (answer.known || options.signal.aborted) break;
      }
      return answer;
    },
  };
}

async function askIn(
  below: string,
  { config, section, words }: OfflineQuestion,
  {
    root,
    env,
    command: [word, ...before],
    variables,
    signal,
    timeoutMs = TWO_MINUTES,
  }: OfflineAlembicOptions,
): Promise<Known<string>> {
  const folder = path.join(root, below);
  const program = await findProgram(word, { env, folder });
  if (program === undefined) return unobserved(`${word} is not installed or not on the PATH`);
  const named = section === undefined ? [] : ['-n', section];
  const heard = wholeText();
  const outcome = await runCommand({
    program,
    args: [...before, '-c', path.relative(folder, path.join(root, config)), ...named, ...words],
    env: leadingNowhere(env, variables),
    timeoutMs,
    ownGroup: true,
    ofUser: { folder, signal, hear: heard.add },
  });
  if (outcome.kind === 'not-installed') return unobserved(`${word} is not installed or not on the PATH`);
  if (outcome.kind === 'stopped') return unobserved(`${word} was stopped: ${outcome.problem}`);
  // What it said may hold an address with a password in it.
  if (outcome.code !== 0) return unobserved(`${word} ended with exit code ${outcome.code}`);
  return heard.all();
}

/** Where no server listens, whichever way a program would go. */
function leadingNowhere(env: NodeJS.ProcessEnv, variables: readonly string[]): NodeJS.ProcessEnv {
  const address = (scheme: string) => `${scheme}://nobody@127.0.0.1:1/nowhere`;
  return { ...redirectDatabaseVariables(env, { variables, address }), PGHOST: '127.0.0.1', PGPORT: '1' };
}

interface WholeText {
  readonly add: (chunk: Buffer, from: 'stdout' | 'stderr') => void;
  /** Unobserved where it is too long or no UTF-8: a part of a plan is none. */
  all(): Known<string>;
}

function wholeText(): WholeText {
  const chunks: Buffer[] = [];
  let size = 0;
  return {
    add: (chunk, from) => {
      if (from === 'stderr') return;
      size += chunk.length;
      if (size <= MOST_BYTES) chunks.push(chunk);
    },
    all: () => {
      if (size > MOST_BYTES) return unobserved('it printed more than 2 MB of SQL');
      try {
        return observed(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)));
      } catch {
        return unobserved('what it printed is no UTF-8');
      }
    },
  };
}
