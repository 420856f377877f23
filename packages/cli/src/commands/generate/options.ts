import type { PlaceOptions } from '../../command-line/options.ts';

export interface GenerateOptions extends PlaceOptions {
  readonly check?: boolean;
  readonly force?: boolean;
  readonly stdout?: boolean;
}

export interface WorkflowsOptions extends GenerateOptions {
  readonly sarif?: boolean;
}

export interface ScriptsOptions extends GenerateOptions {
  readonly program: string;
  readonly alembic: string;
}

export interface SystemdOptions extends GenerateOptions {
  readonly profile: string;
  readonly user: string;
  readonly program?: string;
  readonly serviceRoot?: string;
}

export interface HooksOptions {
  readonly agent?: readonly string[];
  readonly claudeCode?: boolean;
  readonly git?: boolean;
  readonly root?: string;
  readonly program?: string;
}
