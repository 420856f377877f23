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
