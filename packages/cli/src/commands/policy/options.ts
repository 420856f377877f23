import type { PlaceOptions } from '../../command-line/options.ts';

export interface PrintOptions extends PlaceOptions {
  readonly format: 'yaml' | 'json';
}
