import { displayText } from '../model/display-text.ts';
import type { ListedRevision } from '../migrations/explain/listed-revision.ts';
import { shortenedText } from '../model/shortened-text.ts';
import type { Paint } from '../model/ansi.ts';
import { paintMark } from './migration-graph-text.ts';
import { revisionMarks } from './revision-marks.ts';

/** The lines above what is told of one revision: its id, message and marks, and where it stands. */
export function revisionHead(revision: ListedRevision, environment: string, paint: Paint): readonly string[] {
  const { id, message, path } = revision;
  const marks = revisionMarks(revision).map((mark) => paintMark(mark, paint));
  return [
    `${paint.strong(displayText(id))}${message === null ? '' : `  ${displayText(shortenedText(message))}`}${marks.length === 0 ? '' : `  (${marks.join(', ')})`}`,
    paint.faint(`  ${displayText(path)} in ${displayText(environment)}`),
  ];
}
