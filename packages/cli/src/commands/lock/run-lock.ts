import { displayText } from '@lockkeeper/policy-core';
import type { LockHolding, LockName } from '@lockkeeper/policy-core/deployment/lock';

import type { LockOptions } from './options.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { CliError, toCliError } from '../../errors/cli-error.ts';
import { reportingErrors } from '../../errors/error-reporting.ts';
import type { World } from '../../world.ts';
import { holdingJson, holdingText } from './holding-text.ts';
import { checkLockUsage } from './lock-usage.ts';
import { registerHold } from './register-hold.ts';
import { runInSession } from './run-in-session.ts';
import { NOTHING_WAS_RUN, runUnderLock, type UnderLock } from './run-under-lock.ts';
import { takeRegister } from './take-register.ts';
import { takenText } from './taken-text.ts';

/** What is wanted: a lock, and what is to be run under it; no words where it is only taken. */
export interface WantedLock extends LockName {
  readonly words: readonly string[];
}

/** `lockkeeper lock` */
export function runLock(
  { words, ...locked }: WantedLock,
  options: LockOptions,
  world: World,
): Promise<ExitCode> {
  const [program, ...args] = words;
  if (program === undefined)
    return reportingErrors(options.format, world, async () => {
      checkLockUsage(words, options, world.argv);
      return await takeOnly(locked, options, world);
    });
  const under: UnderLock = { words: [program, ...args], format: options.format };
  // Standard output is the command's alone.
  const aside: World = { ...world, stdout: world.stderr };
  return reportingErrors(options.format, aside, async () => {
    try {
      checkLockUsage(words, options, world.argv);
      if (options.database !== undefined)
        return await runInSession({ locked, under, variable: options.database }, options, aside);
      return await runWithRegister({ locked, under }, options, aside);
    } catch (error) {
      const { kind, message } = toCliError(error);
      throw new CliError(kind, `${message} ${NOTHING_WAS_RUN}`);
    }
  });
}

const HOUR_MS = 3_600_000;

async function takeOnly(locked: LockName, options: LockOptions, world: World): Promise<ExitCode> {
  const { taken } = await takeRegister(locked, { ...options, for: options.for ?? HOUR_MS }, world);
  const { kind, holding } = taken;
  world.stdout.write(
    options.format === 'json'
      ? holdingJson(locked, { ...holding, state: kind })
      : kind === 'taken'
        ? takenText(locked, taken)
        : refusedText(locked, taken),
  );
  return kind === 'taken' ? EXIT.ok : EXIT.lockHeld;
}

/** Whoever is killed keeps others out no longer than this. */
const WITHOUT_A_SIGN_MS = 600_000;

async function runWithRegister(
  { locked, under }: { readonly locked: LockName; readonly under: UnderLock },
  options: LockOptions,
  world: World,
): Promise<ExitCode> {
  const forMs = options.for ?? WITHOUT_A_SIGN_MS;
  const { place, taken, askedMs } = await takeRegister(locked, { ...options, for: forMs }, world);
  if (taken.kind === 'taken')
    return await runUnderLock(registerHold(place, { locked, taken, forMs, askedMs }), under, world);
  world.stderr.write(
    under.format === 'json'
      ? holdingJson(locked, { ...taken.holding, state: 'held' })
      : `${refusedText(locked, taken)}${NOTHING_WAS_RUN}\n`,
  );
  return EXIT.lockHeld;
}

function refusedText(locked: LockName, { holding }: { readonly holding: LockHolding }): string {
  return `${holdingText(locked, holding)}Wait for it with --wait, or ask ${displayText(holding.holder)}.\n`;
}
