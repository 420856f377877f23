import type { ColorOptions } from '../../command-line/options.ts';

export interface PlanCheckOptions extends ColorOptions {
  readonly format: 'pretty' | 'json';
}
