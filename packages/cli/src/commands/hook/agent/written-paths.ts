import path from 'node:path';

/**
 * Every absolute path that a tool may understand by a name: with `..` taken back by name or step by step
 * through links, with `~` as the home folder, and with `\` as Windows reads it.
 */
export function writtenPaths(
  file: string,
  { cwd, home }: { readonly cwd: string; readonly home: string | undefined },
): readonly string[] {
  const names = file.includes('\\') && path.sep === '/' ? [file, file.replaceAll('\\', '/')] : [file];
  const spelt = names.flatMap((name) => [
    absolute(name, cwd),
    path.resolve(cwd, name),
    ...(home !== undefined && /^~(?:[\\/]|$)/.test(name) ? [path.resolve(home, `.${name.slice(1)}`)] : []),
  ]);
  return [...new Set(spelt)];
}

/** As it is written, so that each `..` leaves the folder that a link before it led to. */
function absolute(name: string, cwd: string): string {
  return path.isAbsolute(name) ? name : `${cwd}${path.sep}${name}`;
}
