import type { Parsers, PythonNode } from '../../parsers/parsers.ts';
import { memoized } from './memoized-sql.ts';
import { placedAtHome } from './brought-home.ts';
import { readDirections } from './directions.ts';
import { dropsElsewhere } from './drops-elsewhere.ts';
import type { UndecidedPlace } from './effects.ts';
import type { NodePlace } from './handed-on.ts';
import { readHeader } from './header.ts';
import { importedModules } from './module-imports.ts';
import { alembicNames } from './names.ts';
import { judgeNode, type Judging } from './operations.ts';
import { modulesAround } from './modules-around.ts';
import { definesUpgrade, downgradeOnly, isUpgradeReplaced } from './reachability.ts';
import { unknownSteps } from './unknown-steps.ts';
import { unreadHeader } from './unread-header.ts';
import type { HeaderValue, RevisionHeader } from './revision-header.ts';
import type { RevisionModules } from './revision-modules.ts';
import type { RevisionReading } from './revision-reading.ts';
import type { Direction } from '../operations/direction.ts';
import { misplacedLine, type MisplacedLine } from '../../parsers/python/misplaced-line.ts';
import { traceWithModules } from '../../parsers/python/placed-modules.ts';
import { traceNames, type TracedFile } from '../../parsers/python/values.ts';
import type { TextRange } from '../../model/text-range.ts';
import { pythonTwoStatement } from './python-2.ts';

/** Never throws. What it imports is followed as far as `modules` go; left out, none is at hand. */
export function readRevision(parsers: Parsers, text: string, modules?: RevisionModules): RevisionReading {
  const parse = parsers.python.parse(text);
  if (parse.kind === 'unanalyzable') {
    const why = text.includes('\0') ? 'not-python' : 'too-much';
    return { kind: 'unanalyzable', why, problem: parse.problem, start: 0, end: text.length };
  }
  if (parse.kind === 'syntax-error') {
    const { problem, start, end } = parse;
    return notPython(parsers, text, { problem, start, end });
  }
  const older = pythonTwoStatement({ text, root: parse.root });
  if (older !== undefined) {
    const { start, end } = older;
    return notPython(parsers, text, { problem: 'it is written in Python 2', start, end });
  }
  const misplaced = misplacedLine({ text, root: parse.root });
  if (misplaced !== undefined) return notPython(parsers, text, misplaced);
  const source = { text, root: parse.root };
  return readModule(
    parsers,
    modules === undefined ? traceNames(source) : traceWithModules(source, modulesAround(parsers, modules)),
  );
}

function notPython(parsers: Parsers, text: string, mistake: MisplacedLine): RevisionReading {
  const header = unreadHeader(parsers, text);
  const unread = { kind: 'unanalyzable', why: 'not-python', ...mistake } as const;
  return header === undefined ? unread : { ...unread, header };
}

function readModule(parsers: Parsers, file: TracedFile): RevisionReading {
  const read = { file, names: alembicNames(file), sql: memoized(parsers.sql) };
  const judging: Judging = { ...read, drops: [], undecided: [] };
  const place = { scope: file.scopes.module, parent: undefined, skipped: downgradeOnly(file) };
  judgeBelow(judging, file.root, place);
  const header = headerAtHome(file, readHeader(file));
  const isForeign = !namesNoRevision(header) && (!definesUpgrade(file) || isUpgradeReplaced(file));
  const directions = readDirections(read);
  const runs = (range: TextRange) => !isPassedOver(directions.upgrade, range);
  const undecided = judging.undecided.filter(runs);
  const isTold = (place: TextRange) => [...undecided, ...judging.drops].some((told) => overlap(told, place));
  return {
    kind: 'revision',
    header,
    ...directions,
    imports: importedModules(file),
    drops: [
      ...judging.drops.filter(runs),
      ...dropsElsewhere(directions.upgrade).filter((drop) => !isTold(drop)),
    ],
    undecided: [
      ...(isForeign ? [FOREIGN_UPGRADE] : []),
      ...undecided,
      ...unknownSteps(directions.upgrade).filter((place) => !isTold(place)),
    ],
  };
}

function overlap(a: TextRange, b: TextRange): boolean {
  return a.start < b.end && b.start < a.end;
}

/** In code that does not run, and that no other call runs either. */
function isPassedOver({ steps, sql, passedOver = [] }: Direction, { start, end }: TextRange): boolean {
  const holds = (range: TextRange) => range.start <= start && end <= range.end;
  return passedOver.some(holds) && ![...steps, ...sql].some((done) => overlap(done, { start, end }));
}

function namesNoRevision({ revision }: RevisionHeader): boolean {
  return revision.kind !== 'ids' || revision.form !== 'text';
}

/** Alembic runs whatever `upgrade` names, also what the file only imports. */
const FOREIGN_UPGRADE: UndecidedPlace = { start: 0, end: 0, problem: 'it has no upgrade() of its own' };

function judgeBelow(
  judging: Judging,
  node: PythonNode,
  place: NodePlace & { readonly skipped: ReadonlySet<PythonNode> },
): void {
  const { skipped } = place;
  judgeAtHome(judging, node, place);
  const scope = judging.file.scopes.functions.get(node) ?? place.scope;
  const within = { scope, parent: node, skipped };
  const isSkipped = skipped.has(node);
  for (const child of node.children) {
    // What its parameters default to runs where a function is defined, not where it is called.
    if (isSkipped && child.field === 'body') continue;
    if (child.children.length > 0) judgeBelow(judging, child, within);
    else if (child.type === 'identifier') judgeAtHome(judging, child, within);
  }
}

/** A text that another module holds is judged where it is used. */
function judgeAtHome(judging: Judging, node: PythonNode, place: NodePlace): void {
  const { file, drops, undecided } = judging;
  if (file.modules === undefined) return judgeNode(judging, node, place);
  const within: Judging = { ...judging, drops: [], undecided: [] };
  judgeNode(within, node, place);
  drops.push(...placedAtHome(file, within.drops, node));
  undecided.push(...placedAtHome(file, within.undecided, node));
}

function headerAtHome(file: TracedFile, header: RevisionHeader): RevisionHeader {
  if (file.modules === undefined) return header;
  const atHome = (value: HeaderValue): HeaderValue =>
    value.kind === 'absent' ? value : placedAtHome(file, value, value);
  return {
    revision: atHome(header.revision),
    downRevision: atHome(header.downRevision),
    branchLabels: atHome(header.branchLabels),
    dependsOn: atHome(header.dependsOn),
  };
}
