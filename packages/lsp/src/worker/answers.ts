import {
  alembicFolders,
  documentView,
  placeNote,
  policyCompletions,
  policyNote,
  policyView,
  recordPlaces,
  type DocumentView,
  type PlaceNote,
  type PolicyCompletion,
  type TextEdit,
} from '@lockkeeper/policy-core';

import type { GuardedFile, MigrationGraphAnswer } from '../protocol.ts';
import { parentOf, uriBelow, comparable } from '../locations/uri-path.ts';
import type { Host } from './host.ts';
import { judgeDocument } from './judge-document.ts';
import { judgeTree } from './judge-tree.ts';
import { guardedFiles } from './guarded-files.ts';
import {
  NO_VERDICT,
  type CompletionQuestion,
  type GraphQuestion,
  type GuardsQuestion,
  type PlaceQuestion,
  type Question,
  type Verdict,
  type ViewQuestion,
  type WaiversQuestion,
} from './messages.ts';
import { migrationGraphs } from './migration-graphs.ts';
import { openPolicy, policyText } from './open-policy.ts';
import type { OpenDocument } from './overlay.ts';
import { proposedWaivers } from './proposed-waivers.ts';
import { createSurroundings, type Surroundings } from './surroundings.ts';
import { policyVerdict } from './verdict.ts';

/** Judges what the main thread asks about. */
export interface Answers {
  opened(document: OpenDocument): void;
  closed(uri: string): void;
  /** Files or git may have changed: look again before the next answer. */
  outdated(): void;
  answer(question: Question): Promise<readonly Verdict[]>;
  /** `undefined` where there is nothing to say. */
  note(question: PlaceQuestion): Promise<PlaceNote | undefined>;
  /** `undefined` for a document that was not judged. */
  view(question: ViewQuestion): Promise<DocumentView | undefined>;
  completions(question: CompletionQuestion): readonly PolicyCompletion[];
  waivers(question: WaiversQuestion): Promise<readonly (TextEdit | undefined)[]>;
  guards(question: GuardsQuestion): Promise<readonly GuardedFile[]>;
  graph(question: GraphQuestion): Promise<MigrationGraphAnswer>;
}

/** `moved` is called when git turns out to say something else than the answers so far were based on. */
export function createAnswers(host: Host, moved: () => void): Answers {
  const open = new Map<string, OpenDocument>();
  const surroundings = createSurroundings(host, open, moved);
  return {
    opened: (document) => void open.set(comparable(document.uri), document),
    closed: (uri) => {
      open.delete(comparable(uri));
      surroundings.judged.delete(comparable(uri));
    },
    outdated: () => surroundings.forget(),
    answer: async (question) => {
      const verdicts = await judge(question, surroundings);
      const versions = Object.fromEntries([...open.values()].map(({ uri, version }) => [uri, version]));
      return verdicts.map((verdict) => ({ ...verdict, versions }));
    },
    note: async ({ uri, position }) => {
      const policy = await openPolicy(uri, surroundings);
      const note = policy && policyNote(policy, position);
      const judged = surroundings.judged.get(comparable(uri));
      return note ?? (judged && placeNote(judged, position));
    },
    view: async ({ uri }) => {
      const policy = await openPolicy(uri, surroundings);
      const judged = surroundings.judged.get(comparable(uri));
      const view = judged && documentView(judged);
      return policy === undefined ? view : { ...policyView(policy), lenses: view?.lenses ?? [] };
    },
    completions: ({ uri, position }) => {
      const text = policyText(uri, surroundings);
      return text === undefined ? [] : policyCompletions(text, position);
    },
    waivers: (question) => proposedWaivers(question, surroundings),
    guards: ({ files }) => guardedFiles(files, surroundings),
    graph: ({ folder }) => migrationGraphs(folder, surroundings),
  };
}

async function judge(question: Question, surroundings: Surroundings): Promise<readonly Verdict[]> {
  switch (question.kind) {
    case 'document': {
      const { uri, folder = parentOf(uri) } = question;
      if (folder === undefined) return [];
      return [await judgeDocument(uri, folder, surroundings)];
    }
    case 'policy':
      return [await findPolicy(question.folder, surroundings)];
    case 'tree':
      return judgeTree(question.folder, surroundings);
  }
}

/** Says which policy holds in a folder, and which files it pairs, so that they can be watched. */
async function findPolicy(folder: string, surroundings: Surroundings): Promise<Verdict> {
  // Any place in the folder will do: what is asked for is the nearest policy at or above it.
  const found = await surroundings.nearestPolicy(uriBelow(folder, 'any'), folder);
  if (found === undefined) {
    return { ...NO_VERDICT, branch: await surroundings.branch(folder) };
  }
  const { root, file } = found;
  const branch = await surroundings.branch(root);
  const verdict = policyVerdict(file, { root, branch });
  if (file.kind !== 'policy') return verdict;
  const { dependencies, baseline } = file.policy;
  const pairs = dependencies.flatMap(({ source, lock }) => [source, lock]);
  const folders = alembicFolders(file.policy).map((folder) => `${folder}/`);
  const records = recordPlaces(file.policy).map(({ path }) => path);
  return { ...verdict, files: [...pairs, ...records, ...(baseline ? [baseline.path] : []), ...folders] };
}
