import type { TextRange } from '../../model/text-range.ts';
import type { CodeKind } from './code-kind.ts';
import { saysProduction } from './production.ts';
import { CALLED, commandScript, type ScriptText } from './script-text.ts';
import { settingsScripts } from './settings-scripts.ts';
import { yamlScripts } from './yaml-scripts.ts';

export type ScriptKind = Exclude<CodeKind, 'python' | 'sql'>;

/** Everything in a file that is run, in the order of the text. */
export function scriptTexts(kind: ScriptKind, path: string, text: string): readonly ScriptText[] {
  const found = READERS[kind](text, path);
  return saysProduction(path) ? found.map((script) => ({ ...script, isProduction: true })) : found;
}

const READERS: Readonly<Record<ScriptKind, (text: string, path: string) => readonly ScriptText[]>> = {
  shell: wholeScript,
  dockerfile: dockerInstructions,
  procfile: procfileEntries,
  makefile: recipes,
  yaml: yamlScripts,
  settings: settingsScripts,
  prose: fencedScripts,
};

/** A start script is known by its name, or because it goes on to start a server. */
function wholeScript(text: string, path: string): readonly ScriptText[] {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const onStart = START_NAMES.test(name) || STARTS_SERVER.test(text) ? 'this start script' : undefined;
  return [{ kind: 'shell', start: 0, end: text.length, ...CALLED, onStart }];
}

const START_NAMES =
  /^(?:docker[-_])?(?:entry[-_]?point|(?:pre[-_]?)?start(?:[-_.]|$)|startup|boot(?:[-_.]|$)|serve|launch|run(?:[-_.](?:app|server|web|api|prod\w*))?(?:\.|$))/i;
const STARTS_SERVER =
  /^[^#\n]*(?:\b(?:uvicorn|gunicorn|hypercorn|granian|daphne|uwsgi|waitress-serve)\s+[-\w."'$]|\b(?:flask|fastapi)\s+run\b|\bexec\s+"\$@")/m;

function dockerInstructions(text: string): readonly ScriptText[] {
  return ranges(text, /^[ \t]*(CMD|ENTRYPOINT|RUN)[ \t]+((?:\\\r?\n|[^\n])*)/gim).map(({ name, range }) => {
    const instruction = name.toUpperCase();
    const onStart = instruction === 'RUN' ? undefined : `${instruction} of the image`;
    return commandScript(text, range, { ...CALLED, onStart });
  });
}

function procfileEntries(text: string): readonly ScriptText[] {
  return ranges(text, /^[ \t]*([\w-]+):[ \t]*([^\n]*)/gm).map(({ name, range }) =>
    commandScript(text, range, { ...CALLED, onStart: `the process ${name} of the Procfile` }),
  );
}

function recipes(text: string): readonly ScriptText[] {
  return ranges(text, /^([\t ]+[@+-]*)((?:\\\r?\n|[^\n])+)/gm).map(({ range }) => ({
    kind: 'shell',
    ...range,
    ...CALLED,
  }));
}

/** What an agent or a person is told to type. */
function fencedScripts(text: string): readonly ScriptText[] {
  const fence = /^ {0,3}(```+)(?:(?:ba|z)?sh|shell|console)[ \t]*\r?\n([^]*?)^ {0,3}```/gm;
  return ranges(text, fence).map(({ range }) => ({ kind: 'shell', ...range, ...CALLED }));
}

/** The second group of every match is the stretch, the first a name before it. */
function ranges(
  text: string,
  shape: RegExp,
): readonly { readonly name: string; readonly range: TextRange }[] {
  return Array.from(text.matchAll(shape), ({ 0: whole, 1: name = '', 2: stretch = '', index }) => {
    const start = index + whole.indexOf(stretch, name.length);
    return { name, range: { start, end: start + stretch.length } };
  });
}
