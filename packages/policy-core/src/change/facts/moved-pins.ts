import { parseDocument } from 'yaml';

/** Where a file of CI or of git hooks names the version of what it runs, and what it runs there. */
const PINS: readonly (readonly string[])[] = [
  ['jobs', '*', 'uses'],
  ['jobs', '*', 'steps', '*', 'uses'],
  ['runs', 'steps', '*', 'uses'],
  ['repos', '*', 'rev'],
];

/** `uses: owner/action@ref` or `rev: ref`, with a remark behind it. */
const PIN_LINE = /^(?<head> *(?:- +)?(?:uses|rev): +)(?<quote>['"]?)[^'"\s#]+\k<quote>(?: +#.*)?\r?$/;

/**
 * Whether two texts of a workflow, a composite action or a configuration of pre-commit differ in nothing but the
 * versions of what they run. Told line by line, since not everybody reads YAML alike, and by what the YAML says, since a
 * line may stand in a script.
 */
export function onlyPinsMoved(before: string, after: string): boolean {
  return before !== after && onlyPinLinesDiffer(before, after) && onlyPinValuesDiffer(before, after);
}

function onlyPinLinesDiffer(before: string, after: string): boolean {
  const [old, fresh] = [before.split('\n'), after.split('\n')];
  return old.length === fresh.length && old.every((line, index) => isSameButPin(line, fresh[index] ?? ''));
}

function isSameButPin(before: string, after: string): boolean {
  if (before === after) return true;
  const head = PIN_LINE.exec(before)?.groups?.['head'];
  return head !== undefined && head === PIN_LINE.exec(after)?.groups?.['head'];
}

function onlyPinValuesDiffer(before: string, after: string): boolean {
  const [old, fresh] = [before, after].map(valueIn);
  return old !== undefined && fresh !== undefined && isSameButPins(old.value, fresh.value, []);
}

function valueIn(text: string): { readonly value: unknown } | undefined {
  const document = parseDocument(text);
  if (document.errors.length > 0) return undefined;
  try {
    return { value: document.toJS() };
  } catch {
    // Aliases that bring in too much.
    return undefined;
  }
}

function isSameButPins(before: unknown, after: unknown, steps: readonly string[]): boolean {
  if (before === after) return true;
  if (typeof before === 'string' && typeof after === 'string')
    return isPin(steps) && runs(before, steps) === runs(after, steps) && isSameKind(before, after);
  if (!isObject(before) || !isObject(after) || Array.isArray(before) !== Array.isArray(after)) return false;
  const keys = Object.keys(before);
  return (
    keys.length === Object.keys(after).length &&
    keys.every((key) => Object.hasOwn(after, key) && isSameButPins(before[key], after[key], [...steps, key]))
  );
}

function isPin(steps: readonly string[]): boolean {
  return PINS.some(
    (pin) => pin.length === steps.length && pin.every((step, index) => step === '*' || step === steps[index]),
  );
}

/** What runs at a pin, without its version. A hook's repository stands beside its pin. */
function runs(value: string, steps: readonly string[]): string {
  return steps.at(-1) === 'uses' ? value.replace(/@[^@]*$/, '@') : '';
}

/** A commit, or the digest of an image, gives way to its like only; a name to a name, and to nothing that is worked out. */
function isSameKind(before: string, after: string): boolean {
  const [old, fresh] = [before, after].map((value) => value.slice(value.lastIndexOf('@') + 1));
  return isDigest(old) ? isDigest(fresh) : /^\w[\w.+/-]*$/.test(fresh ?? '');
}

function isDigest(version = ''): boolean {
  return /^(?:sha256:)?(?:[\da-f]{40}|[\da-f]{64})$/.test(version);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
