import type { AuditedDatabase, DatabaseAudit } from '../../database/database-audit.ts';
import { historyWith, loadingProblem, pendingBetween } from '../../database/history-schema.ts';
import { displayText } from '../../model/display-text.ts';
import type { RevisionHistory } from '../../migrations/history/revision-history.ts';
import { unobserved, observed, type Known } from '../../model/known.ts';
import { failureCauses } from './failure-causes.ts';
import type { MigrationStart } from './migration-starts.ts';
import { doneStep, troubleSteps, unknownStep } from './trouble-steps.ts';
import type { TroubleSection, TroubleSight, TroubleStep } from './trouble.ts';

/** The words of a start that goes on with a database that it could not upgrade. */
const MIGRATIONS_FAILED = 'Database migrations failed - continuing anyway';

type Sight = Pick<TroubleSight, 'databases' | 'production' | 'histories' | 'starts'>;

export function failedMigrations(sight: Sight): TroubleSection {
  return {
    id: 'migrations-failed',
    title: MIGRATIONS_FAILED,
    ...applies(sight),
    steps: troubleSteps(STEPS, [
      unknownStep('The log of the start has it, which Lockkeeper cannot see.'),
      causesStep(sight),
      unknownStep(newest(sight.histories), 'alembic show heads', 'lockkeeper migrations explain head'),
      unknownStep(
        'It takes back what the last revision made, and the rows in it: look at its downgrade and have a backup first.',
        'alembic current',
        'alembic downgrade -1',
      ),
    ]),
  };
}

const STEPS = [
  'Check the error message above it.',
  'Look for schema conflicts or syntax errors.',
  'Review the most recent migration.',
  'May need to rollback: `alembic downgrade -1`.',
];

function applies({ starts, ...sight }: Sight): Pick<TroubleSection, 'applies' | 'seen'> {
  const { databases, histories } = sight;
  const behind = [databases.development, databases.production].map((one) =>
    pendingIn(one, databases, histories),
  );
  const causes = failureCauses(sight);
  const seen = [...new Set([...startsTold(starts), ...behind.map(({ text }) => text), ...causes])];
  const goesOn = startsGoOn(starts);
  const isBehind = causes.length > 0 || behind.some(({ count }) => count.known && count.value > 0);
  const isUpToDate = causes.length === 0 && behind.every(({ count }) => count.known && count.value === 0);
  if (goesOn === 'no' || isUpToDate) return { applies: 'no', seen };
  return { applies: goesOn === 'yes' && isBehind ? 'yes' : 'unknown', seen };
}

function startsGoOn(starts: Sight['starts']): TroubleSection['applies'] {
  if (!starts.known || starts.value.length === 0) return 'unknown';
  if (starts.value.some(({ onFailure }) => onFailure === 'goes-on')) return 'yes';
  return starts.value.every(({ onFailure }) => onFailure === 'stops') ? 'no' : 'unknown';
}

function startsTold(starts: Sight['starts']): readonly string[] {
  if (!starts.known) return [`The scripts here were not read because ${starts.reason}.`];
  if (starts.value.length === 0) return ['No script of a start here runs `alembic upgrade`.'];
  return starts.value.map(
    ({ path, line, onFailure }) =>
      `${displayText(path)}:${line} runs \`alembic upgrade\` and ${ON_FAILURE[onFailure]}.`,
  );
}

const ON_FAILURE: Readonly<Record<MigrationStart['onFailure'], string>> = {
  'goes-on': 'goes on where that fails',
  stops: 'starts nothing where that fails',
  unclear: 'decides what to do where that fails in a way that is not read here',
};

interface Behind {
  readonly count: Known<number>;
  /** A sentence. */
  readonly text: string;
}

/** How many revisions an upgrade would still run. */
function pendingIn(
  audited: AuditedDatabase,
  { reasons }: DatabaseAudit,
  histories: Known<readonly RevisionHistory[]>,
): Behind {
  const name = audited.role === 'production' ? 'Production' : 'Development';
  const open = reasons.find(({ role, kind }) => role === audited.role && kind === 'version-unknown');
  if (open !== undefined) return { count: unobserved('no history holds its revision'), text: open.text };
  const pending = pendingOf(audited, histories);
  if (!pending.known)
    return {
      count: pending,
      text: `What an upgrade of ${audited.role} would run is not known because ${pending.reason}.`,
    };
  const ids = pending.value.map(displayText);
  const text = ids.length === 0 ? `${name} has every migration.` : `${name} does not have ${ids.join(', ')}.`;
  return { count: observed(ids.length), text };
}

function pendingOf(
  audited: AuditedDatabase,
  histories: Known<readonly RevisionHistory[]>,
): Known<readonly string[]> {
  if (!audited.seen) return unobserved(audited.reason);
  if (audited.versions === null) return unobserved('it does not say which revision it is at');
  if (!histories.known) return histories;
  const history = historyWith(histories.value, audited.versions);
  if (!history.known) return history;
  const { graph } = history.value;
  const problem = loadingProblem(graph);
  return problem === undefined
    ? observed(pendingBetween(graph, { from: audited.versions, to: graph.heads }))
    : unobserved(problem);
}

function causesStep(sight: Pick<Sight, 'databases' | 'production' | 'histories'>): Omit<TroubleStep, 'text'> {
  const commands = ['lockkeeper migrations heads', 'lockkeeper db audit'];
  const causes = failureCauses(sight);
  if (causes.length > 0) return doneStep(causes.join(' '), ...commands);
  if (!sight.histories.known)
    return unknownStep(`The migrations were not read because ${sight.histories.reason}.`, ...commands);
  return sight.production.kind === 'seen'
    ? doneStep('None is seen in the migrations here, or between them and production.', ...commands)
    : unknownStep('None is seen in the migrations here. Production was not seen.', ...commands);
}

function newest(histories: Sight['histories']): string {
  const heads = histories.known
    ? histories.value.flatMap(({ graph }) =>
        graph.heads.map((id) => `${displayText(id)} in ${displayText(graph.revisions.get(id)?.path ?? '')}`),
      )
    : [];
  return heads.length === 0 ? 'No migration is seen here.' : `The most recent here: ${heads.join(', ')}.`;
}
