import {
  prefetchDocument,
  judge,
  observeDocument,
  readBaselineFile,
  readerAt,
} from '@lockkeeper/operations/observe';
import { observed, type Known, type Observations, type Parsers } from '@lockkeeper/policy-core';
import { policyOfDocument } from '@lockkeeper/policy-core/deployment/record';
import { migrationKind, recallReadings } from '@lockkeeper/policy-core/migrations';
import type { Change } from '@lockkeeper/policy-core/observe';

import { comparable, pathBelow } from '../locations/uri-path.ts';
import { NO_VERDICT, type PolicyVerdict } from './messages.ts';
import { openContentsBelow } from './overlay.ts';
import type { WorkspaceContext } from './workspace-context.ts';
import {
  brokenVerdict,
  prefetchDecidingLines,
  notesOf,
  policyStateVerdict,
  verdictOf,
} from './policy-verdict.ts';
import { isPolicyName, type ValidPolicyFile } from './policy-cache.ts';

/** Judges one open document by the nearest policy, as it is being typed. */
export async function judgeDocument(
  uri: string,
  folder: string,
  context: WorkspaceContext,
): Promise<PolicyVerdict> {
  context.judged.delete(comparable(uri));
  const found = await context.nearestPolicy(uri, folder);
  const path = found && pathBelow(found.root, uri);
  if (found === undefined || path === undefined) return NO_VERDICT;
  const { root, file, judging } = found;
  if (judging !== undefined) prefetchWhileGitRuns({ file: judging, path, root }, context);
  const git = await context.git(root);
  const standing = { root, branch: git.branch };
  const isAboutPath = ({ at }: { readonly at: { readonly path: string } }) => at.path === path;
  // Of a policy that is being written nothing counts but what is wrong with it.
  const isBrokenPolicy = file.kind !== 'policy' && isPolicyName(path);
  if (judging === undefined || isBrokenPolicy) {
    const verdict = policyStateVerdict(found, standing);
    return { ...verdict, notes: verdict.notes.filter(isAboutPath) };
  }
  const observers = await context.observers(root);
  const baseline = await readBaselineFile(readerAt('worktree', observers), judging.policy);
  if (baseline.kind === 'unusable') return brokenVerdict(judging.policy.path, baseline.problem, standing);
  const change = await withUnsaved(git.change, { uri, path, root }, context);
  const open = openContentsBelow(root, context);
  const steady = await context.steady(root);
  const policy = policyOfDocument(judging.policy, path);
  const observations = await observeDocument(
    { policy, path, open, change, target: git.base, steady },
    observers,
  );
  let parsers: Parsers | undefined;
  const report = await judge(
    {
      kind: 'seen',
      policy,
      policyText: judging.text,
      policyOrigin: 'worktree',
      bootstrap: false,
      baseline: baseline.kind === 'text' ? baseline.text : undefined,
      observations,
      notices: [],
    },
    { stage: 'editor', loadParsers: async () => (parsers = await context.loadParsers()) },
  );
  context.judged.set(comparable(uri), { policy, path, observations, parsers });
  const policyRead = { file, judging };
  const verdict = verdictOf(
    report,
    { files: dependedOn(path, observations, open), policy: policyRead },
    standing,
  );
  return { ...verdict, notes: notesOf(file).filter(isAboutPath) };
}

interface GovernedDocument {
  readonly file: ValidPolicyFile;
  readonly path: string;
  readonly root: string;
}

/** Git is slow in large repositories, so revisions are read meanwhile. A failure shows where the reading is used. */
function prefetchWhileGitRuns(judged: GovernedDocument, context: WorkspaceContext): void {
  const { policy } = judged.file;
  const looked =
    migrationKind(policy, judged.path) === undefined ? undefined : prefetchReadings(judged, context);
  looked?.catch(() => undefined);
  prefetchDecidingLines(judged.file);
}

async function prefetchReadings(
  { file, path, root }: GovernedDocument,
  context: WorkspaceContext,
): Promise<void> {
  const loading = context.loadParsers();
  const [observers, steady] = await Promise.all([context.observers(root), context.steady(root)]);
  await steady.remember(JSON.stringify(['read meanwhile', path]), async () => {
    const [parsers, texts] = await Promise.all([
      loading,
      prefetchDocument({ policy: file.policy, path, steady }, observers),
    ]);
    for (let start = 0; start < texts.length; start += AT_ONCE) {
      recallReadings(parsers, texts.slice(start, start + AT_ONCE));
      // What git answers meanwhile comes first: it is what everything waits for.
      await new Promise((done) => setImmediate(done));
    }
  });
}

const AT_ONCE = 50;

/** Other revisions may be many: those that can change with a key press are open, or lie in the same folder. */
function dependedOn(
  path: string,
  { files, revisions, sqlBefore }: Observations,
  open: ReadonlyMap<string, unknown>,
): readonly string[] {
  const others = Object.keys(revisions?.files ?? {});
  const beside = [...open.keys()].filter((one) => revisions && Object.hasOwn(revisions.files, one));
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const isBeside = (other: string) => other.startsWith(folder) && !other.includes('/', folder.length);
  const folders = others.some(isBeside) ? [folder] : [];
  const sql = sqlBefore?.known === true ? Object.keys(sqlBefore.value) : [];
  return [...new Set([...Object.keys(files), ...beside, ...folders, ...sql])];
}

interface DocumentLocation {
  readonly uri: string;
  readonly path: string;
  readonly root: string;
}

/** An edit that is not saved yet is part of the change, though git cannot see it. */
async function withUnsaved(
  change: Known<Change>,
  { uri, path, root }: DocumentLocation,
  context: WorkspaceContext,
): Promise<Known<Change>> {
  const document = context.open.get(comparable(uri));
  if (!change.known || document === undefined) return change;
  if (change.value.entries.some((entry) => entry.path === path)) return change;
  const saved = await context.disk(root).read(path);
  if (!saved.known || saved.value.kind === 'unreadable') return change;
  const isNew = saved.value.kind === 'absent';
  if (saved.value.kind === 'text' && saved.value.text === document.text) return change;
  const entry = {
    status: isNew ? 'added' : 'modified',
    path,
    oldMode: isNew ? '000000' : '100644',
    newMode: '100644',
  } as const;
  return observed({ ...change.value, entries: [...change.value.entries, entry] });
}
