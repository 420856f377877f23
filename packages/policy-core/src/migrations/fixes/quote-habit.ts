import { memoizeByObject } from '../../model/memoize.ts';

interface PythonFile {
  readonly text: string;
}

/** Python that a fix writes, in the quotes that the file mostly has: Alembic's autogenerate writes single ones. */
export function inQuotesOf(file: PythonFile, written: string): string {
  return prefersSingle(file) ? written.replace(STRING, withSingle) : written;
}

/** Docstrings tell nothing: they have three double ones everywhere. Each of many lines of a fix asks. */
const prefersSingle = memoizeByObject(({ text }: PythonFile): boolean => {
  const rest = text.replace(/"""|'''/g, '');
  return rest.split("'").length > rest.split('"').length;
});

const STRING = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/g;

function withSingle(literal: string): string {
  return /^"[^'\\]*"$/.test(literal) ? `'${literal.slice(1, -1)}'` : literal;
}
