import { finalWords, lastLines } from '../../system/last-lines.ts';
import { findPolicyProgram, notThere } from '../../system/policy-program.ts';
import { runCommand } from '../../system/run-command.ts';
import type { TimeLimit } from '../../system/time-limit.ts';
import type { Cover } from '../../system/without-secrets.ts';
import { startWatchdog } from '../commands/command-watchdog.ts';

/** A command that the policy names, ready to be run. */
export interface DriverCommand {
  readonly words: readonly [string, ...string[]];
  readonly env: NodeJS.ProcessEnv;
  /** Absolute. */
  readonly folder: string;
  readonly limit: TimeLimit;
  readonly cover: Cover;
}

export type DriverCommandEnd =
  /** Nothing of it ran. `why` is a clause, as everywhere here. */
  | { readonly kind: 'not-begun'; readonly why: string }
  /** It was ended on the way. */
  | { readonly kind: 'broken-off'; readonly why: string }
  | {
      readonly kind: 'exited';
      readonly code: number;
      /** `undefined`: too much, or no UTF-8. */
      readonly stdout: string | undefined;
      /** The last of what it said on stderr, as the end of a clause; empty where it said nothing. */
      readonly lastWords: string;
    };

const MOST_BYTES = 1024 * 1024;

/** How much longer it may go on when nobody is there any more to end it. */
const GRACE_MS = 10_000;

/** Runs a command with all that it starts in a group of its own, which ends with the time, with a stop, and with us. */
export async function runDriverCommand(command: DriverCommand): Promise<DriverCommandEnd> {
  const { words, env, folder, limit, cover } = command;
  // Ours says why it is over.
  const timeoutMs = limit.ms + GRACE_MS;
  const [word, ...args] = words;
  if (limit.signal.aborted) return { kind: 'not-begun', why: 'it was stopped before it began' };
  const program = await findPolicyProgram(word, { env, folder });
  if (!program.known) return { kind: 'not-begun', why: cover(program.reason) };
  const printed = limitedText(MOST_BYTES);
  const said = lastLines(cover);
  const watchdog = startWatchdog(env, Date.now() + timeoutMs);
  const outcome = await runCommand({
    program: program.value,
    args,
    env: watchdog.env,
    timeoutMs,
    ownGroup: true,
    ofUser: {
      folder,
      signal: limit.signal,
      hear: (chunk, from) => (from === 'stdout' ? printed : said).add(chunk),
      begun: (pid) => watchdog.watch(pid),
    },
  });
  watchdog.stop();
  const end = finalWords(said.all());
  switch (outcome.kind) {
    case 'not-installed':
      return { kind: 'not-begun', why: cover(notThere(word)) };
    case 'stopped':
      return outcome.hasBegun
        ? { kind: 'broken-off', why: brokenOff(outcome.problem, limit) + end }
        : { kind: 'not-begun', why: cover(outcome.problem) };
    case 'exited':
      return { kind: 'exited', code: outcome.code, stdout: printed.text(), lastWords: end };
  }
}

function brokenOff(problem: string, limit: TimeLimit): string {
  return limit.signal.aborted ? limit.why() : problem;
}

/** Takes in all that comes, since a program that is not listened to would wait, and keeps no more than it may. */
function limitedText(most: number) {
  const chunks: Buffer[] = [];
  let size = 0;
  return {
    add: (chunk: Buffer) => {
      size += chunk.length;
      if (size <= most) chunks.push(chunk);
    },
    text: () => (size > most ? undefined : decoded(Buffer.concat(chunks))),
  };
}

function decoded(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
