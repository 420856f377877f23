import { readProfile } from '@lockkeeper/policy-core/update';

import type { UpdateTools } from './update-tools.ts';

export type ReadProfile = Extract<ReturnType<typeof readProfile>, { kind: 'read' }>['value'];

/** What the state files of the profile say now. Rejects where one of them cannot be used: nothing is guessed. */
export async function profileOf(tools: Pick<UpdateTools, 'meta' | 'metaPath'>): Promise<ReadProfile> {
  const { meta, metaPath: folder } = tools;
  const place = {
    folder,
    version: `${folder}/version.json`,
    state: `${folder}/update_state.json`,
    banner: `${folder}/banner.json`,
  };
  const reading = readProfile(place, {
    version: await meta.read('version.json'),
    state: await meta.read('update_state.json'),
  });
  if (reading.kind === 'unusable') throw new Error(reading.faults.join(' '));
  return reading.value;
}
