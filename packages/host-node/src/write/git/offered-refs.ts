import type { Refs, RemoteAnswer } from '@lockkeeper/operations/ports';

import { isObjectId } from '../../read/git/describe-repository.ts';
import {
  askRemote,
  bytesOfRefs,
  faultOf,
  mostBytes,
  remoteRefused,
  remoteTooLarge,
  type MirrorPlace,
} from './mirror-git.ts';

/** The main branch and the tags that a remote has, without fetching any. The mirror has to be there. */
export async function offeredRefs(place: MirrorPlace): Promise<RemoteAnswer<Refs>> {
  const listed = await askRemote(place, [
    'ls-remote',
    '--quiet',
    '--refs',
    '--',
    place.remote,
    `refs/heads/${place.branch}`,
    'refs/tags/*',
  ]);
  if (listed.kind !== 'exited' || listed.code !== 0) return remoteRefused(faultOf(place, listed));
  const lines = listed.stdout.toString('utf8').split('\n');
  const refs = lines.flatMap((line): (readonly [string, string])[] => {
    const [id = '', name = ''] = line.split('\t');
    // What is asked for by name is found at the end of other names as well.
    const isMeant = name === `refs/heads/${place.branch}` || name.startsWith('refs/tags/');
    return isObjectId(id) && isMeant ? [[name, id]] : [];
  });
  // Those that were written once could not be taken away again.
  if (bytesOfRefs(refs.length) > mostBytes(place)) return remoteTooLarge(place);
  return { kind: 'answered', value: new Map(refs) };
}
