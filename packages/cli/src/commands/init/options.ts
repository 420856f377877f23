import type { PlaceOptions } from '../../command-line/options.ts';

export interface InitOptions extends PlaceOptions {
  readonly dryRun?: boolean;
}
