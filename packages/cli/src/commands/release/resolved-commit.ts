import { displayText } from '@lockkeeper/policy-core';

import { CliError } from '../../errors/cli-error.ts';
import { namedCommit } from '../../judging/named-commit.ts';
import type { OpenReleases } from './open-place.ts';

/** The full id of a commit that somebody names. Stops where there is none. */
export async function resolvedCommit(
  name: string,
  { repository }: Pick<OpenReleases, 'repository'>,
): Promise<string> {
  const resolved = await repository.observers.git?.resolve(namedCommit(name));
  if (resolved?.known === true) return resolved.value;
  const why = resolved?.known === false ? resolved.reason : 'git is not asked';
  throw new CliError(
    'usage',
    `The commit ${displayText(name)} was not found: ${displayText(why)}. Name one that git has here, or fetch it.`,
  );
}
