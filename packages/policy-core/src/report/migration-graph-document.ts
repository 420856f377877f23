import type { ListedRevision } from '../migrations/explain/listed-revision.ts';
import type { EnvironmentGraph, MigrationGraph } from '../migrations/explain/migration-graph.ts';
import { counted } from '../engine/tally.ts';
import {
  commaList,
  faint,
  gap,
  lines,
  strong,
  toned,
  type Document,
  type Text,
} from './document/document.ts';
import { environmentLanes } from './environment-lanes.ts';
import { environmentProblems } from './environment-problems.ts';
import { laneTexts, type LaneStyle } from './lane-text.ts';
import { markTexts } from './revision-head.ts';
import { lastReleased, revisionMarks } from './revision-marks.ts';

/**
 * A line for each revision, newest first, with what hangs together drawn in front: to be printed without a width, since
 * a line that is broken breaks the drawing.
 */
export function migrationGraphDocument({ environments }: MigrationGraph, style: LaneStyle): Document {
  return environments.flatMap((one) => lines(...environmentLines(one, style)));
}

function environmentLines(environment: EnvironmentGraph, style: LaneStyle): readonly Text[] {
  const { revisions, older } = environment;
  const drawn = environmentLanes(environment);
  const texts = laneTexts(drawn, style);
  const released = lastReleased(revisions);
  const room = Math.min(drawn.width * 2, MOST_ALIGNED);
  return [
    environmentTitle(environment),
    ...revisions.map((revision, row) => [
      `${(texts[row] ?? '').padEnd(room)} `,
      revisionText(revision, released),
    ]),
    ...(older === 0 ? [] : [faint(`and ${counted(older, 'older revision')}`)]),
    ...environmentProblems(environment).map((sentence) => toned('warning', sentence)),
  ];
}

/** With more lanes than this, texts begin where their own lanes end. */
const MOST_ALIGNED = 16;

export function environmentTitle({ name, folders, revisions, older, heads }: EnvironmentGraph): Text {
  const counts = `${counted(revisions.length + older, 'revision')}, ${counted(heads.length, 'head')}`;
  const others = folders.filter((folder) => folder !== name);
  return [strong(name), others.length === 0 ? '' : [' ', faint(['(', placeOf(others), ')'])], `: ${counts}`];
}

/** One history may lie in dozens of folders. */
function placeOf(folders: readonly string[]): Text {
  const named = folders.slice(0, folders.length > 4 ? 2 : 4);
  const more = folders.length - named.length;
  return [commaList(named), more === 0 ? '' : ` and ${more} more folders`];
}

function revisionText(revision: ListedRevision, released: ReadonlySet<string>): Text {
  const { id, message, path } = revision;
  return [toned('warning', id), gap, message ?? faint(path), markTexts(revisionMarks(revision, released))];
}
