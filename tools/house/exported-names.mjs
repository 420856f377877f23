/** @typedef {import('./source-files.mjs').SourceFile} SourceFile */

const DECLARED =
  /^export (?:declare )?(?:abstract )?(?:async )?(?:const|let|function\*?|class|interface|type|enum) (\w+)/gm;
const LISTED = /^export (?:type )?\{([^}]*)\}/gm;

/** Names that a file declares and exports. @param {string} text */
export function declaredNames(text) {
  return [...new Set(Array.from(text.matchAll(DECLARED), ([, name = '']) => name))];
}

/** Every name that a door hands out, each once. @param {string} text */
export function handedOutNames(text) {
  const listed = Array.from(text.matchAll(LISTED), ([, names = '']) => names.split(','))
    .flat()
    .map((name) =>
      name
        .trim()
        .replace(/^type /, '')
        .replace(/^\w+ as /, ''),
    )
    .filter((name) => name !== '');
  return [...new Set([...declaredNames(text), ...listed])];
}

/** Those among them that are types alone. @param {string} text */
export function handedOutTypes(text) {
  const whole = Array.from(text.matchAll(/^export type \{([^}]*)\}/gm), ([, names = '']) => names.split(','));
  const among = Array.from(text.matchAll(/^export \{([^}]*)\}/gm), ([, names = '']) =>
    names.split(',').filter((name) => /^\s*type /.test(name)),
  );
  return [...whole, ...among]
    .flatMap((names) => names.map((name) => name.trim().replace(/^type /, '')))
    .filter((name) => name !== '');
}

/**
 * Names that two files of a package export, and where. One name has one meaning in a package.
 *
 * @param {readonly SourceFile[]} files
 */
export function namesExportedTwice(files) {
  /** @type {Map<string, string[]>} */
  const places = new Map();
  for (const { file, text } of files) {
    for (const name of declaredNames(text)) places.set(name, [...(places.get(name) ?? []), file]);
  }
  return [...places]
    .filter(([, found]) => found.length > 1)
    .map(([name, found]) => `${name}: ${found.join(', ')}`);
}
