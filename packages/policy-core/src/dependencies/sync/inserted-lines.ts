import { identitiesOf } from '../facts/requirement-identity.ts';
import { projectNamed } from '../facts/line-entry.ts';
import type { ExpandedLine } from '../facts/expanded-requirements.ts';
import { wholeLines } from '../../model/whole-lines.ts';
import type { RequirementsLine } from '../requirements/requirements-document.ts';
import type { MirrorSurroundings } from './mirrored-files.ts';
import type { OffsetEdit } from './offset-edit.ts';

/** Each behind the line of the lock that comes before it in the source, so that the two keep one order. */
export function insertedLines(
  missing: ReadonlySet<RequirementsLine>,
  around: MirrorSurroundings,
): readonly OffsetEdit[] {
  const { asked, files } = around;
  const added = new Map<number, string[]>();
  let place = beforeAll(around);
  for (const one of asked) {
    if (missing.has(one.line)) {
      const group = added.get(place);
      if (group === undefined) added.set(place, [one.line.content]);
      else group.push(one.line.content);
      continue;
    }
    const line = lineFor(one, around);
    if (line !== undefined) place = wholeLines(files.lock.text, line.range).end;
  }
  return Array.from(added, ([at, lines]) => insertion(files.lock.text, at, lines));
}

/** Options and what is brought in stay at the head of a file. */
function beforeAll({ files: { lock } }: MirrorSurroundings): number {
  const first = lock.lines.find(({ entry }) => entry.kind !== 'options' && entry.kind !== 'include');
  return first === undefined ? lock.text.length : wholeLines(lock.text, first.range).start;
}

function lineFor(
  one: ExpandedLine,
  { byIdentity, byProject }: MirrorSurroundings,
): RequirementsLine | undefined {
  const project = projectNamed(one.line);
  const known = identitiesOf(one).map((identity) => byIdentity.get(identity));
  return (
    known.find((line) => line !== undefined) ?? (project === undefined ? undefined : byProject.get(project))
  );
}

/** A file that has no line end at its end stays so. */
function insertion(text: string, at: number, lines: readonly string[]): OffsetEdit {
  const lineEnd = /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
  const written = lines.join(lineEnd);
  const last = text.charAt(at - 1);
  const isOpen = at > 0 && !'\n\r\uFEFF'.includes(last);
  return { start: at, end: at, text: isOpen ? lineEnd + written : written + lineEnd };
}
