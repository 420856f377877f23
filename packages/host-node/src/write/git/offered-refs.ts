import type { Refs, RemoteAnswer } from '@lockkeeper/operations/ports';

import { isObjectId } from '../../read/git/describe-repository.ts';
import { askRemote, faultOf, remoteRefused, type MirrorPlace } from './mirror-git.ts';

/** The branches and tags that a remote has, without fetching any. The mirror has to be there. */
export async function offeredRefs(place: MirrorPlace): Promise<RemoteAnswer<Refs>> {
  const listed = await askRemote(place, [
    'ls-remote',
    '--quiet',
    '--refs',
    '--',
    place.remote,
    'refs/heads/*',
    'refs/tags/*',
  ]);
  if (listed.kind !== 'exited' || listed.code !== 0) return remoteRefused(faultOf(place, listed));
  const lines = listed.stdout.toString('utf8').split('\n');
  const refs = lines.flatMap((line): (readonly [string, string])[] => {
    const [id = '', name = ''] = line.split('\t');
    return isObjectId(id) && /^refs\/(?:heads|tags)\//.test(name) ? [[name, id]] : [];
  });
  return { kind: 'answered', value: new Map(refs) };
}
