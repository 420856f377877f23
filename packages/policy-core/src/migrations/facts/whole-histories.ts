import type { RevisionHistory } from '../history/revision-history.ts';
import type { RevisionSources } from '../../model/observations.ts';
import type { Parsers } from '../../parsers/parsers.ts';
import type { Policy } from '../../policy/policy.ts';
import { NO_DRIVERS } from './project-drivers.ts';
import { revisionDatabases } from './script-databases.ts';
import { revisionHistories } from './revision-histories.ts';

/** Every Alembic environment of the policy, for whoever asks about histories and judges nothing. */
export function wholeHistories(
  policy: Policy,
  revisions: RevisionSources,
  parsers: Parsers,
): readonly RevisionHistory[] {
  const seen = { focus: { kind: 'tree' }, files: {}, revisions } as const;
  const found = revisionHistories(policy, seen, { parsers, paths: [] });
  const histories = found.known ? found.value.map(({ history }) => history) : [];
  const databases = revisionDatabases(policy, histories, { ...NO_DRIVERS, seen, judged: new Set() });
  return histories.map((history) => {
    const database = databases.get(history);
    return database === undefined ? history : { ...history, database };
  });
}
