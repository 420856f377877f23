import type { Migrations } from '../migrations/analysis/migrations.ts';
import type { DocumentView, OutlineSymbol, Link } from './document-annotations.ts';
import { migrationLenses } from './migration-lenses.ts';
import {
  openedMigration,
  openedRevision,
  type OpenedMigration,
  type OpenedRevision,
} from './opened-migration.ts';
import type { Step } from '../migrations/operations/operation.ts';
import { stepText } from '../migrations/analysis/reasons.ts';
import type { Direction } from '../migrations/operations/direction.ts';
import { revisionTitle } from './revision-title.ts';
import type { HeaderValue } from '../migrations/alembic/revision-header.ts';

export type MigrationView = Omit<DocumentView, 'hints'>;

/** `undefined` for what cannot be read. */
export function migrationView(path: string, migrations: Migrations): MigrationView | undefined {
  const opened = openedMigration(path, migrations);
  if (opened === undefined) return undefined;
  const revision = openedRevision(opened);
  return {
    lenses: migrationLenses(opened),
    links: revision === undefined ? [] : revisionLinks(revision),
    symbols: migrationOutline(opened),
  };
}

/** What runs in each direction, in the order of running. */
function migrationOutline({ upgrade, revision }: OpenedMigration): readonly OutlineSymbol[] {
  const outlined = (step: Step): OutlineSymbol => ({
    name: capitalized(stepText(step)),
    kind: 'step',
    at: upgrade.span(step),
    children: [],
  });
  if (revision === undefined) return upgrade.steps.map(outlined);
  const direction = (name: string, { name: defined, body, steps }: Direction): readonly OutlineSymbol[] => {
    if (defined === undefined || body === undefined) return [];
    const at = upgrade.span({ start: defined.start, end: body.end });
    return [{ name, kind: 'direction', at, children: steps.map(outlined) }];
  };
  return [...direction('upgrade', revision.upgrade), ...direction('downgrade', revision.downgrade)];
}

function capitalized(clause: string): string {
  return clause.charAt(0).toUpperCase() + clause.slice(1);
}

/** From the ids of other revisions in its head to their files. An id that is not there leads nowhere. */
function revisionLinks({ revision: { header }, history, upgrade }: OpenedRevision): readonly Link[] {
  return [header.downRevision, header.dependsOn].flatMap(idsIn).flatMap(({ id, start, end }) => {
    const path = history.graph.revisions.get(id)?.path;
    if (path === undefined) return [];
    return [{ at: upgrade.span({ start, end }), opens: path, tooltip: `Open ${revisionTitle(history, id)}` }];
  });
}

function idsIn(value: HeaderValue): Extract<HeaderValue, { readonly kind: 'ids' }>['ids'] {
  return value.kind === 'ids' ? value.ids : [];
}
