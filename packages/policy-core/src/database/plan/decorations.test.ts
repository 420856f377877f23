import fc from 'fast-check';
import { expect, it } from 'vitest';

import { undecorated } from './decorations.ts';

it.each<[line: string, bare: string]>([
  ['> DROP', 'DROP'],
  ['> > DROP', 'DROP'],
  ['- DROP', 'DROP'],
  ['  * DROP', 'DROP'],
  ['• DROP', 'DROP'],
  ['· DROP', 'DROP'],
  ['+ DROP', 'DROP'],
  ['1. DROP', 'DROP'],
  ['12) DROP', 'DROP'],
  ['7: DROP', 'DROP'],
  ['│ DROP │', 'DROP'],
  ['| DROP |', 'DROP'],
  ['[0] DROP', 'DROP'],
  ['[✓] DROP', 'DROP'],
  ['[+] Added', 'Added'],
  ['[-] Removed', 'Removed'],
  ['❯ No', 'No'],
  ['⚠ Warnings:', 'Warnings:'],
  ['shop=# DROP', 'DROP'],
  ['shop-> TABLE', 'TABLE'],
  ['sql> DROP', 'DROP'],
  ['query: DROP', 'DROP'],
  ['Executing (default): DROP', 'DROP'],
  ['[0] │ > - DROP', 'DROP'],
  // These belong to the text.
  ['-- DROP', '-- DROP'],
  ['--> statement-breakpoint', '--> statement-breakpoint'],
  ['-1', '-1'],
  ['*/', '*/'],
  ['a > b', 'a > b'],
  ['DROP 1. TABLE', 'DROP 1. TABLE'],
  ['$1 DROP', '$1 DROP'],
])('%j begins with what a program put there: %j is left', (line, bare) => {
  expect(undecorated(line).trim()).toBe(bare);
  expect(undecorated(`SELECT 1;\n${line}\nSELECT 2;`).split('\n')[1]?.trim()).toBe(bare);
});

it('Nothing moves', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...Array.from('a>-*|│1.[0]#= \n✓:')) }), (text) => {
      const bare = undecorated(text);
      expect(bare).toHaveLength(text.length);
      expect(bare.split('\n').map((line) => line.length)).toEqual(
        text.split('\n').map((line) => line.length),
      );
      Array.from(bare).forEach((character, at) => {
        if (character !== ' ') expect(character).toBe(text[at]);
      });
    }),
  );
});
