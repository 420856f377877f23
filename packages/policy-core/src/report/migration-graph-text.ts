import { displayText } from '../model/display-text.ts';
import type { ListedRevision } from '../migrations/explain/listed-revision.ts';
import type { EnvironmentGraph, MigrationGraph } from '../migrations/explain/migration-graph.ts';
import { paintFor, type Paint } from '../model/ansi.ts';
import { environmentLanes } from './environment-lanes.ts';
import { environmentProblems } from './environment-problems.ts';
import { laneTexts, type LaneStyle } from './lane-text.ts';
import { lastReleased, revisionMarks } from './revision-marks.ts';

interface TextStyle {
  readonly colors: boolean;
  readonly lanes: LaneStyle;
}

/** For people: a line for each revision, newest first, with what hangs together drawn in front. */
export function migrationGraphText({ environments }: MigrationGraph, style: TextStyle): string {
  const paint = paintFor(style.colors);
  return `${environments.map((one) => environmentLines(one, paint, style.lanes).join('\n')).join('\n\n')}\n`;
}

function environmentLines(environment: EnvironmentGraph, paint: Paint, style: LaneStyle): readonly string[] {
  const { revisions, older } = environment;
  const drawn = environmentLanes(environment);
  const texts = laneTexts(drawn, style);
  const released = lastReleased(revisions);
  const room = Math.min(drawn.width * 2, MOST_ALIGNED);
  return [
    environmentTitle(environment, paint),
    ...revisions.map(
      (revision, row) => `${(texts[row] ?? '').padEnd(room)} ${revisionText(revision, released, paint)}`,
    ),
    ...(older === 0 ? [] : [paint.faint(`and ${counted(older, 'older revision')}`)]),
    ...environmentProblems(environment).map((sentence) => paint.warning(displayText(sentence))),
  ];
}

/** With more lanes than this, texts begin where their own lanes end. */
const MOST_ALIGNED = 16;

export function environmentTitle(
  { name, folders, revisions, older, heads }: EnvironmentGraph,
  paint: Paint,
): string {
  const where = placeOf(folders.filter((folder) => folder !== name));
  const place = where === '' ? '' : ` ${paint.faint(`(${where})`)}`;
  const counts = `${counted(revisions.length + older, 'revision')}, ${counted(heads.length, 'head')}`;
  return `${paint.strong(displayText(name))}${place}: ${counts}`;
}

/** One history may lie in dozens of folders. */
function placeOf(folders: readonly string[]): string {
  const named = folders.slice(0, folders.length > 4 ? 2 : 4).map(displayText);
  const more = folders.length - named.length;
  return `${named.join(', ')}${more === 0 ? '' : ` and ${more} more folders`}`;
}

function counted(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}

function revisionText(revision: ListedRevision, released: ReadonlySet<string>, paint: Paint): string {
  const { id, message, path } = revision;
  const marks = revisionMarks(revision, released).map((mark) => paintMark(mark, paint));
  const shown = message === null ? paint.faint(displayText(path)) : displayText(message);
  return `${paint.warning(displayText(id))}  ${shown}${marks.length === 0 ? '' : `  (${marks.join(', ')})`}`;
}

export function paintMark(mark: string, paint: Paint): string {
  const shown = displayText(mark);
  if (mark === 'head') return paint.good(shown);
  return mark === 'new' ? paint.info(shown) : paint.faint(shown);
}
