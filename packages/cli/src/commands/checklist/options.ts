import type { ColorOptions, PlaceOptions } from '../../command-line/options.ts';

export interface ChecklistOptions extends PlaceOptions, ColorOptions {
  readonly plan?: string;
  readonly format: 'pretty' | 'json' | 'markdown';
}
