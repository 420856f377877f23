import path from 'node:path';

import { displayText } from '@lockkeeper/policy-core';
import { profilePlace } from '@lockkeeper/policy-core/update';

import { CliError } from '../../errors/cli-error.ts';
import type { Repository } from '../../repository/repository.ts';
import { journalOf, profilesIn } from './profile-state.ts';
import { seenFile } from './seen-file.ts';

/**
 * Stops where the folder was updated as another profile: version, settings and service are one for a folder, and a profile
 * would take what another one brought for a checkout that somebody changed.
 */
export async function mustBeOnlyProfile(repository: Repository, profile: string): Promise<void> {
  for (const other of await profilesIn(path.join(repository.root, 'bot_persistence'))) {
    const place = profilePlace(other);
    if (other === profile || place === undefined) continue;
    const journal = journalOf(place.folder);
    if ((await seenFile(repository, journal)).kind === 'absent') continue;
    throw new CliError(
      'not-judged',
      displayText(
        `This folder is updated as profile ${other}, and has one version for all profiles. Update with --profile ${other}, or install ${profile} in a folder of its own. If ${other} is updated no longer, move ${journal} away.`,
      ),
    );
  }
}
