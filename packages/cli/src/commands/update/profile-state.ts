import { displayText } from '@lockkeeper/policy-core';
import { profilePlace, readProfile } from '@lockkeeper/policy-core/update';

import { CliError } from '../../errors/cli-error.ts';
import type { Repository } from '../../repository/repository.ts';
import { seenFile } from './seen-file.ts';

/** Reads the state files of a profile whole, or stops. The banner is for who looks: nothing else stops because of it. */
export async function profileState(
  repository: Repository,
  profile: string,
  { withBanner = false }: { readonly withBanner?: boolean } = {},
) {
  const place = profilePlace(profile);
  if (place === undefined)
    throw new CliError(
      'usage',
      `${JSON.stringify(profile)} is no name of a profile. Name a folder below bot_persistence.`,
    );
  const reading = readProfile(place, {
    version: await seenFile(repository, place.version),
    state: await seenFile(repository, place.state),
    banner: withBanner ? await seenFile(repository, place.banner) : undefined,
  });
  if (reading.kind === 'unusable')
    throw new CliError('not-judged', reading.faults.map((fault) => displayText(fault)).join('\n'));
  return { folder: place.folder, ...reading.value };
}
