import { defineFact, type Get } from '../../engine/queries/query.ts';
import { isLookingInput, seenParts, soughtPlaces } from '../../engine/seen-inputs.ts';
import { textInContent, type FileContent } from '../../model/file-content.ts';
import { observed, unobserved, type Known } from '../../model/known.ts';
import type { Observations } from '../../model/observations.ts';
import {
  CALLED_FILES,
  CALLING_FILES,
  CALLING_FOLDERS,
  isCalledByPath,
  mayBeCalled,
} from '../../policy/enforcers/called-files.ts';
import { anyMatch } from '../../policy/patterns/line-match.ts';
import { calledCommands, linesOfRunners } from './called-scripts.ts';
import { seenInFocus } from './judged-change.ts';

/** How a repository is looked at, as it is after the change. */
export interface Sight {
  /** What lies in a folder; `''` is the root. */
  readonly names: (folder: string) => Known<readonly string[]>;
  /** `undefined`: not known yet. */
  readonly content: (path: string) => Known<FileContent> | undefined;
}

/** Texts of what calls others at the head: what they call enforces with them. `undefined`: nobody looked. */
export const callingTexts = defineFact<Known<readonly string[]> | undefined>({
  name: 'texts that call',
  compute: (get) => get(workflowTexts).workflows,
});

/** The same, where the change touches what one could call. */
export const workflowTexts = defineFact<Pick<Observations, 'workflows'>>({
  name: 'texts of workflows',
  compute: (get) => (get(isLookingInput) ? lookedFor(get) : given(get)),
});

function lookedFor(get: Get): Pick<Observations, 'workflows'> {
  const { change } = get(seenInFocus);
  if (!change.known || !change.value.entries.some(({ path }) => mayBeCalled(path))) return {};
  return {
    workflows: textsThatCall({
      names: (folder) => get(soughtPlaces.names.input, folder) ?? observed([]),
      content: (path) => get(soughtPlaces.texts.input, path),
    }),
  };
}

/** Of a repository of which only some files were given, those of them count that call. */
function given(get: Get): Pick<Observations, 'workflows'> {
  const { workflows, files } = seenParts(get, 'workflows', 'files');
  if (workflows !== undefined) return { workflows };
  const paths = Object.keys(files);
  const texts = textsThatCall({
    names: (folder) => observed(namesIn(folder, paths)),
    content: (path) => (Object.hasOwn(files, path) ? files[path] : undefined),
  });
  return texts.known && texts.value.length === 0 ? {} : { workflows: texts };
}

function namesIn(folder: string, paths: readonly string[]): readonly string[] {
  const start = folder === '' ? '' : `${folder}/`;
  const below = paths.filter((path) => path.startsWith(start));
  return [...new Set(below.map((path) => path.slice(start.length).split('/', 1)[0] ?? ''))];
}

/** Settings of CI, and what these call in turn: actions, scripts of a shell, files of commands, scripts at the root. */
export function textsThatCall(sight: Sight): Known<readonly string[]> {
  const paths = callingPaths(sight);
  if (!paths.known) return paths;
  const [unread] = paths.value.flatMap((path) => problemAt(path, sight.content(path)));
  if (unread !== undefined) return unobserved(unread);
  const texts = new Map<string, string>();
  const read = (wanted: Iterable<string>) => {
    for (const path of wanted) {
      const text = texts.has(path) ? undefined : textInContent(sight.content(path));
      if (text !== undefined) texts.set(path, text);
    }
  };
  read(paths.value);
  for (let count = -1, all = allTexts(texts, sight); count !== all.length; all = allTexts(texts, sight)) {
    count = all.length;
    read(pathsCalledBy(all));
  }
  return observed(allTexts(texts, sight));
}

function callingPaths({ names }: Sight): Known<readonly string[]> {
  const top = names('');
  if (!top.known) return top;
  const isCalling = anyMatch(CALLING_FILES);
  const folders = CALLING_FOLDERS.filter((folder) => top.value.includes(folder.split('/', 1)[0] ?? ''));
  const found = folders.map((folder) => ({ folder, names: names(folder) }));
  const hidden = found.find((one) => !one.names.known)?.names;
  if (hidden !== undefined) return hidden;
  const inFolders = found.flatMap(({ folder, names: inside }) =>
    inside.known ? inside.value.map((name) => `${folder}/${name}`) : [],
  );
  return observed([
    ...top.value.filter(isCalling),
    // Pages beside workflows call nothing.
    ...inFolders.filter((path) => !path.startsWith('.github/') || /\.ya?ml$/i.test(path)),
  ]);
}

/** A folder among them, or a picture, is no text and calls nothing; YAML that cannot be read may call anything. */
function problemAt(path: string, content: Known<FileContent> | undefined): readonly string[] {
  if (content === undefined) return [];
  if (!content.known) return [content.reason];
  const isYaml = /\.ya?ml$/i.test(path);
  return isYaml && content.value.kind === 'unreadable' ? [`${path}: ${content.value.problem}`] : [];
}

function allTexts(read: ReadonlyMap<string, string>, { content }: Sight): readonly string[] {
  const texts = [...read.values()];
  const manifest = textInContent(content('package.json'));
  return manifest === undefined
    ? texts
    : [...texts, ...calledCommands('package.json', valueOf(manifest), texts)];
}

function valueOf(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

function pathsCalledBy(texts: readonly string[]): ReadonlySet<string> {
  const actions = texts.flatMap((text) => [...text.matchAll(/\buses:\s*['"]?\.\/([^\s'"#]+)/g)]);
  const named = texts.flatMap((text) => text.match(/[\w./-]+/g) ?? []).filter(isCalledByPath);
  const tasks = CALLED_FILES.filter(({ runner }) => linesOfRunners(texts, [runner]).length > 0);
  const graphs = ['turbo', 'nx'].filter((runner) => linesOfRunners(texts, [runner]).length > 0);
  return new Set([
    ...actions.flatMap(([, folder = '']) => ['yml', 'yaml'].map((end) => `${folder}/action.${end}`)),
    ...named.map((path) => path.replace(/^(?:\.?\/)+/, '')),
    ...tasks.flatMap(({ names }) => names),
    ...graphs.map((runner) => `${runner}.json`),
  ]);
}
