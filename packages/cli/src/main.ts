import { CommanderError } from 'commander';

import { EXIT, type ExitCode } from './exit-codes.ts';
import { createProgram } from './program.ts';
import { toCliError } from './errors/cli-error.ts';
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
    const failure = toCliError(error);
    world.stderr.write(`${failure.message}\n`);
    return failure.exitCode;
  }
}

function endedByCommander(error: CommanderError, { stderr }: World, command: string | undefined): ExitCode {
  if (error.exitCode === 0) return EXIT.ok;
  const message = usageMessage(error, command);
  if (message !== undefined) stderr.write(`${message}\n`);
  return EXIT.notJudged;
}
