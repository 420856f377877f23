import fc from 'fast-check';
import { expect, test } from 'vitest';

import { revisionMessage } from './revision-message.ts';

test.each<[string, string | undefined]>([
  ['"""add total\n\nRevision ID: 1a\n"""\nimport x\n', 'add total'],
  ['"""\nadd total\n\nRevision ID: 1a\n"""\n', 'add total'],
  ["'''add total'''", 'add total'],
  ["'add total'\n", 'add total'],
  ['r"""add \\d"""', 'add \\d'],
  ['# -*- coding: utf-8 -*-\n\n# more\n"""add total"""', 'add total'],
  ['\uFEFF"""add total"""', 'add total'],
  ['"""add\n   total\r\n\r\nmore"""', 'add total'],
  ['"""say \\"""no\\""" to it"""', 'say \\"""no\\""" to it'],
  ['"""add "total" of \'all\'"""', 'add "total" of \'all\''],
  ['import x\n"""no docstring"""\n', undefined],
  ['revision = "1a"\n', undefined],
  ['x = """no docstring"""', undefined],
  ['"""does not end', undefined],
  ["'does not end\n'", undefined],
  ['""', undefined],
  ['""" """', undefined],
  ['', undefined],
])('%j says %j', (text, message) => {
  expect(revisionMessage(text)).toBe(message);
});

test('any first paragraph comes back on one line', () => {
  const words = fc.array(fc.stringMatching(/^[a-z0-9.,'-]{1,8}$/), { minLength: 1, maxLength: 8 });
  const gap = fc.constantFrom(' ', '\n', '\n    ', '  ');
  fc.assert(
    fc.property(words, gap, (list, between) => {
      expect(revisionMessage(`"""${list.join(between)}\n\nRevision ID: x\n"""`)).toBe(list.join(' '));
    }),
  );
});
