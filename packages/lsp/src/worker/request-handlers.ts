import type { Known, TextEdit } from '@lockkeeper/policy-core';
import { recordPlaces } from '@lockkeeper/policy-core/deployment/record';
import {
  documentView,
  placeNote,
  policyCompletions,
  policyNote,
  policyView,
  type DocumentView,
  type PlaceNote,
  type PolicyCompletion,
} from '@lockkeeper/policy-core/editor';
import { alembicFolders } from '@lockkeeper/policy-core/migrations';

import type { GuardedFile, MigrationGraphAnswer } from '../protocol.ts';
import { parentOf, uriBelow, comparable } from '../locations/uri-path.ts';
import type { Host } from './host.ts';
import { changedFiles } from './changed-files.ts';
import { judgeDocument } from './judge-document.ts';
import { judgeTree } from './judge-tree.ts';
import { guardedFiles } from './guarded-files.ts';
import {
  NO_VERDICT,
  type ChangedQuery,
  type CompletionQuery,
  type GraphQuery,
  type GuardsQuery,
  type PositionQuery,
  type CheckRequest,
  type PolicyVerdict,
  type ValidPolicy,
  type ViewQuery,
  type WaiversQuery,
  type WorkerEvent,
} from './messages.ts';
import { migrationGraphs } from './migration-graphs.ts';
import { openPolicy, policyText } from './open-policy.ts';
import type { OpenDocument } from './overlay.ts';
import { proposedWaivers } from './proposed-waivers.ts';
import { createWorkspaceContext, type WorkspaceContext } from './workspace-context.ts';
import { policyStateVerdict } from './policy-verdict.ts';
import { withUpdateNotes } from './update-notes.ts';

/** Answers the requests of the main thread. */
export interface RequestHandlers {
  opened(document: OpenDocument): void;
  closed(uri: string): void;
  /** Files or git may have changed: look again before the next answer. */
  invalidate(): void;
  /** What a worker before this one saw valid. */
  recallPolicy(policy: ValidPolicy): void;
  answer(question: CheckRequest): Promise<readonly PolicyVerdict[]>;
  /** `undefined` where there is nothing to say. */
  note(question: PositionQuery): Promise<PlaceNote | undefined>;
  /** `undefined` for a document that was not judged. */
  view(question: ViewQuery): Promise<DocumentView | undefined>;
  completions(question: CompletionQuery): readonly PolicyCompletion[];
  waivers(question: WaiversQuery): Promise<readonly (TextEdit | undefined)[]>;
  guards(question: GuardsQuery): Promise<readonly GuardedFile[]>;
  changed(question: ChangedQuery): Promise<Known<readonly string[]>>;
  graph(question: GraphQuery): Promise<MigrationGraphAnswer>;
}

export function createRequestHandlers(host: Host, say: (event: WorkerEvent) => void): RequestHandlers {
  const open = new Map<string, OpenDocument>();
  const context = createWorkspaceContext(host, open, say);
  return {
    opened: (document) => void open.set(comparable(document.uri), document),
    closed: (uri) => {
      open.delete(comparable(uri));
      context.judged.delete(comparable(uri));
    },
    invalidate: () => context.forget(),
    recallPolicy: (policy) => context.policies.recall(policy),
    answer: async (question) => {
      const verdicts = await judge(question, context);
      const versions = Object.fromEntries([...open.values()].map(({ uri, version }) => [uri, version]));
      return verdicts.map((verdict) => ({ ...verdict, versions }));
    },
    note: async ({ uri, position }) => {
      const policy = await openPolicy(uri, context);
      const note = policy && policyNote(policy, position);
      const judged = context.judged.get(comparable(uri));
      return note ?? (judged && placeNote(judged, position));
    },
    view: async ({ uri }) => {
      const policy = await openPolicy(uri, context);
      const judged = context.judged.get(comparable(uri));
      const view = judged && documentView(judged);
      return policy === undefined ? view : { ...policyView(policy), lenses: view?.lenses ?? [] };
    },
    completions: ({ uri, position }) => {
      const text = policyText(uri, context);
      return text === undefined ? [] : policyCompletions(text, position);
    },
    waivers: (question) => proposedWaivers(question, context),
    guards: ({ files }) => guardedFiles(files, context),
    changed: ({ folder }) => changedFiles(folder, context),
    graph: ({ folder }) => migrationGraphs(folder, context),
  };
}

async function judge(question: CheckRequest, context: WorkspaceContext): Promise<readonly PolicyVerdict[]> {
  switch (question.kind) {
    case 'document': {
      const { uri, folder = parentOf(uri) } = question;
      if (folder === undefined) return [];
      return [withUpdateNotes(await judgeDocument(uri, folder, context), uri, context)];
    }
    case 'policy':
      return [await findPolicy(question.folder, context)];
    case 'tree':
      return judgeTree(question.folder, context);
  }
}

/** Says which policy holds in a folder, and which files it pairs, so that they can be watched. */
async function findPolicy(folder: string, context: WorkspaceContext): Promise<PolicyVerdict> {
  // Any place in the folder will do: what is asked for is the nearest policy at or above it.
  const found = await context.nearestPolicy(uriBelow(folder, 'any'), folder);
  if (found === undefined) {
    return { ...NO_VERDICT, branch: await context.branch(folder) };
  }
  const { root, judging } = found;
  const branch = await context.branch(root);
  const verdict = policyStateVerdict(found, { root, branch });
  if (judging === undefined) return verdict;
  const { policy } = judging;
  const { dependencies, baseline } = policy;
  const pairs = dependencies.flatMap(({ source, lock }) => [source, lock]);
  const folders = alembicFolders(policy).map((folder) => `${folder}/`);
  const records = recordPlaces(policy).map(({ path }) => path);
  return {
    ...verdict,
    files: [...verdict.files, ...pairs, ...records, ...(baseline ? [baseline.path] : []), ...folders],
  };
}
