/** `ship_date`: `ship`, `date`. In lower case. */
export function splitIdentifier(name: string): readonly string[] {
  return name.toLowerCase().split('_');
}

/** `create` and `created` */
export function sharesStem(one: string, other: string): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  return short.length >= STEM && long.startsWith(short);
}

const STEM = 4;
