import { isMap, isPair, isScalar, isSeq, parseDocument, visit, type Scalar } from 'yaml';

import type { TextRange } from '../../model/text-range.ts';
import { saysProduction } from './production.ts';
import type { ScriptText } from './script-text.ts';
import type { ShellWord } from './shell-script.ts';

/** Values of a YAML file that are commands: steps of a workflow, services of a composition, settings of a host. */
export function yamlScripts(text: string, path: string): readonly ScriptText[] {
  const document = parseDocument(text, { prettyErrors: false, logLevel: 'silent', uniqueKeys: false });
  const found: ScriptText[] = [];
  visit(document, {
    Pair: (_, { key, value }, ancestors) => {
      const name = isScalar(key) ? String(key.value) : '';
      if (!IS_SCRIPT.test(name)) return;
      const onStart = ON_START.test(name) && !IS_PIPELINE.test(path) ? `the setting ${name}` : undefined;
      const isProduction = ancestors.some((node) => speaksOfProduction(node));
      // A service of the job is started for it, and gone after it.
      const isThrowaway =
        IS_PIPELINE.test(path) && ancestors.some((node) => isMap(node) && node.has('services'));
      const circumstances = { onStart, isProduction, isThrowaway };
      for (const script of scriptsIn(text, value)) found.push({ ...script, ...circumstances });
    },
  });
  return found;
}

const IS_SCRIPT =
  /^(?:run|scripts?|before_script|after_script|commands?|cmds?|entrypoint|entry|args|shell|bash)$|(?:command|hook)$/i;
const ON_START = /^(?:commands?|cmd|entrypoint|args)$|command$/i;
/** There commands run because somebody pushes, mostly against a database that is thrown away. */
const IS_PIPELINE =
  /(?:^|\/)(?:\.github|\.circleci|\.woodpecker|\.buildkite)\/|(?:^|\/)(?:\.gitlab-ci|\.pre-commit|\.travis|azure-pipelines|bitbucket-pipelines|Taskfile|cloudbuild|\.drone)/i;

function scriptsIn(text: string, value: unknown): readonly Shaped[] {
  if (isScalar(value)) return shellText(text, value);
  if (!isSeq(value)) return [];
  const scalars = value.items.filter((item): item is Scalar => isScalar(item));
  const words = scalars.map((item) => wordOf(text, item));
  // `script:` of GitLab lists lines; `command:` of a container lists words.
  const isWords = words.every(
    (word, index) => !/\s/.test(word.text) || words[index - 1]?.text.startsWith('-'),
  );
  return isWords ? [{ kind: 'words', words }] : scalars.flatMap((item) => shellText(text, item));
}

type Shaped =
  | ({ readonly kind: 'shell' } & TextRange)
  | { readonly kind: 'words'; readonly words: readonly ShellWord[] };

/** As it is written, so that every character keeps its place: a shell does not mind the indentation. */
function shellText(text: string, scalar: Scalar): readonly Shaped[] {
  const range = inside(text, scalar);
  return range === undefined ? [] : [{ kind: 'shell', ...range }];
}

function inside(text: string, { range, type }: Scalar): TextRange | undefined {
  if (!range) return undefined;
  const [start, end] = range;
  if (type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE') return { start: start + 1, end: end - 1 };
  if (type !== 'BLOCK_LITERAL' && type !== 'BLOCK_FOLDED') return { start, end };
  const first = text.indexOf('\n', start);
  return first < 0 ? undefined : { start: first + 1, end };
}

function wordOf(text: string, scalar: Scalar): ShellWord {
  const { start, end } = inside(text, scalar) ?? { start: 0, end: 0 };
  const value = String(scalar.value);
  return { text: value, start, end, verbatimAt: text.startsWith(value, start) ? start : undefined };
}

/** By the name of a job, or what it says of its environment. */
function speaksOfProduction(node: unknown): boolean {
  if (isPair(node)) return isScalar(node.key) && saysProduction(String(node.key.value));
  if (!isMap(node)) return false;
  return ['environment', 'name'].some((key) => {
    const value: unknown = node.get(key, true);
    return saysProduction(textOf(isMap(value) ? value.get('name', true) : value));
  });
}

function textOf(value: unknown): string {
  return isScalar(value) ? String(value.value) : '';
}
