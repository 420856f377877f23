import { displayText } from '../../model/display-text.ts';
import { counted } from '../../engine/tally.ts';
import type { ChecklistSight, MigrationWork } from './checklist-sight.ts';
import type { ChecklistItem } from './checklist-item.ts';

type Creating = Pick<ChecklistSight, 'work' | 'databases' | 'heads'>;
type Tick = Pick<ChecklistItem, 'state' | 'seen'>;

export function newMigrations(sight: Creating): readonly ChecklistItem[] {
  const { work } = sight;
  const ofWork = (tick: (work: MigrationWork) => Tick): Tick =>
    work.known
      ? tick(work.value)
      : { state: 'unknown', seen: `The new migrations are unknown: ${work.reason}.` };
  return [
    { id: 'models-modified', title: 'Modify models in code', ...ofWork(modelsModified) },
    {
      id: 'migration-generated',
      title: 'alembic revision --autogenerate -m "description"',
      ...ofWork(generated),
    },
    { id: 'migration-reviewed', title: 'Review generated migration', ...ofWork(reviewed) },
    { id: 'tested-locally', title: 'Test locally with alembic upgrade head', ...testedLocally(sight) },
    { id: 'committed', title: 'Commit to git', ...ofWork(committed) },
  ];
}

function modelsModified({ models, base }: MigrationWork): Tick {
  if (models === undefined)
    return { state: 'unknown', seen: 'The policy does not say which files are models (migrations.models).' };
  return models.length === 0
    ? { state: 'not-done', seen: `No model differs from ${short(base)}.` }
    : { state: 'done', seen: `New since ${short(base)}: ${listed(models)}.` };
}

function generated({ revisions, base }: MigrationWork): Tick {
  return revisions.length === 0
    ? { state: 'not-done', seen: noneSince(base) }
    : { state: 'done', seen: `New since ${short(base)}: ${listed(revisions)}.` };
}

/** That somebody has read a file leaves no trace: only what stands against it can be told. */
function reviewed({ revisions, base, judged }: MigrationWork): Tick {
  if (revisions.length === 0) return { state: 'not-done', seen: noneSince(base) };
  if (!judged.known)
    return { state: 'unknown', seen: `Nobody can see who read it, and no rule judged it: ${judged.reason}.` };
  const { errors, others } = judged.value;
  if (errors > 0)
    return { state: 'not-done', seen: `${counted(errors, 'error')} in it: see \`lockkeeper check\`.` };
  const more =
    others === 0 ? 'The rules find nothing in it' : `${counted(others, 'finding')} to look at in it`;
  return { state: 'unknown', seen: `${more}; whether somebody read it cannot be seen.` };
}

function testedLocally({ databases: { development, reasons }, heads }: Creating): Tick {
  if (!heads.known)
    return { state: 'unknown', seen: `Which revision it should be at is not known: ${heads.reason}.` };
  if (!development.seen || development.versions === null) {
    const why = reasons.find(({ role }) => role === 'development')?.text;
    return { state: 'unknown', seen: why ?? 'The revision of the development database is not known.' };
  }
  const same = reasons.find(({ kind }) => kind === 'same-database');
  if (same !== undefined) return { state: 'unknown', seen: same.text };
  const { versions } = development;
  const isThere = heads.value.every((head) => versions.includes(head));
  const at = versions.length === 0 ? 'no revision' : listed(versions);
  return isThere
    ? { state: 'done', seen: `The development database is at ${at}, the head.` }
    : { state: 'not-done', seen: `The development database is at ${at}, and not at ${listed(heads.value)}.` };
}

function committed({ revisions, models = [], uncommitted, base }: MigrationWork): Tick {
  if (uncommitted.length > 0) return { state: 'not-done', seen: `Not committed: ${listed(uncommitted)}.` };
  return revisions.length + models.length === 0
    ? { state: 'not-done', seen: noneSince(base) }
    : { state: 'done', seen: 'Every new migration and model is committed as it lies here.' };
}

function noneSince(base: string): string {
  return `No migration is new since ${short(base)}.`;
}

function short(commit: string): string {
  return commit.slice(0, 12);
}

const MOST_LISTED = 5;

function listed(names: readonly string[]): string {
  const shown = names.slice(0, MOST_LISTED).map(displayText).join(', ');
  const more = names.length - MOST_LISTED;
  return more > 0 ? `${shown} and ${more} more` : shown;
}
