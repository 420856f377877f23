import { foldUpgrades } from '../schema/fold-schema.ts';
import type { SchemaHistory } from '../schema/schema-history.ts';
import type { JudgedUpgrade } from './judged-upgrade.ts';
import type { Step } from '../operations/operation.ts';

/** A schema, and what it calls the upgrade. */
interface SchemaAround {
  readonly schema: SchemaHistory;
  readonly revision: string;
}

/** The schema around the steps of an upgrade: that of its history, or else as much as the upgrade tells itself. */
export function schemaAround({ path, revision, history, sqlHistory, steps }: JudgedUpgrade): SchemaAround {
  if (sqlHistory !== undefined) return sqlHistory;
  // Of two files with one id the history knows the steps of the other.
  const isInHistory = revision !== undefined && history?.graph.revisions.get(revision)?.path === path;
  if (history !== undefined && isInHistory) return { schema: history.schema, revision };
  return { schema: ownSchema(steps), revision: OWN };
}

const OWN = 'own';
const ownSchemas = new WeakMap<readonly Step[], SchemaHistory>();

/** Many rules ask. */
function ownSchema(steps: readonly Step[]): SchemaHistory {
  const schema = ownSchemas.get(steps) ?? foldUpgrades([{ revision: OWN, steps }]);
  ownSchemas.set(steps, schema);
  return schema;
}
