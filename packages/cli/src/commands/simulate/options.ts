import type { ColorOptions, PlaceOptions, FormatName, StageName } from '../../command-line/options.ts';

export interface SimulateOptions extends PlaceOptions, ColorOptions {
  readonly path?: readonly string[];
  readonly status: 'added' | 'modified' | 'deleted';
  readonly label?: readonly string[];
  readonly author: string;
  readonly branch: string;
  readonly trailer?: readonly string[];
  readonly ai?: boolean;
  readonly stage: StageName;
  readonly format: FormatName;
}
