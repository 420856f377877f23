import type { PlaceOptions } from '../../command-line/options.ts';

export interface BaselineOptions extends PlaceOptions {
  readonly prune?: boolean;
}
