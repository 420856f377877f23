/** In what a file is written, as far as its path tells; `undefined` for what nobody reads here. */
export type CodeKind =
  | 'python'
  | 'sql'
  | 'shell'
  | 'dockerfile'
  | 'procfile'
  | 'makefile'
  | 'yaml'
  | 'settings'
  | 'prose';

export function codeKind(path: string): CodeKind | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return KINDS.find(({ shape }) => shape.test(name))?.kind;
}

const KINDS: readonly { readonly kind: CodeKind; readonly shape: RegExp }[] = [
  { kind: 'dockerfile', shape: /^(?:.+\.)?(?:Dockerfile|Containerfile)(?:\..+)?$/i },
  { kind: 'procfile', shape: /^Procfile(?:\..+)?$/i },
  { kind: 'makefile', shape: /^(?:GNU)?makefile$|\.mk$|^\.?justfile$/i },
  { kind: 'python', shape: /\.py$/ },
  { kind: 'sql', shape: /\.sql$/i },
  { kind: 'shell', shape: /\.(?:sh|bash|zsh|ksh)$|^[\w-]+$/ },
  { kind: 'yaml', shape: /\.ya?ml$/ },
  { kind: 'settings', shape: /\.(?:json|toml)$|^\.replit$/ },
  { kind: 'prose', shape: /\.mdc?$/ },
];

/** Tests make and drop what they like: theirs is no database that anybody keeps. */
export function isTestFile(path: string): boolean {
  return TESTS.test(path);
}

const TESTS =
  /(?:^|\/)(?:tests?|testing|test_\w+|\w+_tests?|e2e|fixtures|__tests__|spec)\/|(?:^|\/)(?:conftest|factories)\.py$|(?:^|\/)tests?\.py$|(?:^|\/)test_[^/]*$|[^/]_tests?\.(?:py|sh|sql)$/i;
