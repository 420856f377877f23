import type { SchemaHistory, SchemaMoment } from './schema-history.ts';

/** A schema as far as it is known at a moment. */
export interface SchemaBefore {
  readonly schema: SchemaHistory;
  readonly moment: SchemaMoment;
}

/** What there is when the upgrade of a revision begins. */
export function schemaBefore(schema: SchemaHistory, revision: string): SchemaBefore {
  return { schema, moment: { revision, step: 0 } };
}
