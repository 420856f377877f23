import { defineFact, type Get } from '../../engine/queries/query.ts';
import { isLookingInput, seenParts, soughtPlaces } from '../../engine/seen-inputs.ts';
import { textInContent } from '../../model/file-content.ts';
import { observed, unobserved, type Known } from '../../model/known.ts';
import type { Observations } from '../../model/observations.ts';
import { mayBeCalled } from '../../policy/enforcers/held-values.ts';
import { seenInFocus } from './judged-change.ts';

const WORKFLOWS = '.github/workflows';

/** The lines of all workflows at the head: what they call enforces with them. */
export const workflowLines = defineFact<Known<readonly string[]>>({
  name: 'lines of workflows',
  compute: (get) => {
    const { workflows } = get(workflowTexts);
    if (workflows === undefined) return unobserved('no workflow was seen');
    return workflows.known ? observed(linesIn(workflows.value)) : workflows;
  },
});

/** What workflows say, where the change touches what one could call. */
export const workflowTexts = defineFact<Pick<Observations, 'workflows'>>({
  name: 'texts of workflows',
  compute: (get) => (get(isLookingInput) ? lookedFor(get) : given(get)),
});

function lookedFor(get: Get): Pick<Observations, 'workflows'> {
  const { change } = get(seenInFocus);
  if (!change.known || !change.value.entries.some(({ path }) => mayBeCalled(path))) return {};
  const names = get(soughtPlaces.names.input, WORKFLOWS) ?? observed([]);
  if (!names.known) return { workflows: names };
  const texts = names.value
    .filter((name) => /\.ya?ml$/i.test(name))
    .map((name) => get(soughtPlaces.texts.input, `${WORKFLOWS}/${name}`));
  return { workflows: observed(texts.flatMap((text) => textInContent(text) ?? [])) };
}

/** Of a repository of which only some files were given, those of them count that are workflows. */
function given(get: Get): Pick<Observations, 'workflows'> {
  const { workflows, files } = seenParts(get, 'workflows', 'files');
  if (workflows !== undefined) return { workflows };
  const texts = Object.entries(files).flatMap(([path, content]) =>
    path.startsWith(`${WORKFLOWS}/`) ? (textInContent(content) ?? []) : [],
  );
  return texts.length === 0 ? {} : { workflows: observed(texts) };
}

/** A command may go on in the next line. */
function linesIn(texts: readonly string[]): readonly string[] {
  return texts.flatMap((text) => text.replaceAll(/\\\r?\n/g, ' ').split('\n'));
}

/** The lines that start one of these programs. */
export function linesOfRunners(lines: readonly string[], runners: readonly string[]): readonly string[] {
  return lines.filter((line) => runners.some((runner) => hasWord(line, runner)));
}

/**
 * The scripts that the lines call, and those that they call in turn. A name anywhere behind a runner counts: too many
 * are found rather than too few.
 */
export function calledScripts(
  scripts: readonly (readonly [name: string, command: unknown])[],
  { lines, runners }: { readonly lines: readonly string[]; readonly runners: readonly string[] },
): ReadonlySet<string> {
  const called = new Set<string>();
  let reached = linesOfRunners(lines, runners);
  while (reached.length > 0) {
    const found = scripts.filter(
      ([name]) => !called.has(name) && reached.some((line) => hasWord(line, plainName(name))),
    );
    for (const [name] of found) called.add(name);
    reached = found.flatMap(([, command]) => linesOfRunners([JSON.stringify(command)], runners));
  }
  return called;
}

/** `pretest` and `posttest` run with `test`. */
function plainName(name: string): string {
  return name.replace(/^(?:pre|post)(?=.)/, '');
}

function hasWord(line: string, word: string): boolean {
  const escaped = word.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
  return new RegExp(String.raw`(?<![\w:.@/-])${escaped}(?![\w.@/-])(?!:\w)`).test(line);
}
