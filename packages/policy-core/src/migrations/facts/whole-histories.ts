import type { RevisionHistory } from '../history/revision-history.ts';
import type { RevisionSources } from '../../model/observations.ts';
import type { Parsers } from '../../parsers/parsers.ts';
import type { Policy } from '../../policy/policy.ts';
import { driversOf, NO_DRIVERS } from './project-drivers.ts';
import type { Database } from '../operations/lock-mode.ts';
import { stepsOn } from './steps-on-database.ts';
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
  const drivers = revisions.databases === undefined ? NO_DRIVERS : driversOf(revisions.databases);
  const databases = revisionDatabases(policy, histories, { ...drivers, seen, judged: new Set() });
  return histories.map((history) => {
    const database = databases.get(history);
    return database === undefined
      ? history
      : { ...history, database, files: filesOn(database, history.files) };
  });
}

type Files = RevisionHistory['files'];

function filesOn(database: Database, files: Files): Files {
  return new Map(
    Array.from(files, ([path, file]) => {
      const { reading } = file;
      if (reading.kind === 'unanalyzable') return [path, file] as const;
      const { upgrade, downgrade } = reading;
      const steps = {
        upgrade: { ...upgrade, steps: stepsOn(database, upgrade.steps) },
        downgrade: { ...downgrade, steps: stepsOn(database, downgrade.steps) },
      };
      return [path, { ...file, reading: { ...reading, ...steps } }] as const;
    }),
  );
}
