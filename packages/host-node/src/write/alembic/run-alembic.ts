import path from 'node:path';

import type { AlembicOutcome, AlembicRun } from '@lockkeeper/operations/ports';

import { runCommand } from '../../system/run-command.ts';
import { findProgram } from '../../system/find-program.ts';
import { ALEMBIC_PROGRAM, ELSEWHERE, ERROR_MARK, NO_ALEMBIC } from './alembic-program.ts';

export interface AlembicPlace {
  /** Absolute. */
  readonly root: string;
  /** With the address of the scratch database in place of any other. */
  readonly env: NodeJS.ProcessEnv;
  /** `undefined`: the one on the PATH. */
  readonly python: string | undefined;
  readonly signal: AbortSignal;
  readonly timeoutMs?: number;
}

const TEN_MINUTES = 600_000;
const MOST_KEPT = 4096;

/** Runs the program of this folder with the Python of the user. */
export async function runAlembic(
  { config, section, direction, revision }: AlembicRun,
  { root, env, python, signal, timeoutMs = TEN_MINUTES }: AlembicPlace,
): Promise<AlembicOutcome> {
  const file = path.join(root, config);
  const folder = path.dirname(file);
  const program = await firstProgram(python === undefined ? ['python3', 'python'] : [python], {
    env,
    folder,
  });
  if (program === undefined)
    return { kind: 'not-run', reason: `${python ?? 'python3'} is not installed or not on the PATH` };
  let said = '';
  const outcome = await runCommand({
    program,
    args: ['-c', ALEMBIC_PROGRAM, file, section ?? 'alembic', direction, revision],
    env: { ...env, PYTHONDONTWRITEBYTECODE: '1' },
    timeoutMs,
    ownGroup: true,
    ofUser: {
      folder,
      signal,
      hear: (chunk, from) => {
        if (from === 'stdout') said = `${said}${chunk.toString('utf8')}`.slice(-MOST_KEPT);
      },
    },
  });
  if (outcome.kind === 'not-installed')
    return { kind: 'not-run', reason: `${python ?? 'python3'} is not installed` };
  if (outcome.kind === 'stopped')
    return { kind: 'not-run', reason: `Alembic was stopped: ${outcome.problem}` };
  return endOf(outcome.code, said, python ?? path.basename(program));
}

function endOf(code: number, said: string, python: string): AlembicOutcome {
  if (code === 0) return { kind: 'done' };
  if (code === NO_ALEMBIC) return { kind: 'not-run', reason: `${python} has no Alembic` };
  if (code === ELSEWHERE)
    return { kind: 'not-run', reason: 'env.py connects to another database than the one it is given' };
  const [, error] = new RegExp(`^${ERROR_MARK}(\\w{1,80})$`, 'm').exec(said) ?? [];
  return { kind: 'failed', error };
}

async function firstProgram(
  words: readonly string[],
  place: { readonly env: NodeJS.ProcessEnv; readonly folder: string },
): Promise<string | undefined> {
  for (const word of words) {
    const found = await findProgram(word, place);
    if (found !== undefined) return found;
  }
  return undefined;
}
