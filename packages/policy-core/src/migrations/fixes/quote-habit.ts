/** Python that a fix writes, in the quotes that the file mostly has: Alembic's autogenerate writes single ones. */
export function inQuotesOf(text: string, written: string): string {
  return prefersSingle(text) ? written.replace(STRING, withSingle) : written;
}

/** Docstrings tell nothing: they have three double ones everywhere. */
function prefersSingle(text: string): boolean {
  const rest = text.replace(/"""|'''/g, '');
  return rest.split("'").length > rest.split('"').length;
}

const STRING = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/g;

function withSingle(literal: string): string {
  return /^"[^'\\]*"$/.test(literal) ? `'${literal.slice(1, -1)}'` : literal;
}
