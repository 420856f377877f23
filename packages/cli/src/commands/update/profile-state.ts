import { displayText } from '@lockkeeper/policy-core';
import {
  NO_UPDATES,
  readUpdateState,
  readVersionFile,
  stateFaultText,
  stateFolder,
  type UpdateState,
  type VersionFile,
} from '@lockkeeper/policy-core/update';

import { CliError } from '../../errors/cli-error.ts';
import type { Repository } from '../../repository/repository.ts';
import { seenFile } from './seen-file.ts';

/** What the state files of a profile say. */
export interface ProfileState {
  /** From the root of the repository. */
  readonly folder: string;
  /** `undefined`: nothing was ever written. */
  readonly version: VersionFile | undefined;
  readonly state: UpdateState;
}

/** Reads both files whole, or stops. */
export async function profileState(repository: Repository, profile: string): Promise<ProfileState> {
  const folder = stateFolder(profile);
  if (folder === undefined)
    throw new CliError(
      'usage',
      `${JSON.stringify(profile)} is no name of a profile. Name a folder below bot_persistence.`,
    );
  const [versionPath, statePath] = [`${folder}/version.json`, `${folder}/update_state.json`];
  const version = readVersionFile(versionPath, await seenFile(repository, versionPath));
  const state = readUpdateState(statePath, await seenFile(repository, statePath));
  const faults = [version, state].flatMap((one) => (one.kind === 'unusable' ? [one.fault] : []));
  if (faults.length > 0)
    throw new CliError('not-judged', faults.map((fault) => displayText(stateFaultText(fault))).join('\n'));
  return {
    folder,
    version: version.kind === 'read' ? version.value : undefined,
    state: state.kind === 'read' ? state.value : NO_UPDATES,
  };
}
