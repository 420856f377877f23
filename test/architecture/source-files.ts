import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** One file of a package, as the laws see it. */
export interface SourceFile {
  /** Relative to the folder `packages`, with `/`: `policy-core/src/model/known.ts`. */
  readonly file: string;
  readonly text: string;
}

export const ROOT = path.join(import.meta.dirname, '../..');
export const PACKAGE_NAMES = ['policy-core', 'operations', 'host-node', 'cli', 'lsp', 'extension'] as const;
export type PackageName = (typeof PACKAGE_NAMES)[number];

/** What is written to be shipped: neither tests, nor what tests are made with, nor what a tool generated. */
export function productFiles(name: PackageName): readonly SourceFile[] {
  return typescriptBelow(`packages/${name}/src`).filter(
    ({ file }) => !isTestFile(file) && !file.endsWith('.generated.ts'),
  );
}

/** Tests beside the sources and the tools they share under `src/testing`. */
export function testFilesOf(name: PackageName): readonly SourceFile[] {
  return typescriptBelow(`packages/${name}/src`).filter(({ file }) => isTestFile(file));
}

/** @param folder relative to the root; a folder that does not exist holds no files */
export function typescriptBelow(folder: string): readonly SourceFile[] {
  const absolute = path.join(ROOT, folder);
  if (!existsSync(absolute)) return [];
  return readdirSync(absolute, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.ts') && !/(^|\/)(node_modules|dist|fixtures)\//.test(file))
    .sort()
    .map((file) => ({
      file: `${folder.replace(/^packages\//, '')}/${file}`,
      text: readFileSync(path.join(absolute, file), 'utf8'),
    }));
}

function isTestFile(file: string): boolean {
  return file.endsWith('.test.ts') || file.includes('/src/testing/');
}
