import type { AnswerOptions, PlaceOptions } from '../../command-line/options.ts';

export interface PolicyPrintOptions extends PlaceOptions {
  readonly format: 'yaml' | 'json';
  readonly defaults?: boolean;
}

export interface PolicyUpdateOptions extends AnswerOptions, Pick<PlaceOptions, 'root'> {
  readonly check?: boolean;
}
