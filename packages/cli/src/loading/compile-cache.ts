import { quickParts, type PartPlaces, type QuickParts } from '@lockkeeper/host-node/cache';

import { growNewSpaceAtOnce, tuneV8 } from './v8-flags.ts';

export type { QuickParts };

/** The parts of a program that ends soon, as an earlier run compiled them. */
export function compiledParts(places: PartPlaces): QuickParts {
  tuneV8();
  growNewSpaceAtOnce();
  return quickParts(places);
}
