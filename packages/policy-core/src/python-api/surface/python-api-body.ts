import type { PythonNode } from '../../parsers/parsers.ts';
import { definitionOf } from './python-api-definition.ts';
import type { ApiMember, ApiReading, ApiImport } from './python-api-model.ts';
import { assignedMembers, walrusMembers } from './python-api-values.ts';
import { allNodes, identifierName, sourceOf } from '../../parsers/python/nodes.ts';
import { joinNames, type Names } from './python-names-joined.ts';
import { namesImportedBy } from './python-imports.ts';

/** The names that a module or the body of a class binds, whichever way its conditions go. */
export function readBody(reading: ApiReading, body: PythonNode): ReadonlyMap<string, ApiMember> {
  const isInClass = body.type !== 'module';
  return run({ ...reading, isInClass }, body.children, new Map());
}

interface Walk extends ApiReading {
  readonly isInClass: boolean;
}

/** The names after these statements; `names` are those before and stay as they are. */
function run(walk: Walk, statements: readonly PythonNode[], names: Names): Names {
  return statements.reduce((bound, statement) => {
    const step = STEPS[statement.type];
    if (step === undefined) return bound;
    return step(walk, statement, bindAll(bound, conditionMembers(walk, statement)));
  }, names);
}

type Step = (walk: Walk, statement: PythonNode, names: Names) => Names;

const STEPS: Readonly<Record<string, Step | undefined>> = {
  function_definition: define,
  class_definition: define,
  decorated_definition: define,
  import_statement: bindImports,
  import_from_statement: bindImports,
  expression_statement: (walk, statement, names) => {
    const [expression] = statement.children;
    const isAssignment = expression?.type === 'assignment';
    return bindAll(
      names,
      isAssignment ? assignedMembers(walk, expression, names) : walrusMembers(walk, statement),
    );
  },
  type_alias_statement: (walk, statement, names) => bindAll(names, assignedMembers(walk, statement, names)),
  delete_statement: (walk, statement, names) => {
    const targets = statement.children.flatMap((one) =>
      one.type === 'expression_list' ? one.children : [one],
    );
    const deleted = new Set(targets.map((one) => identifierName(walk.file, one)));
    return new Map([...names].filter(([name]) => !deleted.has(name)));
  },
  if_statement: runBranches,
  match_statement: (walk, statement, names) => {
    const cases = blocksIn(statement).flatMap(({ children }) => children);
    const ways = cases.filter(({ type }) => type === 'case_clause').flatMap(blocksIn);
    return joinNames([names, ...waysOut(walk, ways, names)]);
  },
  try_statement: runTry,
  with_statement: (walk, statement, names) => {
    const [body] = blocksIn(statement);
    const inside = run(walk, body?.children ?? [], names);
    // `with suppress(ImportError):` goes on after an error.
    const mayStop = /\bsuppress\b/.test(sourceOf(walk.file, statement).split('\n')[0] ?? '');
    return mayStop ? joinNames([names, inside]) : inside;
  },
  for_statement: runLoop,
  while_statement: runLoop,
};

/** `if (size := len(x)) > 3:` binds size whichever way it goes on. */
function conditionMembers(walk: Walk, { children }: PythonNode): ReturnType<typeof walrusMembers> {
  const condition = children.find(({ field }) => field === 'condition');
  return condition === undefined ? [] : walrusMembers(walk, condition);
}

function define(walk: Walk, statement: PythonNode, names: Names): Names {
  const defined = definitionOf(walk, statement, { names, readBody });
  return defined === undefined ? names : bindAll(names, [defined]);
}

function bindImports(walk: Walk, statement: PythonNode, names: Names): Names {
  return bindAll(names, importDefinitions(walk, statement));
}

function bindAll(names: Names, bound: readonly (readonly [string, ApiMember])[]): Names {
  return bound.length === 0 ? names : new Map([...names, ...bound]);
}

/** A block that ends in raise is no way through the module. */
function waysOut(walk: Walk, blocks: readonly PythonNode[], names: Names): readonly Names[] {
  return blocks.flatMap(({ children }) =>
    children.at(-1)?.type === 'raise_statement' ? [] : [run(walk, children, names)],
  );
}

function runBranches(walk: Walk, statement: PythonNode, names: Names): Names {
  const condition = statement.children.find(({ field }) => field === 'condition');
  const clauses = statement.children.filter(({ field }) => field === 'alternative');
  // What only a script does is nothing one can import.
  if (condition && /^__name__\s*==/.test(sourceOf(walk.file, condition))) return names;
  const blocks = [...blocksIn(statement), ...clauses.flatMap(blocksIn)];
  const hasElse = clauses.some(({ type }) => type === 'else_clause');
  return joinNames([...(hasElse ? [] : [names]), ...waysOut(walk, blocks, names)]);
}

function runTry(walk: Walk, statement: PythonNode, names: Names): Names {
  const clauses = (kind: string) => statement.children.filter(({ type }) => type.startsWith(kind));
  const [body] = blocksIn(statement);
  const tried = run(walk, body?.children ?? [], names);
  const whole = clauses('else').flatMap(blocksIn);
  const [rest] = whole;
  const done = rest === undefined ? tried : run(walk, rest.children, tried);
  const caught = waysOut(walk, clauses('except').flatMap(blocksIn), joinNames([names, tried]));
  const after = joinNames([done, ...caught]);
  const [last] = clauses('finally').flatMap(blocksIn);
  return last === undefined ? after : run(walk, last.children, after);
}

function runLoop(walk: Walk, statement: PythonNode, names: Names): Names {
  const [body] = blocksIn(statement);
  const after = joinNames([names, ...waysOut(walk, blocksIn(statement), names)]);
  const otherwise = statement.children.filter(({ type }) => type === 'else_clause').flatMap(blocksIn);
  const done = otherwise.reduce((bound, { children }) => run(walk, children, bound), after);
  const mayBreak = body !== undefined && [...allNodes(body)].some(({ type }) => type === 'break_statement');
  return mayBreak ? joinNames([after, done]) : done;
}

function blocksIn(statement: PythonNode): readonly PythonNode[] {
  return statement.children.filter(({ type }) => type === 'block');
}

/** The names that an import binds, and whether others are meant to import them from here. */
function importDefinitions(
  { file, isPackage }: ApiReading,
  statement: PythonNode,
): readonly (readonly [string, ApiMember])[] {
  const isMarked = isKeptOnPurpose(file.text, statement);
  const isOfPackage = isPackage && statement.type === 'import_from_statement';
  return namesImportedBy(file, statement).map(({ name, source, isRepeated, node }) => {
    const isReexport = isOfPackage || isMarked || isRepeated;
    const definition: ApiImport = { kind: 'import', source, isReexport, start: node.start, end: node.end };
    return [name, { definitions: [definition], isCertain: true }];
  });
}

/** `# noqa: F401` tells linters that an import nobody uses here is there for others. */
function isKeptOnPurpose(text: string, { start, end }: PythonNode): boolean {
  const lineEnd = text.slice(end).search(/[\r\n]/);
  const written = text.slice(start, lineEnd < 0 ? undefined : end + lineEnd);
  return /#\s*noqa\b(?!:(?!.*F401))/i.test(written);
}
