import type { ColorOptions, PlaceOptions } from '../../command-line/options.ts';

export interface ReportOptions extends PlaceOptions, ColorOptions {
  readonly head: string;
  readonly environment?: string;
  readonly service?: string;
  readonly variables?: readonly string[];
  readonly remote: string;
  readonly format: 'pretty' | 'json' | 'markdown';
}
