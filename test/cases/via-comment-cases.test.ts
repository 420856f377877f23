import { expect, it } from 'vitest';

import { parseRequirements } from '../../packages/policy-core/src/dependencies/requirements/parse-requirements.ts';
import { viaComments } from '../../packages/policy-core/src/dependencies/requirements/via-comments.ts';
import { caseRows, describeCases } from './case-files.ts';

interface Pair {
  readonly repo: string;
  readonly lock: string;
  readonly files: Readonly<Record<string, string>>;
}

const pairs = caseRows<Pair>('requirement-pairs.jsonl.gz');

describeCases('what lines of real locks come from', () => {
  it.each(pairs)('$repo $lock: whatever stands in a "via" comment is a project or a file', (pair) => {
    const text = pair.files[`tree/${pair.lock}`] ?? '';
    // One a line, or a list of them behind three blanks; the command of the header stands behind four.
    const written = text.match(/# via (?=\S)|^ *# {3}(?=\S)/gm) ?? [];
    expect(viaComments(parseRequirements(text)).flat()).toHaveLength(written.length);
  });
});
