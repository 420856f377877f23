import { readLock } from '@lockkeeper/policy-core/deployment/lock';

import type { SeenPlace } from './answer/status-answer.ts';
import { lockPlaceOf, type OpenReleases, type ServiceAt } from './open-place.ts';

/** Who has the lock of a place. */
export async function lockOf(at: ServiceAt, opened: OpenReleases): Promise<SeenPlace['lock']> {
  try {
    const { register } = await lockPlaceOf(opened, at);
    return readLock((await register.read()).text);
  } catch {
    // Told as such: nobody must think that it is free.
    return 'unreachable';
  }
}
