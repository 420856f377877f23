import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { readCode } from './read-code.ts';

const parsers = await testParsers();

const PATHS = [
  'a.py',
  'a.sql',
  'start.sh',
  'Dockerfile',
  'Procfile',
  'Makefile',
  '.github/workflows/a.yml',
  'compose.yml',
  'package.json',
  'fly.toml',
  'AGENTS.md',
];

const piece = fc.constantFrom(
  'alembic',
  ' upgrade head',
  ' downgrade base',
  'DROP TABLE a',
  'create index i on a (b)',
  'psql -c ',
  'metadata',
  '.create_all()',
  '"',
  "'",
  '"""',
  '\n',
  '\n    ',
  '\t',
  ' ',
  ':',
  '=',
  '[',
  ']',
  '{',
  '}',
  '(',
  ')',
  '#',
  '--',
  '/*',
  '*/',
  '$$',
  ';',
  '&&',
  '|',
  '\\',
  'run',
  'command',
  'CMD ',
  'web',
  '- ',
  'x',
  'execute',
  'f',
  '%s',
  '{x}',
  '<<EOF',
  'EOF',
  '```bash',
  '```',
  '😀',
  '\r\n',
);
const anyText = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));

describe('any code at all', () => {
  test('is read without an error, and what is found lies in it in the order of the text', () => {
    fc.assert(
      fc.property(fc.constantFrom(...PATHS), anyText, (path, text) => {
        const reading = readCode(path, text, parsers);
        if (reading.kind === 'unreadable') {
          expect(reading.problem).not.toBe('');
          expect(path).toBe('a.py');
          return;
        }
        let before = 0;
        for (const { start, end } of reading.places) {
          expect(start).toBeGreaterThanOrEqual(before);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          before = start;
        }
      }),
    );
  });

  test('is found again whatever harmless lines stand above it', () => {
    const harmless = fc.constantFrom('x = 1\n', '# a comment\n', '\n', 'import os\n', 'y = "text"\n');
    fc.assert(
      fc.property(fc.array(harmless, { maxLength: 6 }), (lines) => {
        const above = lines.join('');
        const found = (text: string, by: number) => {
          const reading = readCode('a.py', text, parsers);
          return reading.kind === 'read'
            ? reading.places.map(({ start, end, ...place }) => ({
                ...place,
                start: start - by,
                end: end - by,
              }))
            : reading;
        };
        const code = 'metadata.create_all(e)\nc.execute("DROP TABLE a")\n';
        expect(found(above + code, above.length)).toEqual(found(code, 0));
      }),
    );
  });
});
