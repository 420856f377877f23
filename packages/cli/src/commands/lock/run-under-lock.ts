import { constants } from 'node:os';

import { systemTimer } from '@lockkeeper/host-node/read';
import { attendCommand, startWatchdog, type AttendedEnd } from '@lockkeeper/host-node/write';
import { keepHold, type Hold, type HoldRelease, type KeepAliveOutcome } from '@lockkeeper/operations';
import { displayText } from '@lockkeeper/policy-core';
import { lockNameText, type LockName } from '@lockkeeper/policy-core/deployment/lock';

import { EXIT, childExitCode, type ExitCode } from '../../exit-codes.ts';
import type { World } from '../../world.ts';
import { passSignals } from './pass-signals.ts';

/** The last words where a command was not started: its own codes mean something else. */
export const NOTHING_WAS_RUN = 'Nothing was run.';

export interface UnderLock {
  readonly words: readonly [string, ...string[]];
  readonly format: 'pretty' | 'json';
}

/**
 * Runs a command while the lock is ours, keeps it meanwhile and gives it back. What we say of it goes to standard error:
 * the rest is the command's.
 */
export async function runUnderLock(
  hold: Hold,
  { words, format }: UnderLock,
  world: Pick<World, 'env' | 'cwd' | 'stderr'>,
): Promise<ExitCode> {
  const tell = (line: string) => {
    if (format === 'pretty') world.stderr.write(`${line}\n`);
  };
  const signals = passSignals();
  const what = displayText(words[0]);
  const whole = lockNameText(hold.locked);
  tell([`${whole} is yours while ${what} runs, with number ${hold.token}.`, ...hold.notes].join('\n'));
  const watchdog = startWatchdog(environmentIn(world.env, hold), hold.held.untilMs);
  const command = await attendCommand(words, {
    env: watchdog.env,
    folder: world.cwd,
    begun: (pid) => watchdog.watch(pid),
  });
  signals.to(command);
  const kept = keepHold(hold, {
    over: command.ended,
    timer: systemTimer(),
    tellHeld: (untilMs) => watchdog.allow(untilMs),
  }).then((outcome) => {
    if (outcome.kind === 'lost') {
      tell(`${whole} is lost: ${outcome.why}. ${what} is told to stop.`);
      // Also what does not listen ends, with all that it started.
      watchdog.allow(1);
    }
    return outcome;
  });
  const end = await command.ended;
  if ((await kept).kind !== 'lost') watchdog.stop();
  const outcome = outcomeOf(await kept, await hold.giveBack());
  signals.stop();
  if (format === 'json') world.stderr.write(jsonLine(hold, { end, outcome }));
  else world.stderr.write(`${lastLine({ whole, what }, { end, outcome })}\n`);
  return outcome.kind === 'lost' ? EXIT.technical : codeOf(end);
}

function environmentIn(env: World['env'], { locked: { environment, service }, token }: Hold): World['env'] {
  return {
    ...env,
    LOCKKEEPER_LOCK_TOKEN: String(token),
    LOCKKEEPER_LOCK_ENVIRONMENT: environment,
    // None of a lock around this one.
    LOCKKEEPER_LOCK_SERVICE: service,
  };
}

/** What came of the lock in the end. */
function outcomeOf(kept: KeepAliveOutcome, given: HoldRelease): HoldRelease {
  return kept.kind === 'lost' ? kept : given;
}

interface Ending {
  readonly end: AttendedEnd;
  readonly outcome: HoldRelease;
}

function lastLine(
  { whole, what }: { readonly whole: string; readonly what: string },
  { end, outcome }: Ending,
): string {
  const ended = endText(what, end);
  switch (outcome.kind) {
    case 'free':
      return `${whole} is free again; ${ended}.`;
    case 'kept':
      return `${ended}. ${whole} could not be given back. ${outcome.why}`;
    case 'lost':
      return `${ended}. ${whole} was lost meanwhile: ${outcome.why}. Look what of it was done, and whether somebody else was at it.`;
  }
}

function endText(what: string, end: AttendedEnd): string {
  switch (end.kind) {
    case 'exited':
      return `${what} ended with ${end.code}`;
    case 'killed':
      return `${what} was ended by ${end.signal}`;
    case 'not-found':
    case 'not-run':
      return `${what} was not run: ${end.problem}`;
  }
}

/** On one line, behind whatever the command wrote. */
function jsonLine({ locked, token }: Hold, { end, outcome }: Ending): string {
  const { environment, service }: LockName = locked;
  const line = {
    schema_version: 1,
    environment,
    service: service ?? null,
    state: outcome.kind === 'free' ? 'released' : outcome.kind,
    token,
    why: outcome.kind === 'free' ? null : outcome.why,
    command: {
      exit_code: end.kind === 'exited' ? end.code : null,
      signal: end.kind === 'killed' ? end.signal : null,
      problem: 'problem' in end ? end.problem : null,
    },
  };
  return `${JSON.stringify(line)}\n`;
}

/** As shells have it. */
function codeOf(end: AttendedEnd): ExitCode {
  switch (end.kind) {
    case 'exited':
      return childExitCode(end.code);
    case 'killed':
      return childExitCode(128 + constants.signals[end.signal]);
    case 'not-found':
      return childExitCode(127);
    case 'not-run':
      return childExitCode(126);
  }
}
