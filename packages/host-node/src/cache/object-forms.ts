/** An object whose keys are names of fields, which nobody chooses: `__proto__` is none. */
export type Fields = Readonly<Record<string, unknown>>;

/** What objects have in common that have the same keys in the same order, and the same word where one is fixed. */
export interface ObjectForm {
  /** All keys, with a stand-in where the values differ. */
  readonly common: Readonly<Record<string, unknown>>;
  /** Keys whose values are numbers. */
  readonly numbers: readonly string[];
  /** Keys with any other value that is not in `common`. */
  readonly values: readonly string[];
}

interface Branch {
  readonly next: Map<string, Map<unknown, Branch>>;
  form: ObjectForm | undefined;
}

/** Finds the form of an object: one and the same for all that have it. */
export function createForms(): (fields: Fields) => ObjectForm {
  const root = newBranch();
  return (fields) => {
    let branch = root;
    for (const key of Object.keys(fields)) {
      const value = fields[key];
      if (value !== undefined) branch = branchFor(branch, key, varietyOf(key, value));
    }
    branch.form ??= formOf(fields);
    return branch.form;
  };
}

const NUMBER = Symbol('a number');
const VALUE = Symbol('any other value');

/** What there are few of is part of the form itself. */
function varietyOf(key: string, value: unknown): unknown {
  if (typeof value === 'number') return NUMBER;
  const isFixed =
    typeof value === 'boolean' || value === null || (key === 'kind' && typeof value === 'string');
  return isFixed ? value : VALUE;
}

function branchFor({ next }: Branch, key: string, variety: unknown): Branch {
  let varieties = next.get(key);
  if (varieties === undefined) next.set(key, (varieties = new Map()));
  let branch = varieties.get(variety);
  if (branch === undefined) varieties.set(variety, (branch = newBranch()));
  return branch;
}

function newBranch(): Branch {
  return { next: new Map(), form: undefined };
}

function formOf(fields: Fields): ObjectForm {
  const common: Record<string, unknown> = {};
  const [numbers, values]: [string[], string[]] = [[], []];
  for (const [key, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    const variety = varietyOf(key, value);
    if (variety === NUMBER) numbers.push(key);
    else if (variety === VALUE) values.push(key);
    common[key] = variety === NUMBER ? 0 : variety === VALUE ? '' : value;
  }
  return { common, numbers, values };
}
