import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { applyEdits } from '../../model/apply-edits.ts';
import { requirementsFile } from '../facts/requirements-file.ts';
import { hashesBehindMarker } from './hashes-behind-marker.ts';

/** The text after the fix; as it was where none is offered. */
function mended(text: string): string {
  const file = requirementsFile('r.txt', { kind: 'text', text });
  if (file.kind !== 'read') throw new Error('It is a text.');
  const fixes = file.lines.flatMap((line) =>
    line.passedOver
      .filter(({ what }) => what === 'marker')
      .flatMap(({ range }) => hashesBehindMarker(line, range, file)),
  );
  return fixes.reduce((said, { edits }) => applyEdits(said, edits), text);
}

describe('a marker that stands behind a hash', () => {
  test.each([
    ['a==1 --hash=sha256:00 ; os_name == "nt"\n', 'a==1 ; os_name == "nt" --hash=sha256:00\n'],
    [
      'a==1  --hash=sha256:00 --hash=sha256:11 ;os_name == "nt"  # c\n',
      'a==1 ;os_name == "nt"  --hash=sha256:00 --hash=sha256:11  # c\n',
    ],
  ])('%j is moved before it', (text, after) => {
    expect(mended(text)).toBe(after);
  });

  test.each([
    ['a marker is there already', 'a==1 ; os_name == "nt" --hash=sha256:00 ; os_name == "nt"\n'],
    ['it runs over several lines', 'a==1 --hash=sha256:00 \\\n  ; os_name == "nt"\n'],
    ['the line is no requirement', '-e . ; os_name == "nt"\n'],
  ])('is left to a person where %s', (_why, text) => {
    expect(mended(text)).toBe(text);
  });

  test('counts after the move as pip reads it', () => {
    fc.assert(
      fc.property(fc.nat(3), fc.constantFrom('os_name == "nt"', 'python_version < "3"'), (count, marker) => {
        const hashes = ' --hash=sha256:00'.repeat(count + 1);
        const file = requirementsFile('r.txt', { kind: 'text', text: mended(`a==1${hashes} ; ${marker}\n`) });
        if (file.kind !== 'read') throw new Error('It is a text.');
        expect(file.lines).toMatchObject([{ passedOver: [] }]);
        expect(file.lines[0]?.hashes).toHaveLength(count + 1);
      }),
    );
  });
});
