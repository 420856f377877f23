import fc from 'fast-check';

import { MARKER_VARIABLES } from '../dependencies/packaging/marker.ts';
import type { Marker } from '../dependencies/packaging/marker.ts';
import { parseMarker } from '../dependencies/packaging/parse-marker.ts';

/** Reads a marker that a test wrote; it has to be one. */
export function markerOf(text: string): Marker {
  const reading = parseMarker(text);
  if (reading.kind === 'invalid') throw new Error(`${text}: ${reading.problem}`);
  return reading.marker;
}

/** Blanks as markers allow them between their parts. */
export const anyBlanks = fc.constantFrom('', ' ', '  ', '\t');

/** Markers as text, in any spelling, from comparisons of the given kind. */
export function anyMarkerText(anyComparison: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const { marker } = fc.letrec<{ marker: string; part: string }>((tie) => ({
    part: fc.oneof(
      { depthSize: 'small' },
      anyComparison,
      fc.tuple(anyBlanks, tie('marker')).map(([blanks, inner]) => `(${blanks}${inner}${blanks})`),
    ),
    marker: fc
      .tuple(
        tie('part'),
        fc.array(fc.tuple(fc.constantFrom('and', 'or'), tie('part')), { maxLength: 2 }),
        anyBlanks,
      )
      .map(([first, others, blanks]) =>
        [first, ...others.map(([word, part]) => `${blanks} ${word} ${part}`)].join(''),
      ),
  }));
  return marker;
}

const anyQuoted = fc
  .oneof(
    fc.constantFrom('linux', 'win32', '3.8', '3.11.4', '3.*', 'Foo_Bar', '', 'a b', '6.1.0', 'cpython', '='),
    fc.string({ maxLength: 6 }).filter((text) => !/["'\\]/.test(text)),
  )
  .chain((text) => fc.constantFrom(`"${text}"`, `'${text}'`));
const anyVariable = fc.constantFrom(
  ...MARKER_VARIABLES,
  'os.name',
  'python_implementation',
  'platform.machine',
);
const anyOperator = fc.constantFrom(
  '==',
  '!=',
  '<=',
  '>=',
  '<',
  '>',
  '~=',
  '===',
  ' in ',
  ' not in ',
  '\tnot \tin\t',
);

/** Any comparison that can be read, sensible or not. */
export const anyComparison = fc
  .tuple(
    fc.oneof(anyVariable, anyQuoted),
    anyBlanks,
    anyOperator,
    anyBlanks,
    fc.oneof(anyVariable, anyQuoted),
  )
  .map((parts) => parts.join(''));
