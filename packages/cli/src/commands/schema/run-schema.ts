import { CliError } from '../../errors/cli-error.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import type { World } from '../../world.ts';
import { answerJsonSchema, COMMANDS_WITH_SCHEMA } from './answer-json-schema.ts';

/** `lockkeeper schema COMMAND` */
export function runSchema(words: readonly string[], { stdout }: World): ExitCode {
  const command = words.join(' ');
  const schema = answerJsonSchema(command);
  if (schema === undefined)
    throw new CliError(
      'usage',
      `There is no published form for ${JSON.stringify(command)}. There is one for: ${COMMANDS_WITH_SCHEMA.join(', ')}.`,
    );
  stdout.write(`${JSON.stringify(schema, undefined, 2)}\n`);
  return EXIT.ok;
}
