import { applyFixes } from '../model/apply-edits.ts';
import { checkerFor } from '../checker/checker.ts';
import { loadPolicy } from '../checker/load-policy.ts';
import { testParsers } from './load-parsers.ts';
import { ALEMBIC_POLICY } from './sample-revision.ts';

const PATH = 'alembic/versions/ab12_x.py';

/** A revision after the first fix that a rule offers for it; `undefined` when it offers none. */
export async function fixedText(rule: string, text: string): Promise<string | undefined> {
  const policy = loadPolicy({
    path: 'lockkeeper.json',
    text: JSON.stringify({ version: 1, ...ALEMBIC_POLICY }),
  });
  const checker = checkerFor(policy, await testParsers());
  const { findings } = checker.checkFiles([{ path: PATH, text }], { only: [rule] });
  const fix = findings.flatMap(({ fixes }) => fixes)[0];
  return fix === undefined ? undefined : applyFixes({ [PATH]: text }, [fix]).texts[PATH];
}
