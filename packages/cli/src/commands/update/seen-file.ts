import { displayText, type FileContent } from '@lockkeeper/policy-core';

import { CliError } from '../../errors/cli-error.ts';
import type { Repository } from '../../repository/repository.ts';

/** A file on disk, as far as it is one. Stops where nobody can tell. */
export async function seenFile({ observers }: Repository, path: string): Promise<FileContent> {
  const content = await observers.files.read(path);
  if (content.known) return content.value;
  throw new CliError('not-judged', `${displayText(path)} was not read: ${displayText(content.reason)}.`);
}
