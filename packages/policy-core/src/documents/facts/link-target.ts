/** The path a link of a document leads to; `undefined` for an address, an anchor or a template. */
export function linkTarget(written: string): string | undefined {
  const bare = written.startsWith('<') ? written.slice(1, -1) : written;
  if (SCHEME.test(bare) || TEMPLATE.test(bare)) return undefined;
  const [path = ''] = bare.replace(/\\(?=[!-/:-@[-`{-~])/g, '').split(/[?#]/, 1);
  return path === '' || /^\/{2}/.test(path) ? undefined : decoded(path);
}

const SCHEME = /^[a-z][a-z0-9+.-]*:/i;
/** What a site generator fills in, and character references, which stand for something else. */
const TEMPLATE = /\{\{|\{%|\$\{?\w|<|>|&#?\w+;|^[@~:%]/;

/** A name may hold a percent sign that stands for itself. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch (error) {
    if (error instanceof URIError) return path;
    throw error;
  }
}
