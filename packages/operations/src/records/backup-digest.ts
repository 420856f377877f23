import type { MadeBackup } from '@lockkeeper/policy-core/deployment';

import type { LogReader } from '../ports/index.ts';

/** `undefined` where the file is not at hand; empty where it is no file, or of another length. */
export async function backupDigest(
  { file, bytes }: MadeBackup,
  files: Pick<LogReader, 'digest'>,
): Promise<string | undefined> {
  if (file === null) return undefined;
  const there = await files.digest(file, 0);
  if (there.known && there.value === undefined) return undefined;
  const longer = await files.digest(file, bytes + 1);
  if (!longer.known || longer.value !== undefined) return '';
  const whole = await files.digest(file, bytes);
  return whole.known ? (whole.value ?? '') : '';
}
