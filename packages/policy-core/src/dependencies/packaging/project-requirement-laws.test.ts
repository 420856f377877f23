import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';

import { anyBlanks, anyComparison, anyMarkerText } from '../../testing/any-marker.ts';
import { stepsTaken } from '../../testing/steps-taken.ts';
import { markerText } from './marker-text.ts';
import { parseMarker } from './parse-marker.ts';
import { parseProjectRequirement } from './parse-project-requirement.ts';
import { normalizedProject } from './project-name.ts';

const anyName = fc.stringMatching(/^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,5}[A-Za-z0-9_])?$/);
const anyVersion = fc.stringMatching(
  /^v?(?:[0-9]!)?[0-9]{1,3}(?:\.[0-9]{1,2}){1,2}(?:(?:a|b|rc|\.post|\.dev)[0-9])?$/,
);
const anyClause = fc.tuple(fc.constantFrom('==', '!=', '>=', '<=', '<', '>', '~='), anyBlanks, anyVersion);

/** A requirement in any spelling, with the parts it was made of. */
const anyRequirement = fc
  .record({
    name: anyName,
    extras: fc.array(anyName, { maxLength: 3 }),
    clauses: fc.array(anyClause, { maxLength: 3 }),
    isEnclosed: fc.boolean(),
    hasLastComma: fc.boolean(),
    marker: fc.option(anyMarkerText(anyComparison)),
    blanks: anyBlanks,
  })
  .map((parts) => {
    const { name, extras, clauses, isEnclosed, hasLastComma, marker, blanks } = parts;
    const list = clauses.map((clause) => clause.join('')).join(`${blanks},${blanks}`);
    const specifier = clauses.length > 0 && hasLastComma ? `${list}${blanks},` : list;
    const text = [
      name,
      extras.length > 0 ? `[${blanks}${extras.join(`${blanks},`)}${blanks}]` : '',
      isEnclosed ? `(${blanks}${specifier}${blanks})` : specifier,
      marker === null ? '' : `;${blanks}${marker}`,
    ];
    return { ...parts, specifier, text: text.join(blanks) };
  });

describe('any requirement', () => {
  it('gives back the parts it was made of, whatever stands between them', () => {
    fc.assert(
      fc.property(anyRequirement, ({ text, name, extras, clauses, specifier, marker }) => {
        const reading = parseProjectRequirement(text);
        if (reading.kind === 'invalid') throw new Error(reading.problem);
        const { requirement } = reading;
        const cut = (range: { start: number; end: number } | undefined) =>
          text.slice(range?.start, range?.end);
        expect(cut(requirement.nameRange)).toBe(name);
        expect(requirement.normalizedName).toBe(normalizedProject(name));
        expect(requirement.extras.map(({ range }) => cut(range))).toEqual(extras);
        expect(requirement.clauses.map(({ operator, version }) => [operator, version])).toEqual(
          clauses.map(([operator, , version]) => [operator, version]),
        );
        expect(requirement.clauses.map(({ range }) => cut(range))).toEqual(
          clauses.map((parts) => parts.join('')),
        );
        if (clauses.length > 0) expect(cut(requirement.specifierRange)).toBe(specifier);
        else expect(requirement.specifierRange).toBeUndefined();
        if (marker === null) expect(requirement.marker).toBeUndefined();
        else expect(cut(requirement.marker?.range)).toBe(marker.replace(/[ \t]+$/, ''));
      }),
    );
  });

  it('has the marker that its text has alone', () => {
    fc.assert(
      fc.property(anyRequirement, ({ text, marker }) => {
        const reading = parseProjectRequirement(text);
        const alone = marker === null ? undefined : parseMarker(marker);
        const within = reading.kind === 'requirement' ? reading.requirement.marker?.parsed : undefined;
        expect(within && markerText(within)).toBe(
          alone?.kind === 'marker' ? markerText(alone.marker) : undefined,
        );
      }),
    );
  });
});

describe('any text', () => {
  const anyText = fc.oneof(
    fc.string(),
    fc.string({
      unit: fc.constantFrom(...Array.from('a1 \t\n;,()[]@=<>!~.*-_"\''), 'in', 'and', 'os_name', '\u00A0'),
    }),
    fc.tuple(anyRequirement, fc.nat(), fc.string({ maxLength: 2 })).map(([{ text }, at, more]) => {
      const place = at % (text.length + 1);
      return text.slice(0, place) + more + text.slice(place + 1);
    }),
  );

  it('is a requirement or has a problem at a place within', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const reading = parseProjectRequirement(text);
        if (reading.kind === 'requirement') return;
        expect(reading.problem).not.toBe('');
        expect(reading.at).toBeGreaterThanOrEqual(0);
        expect(reading.at).toBeLessThanOrEqual(text.length);
      }),
    );
  });

  it('has parts that stand in order and hold what they say', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const reading = parseProjectRequirement(text);
        if (reading.kind === 'invalid') return;
        const { nameRange, extrasRange, clauses, url, marker } = reading.requirement;
        const ranges = [
          nameRange,
          extrasRange,
          ...clauses.map(({ range }) => range),
          url?.range,
          marker?.range,
        ];
        const ends = ranges.flatMap((range) => (range === undefined ? [] : [range.start, range.end]));
        expect(ends).toEqual(ends.toSorted((a, b) => a - b));
        for (const { operator, version, range } of clauses) {
          expect(text.slice(range.start, range.end).startsWith(operator)).toBe(true);
          expect(text.slice(range.start, range.end).endsWith(version)).toBe(true);
        }
      }),
    );
  });
});

describe('a hostile text', () => {
  const MANY = 200_000;
  test.each<[string, string]>([
    ['parentheses', '('.repeat(MANY)],
    ['parentheses in a marker', `a;${'('.repeat(MANY)}`],
    ['blanks', `a${' '.repeat(MANY)}x`],
    ['hyphens', `a${'-'.repeat(MANY)}`],
    ['commas in a word', `a===${','.repeat(MANY)}x`],
    ['white space behind an operator', `a===${' \n'.repeat(MANY)}x y`],
    ['numbers', `a==${'1.'.repeat(MANY)}`],
    ['extras', `a[${'b,'.repeat(MANY)}`],
    ['clauses', `a>=1${',>=1'.repeat(MANY)},x`],
    ['backslashes', `a;os_name=='${'\\x41'.repeat(MANY)}`],
    ['comparisons', `a;os_name=='x'${" or os_name=='x'".repeat(MANY)} or`],
  ])('of many %s is refused in few steps', (_, text) => {
    const start = stepsTaken();
    expect(parseProjectRequirement(text).kind).toBe('invalid');
    expect(stepsTaken() - start).toBeLessThan(30_000_000);
  });
});
