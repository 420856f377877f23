import type { PlaceOptions } from '../../command-line/options.ts';

export interface PolicyPrintOptions extends PlaceOptions {
  readonly format: 'yaml' | 'json';
  readonly defaults?: boolean;
}

export interface PolicyUpdateOptions extends Pick<PlaceOptions, 'root'> {
  readonly check?: boolean;
}
