import type { CancellationToken } from 'vscode-languageserver';

import type { PolicyVerdict } from '../worker/messages.ts';

/** The verdicts on open documents. One that still holds is not asked for again. */
export interface DocumentVerdicts {
  /** Rejects only with `Cancelled`. Where checking failed, the verdict says so and finds nothing. */
  document(uri: string, token?: CancellationToken): Promise<PolicyVerdict>;
  /** As `document`, but one that nothing is known to have changed of holds however old it is. */
  last(uri: string, token?: CancellationToken): Promise<PolicyVerdict>;
  /** The last verdicts, whether they still hold or not. */
  readonly open: ReadonlyMap<string, PolicyVerdict>;
}

/** The verdicts on files that differ from the last commit and are not open. */
export interface ChangedVerdicts {
  /** By URI, made anew where they no longer hold; none once whole folders were judged. Never rejects. */
  current(): Promise<ReadonlyMap<string, PolicyVerdict>>;
}

/** The verdicts on whole folders. */
export interface TreeVerdicts {
  /** The last ones, made anew where they no longer hold; nothing before a whole folder was judged. */
  current(token?: CancellationToken): Promise<readonly FolderVerdicts[]>;
}

export interface FolderVerdicts {
  readonly folder: string;
  /** One for each policy in the folder. */
  readonly verdicts: readonly PolicyVerdict[];
}
