import { expect, it } from 'vitest';

import { lockHeader } from '../../packages/policy-core/src/dependencies/requirements/lock-header.ts';
import { caseRows, describeCases } from './case-files.ts';

/** A real lock, and the Python its verdict was reached for. */
interface Pair {
  readonly repo: string;
  readonly lock: string;
  readonly files: Readonly<Record<string, string>>;
  readonly expected: { readonly compiled: { readonly python: string } };
}

const pairs = caseRows<Pair>('requirement-pairs.jsonl.gz');

describeCases('headers of real locks', () => {
  it.each(pairs)('$repo $lock says for which Python it was made, or nothing', (pair) => {
    const header = lockHeader(pair.files[`tree/${pair.lock}`] ?? '');
    expect(header?.python ?? '3.11').toBe(pair.expected.compiled.python);
  });

  it('name the files they were made from wherever pip-compile or uv was called itself', () => {
    for (const { lock, files } of pairs) {
      const header = lockHeader(files[`tree/${lock}`] ?? '');
      if (!header || !/^(?:uv pip compile|pip-compile )/.test(header.command?.join(' ') ?? '')) continue;
      expect([header.inputs.length > 0, header.inputs.filter((input) => input.startsWith('-'))]).toEqual([
        true,
        [],
      ]);
    }
  });
});
