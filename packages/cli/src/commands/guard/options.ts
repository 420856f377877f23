import type { GuardFormat } from '@lockkeeper/policy-core/report';

import type { ColorOptions, PlaceOptions } from '../../command-line/options.ts';

export interface GuardOptions extends PlaceOptions, ColorOptions {
  readonly head: string;
  readonly environment?: string;
  readonly service?: string;
  readonly firstDeploy?: true;
  readonly variables?: readonly string[];
  readonly prove?: true;
  readonly verbose?: boolean;
  readonly python?: string;
  readonly format: GuardFormat;
}
