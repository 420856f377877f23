import {
  observed,
  unobserved,
  type Change,
  type FileContent,
  type Known,
  type Observations,
  type Policy,
} from '@lockkeeper/policy-core';

import type { Observers } from '../ports/index.ts';
import { agentSigns } from './agent-signs.ts';
import { AT_HOME } from './circumstances.ts';
import { observeFilesBefore } from './files-before.ts';
import { observeHistory } from './history.ts';
import { observeReferences } from './references.ts';
import { readSubjects } from './subject-files.ts';

export interface DocumentRequest {
  readonly policy: Policy;
  readonly path: string;
  /** Open documents by path, the judged one among them: they stand before what is on disk. */
  readonly open: ReadonlyMap<string, FileContent>;
  readonly change: Known<Change>;
}

/** What one open document is judged by: its own text, the files of the pairs it belongs to, its place in the change. */
export async function observeDocument(
  { policy, path, open, change }: DocumentRequest,
  observers: Observers,
): Promise<Observations> {
  const focus = { kind: 'document', path } as const;
  const listing = unobserved('only the open document is judged');
  const { push: _, ...circumstances } = AT_HOME;
  const files = await readSubjects(policy, { focus, change, listing }, async (paths) => {
    const texts = paths.map(async (file): Promise<readonly [string, Known<FileContent>]> => {
      const content = open.get(file);
      return [file, content === undefined ? await observers.files.read(file) : observed(content)];
    });
    return new Map(await Promise.all(texts));
  });
  const history = await observeHistory(
    policy,
    { focus, head: 'worktree', record: files[policy.record.path] },
    observers,
  );
  const seen = { focus, change, files };
  return {
    ...seen,
    listing,
    filesBefore: await observeFilesBefore(policy, { focus, change, listing }, observers),
    links: {},
    folders: {},
    present: await observeReferences(policy, { seen, head: 'worktree' }, observers),
    ...circumstances,
    agentSigns: agentSigns(policy, observers),
    ...history,
    now: observed(observers.clock.now()),
  };
}
