import { readFile } from 'node:fs/promises';
import { parseEnv } from 'node:util';

import { observed, unobserved, type Known } from '@lockkeeper/policy-core';

import { errorCode } from '../../system/error-code.ts';
import { readingProblem } from '../files/disk-file.ts';

/** More has no environment. */
const MAX_BYTES = 2 * 1024 * 1024;

/**
 * Variables as a file such as `.env` sets them, by name. The user named the file: it may lie anywhere, and may be a
 * pipe. No reason repeats anything of it.
 */
export async function readEnvFile(file: string): Promise<Known<ReadonlyMap<string, string>>> {
  try {
    const bytes = await readFile(file);
    if (bytes.length > MAX_BYTES) return unobserved('the file has more than 2 MB');
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return observed(new Map(entriesOf(parseEnv(text))));
  } catch (error) {
    return unobserved(whyNot(error));
  }
}

function entriesOf(variables: NodeJS.Dict<string>): readonly (readonly [string, string])[] {
  return Object.entries(variables).map(([name, value]) => [name, value ?? '']);
}

function whyNot(error: unknown): string {
  switch (errorCode(error)) {
    case 'ENOENT':
    case 'ENOTDIR':
      return 'there is no such file';
    case 'EISDIR':
      return 'it is a folder';
    case 'ERR_ENCODING_INVALID_ENCODED_DATA':
      return 'the file is not UTF-8';
    default:
      return readingProblem(error);
  }
}
