import path from 'node:path';

import type { PackageName, SourceFile } from './source-files.ts';
import { isSyntax, stringIn, syntaxOf, type SyntaxNode } from './syntax.ts';

/** What the files of one package may import. Anything not listed is forbidden, Node built-ins included. */
export interface Boundary {
  readonly name: PackageName;
  readonly because: string;
  readonly mayImport: readonly Permission[];
}

interface Permission {
  readonly target: RegExp;
  /** Only files whose path below `src` matches. Without it every file may. */
  readonly in?: RegExp;
  /** Types, and these values. Without it everything the target exports. */
  readonly typesAnd?: readonly string[];
}

/** Doors of policy-core that belong to what a release does, not to how a file is judged. */
const DATABASES_AND_DEPLOYS = [
  'database',
  'deployment',
  'deployment/audit-log',
  'deployment/lock',
  'deployment/record',
  'deployment/rollback',
  'deployment/run',
  'update',
];

/** Each boundary removes a capability; `because` is what a person reads when it is crossed. */
export const BOUNDARIES: readonly Boundary[] = [
  {
    name: 'policy-core',
    because:
      'policy-core turns data into data and runs in Node, in a browser and in the editor: what comes from outside arrives as a fact',
    mayImport: [
      { target: /^(zod|yaml|minimatch|@iarna\/toml(\/.+)?|toml-eslint-parser|jsonc-parser|re2js)$/ },
      { target: /^@noble\/hashes(\/|$)/ },
      { target: /^semver\//, in: /^update\/state\/release-order\.ts$/ },
      { target: /^@lezer\/markdown$/, in: /^documents\/facts\/markdown-pieces\.ts$/ },
      { target: /^(web-tree-sitter|libpg-query)(\/|$)/, in: /^parsers\// },
      { target: /^sarif$/, in: /^report\//, typesAnd: [] },
    ],
  },
  {
    name: 'operations',
    because:
      'operations reach the world only through the ports they are given, so that every step can be tested in memory',
    mayImport: coreDoors('.', 'dependencies', 'migrations', 'observe', ...DATABASES_AND_DEPLOYS),
  },
  {
    name: 'host-node',
    because:
      'host-node touches the world and decides nothing: from policy-core it takes types and the words for what was or was not observed',
    mayImport: [
      { target: /^node:/ },
      ...coreDoors('.', 'database', 'deployment/lock', 'deployment/run', 'observe').map((door) => ({
        ...door,
        typesAnd: ['observed', 'unobserved', 'textContent', 'ROLES', 'partName'],
      })),
      { target: /^@lockkeeper\/operations\/ports$/ },
      { target: /^@octokit\/endpoint$/, in: /^(read|write)\/github\// },
      { target: /^zod$/, in: /^((read|write)\/github|write\/drivers|read\/probes)\// },
      { target: /^pg$/, in: /^read\/postgres\// },
    ],
  },
  {
    name: 'cli',
    because: 'the command line is one of several surfaces: what belongs to an editor stays out of it',
    mayImport: [
      { target: /^node:/ },
      { target: /^(commander|picocolors|zod)$/ },
      { target: /^fast-xml-parser$/, in: /^commands\/release\/junit-report\.ts$/ },
      { target: /^@lockkeeper\/(operations|host-node)(\/|$)/ },
      ...coreDoors('.', 'dependencies', 'migrations', 'observe', ...DATABASES_AND_DEPLOYS),
      ...coreDoors('generate', 'parsers', 'report'),
    ],
  },
  {
    name: 'lsp',
    because:
      'a server that starts by itself must not be able to deploy or to write: it looks through host-node/read, keeps what it read in the cache of its user and what V8 compiled of it beside itself, and starts nothing but its own worker thread',
    mayImport: [
      { target: /^vscode-languageserver/ },
      ...coreDoors(
        '.',
        'dependencies',
        'deployment/record',
        'editor',
        'migrations',
        'observe',
        'parsers',
        'update',
      ),
      { target: /^@lockkeeper\/operations\/observe$/ },
      { target: /^@lockkeeper\/host-node\/read$/ },
      { target: /^@lockkeeper\/host-node\/cache$/, in: /^worker\// },
      { target: /^node:(worker_threads|url|v8)$/, in: /(^|[/-])(bin|worker)([-./]|$)/ },
    ],
  },
  {
    name: 'extension',
    because:
      'the extension shows what the server and the CLI decide: it holds no policy and starts only those two programs',
    mayImport: [
      { target: /^vscode$/ },
      { target: /^vscode-languageclient(\/|$)/ },
      { target: /^node:(child_process|path)$/ },
      { target: /^@lockkeeper\/lsp\/protocol$/ },
      ...coreDoors('report/drawing').map((door) => ({ ...door, in: /^webview\// })),
    ],
  },
];

/** Entries of policy-core by their place below its `src`; `.` is the entry of the whole package. */
function coreDoors(...doors: readonly string[]): readonly Permission[] {
  return doors.map((door) => ({
    target: new RegExp(`^@lockkeeper/policy-core${door === '.' ? '' : `/${door}`}$`),
  }));
}

/** One sentence for every import that crosses the boundary. */
export function forbiddenImports(boundary: Boundary, files: readonly SourceFile[]): readonly string[] {
  return files.flatMap((source) =>
    importsOf(source.text)
      .filter((found) => !isAllowed(boundary, source.file, found))
      .map(({ target, values }) => {
        const what = values.length > 0 ? ` (${values.join(', ')})` : '';
        return `${source.file} imports ${target}${what}`;
      }),
  );
}

interface Import {
  readonly target: string;
  /** Names used at run time; `*` for a whole module. Empty for an import of types. */
  readonly values: readonly string[];
}

function isAllowed({ name, mayImport }: Boundary, file: string, found: Import): boolean {
  const inside = file.slice(`${name}/src/`.length);
  if (found.target.startsWith('.')) return staysIn(name, inside, found.target);
  return mayImport.some(({ target, in: where, typesAnd }) => {
    if (!target.test(found.target) || (where !== undefined && !where.test(inside))) return false;
    return typesAnd === undefined || found.values.every((value) => typesAnd.includes(value));
  });
}

/** Parts of host-node that are imported as a whole, or not at all. */
const POWERS = ['cache/', 'write/'];

/** A relative import stays in its package; in host-node only what writes reaches for what writes. */
function staysIn(name: PackageName, inside: string, target: string): boolean {
  const reached = path.posix.join(path.posix.dirname(inside), target);
  if (reached.startsWith('..')) return false;
  const power = POWERS.find((folder) => reached.startsWith(folder));
  return name !== 'host-node' || power === undefined || inside.startsWith(power);
}

function importsOf(text: string): readonly Import[] {
  return syntaxOf(text).flatMap((node) => importIn(node) ?? []);
}

function importIn(node: SyntaxNode): Import | undefined {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
      return importFrom(node['source'], valuesOf(node));
    case 'ImportExpression':
      return importFrom(node['source'], ['*']);
    case 'TSImportType':
      return importFrom(node['source'], []);
    case 'TSExternalModuleReference':
      return importFrom(node['expression'], ['*']);
    case 'CallExpression':
      return isRequire(node) ? importFrom(firstOf(node['arguments']), ['*']) : undefined;
    default:
      return undefined;
  }
}

/** A target that is computed cannot be judged, so it is reported as what it is. */
function importFrom(source: unknown, values: readonly string[]): Import | undefined {
  if (source === null || source === undefined) return undefined;
  return { target: stringIn(source) ?? 'a computed name', values };
}

function valuesOf(node: SyntaxNode): readonly string[] {
  if (node['importKind'] === 'type' || node['exportKind'] === 'type') return [];
  const specifiers = Array.isArray(node['specifiers']) ? node['specifiers'].filter(isSyntax) : [];
  if (specifiers.length === 0) return ['*'];
  return specifiers
    .filter((specifier) => specifier['importKind'] !== 'type' && specifier['exportKind'] !== 'type')
    .map((specifier) => (takesAll(specifier) ? '*' : nameOf(specifier['imported'] ?? specifier['local'])));
}

/** `import fs from` takes the whole module, as `import * as fs from` does. */
function takesAll({ type }: SyntaxNode): boolean {
  return type === 'ImportNamespaceSpecifier' || type === 'ImportDefaultSpecifier';
}

function nameOf(node: unknown): string {
  return isSyntax(node) && typeof node['name'] === 'string' ? node['name'] : '*';
}

function isRequire(node: SyntaxNode): boolean {
  const callee = node['callee'];
  return isSyntax(callee) && callee.type === 'Identifier' && callee['name'] === 'require';
}

function firstOf(list: unknown): unknown {
  return Array.isArray(list) ? list[0] : undefined;
}
