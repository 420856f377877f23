import type { RevisionHistory } from '../../migrations/history/revision-history.ts';

/** What Alembic is told with `-c` and `-n`. */
export interface AlembicConfiguration {
  readonly config: string;
  /** `undefined`: the usual one. */
  readonly section: string | undefined;
}

/** Of the environment that a history is of; `undefined` where the policy names folders and no configuration is known. */
export function configurationOf({ name }: Pick<RevisionHistory, 'name'>): AlembicConfiguration | undefined {
  const [, config, section] = /^((?:.*\/)?(?:[^/]*\.ini|pyproject\.toml))(?: \[(.*)\])?$/.exec(name) ?? [];
  return config === undefined ? undefined : { config, section };
}
