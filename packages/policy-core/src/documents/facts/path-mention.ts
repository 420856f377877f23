/** A path in a document, as it was meant. */
export interface PathMention {
  /** Without what may follow it: an anchor, a line number, a slash. */
  readonly path: string;
  /**
   * How sure it is that a file of this repository is meant. `named`: a document by its name, or a path
   * that begins with `./`. `document`: an example may be called like that as well. `path`: it may
   * also be planned, made by a tool, or lie in another repository.
   */
  readonly sureness: 'named' | 'document' | 'path';
}

/**
 * What a word in a code span or a list says of a file; `undefined` for anything that may be something
 * else: a command, a branch, a package, a pattern, a placeholder, an address, a name of one word.
 */
export function pathMention(word: string): PathMention | undefined {
  const [, path = '', slash] = MENTION.exec(word) ?? [];
  if (isNoPlace(path)) return undefined;
  if (isDocumentName(path)) return { path, sureness: NAMED_DOCUMENT.test(path) ? 'named' : 'document' };
  if (!path.includes('/') || (slash === undefined && !FILE.test(path))) return undefined;
  return { path, sureness: EXPLICIT.test(path) ? 'named' : 'path' };
}

/** Whether a path ends like a document people read. */
export function isDocumentName(path: string): boolean {
  return /[^./]\.(md|mdx|markdown|rst|adoc)$/i.test(path);
}

const EXPLICIT = /^\.{1,2}\//;
/** `RELEASE_POLICY.md`, `docs/release.md`, `./release.md`: what people call the documents that bind them. */
const NAMED_DOCUMENT = /^(docs\/|\.{1,2}\/|[A-Z][^/]*$)/;
/** Names of plain characters between single slashes; then a slash, an anchor or a line number. */
const MENTION = /^([\w.@+-]+(?:\/[\w.@+-]+)*)(\/)?(?:#[\w-]+|:\d+(?:-\d+)?)?$/;
/** An extension begins in lower case: `graph.Host` is a name in code. */
const FILE = /[^./]\.[a-z][a-z0-9]{0,9}$/;

function isNoPlace(path: string): boolean {
  const names = path.split('/').filter((name) => !/^\.{1,2}$/.test(name));
  const [first = ''] = names;
  return (
    names.length === 0 ||
    names.some((name) => PLACEHOLDER.test(name) || GENERATED.test(name) || LOCAL.test(name)) ||
    first.startsWith('@') ||
    (names.length > 1 && DOMAIN.test(first))
  );
}

/** A name to be filled in: YYYYMMDD, NNN, your-project, foo. */
const PLACEHOLDER = /Y{4}|N{3}|X{3}|x{3}|example|^(your|my|some)([-_.]|$)|^(foo|bar|baz|path)\b/i;
/** What tools make and git does not hold. */
const GENERATED =
  /^(node_modules|dist|build|out|target|coverage|tmp|temp|venv|\.venv|__pycache__|.*\.(log|pid|sock|tmp|pyc|local))$/;
/** What begins with a dot is mostly the business of one machine. */
const LOCAL = /^\.(?!git(hub|ignore|attributes|modules)|gitlab)/;
const DOMAIN = /^[\w-]+(\.[\w-]+)*\.(com|org|net|io|dev|app|co|ai|gov|edu|me|sh|so|is|us|uk|de|fr|in)$/i;
