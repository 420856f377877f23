import { l10n } from 'vscode';

import type { CliEnding } from '../cli/cli-process.ts';

/** What `init --dry-run` came to: the text of the policy that it would write, or why there is none. */
export type PolicyPreview =
  | { readonly kind: 'text'; readonly text: string }
  /** `problem` is a sentence. */
  | { readonly kind: 'refused'; readonly problem: string };

export function policyPreview(ending: CliEnding): PolicyPreview {
  if (ending.kind === 'ended' && ending.exitCode === 0 && ending.stdout !== '') {
    return { kind: 'text', text: ending.stdout };
  }
  return { kind: 'refused', problem: refusalOf(ending) };
}

/** Why the CLI wrote no policy: in its own words where it had any. */
export function refusalOf(ending: CliEnding): string {
  const said = ending.kind === 'ended' ? ending.stderr.trim() : '';
  return said || l10n.t('No policy was written. Run `lockkeeper init` in a terminal to see why.');
}
