import type { ColorOptions, PlaceOptions } from '../../command-line/options.ts';

export interface DbAuditOptions extends PlaceOptions, ColorOptions {
  readonly format: 'pretty' | 'json';
  readonly outputDir?: string;
}

export interface DbDiagnoseOptions extends PlaceOptions, ColorOptions {
  readonly plan?: string;
  readonly format: 'pretty' | 'json' | 'markdown';
}

export interface DbStampOptions extends ColorOptions {
  readonly revision?: string;
  readonly variable?: string;
  /** `false`: it is not asked; `undefined`: the one on the PATH. */
  readonly alembic?: string | false;
  readonly yes?: boolean;
  readonly dryRun?: boolean;
  readonly format: 'pretty' | 'json';
  readonly root?: string;
}
