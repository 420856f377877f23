import {
  loadPolicy,
  observed,
  unobserved,
  type FileContent,
  type Known,
  type Observations,
  type Policy,
} from '@lockkeeper/policy-core';
import { migrationKind } from '@lockkeeper/policy-core/migrations';
import { projectFiles, type Change } from '@lockkeeper/policy-core/observe';

import type { FileSystem, Observers } from '../ports/index.ts';
import { agentIndicators } from './agent-indicators.ts';
import { LOCAL_CIRCUMSTANCES } from './circumstances.ts';
import { observeHistory } from './history.ts';
import { observeRepository } from './repository-sight.ts';
import { prefetchRevisions, observeRevisions, type Memoize } from './revisions.ts';
import { lookUp, type Reading } from './look-up.ts';
import { readBases } from './policy-file.ts';
import { readerAt } from './reader-at.ts';
import { typedOver } from './typed-over.ts';

export interface DocumentRequest {
  readonly policy: Policy;
  readonly path: string;
  /** Open documents by path, the judged one among them: they stand before what is on disk. */
  readonly open: ReadonlyMap<string, FileContent>;
  readonly change: Known<Change>;
  /** The branch that the change will be merged into. Left out: nobody knows. */
  readonly target?: string | undefined;
  /** For what does not change with a key press. Left out: it is asked anew. */
  readonly steady?: StableReads | undefined;
}

export interface StableReads {
  /** Files as they are saved. */
  readonly files: FileSystem;
  readonly remember: Memoize;
}

/** What one open document is judged by: its own text, the files of the pairs it belongs to, its place in the change. */
export async function observeDocument(request: DocumentRequest, observers: Observers): Promise<Observations> {
  const { policy, path, open, change } = request;
  const focus = { kind: 'document', path } as const;
  const listing = unobserved('only the open document is judged');
  const { push: _, ...others } = LOCAL_CIRCUMSTANCES;
  const circumstances = { ...others, agentSigns: agentIndicators(policy, observers) };
  const read = async (paths: readonly string[]) => {
    const texts = paths.map(async (file): Promise<readonly [string, Known<FileContent>]> => {
      const content = open.get(file);
      return [file, content === undefined ? await observers.files.read(file) : observed(content)];
    });
    return new Map(await Promise.all(texts));
  };
  const found = await lookUp(
    policy,
    { focus, change, listing, ...circumstances },
    { ...observers, head: 'worktree', read, ...readingSaved(request, observers) },
  );
  const shown = projectFiles(policy, { focus }).filter((file) => !Object.hasOwn(found.files, file));
  const files = { ...found.files, ...Object.fromEntries(await read(shown)) };
  const history = await observeHistory(
    policy,
    { focus, head: 'worktree', record: files[policy.record.path] },
    observers,
  );
  const seen = { focus, change, files };
  return {
    ...found,
    ...seen,
    listing,
    ...circumstances,
    ...history,
    ...(await revisionsAround(request, { ...seen, listing }, observers)),
    ...(await placesOfPolicy(request, observers)),
    now: observed(observers.clock.now()),
  };
}

/** Of what is beside the document, asked once for many keys; what is open, as it is being typed. */
function readingSaved(
  { path, open, steady }: DocumentRequest,
  observers: Observers,
): Pick<Reading, 'list' | 'readBeside'> {
  const { files, remember }: StableReads = steady ?? { files: observers.files, remember: (_, ask) => ask() };
  return {
    list: (folders) => remember(JSON.stringify(['list', folders]), () => files.list(folders)),
    readBeside: async (paths) => {
      const saved = await remember(JSON.stringify(['read', paths]), async () =>
        Object.fromEntries(await readerAt('worktree', { ...observers, files })(paths)),
      );
      return new Map(Object.entries(typedOver(saved, open, path)));
    },
  };
}

/** The policy file itself, as it is being typed: what it names and is not there, and what nothing judges. */
async function placesOfPolicy(
  { policy, path, open, change }: DocumentRequest,
  observers: Observers,
): Promise<Pick<Observations, 'unmatchedPlaces' | 'unsupported'>> {
  const content = path === policy.path ? open.get(path) : undefined;
  if (content?.kind !== 'text') return {};
  const read = readerAt('worktree', observers);
  const typed = loadPolicy({
    path,
    text: content.text,
    bases: await readBases({ path, text: content.text }, read),
  });
  if (typed.kind === 'invalid') return {};
  return observeRepository(policy, { head: 'worktree', change, latest: typed }, observers);
}

/**
 * Begins with what takes long and does not depend on the change, and answers with the texts of the saved revisions
 * that the document will be judged with: none, unless it is one itself.
 */
export async function prefetchDocument(
  { policy, path, steady }: Pick<DocumentRequest, 'policy' | 'path'> & { readonly steady: StableReads },
  observers: Observers,
): Promise<readonly string[]> {
  if (migrationKind(policy, path) !== 'alembic') return [];
  const { files, remember } = steady;
  return prefetchRevisions(policy, { head: 'worktree', remember }, { ...observers, files });
}

/** Every revision that the document belongs together with; those that are open, as they are being typed. */
async function revisionsAround(
  { policy, path, open, target, steady }: DocumentRequest,
  seen: Pick<Observations, 'focus' | 'change' | 'listing' | 'files'>,
  observers: Observers,
): Promise<Pick<Observations, 'revisions'>> {
  const { revisions } = await observeRevisions(
    policy,
    { seen, head: 'worktree', target, remember: steady?.remember },
    { ...observers, files: steady?.files ?? observers.files },
  );
  if (revisions === undefined) return {};
  const { files, modules } = revisions;
  return {
    revisions: {
      ...revisions,
      files: typedOver(files, open, path),
      ...(modules && { modules: typedOver(modules, open, path) }),
    },
  };
}
