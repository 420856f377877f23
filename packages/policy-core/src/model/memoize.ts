/**
 * Works something out once for each object. A file that reads the same in the next run is the same object,
 * so that a key pressed in a source does not make its lock be taken apart anew.
 */
export function memoizeByObject<From extends object, Made>(make: (from: From) => Made): (from: From) => Made {
  const known = new WeakMap<From, Made>();
  return (from) => {
    const before = known.get(from);
    // What was made may be `undefined`.
    if (before !== undefined || known.has(from)) return before as Made;
    const made = make(from);
    known.set(from, made);
    return made;
  };
}

interface Branch<Made> {
  made?: { readonly value: Made };
  readonly next: WeakMap<object, Branch<Made>>;
}

/** The same for several objects at once, in their order. */
export function memoizeByObjects<Made>(): (objects: readonly object[], make: () => Made) => Made {
  const root: Branch<Made> = { next: new WeakMap<object, Branch<Made>>() };
  return (objects, make) => {
    let branch = root;
    for (const object of objects) {
      const known = branch.next.get(object);
      const next = known ?? { next: new WeakMap<object, Branch<Made>>() };
      if (known === undefined) branch.next.set(object, next);
      branch = next;
    }
    branch.made ??= { value: make() };
    return branch.made.value;
  };
}
