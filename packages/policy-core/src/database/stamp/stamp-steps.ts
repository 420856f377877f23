import { displayText } from '../../model/display-text.ts';
import type { StampReason, StampReasonKind } from './stamp-plan.ts';
import { unexpectedVersionSteps } from './unexpected-version.ts';

/** What to do about each kind of reason, once. */
export function stampSteps(reasons: readonly StampReason[], variable: string): readonly string[] {
  const named = displayText(variable);
  const steps = reasons.flatMap(({ kind }) =>
    kind === 'unexpected-version' ? unexpectedVersionSteps(named) : [STEPS[kind](named)],
  );
  return [...new Set(steps)];
}

const NAME_IT = () =>
  'Name the revision of the schema before Alembic: migrations.baseline in the policy, or --revision.';

const STEPS: Readonly<Record<Exclude<StampReasonKind, 'unexpected-version'>, (variable: string) => string>> =
  {
    'not-seen': (variable) =>
      `Set ${variable} to the address of the production database, check that it can be reached from here, and try again.`,
    'migrations-unread': () =>
      'Put the migrations right first: `lockkeeper migrations heads` says what is wrong with them.',
    'version-unreadable': () =>
      'Stamp as a user who may read and write alembic_version, such as the owner of the tables.',
    'version-table-unknown': () =>
      'Let Alembic say where it notes the revision: install it, or name your command with --alembic, such as --alembic "poetry run alembic".',
    'schema-unknown': () =>
      'Compare production with the migrations by hand, or name a revision with a known schema by --revision.',
    'not-judged': () =>
      'Let Alembic write the pending SQL: name your command with --alembic. Then read it: `alembic upgrade head --sql | lockkeeper plan check`. Remove the condition around an operation, or move the operation to a later revision.',
    'no-migrations': () =>
      'Name the folder of the Alembic environment in migrations.alembic, or run this in the repository that has it.',
    'baseline-unnamed': NAME_IT,
    'revision-unknown': () => 'Write the whole id, as in the file, and check out the branch that has it.',
    'revision-unusable': () =>
      'Give the revision another id before any database is at it: letters and digits, at most 32.',
    'several-heads': () =>
      'Merge them first: `alembic merge heads`, reviewed and committed. Then stamp again.',
    'version-elsewhere': () =>
      'Find out who made that table. Where it is the right one, let the search path lead to its schema; a second one would track the same database twice.',
    'no-schema': () => 'Let the search path of the user lead to the schema that holds the tables.',
    'no-tables': (variable) =>
      `Check that ${variable} leads to the database you mean. A database without tables is not stamped: \`alembic upgrade head\` makes them.`,
    'schema-differs': () =>
      'Do not stamp it as what it is not. Name the revision that production is really at with --revision, or bring what differs into a migration.',
    'already-made': () =>
      'Production is further than the baseline. Name the revision that it is really at with --revision.',
    'not-there': (variable) =>
      `Check that ${variable} leads to the database you mean, and that the migrations here are those of this application.`,
    destructive: () =>
      'Stamp from a commit at which no pending migration removes data. Release those that do later, alone, reviewed and with a backup.',
  };
