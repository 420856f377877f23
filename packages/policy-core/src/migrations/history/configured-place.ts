/** Where a configuration says that something lies. */
export type ConfiguredPlace =
  /** From the root of the repository; `''` is the root. */
  | { readonly from: 'root'; readonly path: string }
  /** From the folder that Alembic is started in, which nobody wrote down. */
  | { readonly from: 'start'; readonly path: string }
  /** In a Python package, wherever that lies: `app:migrations` is `app/migrations`. */
  | { readonly from: 'package'; readonly path: string };

/** Stands for the folder of the configuration in a value, where `%(here)s` was written. */
export const HERE = '\u0000';

/**
 * Reads a path as Alembic does; `undefined` for one that leads out of the repository, or that only the
 * machine knows.
 *
 * @param folder The folder of the configuration.
 */
export function configuredPlace(written: string, folder: string): ConfiguredPlace | undefined {
  // A template of a configuration: `{folder}` is filled in where it is put.
  if (written === '' || /[{}\n]/.test(written)) return undefined;
  if (written.startsWith(HERE)) {
    const path = withinRepository(`${folder}/${written.slice(HERE.length)}`);
    return path === undefined || path.includes(HERE) ? undefined : { from: 'root', path };
  }
  if (isElsewhere(written)) return undefined;
  if (!written.includes(':')) return { from: 'start', path: written };
  const [name = '', ...below] = written.split(':');
  const path = withinRepository([...name.split('.'), ...below].join('/'));
  return path === undefined ? undefined : { from: 'package', path };
}

/** The same place, one step further down. */
export function below(place: ConfiguredPlace, name: string): ConfiguredPlace {
  return { ...place, path: place.path === '' ? name : `${place.path}/${name}` };
}

/** Without `.`, `..` and doubled slashes; `undefined` where it leads above the root. */
export function withinRepository(path: string): string | undefined {
  const steps: string[] = [];
  for (const step of path.split('/')) {
    if (step === '' || step === '.') continue;
    if (step !== '..') steps.push(step);
    else if (steps.pop() === undefined) return undefined;
  }
  return steps.join('/');
}

/** What only the machine knows. */
function isElsewhere(path: string): boolean {
  return path.includes(HERE) || path.startsWith('/') || /^[A-Za-z]:[\\/]/.test(path);
}
