import { describe, expect, test } from 'vitest';

import type { CliEnding } from '../cli/cli-process.ts';
import { policyPreview, refusalOf } from './policy-preview.ts';

const UNSAID = 'No policy was written. Run `lockkeeper init` in a terminal to see why.';

describe('the preview of a policy', () => {
  test('is what the CLI would write, to the last character', () => {
    expect(policyPreview(ended({ stdout: 'version: 1\n' }))).toEqual({ kind: 'text', text: 'version: 1\n' });
  });

  test('is refused in the words of the CLI', () => {
    const stderr = 'lockkeeper: There is already a lockkeeper.yml. Nothing was written.\n';
    expect(policyPreview(ended({ exitCode: 2, stderr }))).toEqual({
      kind: 'refused',
      problem: 'lockkeeper: There is already a lockkeeper.yml. Nothing was written.',
    });
  });

  test.each<[string, CliEnding]>([
    ['a CLI that fails without a word', ended({ exitCode: 1 })],
    ['a CLI that prints nothing', ended({})],
    ['a CLI that is cancelled', { kind: 'cancelled' }],
    ['a CLI that does not end', { kind: 'timed-out', seconds: 60 }],
    ['a CLI that does not start', { kind: 'broken', problem: 'could not be started (ENOENT)' }],
  ])('of %s is never an empty policy', (_what, ending) => {
    expect(policyPreview(ending)).toEqual({ kind: 'refused', problem: UNSAID });
    expect(refusalOf(ending)).toBe(UNSAID);
  });
});

function ended(given: Partial<Extract<CliEnding, { kind: 'ended' }>>): CliEnding {
  return { kind: 'ended', exitCode: 0, stdout: '', stderr: '', ...given };
}
