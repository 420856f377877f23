import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';

import { textContent } from '../file-content.ts';
import { observed } from '../known.ts';
import type { Parsers } from '../parsers/parsers.ts';
import { testParsers } from '../testing/load-parsers.ts';
import { graphOfFiles, revisionFiles } from './revision-files.ts';
import { settledEdits } from './settled-edits.ts';

let parsers: Parsers;
beforeAll(async () => {
  parsers = await testParsers();
});

type Texts = Readonly<Record<string, string>>;

function contents(texts: Texts) {
  return Object.entries(texts).map(([path, text]) => [path, observed(textContent(text))] as const);
}

function editsOf(before: Texts, now: Texts) {
  const files = revisionFiles(new Map(contents(now)), { folders: ['v'], isRecursive: false }, parsers);
  const edits = settledEdits(
    { by: 'base', texts: contents(before) },
    { files, graph: graphOfFiles(files, parsers), parsers },
  );
  if (!edits.known) throw new Error(edits.reason);
  return edits.value;
}

const revision = fc
  .record({
    id: fc.constantFrom('a', 'b', 'c'),
    does: fc.constantFrom('pass', 'run()', 'op.drop_table("x")'),
    style: fc.constantFrom('', '# note\n', '"""why"""\n', '\n\n'),
  })
  .map(
    ({ id, does, style }) =>
      `${style}revision = '${id}'\ndown_revision = None\n\ndef upgrade():\n    ${does}\n\ndef downgrade():\n    pass\n`,
  );
const tree = fc.dictionary(fc.constantFrom('v/1.py', 'v/2.py', 'v/3.py'), revision);

describe('any revisions', () => {
  it('that stay are not edited, however many there are', () => {
    fc.assert(
      fc.property(tree, (texts) => {
        expect(editsOf(texts, texts)).toEqual([]);
      }),
    );
  });

  it('lead to an edit of each file that is gone, unless its id is elsewhere', () => {
    fc.assert(
      fc.property(tree, (texts) => {
        const edits = editsOf(texts, {});
        expect(edits.map(({ path }) => path)).toEqual(Object.keys(texts));
        expect(edits.every(({ edit, at }) => edit.kind === 'deleted' && at === undefined)).toBe(true);
      }),
    );
  });

  it('are told with places in files that are there, and with parts where they are edited', () => {
    fc.assert(
      fc.property(tree, tree, (before, now) => {
        for (const { edit, at, path } of editsOf(before, now)) {
          expect(Object.keys(before)).toContain(path);
          if (edit.kind === 'deleted') expect(at).toBeUndefined();
          else expect(Object.keys(now)).toContain(at?.path);
          if (edit.kind === 'edited') expect(edit.parts.length).toBeGreaterThan(0);
          if (edit.kind === 'moved') expect(edit.to).not.toBe(path);
        }
      }),
    );
  });

  it('are the same whether only their looks differ', () => {
    fc.assert(
      fc.property(tree, (texts) => {
        const dressed = Object.fromEntries(
          Object.entries(texts).map(([path, text]) => [path, `# another look\n${text.replaceAll("'", '"')}`]),
        );
        expect(editsOf(texts, dressed)).toEqual([]);
      }),
    );
  });
});
