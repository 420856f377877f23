import type { ColorOptions, PlaceOptions } from '../../command-line/options.ts';

export interface ExplainOptions extends PlaceOptions, ColorOptions {}
