import { CommanderError } from 'commander';

import { EXIT, type ExitCode } from './exit-codes.ts';
import { createProgram } from './program.ts';
import { CliError, toCliError } from './errors/cli-error.ts';
import { reportFailure } from './errors/error-reporting.ts';
import { usageMessage } from './command-line/usage-message.ts';
import type { World } from './world.ts';

/** Runs one command line to its exit code. Never rejects. */
export async function main(world: World): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT.ok;
  const program = createProgram(world, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync([...world.argv], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) {
      const known = program.commands.some((command) => command.name() === world.argv[0]);
      return endedByCommander(error, world, known ? world.argv[0] : undefined);
    }
    return reportFailure(toCliError(error), formatAsked(world), world);
  }
}

function endedByCommander(error: CommanderError, world: World, command: string | undefined): ExitCode {
  if (error.exitCode === 0) return EXIT.ok;
  const message = usageMessage(error, command);
  if (message === undefined) return EXIT.notJudged;
  return reportFailure(new CliError('usage', message), formatAsked(world), world);
}

/** A command line that cannot be read as a whole may still say in which form it wants its answer. */
function formatAsked({ argv }: Pick<World, 'argv'>): string | undefined {
  return argv.flatMap((word, at) => {
    if (word === '--format') return argv[at + 1] ?? [];
    return word.startsWith('--format=') ? word.slice('--format='.length) : [];
  })[0];
}
