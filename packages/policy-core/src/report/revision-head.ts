import type { ListedRevision } from '../migrations/explain/listed-revision.ts';
import { code, commaList, faint, gap, strong, toned, type Text } from './document/document.ts';
import { revisionMarks } from './revision-marks.ts';

/** What stands above all that is told of one revision: its id, message and marks. */
export function revisionHeading(revision: ListedRevision): Text {
  const { id, message } = revision;
  return [strong(id), message === null ? '' : [gap, code(message)], markTexts(revisionMarks(revision))];
}

/** Where it stands. */
export function revisionPlace({ path }: ListedRevision, environment: string): Text {
  return faint(`${path} in ${environment}`);
}

/** ` (merge, new)`; nothing where a revision has none. */
export function markTexts(marks: readonly string[]): Text {
  return marks.length === 0 ? '' : [gap, '(', commaList(marks.map(markText)), ')'];
}

function markText(mark: string): Text {
  if (mark === 'head') return toned('good', mark);
  return mark === 'new' ? toned('info', mark) : faint(mark);
}
