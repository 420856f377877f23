import type { PythonNode } from '../../parsers/parsers.ts';
import type { ApiImport, ApiMember, ApiReading } from './python-api-model.ts';
import { namesImportedBy } from './python-imports.ts';

/** The names that an import binds, and whether others are meant to import them from here. */
export function importDefinitions(
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
