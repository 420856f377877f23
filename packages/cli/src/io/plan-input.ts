import { createReadStream } from 'node:fs';
import path from 'node:path';
import type { Readable } from 'node:stream';

import { failureReason } from '../errors/failure-reason.ts';
import { CliError } from '../errors/cli-error.ts';
import type { World } from '../world.ts';

/** The text of a plan: of a file, or of standard input. */
export async function readPlanInput(
  file: string | undefined,
  { cwd, stdin, stderr }: Pick<World, 'cwd' | 'stdin' | 'stderr'>,
): Promise<string> {
  if (file === '') throw new CliError('usage', 'The name of the file is empty. Name the file with the plan.');
  if (file !== undefined && file !== '-') {
    return textOf(createReadStream(path.resolve(cwd, file)), `The plan ${file}`);
  }
  const input = stdin();
  if ('isTTY' in input && input.isTTY === true) {
    stderr.write('Paste the plan, then press Ctrl+D (on Windows Ctrl+Z and Enter).\n');
  }
  return textOf(input, 'Standard input');
}

const MOST_BYTES = 2 * 1024 * 1024;

async function textOf(stream: Readable, what: string): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of stream) {
      if (!Buffer.isBuffer(chunk)) continue;
      size += chunk.length;
      if (size > MOST_BYTES) break;
      chunks.push(chunk);
    }
  } catch (error) {
    throw new CliError('usage', `${what} cannot be read: ${failureReason(error)}.`);
  }
  if (size > MOST_BYTES) {
    throw new CliError('not-judged', `${what} is longer than 2 MB. Check its parts one by one.`);
  }
  return decoded(Buffer.concat(chunks), what);
}

/** PowerShell writes UTF-16 where the output of a program goes into a file. */
function decoded(bytes: Buffer, what: string): string {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new CliError(
      'not-judged',
      `${what} is neither UTF-8 nor UTF-16. Save it as UTF-8 and check it again.`,
    );
  }
}
