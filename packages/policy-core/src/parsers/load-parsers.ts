import type { ParserBytes, Parsers } from './parsers.ts';
import { loadSqlParser } from './postgres-sql.ts';
import { loadPythonParser } from './tree-sitter-python.ts';

/** Compiles the WebAssembly once; rejects when the bytes are not those of the pinned versions. */
export async function loadParsers(bytes: ParserBytes): Promise<Parsers> {
  const [sql, python] = await Promise.all([
    loadSqlParser(bytes.libpgQuery),
    loadPythonParser(bytes.treeSitter, bytes.treeSitterPython),
  ]);
  return { sql, python };
}
