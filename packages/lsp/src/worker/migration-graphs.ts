import { judge, observeWholeRevisions, verdictInputs, type PolicyFile } from '@lockkeeper/operations/observe';
import type { Finding } from '@lockkeeper/policy-core';
import { revisionKinds } from '@lockkeeper/policy-core/editor';
import {
  alembicFolders,
  environmentGraph,
  PG_VERSIONS,
  wholeHistories,
} from '@lockkeeper/policy-core/migrations';
import type { RevisionSources } from '@lockkeeper/policy-core/observe';

import { graphHistory } from './graph-history.ts';
import type { GraphHistory, MigrationGraphAnswer } from '../protocol.ts';
import { comparable, uriBelow } from '../locations/uri-path.ts';
import { observeTree } from './observe-tree.ts';
import { policyRoots } from './policy-roots.ts';
import { withPerRequestReads } from './per-request-reads.ts';
import type { WorkspaceContext } from './workspace-context.ts';
import type { ReadPolicy, ValidPolicyFile } from './policy-cache.ts';

/** The histories that every policy in a folder names, as they stand in the editor, with what is found in them. */
export async function migrationGraphs(
  folder: string,
  around: WorkspaceContext,
): Promise<MigrationGraphAnswer> {
  const context = withPerRequestReads(around);
  const roots = await policyRoots(folder, context);
  if (roots.length === 0) return { histories: [], records: [], problems: [NO_POLICY] };
  const histories: GraphHistory[] = [];
  const records: string[] = [];
  const problems: string[] = [];
  const unnamed: string[] = [];
  for (const root of roots) {
    const read = await context.policies.at(root);
    const { judging } = read;
    if (judging !== undefined) records.push(uriBelow(root, judging.policy.record.path));
    const found = await graphsOf(read, root, context);
    if (typeof found !== 'string') histories.push(...found);
    else if (judging !== undefined && alembicFolders(judging.policy).length === 0) unnamed.push(found);
    else problems.push(found);
  }
  // One policy of several need not be about migrations.
  return { histories, records, problems: histories.length > 0 ? problems : [...problems, ...unnamed] };
}

const NO_POLICY = 'There is no policy in this folder. Write lockkeeper.yaml first.';

/** A sentence where there is nothing to draw. */
async function graphsOf(
  { file, judging }: ReadPolicy,
  root: string,
  context: WorkspaceContext,
): Promise<readonly GraphHistory[] | string> {
  if (judging === undefined) return whyNone(file);
  const { policy } = judging;
  const folders = alembicFolders(policy);
  if (folders.length === 0)
    return `${policy.path} names no folder of Alembic revisions. Name it in migrations.alembic.`;
  const observers = await context.observers(root);
  const [sources, seen] = await Promise.all([
    observeWholeRevisions(policy, observers),
    observeTree({ root, judging }, context),
  ]);
  const inputs = JSON.stringify([judging.text, sources, seenInputs(seen), openUris(context)]);
  return context.drawn.of(root, inputs, () => drawHistories({ policy, sources, seen }, root, context));
}

function whyNone(file: PolicyFile): string {
  if (file.kind === 'unusable') return file.problem;
  return file.kind === 'invalid'
    ? `${file.policy.path} is not a valid policy, so its migrations are not known. Fix it first.`
    : NO_POLICY;
}

type SeenTree = Awaited<ReturnType<typeof observeTree>>;

interface ObservedRevisions {
  readonly policy: ValidPolicyFile['policy'];
  readonly sources: RevisionSources;
  readonly seen: SeenTree;
}

async function drawHistories(
  { policy, sources, seen }: ObservedRevisions,
  root: string,
  context: WorkspaceContext,
): Promise<readonly GraphHistory[] | string> {
  if (!sources.paths.known) return `The revisions cannot be listed because ${sources.paths.reason}.`;
  const all = wholeHistories(policy, sources, await context.loadParsers());
  const histories = all.filter(({ files }) => files.size > 0);
  if (histories.length === 0)
    return `${alembicFolders(policy).join(', ')} holds no Alembic revision. Check migrations.alembic in ${policy.path}.`;
  const findings = await findingsOf(seen, context);
  const pgVersion = policy.migrations.pgVersion ?? PG_VERSIONS[0];
  const uriOf = uris(root, context);
  return histories.map((history) => {
    const kinds = revisionKinds(history, pgVersion);
    return graphHistory(environmentGraph(history), { kinds, findings, uriOf });
  });
}

const JUDGED = { stage: 'editor', only: ['migrations'] } as const;

function seenInputs(seen: SeenTree): unknown {
  return seen.kind === 'seen' ? verdictInputs(seen, JUDGED) : seen.kind;
}

/** As a check of the whole folder finds them. */
async function findingsOf(seen: SeenTree, context: WorkspaceContext): Promise<readonly Finding[]> {
  if (seen.kind !== 'seen') return [];
  const report = await judge(seen, { ...JUDGED, loadParsers: () => context.loadParsers() });
  return report.findings;
}

/** An open document keeps the spelling that its editor gave it. */
function uris(root: string, { open }: WorkspaceContext): (path: string) => string {
  return (path) => {
    const uri = uriBelow(root, path);
    return open.get(comparable(uri))?.uri ?? uri;
  };
}

function openUris({ open }: WorkspaceContext): readonly string[] {
  return Array.from(open.values(), ({ uri }) => uri);
}
