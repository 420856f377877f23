import {
  expectDocument,
  judge,
  observeDocument,
  readBaselineFile,
  readerAt,
} from '@lockkeeper/operations/observe';
import {
  migrationKind,
  needsParsers,
  observed,
  policyOfDocument,
  recallReadings,
  type Change,
  type Known,
  type Observations,
} from '@lockkeeper/policy-core';

import { comparable, pathBelow } from '../locations/uri-path.ts';
import { NO_VERDICT, type Verdict } from './messages.ts';
import { contentsBelow } from './overlay.ts';
import type { Surroundings } from './surroundings.ts';
import {
  brokenVerdict,
  expectVerdicts,
  notesOf,
  policyVerdict,
  verdictOf,
  type SoundFile,
} from './verdict.ts';

/** Judges one open document by the nearest policy, as it is being typed. */
export async function judgeDocument(
  uri: string,
  folder: string,
  surroundings: Surroundings,
): Promise<Verdict> {
  surroundings.judged.delete(comparable(uri));
  const found = await surroundings.nearestPolicy(uri, folder);
  const path = found && pathBelow(found.root, uri);
  if (found === undefined || path === undefined) return NO_VERDICT;
  const { root, file } = found;
  if (file.kind === 'policy') lookMeanwhile({ file, path, root }, surroundings);
  const git = await surroundings.git(root);
  const standing = { root, branch: git.branch };
  const isAboutPath = ({ at }: { readonly at: { readonly path: string } }) => at.path === path;
  if (file.kind !== 'policy') {
    const verdict = policyVerdict(file, standing);
    return { ...verdict, notes: verdict.notes.filter(isAboutPath) };
  }
  const observers = await surroundings.observers(root);
  const baseline = await readBaselineFile(readerAt('worktree', observers), file.policy);
  if (baseline.kind === 'unusable') return brokenVerdict(file.policy.path, baseline.problem, standing);
  const change = await withUnsaved(git.change, { uri, path, root }, surroundings);
  const open = contentsBelow(root, surroundings);
  const steady = await surroundings.steady(root);
  const policy = policyOfDocument(file.policy, path);
  const observations = await observeDocument(
    { policy, path, open, change, target: git.base, steady },
    observers,
  );
  const parsers = needsParsers(policy, observations) ? await surroundings.loadParsers() : undefined;
  surroundings.judged.set(comparable(uri), { policy, path, observations, parsers });
  const report = await judge(
    {
      kind: 'seen',
      policy,
      policyText: file.text,
      policyOrigin: 'worktree',
      bootstrap: false,
      baseline: baseline.kind === 'text' ? baseline.text : undefined,
      observations,
      notices: [],
    },
    { stage: 'editor', loadParsers: () => surroundings.loadParsers() },
  );
  const verdict = verdictOf(report, { files: dependedOn(path, observations, open), file }, standing);
  return { ...verdict, notes: notesOf(file).filter(isAboutPath) };
}

interface Judged {
  readonly file: SoundFile;
  readonly path: string;
  readonly root: string;
}

/** Git takes its time in large repositories. What fails meanwhile is seen where it is used. */
function lookMeanwhile(judged: Judged, surroundings: Surroundings): void {
  const { policy } = judged.file;
  const looked =
    migrationKind(policy, judged.path) === undefined ? undefined : readMeanwhile(judged, surroundings);
  looked?.catch(() => undefined);
  expectVerdicts(judged.file);
}

async function readMeanwhile({ file, path, root }: Judged, surroundings: Surroundings): Promise<void> {
  const loading = surroundings.loadParsers();
  const [observers, steady] = await Promise.all([surroundings.observers(root), surroundings.steady(root)]);
  await steady.remember(JSON.stringify(['read meanwhile', path]), async () => {
    const [parsers, texts] = await Promise.all([
      loading,
      expectDocument({ policy: file.policy, path, steady }, observers),
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

interface Place {
  readonly uri: string;
  readonly path: string;
  readonly root: string;
}

/** An edit that is not saved yet is part of the change, though git cannot see it. */
async function withUnsaved(
  change: Known<Change>,
  { uri, path, root }: Place,
  surroundings: Surroundings,
): Promise<Known<Change>> {
  const document = surroundings.open.get(comparable(uri));
  if (!change.known || document === undefined) return change;
  if (change.value.entries.some((entry) => entry.path === path)) return change;
  const saved = await surroundings.disk(root).read(path);
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
