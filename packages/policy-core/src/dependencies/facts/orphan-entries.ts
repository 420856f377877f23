import { evaluateMarker } from '../packaging/marker-evaluation.ts';
import { markerEnvironment } from '../packaging/marker-environment.ts';
import { normalizedProject } from '../packaging/project-name.ts';
import { compiledEntry } from './compiled-entry.ts';
import { expandedRequirements, type ExpandedLine } from './expanded-requirements.ts';
import { lineEntry, projectNamed } from './line-entry.ts';
import { parsedSide } from './parsed-side.ts';
import type { ReadRequirements } from './requirements-file.ts';
import type { RequirementsPair } from './requirements-pair.ts';
import type { SyncEntry } from './sync-difference.ts';
import { viaComments, type ViaSource } from '../requirements/via-comments.ts';

/**
 * Entries of a compiled lock that nobody asks for: its tool says of each where it comes from. What it says leads neither
 * to the source nor to a file that is not read here, but to a project that is not there, to one that nobody asks for
 * itself, to constraints, or to a file that does not name it any more.
 */
export function orphanEntries({ pair, source, lock, fileAt }: RequirementsPair): readonly SyncEntry[] {
  const [from, held] = [parsedSide(source), parsedSide(lock)];
  if (from === undefined || held === undefined || !VIA.test(held.text)) return [];
  const { lines, unseen } = expandedRequirements(from, fileAt);
  if (unseen.length > 0) return [];
  const python = pair.sync.python ?? held.header?.python;
  const asked = lines.filter((line) => mayHoldAnywhere(line, held.header?.isUniversal ? undefined : python));
  const files = new Set([from.path, ...lines.map(({ file }) => file.path)]);
  const unwanted = unwantedIn(held, {
    asked: new Set(asked.flatMap(({ line }) => projectNamed(line) ?? [])),
    files: lines.every(isNamed) ? files : NO_FILES,
    mayNeed: needers(held, lines),
  });
  // What is there twice is for dependencies/duplicate to report.
  return held.lines.flatMap((line) => {
    const project = projectNamed(line);
    return project !== undefined && unwanted.has(project) ? [lineEntry({ file: held, line })] : [];
  });
}

const NO_FILES: ReadonlySet<string> = new Set();
const NAMELESS: ReadonlySet<string> = new Set(['include', 'options']);

function isNamed({ line }: Pick<ExpandedLine, 'line'>): boolean {
  return NAMELESS.has(line.entry.kind) || projectNamed(line) !== undefined;
}

/** On which system a lock was made it does not say; for which Python it may. */
function mayHoldAnywhere(expanded: ExpandedLine, python: string | undefined): boolean {
  const marker = compiledEntry(expanded)?.marker;
  if (marker === undefined || python === undefined) return true;
  return PLATFORMS.some((platform) => {
    const evaluated = evaluateMarker(marker, markerEnvironment({ python, platform }));
    return evaluated.kind !== 'value' || evaluated.value;
  });
}

const PLATFORMS = ['linux', 'macos', 'windows'] as const;

/** Which project may need something though the lock does not hold it; `undefined`: any. */
function needers(held: ReadRequirements, asked: readonly ExpandedLine[]): ReadonlySet<string> | undefined {
  const { header, lines } = held;
  // What tells no name may be what is named. uv leaves the project itself out of what it exports.
  const isTold = asked.every(isNamed) && lines.every((line) => isNamed({ line }));
  if (!isTold || (header?.tool === 'uv' && header.inputs.length === 0)) return undefined;
  return new Set(header?.leftOut);
}

interface Askers {
  readonly asked: ReadonlySet<string>;
  /** Files of which all that they name is among what is asked. */
  readonly files: ReadonlySet<string>;
  readonly mayNeed: ReadonlySet<string> | undefined;
}

/** Without what only these need: it goes with them. */
function unwantedIn(held: ReadRequirements, { asked, files, mayNeed }: Askers): ReadonlySet<string> {
  const [needed, needing] = [new Map<string, string[]>(), new Map<string, string[]>()];
  const there = new Set(held.lines.flatMap((line) => projectNamed(line) ?? []));
  const found: string[] = [...asked];
  const sources = viaComments(held);
  for (const [index, line] of held.lines.entries()) {
    const project = projectNamed(line);
    if (project === undefined) continue;
    const vias = sources[index] ?? [];
    if (vias.length === 0 ? isSaidOtherwise(held, index) : vias.some(isElsewhere)) found.push(project);
    for (const name of vias.flatMap(projectOfVia)) {
      push(needed, name, project);
      if (name !== project) push(needing, project, name);
    }
  }
  const wanted = reached(found, needed);
  const unwanted = [...there].filter((project) => !wanted.has(project));
  const first = unwanted.filter((project) => !needing.get(project)?.some((name) => there.has(name)));
  const gone = reached(first, needed);
  return new Set([...first, ...unwanted.filter((project) => !gone.has(project))]);

  function isElsewhere(via: ViaSource): boolean {
    if (via.kind === 'project') {
      const name = normalizedProject(via.name);
      return !there.has(name) && (mayNeed === undefined || mayNeed.has(name));
    }
    if (via.as === 'constraints') return false;
    return via.as !== 'requirements' || ![...files].some((path) => isSame(path, via.path));
  }
}

function projectOfVia(via: ViaSource): readonly string[] {
  return via.kind === 'project' ? [normalizedProject(via.name)] : [];
}

function isSame(path: string, written: string): boolean {
  return path === written || path.endsWith(`/${written}`);
}

function push(groups: Map<string, string[]>, key: string, value: string): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [value]);
  else group.push(value);
}

function reached(
  from: readonly string[],
  leadsTo: ReadonlyMap<string, readonly string[]>,
): ReadonlySet<string> {
  const found = new Set(from);
  for (const project of found) for (const next of leadsTo.get(project) ?? []) found.add(next);
  return found;
}

/** In words that nobody reads here. */
function isSaidOtherwise({ lines, text }: ReadRequirements, index: number): boolean {
  const below = lines[index + 1]?.range.start ?? text.length;
  return VIA.test(text.slice(lines[index]?.range.start, below));
}

const VIA = /#[ \t]*via(?=[ \t\r\n]|$)/;
