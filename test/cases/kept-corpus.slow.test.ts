import fc from 'fast-check';
import { expect, test } from 'vitest';

import { checkerFor } from '../../packages/policy-core/src/checker/checker.ts';
import { loadPolicy } from '../../packages/policy-core/src/checker/load-policy.ts';
import type { Report } from '../../packages/policy-core/src/engine/report.ts';
import { keptInMemory } from '../../packages/policy-core/src/testing/kept-in-memory.ts';
import { testParsers } from '../../packages/policy-core/src/testing/load-parsers.ts';
import { CORPUS, filesOf } from '../verdicts/corpus-sets.ts';
import { corpusFiles, describeCases, type CorpusFile } from './case-files.ts';

const SEED = 1795600001;
const EDITS = 40;

describeCases('Histories of real repositories, edited again and again', () => {
  test.each(Object.values(CORPUS))(
    'are judged with what earlier runs said as without it: $repository',
    { timeout: 1_800_000 },
    async ({ migrations, ...where }) => {
      const policy = loadPolicy({
        path: 'lockkeeper.json',
        text: JSON.stringify({ version: 1, migrations }),
      });
      const checker = checkerFor(policy, await testParsers());
      const edits = fc.sample(anyEdit, { seed: SEED, numRuns: EDITS });
      let files = filesOf(where, corpusFiles());
      const outcomes = keptInMemory();
      let shared = 0;
      for (const edit of edits) {
        expect(plain(checker.checkFiles(files, { outcomes }))).toBe(plain(checker.checkFiles(files)));
        shared += outcomes.counts.known / outcomes.counts.all;
        files = edited(files, edit);
      }
      // It is no test of what is taken over where next to nothing is.
      expect(shared / EDITS).toBeGreaterThan(0.2);
    },
  );
});

function plain(report: Report): string {
  return JSON.stringify(report);
}

interface Edit {
  readonly kind: 'statement' | 'other text' | 'gone' | 'back' | 'comment';
  /** Where, from the oldest file to the newest: mostly among the newest. */
  readonly at: number;
  readonly from: number;
}

const anyEdit: fc.Arbitrary<Edit> = fc.record({
  kind: fc.constantFrom('statement', 'statement', 'other text', 'gone', 'back', 'comment'),
  at: fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0.9, max: 1, noNaN: true })),
  from: fc.double({ min: 0, max: 1, noNaN: true }),
});

function edited(files: readonly CorpusFile[], { kind, at, from }: Edit): readonly CorpusFile[] {
  const place = Math.min(files.length - 1, Math.floor(at * files.length));
  const [file, other] = [files[place], files[Math.min(files.length - 1, Math.floor(from * files.length))]];
  if (file === undefined || other === undefined) return files;
  const isPython = file.path.endsWith('.py');
  switch (kind) {
    case 'statement':
      return files.with(place, { ...file, text: isPython ? withStep(file.text) : `${file.text}${SQL}` });
    case 'other text':
      return files.with(place, { ...file, text: other.text });
    case 'gone':
      return files.toSpliced(place, 1);
    case 'back':
      return [...files, { ...file, path: file.path.replace(/(\.\w+)$/, '_again$1') }];
    case 'comment':
      return files.with(place, { ...file, text: `${isPython ? '#' : '--'} Said again.\n${file.text}` });
  }
}

const SQL = '\nALTER TABLE users ADD CONSTRAINT said_again CHECK (true); DROP TABLE users;\n';

function withStep(text: string): string {
  return text.replace(/^def upgrade\(\).*:\n/m, '$&    op.drop_table("users")\n');
}
