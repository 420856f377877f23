import { canonicalCode, doesNothing } from '../../parsers/python/canonical.ts';
import { canonicalImports } from '../../parsers/python/canonical-imports.ts';
import { childIn, identifierName, type PythonFile } from '../../parsers/python/nodes.ts';
import type { Parsers, PythonNode } from '../../parsers/parsers.ts';
import { knownReading } from './known-readings.ts';
import type { HeaderValue } from './revision-header.ts';

/** What a revision says, part by part: two that mean the same have the same texts. */
export interface RevisionMeaning {
  readonly revision: string;
  /** What it builds and depends on; in whatever order. */
  readonly parents: string;
  readonly upgrade: string;
  readonly downgrade: string;
  /** Everything else of the module: helpers, constants, branch labels. */
  readonly other: string;
  /** What it imports and uses. */
  readonly imports: string;
}

/** `undefined` where the text cannot be read as Python. */
export function revisionMeaning(parsers: Parsers, text: string): RevisionMeaning | undefined {
  const parse = parsers.python.parse(text);
  const reading = knownReading(parsers, text);
  if (parse.kind !== 'module' || reading.kind !== 'revision') return undefined;
  const file = { text, root: parse.root };
  const { revision, downRevision, dependsOn, branchLabels } = reading.header;
  const rest = parse.root.children.filter((node) => !doesNothing(node) && !setsHeader(file, node));
  const [upgrade, others] = parted(rest, (node) => defines(file, node, 'upgrade'));
  const [downgrade, helpers] = parted(others, (node) => defines(file, node, 'downgrade'));
  const [imports, statements] = parted(helpers, ({ type }) => IMPORTS.has(type));
  const code = canonicalCode(file, statements);
  const directions = { upgrade: canonicalCode(file, upgrade), downgrade: canonicalCode(file, downgrade) };
  const used = [code, directions.upgrade, directions.downgrade].join(' ');
  return {
    revision: idsOf(revision),
    parents: `${idsOf(downRevision)} ${idsOf(dependsOn)}`,
    ...directions,
    other: [idsOf(branchLabels), code].join('\n'),
    imports: canonicalImports(file, imports, used),
  };
}

const IMPORTS = new Set(['import_statement', 'import_from_statement', 'future_import_statement']);
const HEADER = new Set(['revision', 'down_revision', 'branch_labels', 'depends_on']);

/** No name at all, None and an empty list are one to Alembic; so are one id and a list of it. */
function idsOf(value: HeaderValue): string {
  if (value.kind === 'absent') return '[]';
  if (value.kind === 'dynamic') return value.source.replace(/\s+/g, ' ');
  return JSON.stringify([...new Set(value.ids.map(({ id }) => id))].toSorted());
}

function setsHeader(file: PythonFile, node: PythonNode): boolean {
  const [assignment, ...more] = node.children;
  if (node.type !== 'expression_statement' || assignment?.type !== 'assignment' || more.length > 0)
    return false;
  const name = identifierName(file, childIn(assignment, 'left'));
  // `revision = ident = 'ab12'` sets another name too, which the rest may use.
  return name !== undefined && HEADER.has(name) && childIn(assignment, 'right')?.type !== 'assignment';
}

function defines(file: PythonFile, node: PythonNode, name: string): boolean {
  const definition = node.type === 'decorated_definition' ? childIn(node, 'definition') : node;
  return (
    definition?.type === 'function_definition' && identifierName(file, childIn(definition, 'name')) === name
  );
}

function parted<T>(
  items: readonly T[],
  isMeant: (item: T) => boolean,
): readonly [readonly T[], readonly T[]] {
  return [items.filter(isMeant), items.filter((item) => !isMeant(item))];
}
