import { quickParts, type PartPlaces, type QuickParts } from '@lockkeeper/host-node/cache';

import { makeRoomAtOnce, settleV8 } from './settle-v8.ts';

export type { QuickParts };

/** The parts of a program that ends soon, as an earlier run compiled them. */
export function settledParts(places: PartPlaces): QuickParts {
  settleV8();
  makeRoomAtOnce();
  return quickParts(places);
}
