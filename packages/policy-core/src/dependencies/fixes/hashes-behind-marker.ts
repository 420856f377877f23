import type { ReadRequirements } from '../facts/requirements-file.ts';
import type { Fix } from '../../model/fix.ts';
import type { RequirementsLine } from '../requirements/requirements-document.ts';
import type { TextRange } from '../../model/text-range.ts';

/** Moves a marker that pip loses to where pip looks for it: between the requirement and its options. */
export function hashesBehindMarker(
  { entry, options, hashes }: RequirementsLine,
  marker: TextRange,
  { text, place }: ReadRequirements,
): readonly Fix[] {
  if (entry.kind !== 'requirement' || entry.requirement.marker !== undefined) return [];
  const firstOption = [...options, ...hashes].reduce(
    (first, { range }) => Math.min(first, range.start),
    Infinity,
  );
  const written = text.slice(marker.start, marker.end);
  // What stands over several lines is for a person to sort.
  if (firstOption > marker.start || /[\n\r\\]/.test(text.slice(firstOption, marker.end))) return [];
  const before = text.slice(0, firstOption).trimEnd().length;
  const target = place({ start: before, end: before });
  const left = place({ start: text.slice(0, marker.start).trimEnd().length, end: marker.end });
  return [
    {
      title: 'Move the marker before the options',
      safety: 'needs-review',
      edits: [
        { path: target.path, start: target.start, end: target.end, text: ` ${written.trim()}` },
        { path: left.path, start: left.start, end: left.end, text: '' },
      ],
    },
  ];
}
