import { isatty } from 'node:tty';

import type { AttendedCommand } from '@lockkeeper/host-node/write';

const SIGNALS = ['SIGTERM', 'SIGHUP', 'SIGINT', 'SIGQUIT'] as const;

/** What a terminal sends to a command as well as to us. */
const FROM_TERMINAL: ReadonlySet<string> = new Set(['SIGINT', 'SIGQUIT']);

/** Outlives signals, and passes them on to a command, also those that come before it has started. */
export function passSignals(): {
  readonly to: (command: AttendedCommand) => void;
  readonly stop: () => void;
} {
  const hasTerminal = isatty(0) || isatty(2);
  const early: NodeJS.Signals[] = [];
  let pass = (signal: NodeJS.Signals): void => void early.push(signal);
  const hear = (signal: NodeJS.Signals) => {
    if (!hasTerminal || !FROM_TERMINAL.has(signal)) pass(signal);
  };
  for (const name of SIGNALS) process.on(name, hear);
  return {
    to: (command) => {
      pass = (signal) => command.tell(signal);
      for (const signal of early) command.tell(signal);
    },
    stop: () => {
      for (const name of SIGNALS) process.off(name, hear);
    },
  };
}
